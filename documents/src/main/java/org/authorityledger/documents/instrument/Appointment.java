package org.authorityledger.documents.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom the paper appoints, and how they must sign together.
 *
 * @param appointed the persons, firms, offices and classes, in the order of the paper
 * @param minimum how many must sign together; null: the paper does not say
 * @param groups "Z together with Y1 or Y2": places in {@code appointed}; empty: no groups
 * @param unread words of the list that no rule understood
 * @param start where the appointing words begin in the line
 * @param end where the list of those appointed ends
 */
record Appointment(List<Appointed> appointed, @Nullable Found<Integer> minimum, List<List<Integer>> groups, List<String> unread, int start,
        int end) {

    /** One appointment. */
    record Appointed(Found<String> name, @Nullable Found<String> title, @Nullable Found<String> employer, boolean office, boolean entity) {

        Appointed titled(Found<String> more, String line) {
            Found<String> whole = title == null
                    ? more
                    : new Found<>(line.substring(title.start(), more.end()), title.start(), more.end(), title.confidence(), title.rule());
            return new Appointed(name, whole, employer, office, entity);
        }

        Appointed employed(Found<String> by) {
            return new Appointed(name, title, by, office, entity);
        }
    }

    private static final String VERB = "(?:mak(?:es?|ing)|constitut(?:es?|ed|ing)|designat(?:es?|ed|ing)|nominat(?:es?|ed)|appoint(?:s|ed"
            + "|ing)?|authori[sz](?:es?|ed|ing)|names?|empowers?(?:ed)?)";
    private static final Pattern APPOINTS = Pattern
            .compile("(?i)\\b" + VERB + "(?:,? (?:and |or )?(?:hereby |does |do )?" + VERB + "){0,4}(?: as follows)?[:,]? ");
    private static final Pattern GRANTS = Pattern.compile(
            "(?i)\\b(?:grants?|gives?)(?: unto| to)? (?=[^.;]{5,600}?\\b(?:power of attorney|power|authority) to (?:sign|execute|act|file|prepare))");
    private static final Pattern PASSIVE = Pattern
            .compile("(?i),? (?:is|are|has been|have been|be) (?:each )?(?:hereby )?(?:duly )?(?:authorized|designated|appointed)\\b");
    private static final Pattern BEFORE_PASSIVE = Pattern.compile("(?i)^.*(?:\\bthat |: )(?=[^:]+$)");
    private static final Pattern END = Pattern.compile(
            "(?i),? ?\\(?(?:and |or )?(?:any|each|either|both|every|all) (?:(?:one|two|three|four)(?: \\(\\d\\))?(?: or more)? )?of (?:them"
                    + "|whom|the foregoing)|,? ?\\(?(?:each )?(?:signing|acting) (?:singly|individually|alone|jointly|together|severally"
                    + "|solely|separately|either|in)"
                    + "|,? ?\\(?(?:as|to be|to act as|to serve as) (?:the undersigned's|my|his|her|its|their|our|the|true|lawful|attorneys?"
                    + "|agents?|such|a |an |his/her)|,? ?\\bthe undersigned's|,? ?\\b(?:my|his|her|its|their|our|his or her"
                    + "|his/her) (?:respective )?(?:true|lawful|attorney|agent|substitute)"
                    + "|,? ?\\(?(?:with|without) (?:full|the|power|an?\\b)|,? ?\\bto (?:execute|sign|act|file|prepare|do|complete|submit|be"
                    + "|make|take)\\b|,? ?\\bfor and (?:on|in)|,? ?\\(?each (?:of whom|with|acting|as|to|individually|a|an|being|is"
                    + "|may)\\b|,? ?\\b(?:individually|severally|jointly|singly)\\b|\\bor any\\b|,? ?\\(?who(?:se)?\\b"
                    + "|,? ?\\((?:the|each|collectively|individually|hereinafter|together|each,|an?|\")|;|\\.(?= (?:The|This|I|In|My|Each"
                    + "|Any|Such) )|: |,? ?\\b(?:full|limited|the|a) (?:power|authority|right)|,? ?\\bhis substitutes?\\b"
                    + "|,? ?\\b(?:such|in) (?:person|the name)|,? ?\\bor (?:his|her|their|its) |,? acting\\b|,? (?:true|lawful) "
                    + "|,? in the place of|,? ?\\bas substitute|,? ?\\bpower of attorney|,? effective|,? (?:currently|each) ");
    private static final Pattern TOGETHER = Pattern.compile(
            "(?i),? ?(?:acting |signing )?(?:together|jointly) with (?:any (?:one )?of |either (?:of )?|one of |at least one of )?");
    private static final Pattern LEAD = Pattern.compile(
            "(?i)^(?:(?:each|either|any|any one|both|all|one|one or more) of (?=\\S)|(?:jointly|individually|severally|singly|hereby|both"
                    + "|as (?:his|her|my) attorneys?)[, ]+|the following(?: named)?(?: (?:persons?|individuals?|officers?"
                    + "|employees?))?[:,]? |or |and |that |to |each )+");
    private static final Pattern NUMBERED = Pattern.compile("^(?:\\(?(?:[0-9]{1,2}|[a-z]|i{1,3}|iv|v)[).] )");
    private static final Pattern SPLIT = Pattern
            .compile(
                    "(?<=\\p{L}\\.?) (?=\\(?\\d{1,2}[.)] )|\\s*[,;]?\\s*(?<![\\w])(?:and/or|and|or|&(?! (?:\\p{Lu}[\\p{L}'.-]*,? ){1,3}(?:LLP"
                            + "|L\\.L\\.P|LLC|L\\.L\\.C|P\\.C|Inc|Co|Ltd)\\b))"
                            + "(?![\\w])\\s+|\\s*[,;]\\s*(?!\\s*(?:"
                            + Names.SUFFIX + "|(?:Inc|LLC|L\\.L\\.C|LLP|L\\.P|LP|Ltd|N\\.A|P\\.C)\\b))",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern EMPLOYER = Pattern
            .compile(",? (?:an? (?:employee|officer|attorney|partner|associate)s? )?(?:of|at|with) (?:the )?(?:law )?(?:[Ff]irm (?:of )?)?("
                    + Names.COMPANY
                    + "|\\p{Lu}[\\p{L}'.-]*(?:,? (?:& )?\\p{Lu}[\\p{L}'.-]*){1,4} LLP|(?:the )?(?:Company|Corporation|Issuer|Bank|Trust"
                    + "|Fund|Partnership|Firm)\\b)");
    private static final Pattern OFFICE = Pattern.compile(
            "(?i)^(?:(?:the|any|our|its|each|such|then[- ]current|current)\\b|.*\\b(?:incumbents?|(?:person|persons|individual|individuals"
                    + "|holder|holders|officer|officers|employees|attorneys|partners|members) (?:from time to time|who|whom|holding|serving"
                    + "|occupying|of the)|from time to time|then serving|office of)\\b)");
    private static final Pattern OFFICE_LEAD = Pattern.compile(
            "(?i)^(?:(?:any |the |each |such |then |current |incumbents? |persons? |individuals? |holders? |who(?:ever)? "
                    + "|from time to time |at any time |may |hold(?:s|ing)? |occup(?:y|ies|ying) |serv(?:es?|ing) |is |are |as |of |in "
                    + "|offices? |positions? |at the time )+)");
    private static final Pattern OFFICE_TAIL = Pattern.compile(
            "(?i),? (?:from time to time|(?:as )?then (?:in office|serving)|for the time being|at the time|or (?:his|her|their) successors?)$");
    private static final Pattern SET_ASIDE = Pattern.compile(
            "\\((?:[\\w ,]{0,40})\"[^)]{1,60}\"(?:[\\w ,]{0,40})\\)|,? (?:and|or) (?:his|her|their"
                    + "|his or her) (?:duly appointed )?successors?(?: in (?:office|such capacity))?");
    private static final Pattern DESCRIBES = Pattern
            .compile("(?:both |each |all |an? )?(?:employees?|officers?|attorneys?|partners?|associates?|members?)");
    private static final Pattern ELSEWHERE = Pattern.compile("(?i)\\b" + VERB
            + "\\b[^.;]{0,80}\\b(?:individuals?|persons?|officers?|employees|those)\\b[^.;]{0,40}\\b(?:named|listed|set forth|identified"
            + "|whose names?)\\b[^.;,]{0,60}");
    private static final Pattern MORE = Pattern.compile("(?:\\band|\\bor|,) (?=\\p{Lu})");
    private static final Pattern TASK = Pattern.compile("(?i)\\bto (?:execute|sign|act|file|prepare|do|complete|submit)\\b|[.;:](?= )");
    private static final Pattern ANOTHER = Pattern
            .compile(
                    "\\b(?:constitutes?|designates?|nominates?|appoints?|authori[sz]es?|empowers?)(?: also| further| hereby)*,? (?=\\p{Lu})");
    private static final Pattern ANOTHER_IS = Pattern.compile("\\b(" + Names.PERSON
            + ") (?:is|are|shall be)(?: also| further| hereby| each| likewise)* (?:authori[sz]ed|designated|appointed|empowered)\\b");
    private static final int SHOWN = 60;
    private static final Pattern COMPANY_S = Pattern.compile("(?i)^(?:the|our) (?:Company|Corporation|Issuer)'s ");

    /** The first appointing words that are followed by someone appointed; null where there are none. */
    static @Nullable Appointment in(String text) {
        return in(text, new ArrayList<>());
    }

    /** Words that name someone and appoint no one, such as "I no longer authorize"; null where there are none. */
    static @Nullable String refused(String text) {
        List<String> refused = new ArrayList<>();
        in(text, refused);
        return refused.isEmpty() ? null : refused.getFirst();
    }

    /** Whether the words of an appointment may not appoint now. */
    boolean doubtful(String text) {
        return standing(withoutDefinitions(text), start) == OperativeWords.Standing.DOUBTFUL;
    }

    /** What the words that begin here do: a verb, or those whom a later verb appoints. */
    private static OperativeWords.Standing standing(String line, int start) {
        for (Pattern pattern : List.of(APPOINTS, GRANTS)) {
            Matcher verb = pattern.matcher(line).region(start, line.length()).useTransparentBounds(true);
            if (verb.lookingAt()) {
                return OperativeWords.of(line, start, verb.group());
            }
        }
        return OperativeWords.of(line, start, "");
    }

    /** Those that appoint now come before those that may. */
    private static @Nullable Appointment in(String text, List<String> refused) {
        String line = withoutDefinitions(text);
        Appointment doubtful = null;
        for (Pattern pattern : List.of(APPOINTS, GRANTS)) {
            Matcher verb = pattern.matcher(line);
            while (verb.find()) {
                Appointment appointment = listed(line, verb.start(), verb.end());
                OperativeWords.Standing standing = appointment == null
                        ? OperativeWords.Standing.DOES_NOT
                        : standing(line, appointment.start());
                if (appointment != null && standing == OperativeWords.Standing.ACTS) {
                    return appointment;
                }
                if (appointment != null && standing == OperativeWords.Standing.DOUBTFUL && doubtful == null) {
                    doubtful = appointment;
                } else if (appointment != null && standing == OperativeWords.Standing.DOES_NOT && refused.isEmpty()) {
                    refused.add(line.substring(Math.max(0, verb.start() - SHOWN), verb.end()).strip());
                }
            }
        }
        Matcher passive = PASSIVE.matcher(line);
        while (passive.find()) {
            int from = Math.max(0, passive.start() - 300);
            Matcher before = BEFORE_PASSIVE.matcher(line.substring(from, passive.start()));
            if (before.find()) {
                int start = from + before.end();
                Appointment appointment = list(line, start, start, passive.start(), passive.end());
                if (appointment != null && appointment.unread().isEmpty()) {
                    OperativeWords.Standing standing = standing(line, start);
                    if (standing == OperativeWords.Standing.ACTS) {
                        return appointment;
                    }
                    doubtful = doubtful == null && standing == OperativeWords.Standing.DOUBTFUL ? appointment : doubtful;
                }
            }
        }
        if (doubtful != null) {
            return doubtful;
        }
        Matcher elsewhere = ELSEWHERE.matcher(line);
        return elsewhere.find()
                ? new Appointment(List.of(), null, List.of(), List.of(elsewhere.group()), elsewhere.start(), elsewhere.end())
                : null;
    }

    /** Definitions in parentheses, such as {@code (the "Company")}, and successors, made blanks: they are no part of a list. */
    private static String withoutDefinitions(String text) {
        return SET_ASIDE.matcher(text).replaceAll(found -> " ".repeat(found.end() - found.start()));
    }

    private static @Nullable Appointment listed(String line, int verb, int from) {
        int limit = Math.min(line.length(), from + 2000);
        Matcher lead = LEAD.matcher(line.substring(from, limit));
        int start = lead.find() ? from + lead.end() : from;
        Matcher end = END.matcher(line).region(start, limit);
        int to = limit;
        while (end.find()) {
            boolean firstOffice = line.substring(start, end.start()).isBlank() || insideIncumbents(line.substring(start, end.end()));
            if (!firstOffice) {
                to = end.start();
                break;
            }
        }
        return list(line, verb, start, to, to);
    }

    /** "The person who from time to time is the Secretary": the words before the office are no end of the list. */
    private static boolean insideIncumbents(String words) {
        return words.matches("(?i).*\\b(?:person|persons|individual|individuals) who(?:ever)?$");
    }

    private static @Nullable Appointment list(String line, int verb, int from, int to, int after) {
        List<Appointed> all = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        List<List<Integer>> groups = new ArrayList<>();
        Matcher together = TOGETHER.matcher(line).region(from, to);
        if (together.find()) {
            parse(line, from, together.start(), all, unread);
            int first = all.size();
            parse(line, together.end(), to, all, unread);
            if (first > 0 && all.size() > first) {
                groups.add(range(0, first));
                groups.add(range(first, all.size()));
            }
        } else {
            parse(line, from, to, all, unread);
        }
        if (all.isEmpty()) {
            return null;
        }
        boolean anyPerson = all.stream().anyMatch(one -> !one.office());
        boolean certainOffice = all.stream().anyMatch(one -> one.office() && one.name().confidence() > 0.6);
        if (!anyPerson && !certainOffice) {
            return null;
        }
        more(line, after, all, unread);
        return new Appointment(List.copyOf(all), groups.isEmpty() ? Signing.minimum(line, from, to, all.size()) : null, groups, unread,
                verb, after);
    }

    /** People named after the end of the list, before it says what those appointed may do: the list may go on. */
    private static void more(String line, int from, List<Appointed> all, List<String> unread) {
        Matcher task = TASK.matcher(line);
        int to = Math.min(task.find(from) ? task.start() : line.length(), from + 250);
        Matcher more = MORE.matcher(line).region(Math.min(from, to), to);
        while (more.find()) {
            int length = Names.personAt(line, more.end(), to);
            String name = line.substring(more.end(), more.end() + length);
            if (length > 0 && !name.matches("(?i)(?:signing|acting)\\b.*")
                    && all.stream().noneMatch(one -> Names.alike(one.name().value(), name))) {
                unread.add(name);
            }
        }
    }

    /** People whom a later sentence appoints too, and who are not in the list. */
    List<String> later(String line) {
        List<String> names = new ArrayList<>();
        for (Sentences.Part part : Sentences.parts(line.substring(Math.min(end, line.length())))) {
            String words = part.words();
            Matcher another = ANOTHER.matcher(words);
            while (another.find()) {
                names.add(words.substring(another.end(), another.end() + Names.personAt(words, another.end(), words.length())));
            }
            Matcher is = ANOTHER_IS.matcher(words);
            while (is.find()) {
                names.add(is.group(1));
            }
        }
        return names.stream().map(name -> name.replaceAll("(?<=\\p{Ll}{2})\\.$", "")).filter(Names::person)
                .filter(name -> appointed.stream().noneMatch(one -> Names.alike(one.name().value(), name)))
                .distinct().toList();
    }

    private static List<Integer> range(int from, int to) {
        List<Integer> range = new ArrayList<>();
        for (int i = from; i < to; i++) {
            range.add(i);
        }
        return range;
    }

    private static void parse(String line, int from, int to, List<Appointed> all, List<String> unread) {
        StringBuilder masked = new StringBuilder(line.substring(from, to));
        List<Found<String>> employers = new ArrayList<>();
        Matcher employer = EMPLOYER.matcher(line.substring(from, to));
        for (int next = 0; next < to - from && employer.find(next);) {
            next = employer.end();
            if (employer.start() == 0 || Names.title(employer.group(1))) {
                next = employer.start() + 1;
                continue;
            }
            employers.add(Found.sure(employer.group(1), from + employer.start(1), from + employer.end(1), "employer-after-of"));
            for (int i = employer.start(); i < employer.end(); i++) {
                masked.setCharAt(i, (char) 1);
            }
        }
        Matcher split = SPLIT.matcher(masked);
        int at = 0;
        boolean offices = false;
        while (at <= masked.length()) {
            int stop = split.find(at) ? split.start() : masked.length();
            offices = fragment(line, masked, from, at, stop, all, unread, employers, offices);
            if (stop == masked.length()) {
                break;
            }
            at = Math.max(split.end(), at + 1);
        }
    }

    private static boolean fragment(String line, StringBuilder masked, int from, int start, int stop, List<Appointed> all,
            List<String> unread,
            List<Found<String>> employers, boolean offices) {
        int a = start;
        int b = stop;
        while (a < b && (Character.isWhitespace(masked.charAt(a)) || masked.charAt(a) == '(')) {
            a++;
        }
        Matcher numbered = NUMBERED.matcher(masked.substring(a, b));
        if (numbered.find()) {
            a += numbered.end();
        }
        Matcher lead = LEAD.matcher(masked.substring(a, b));
        if (lead.find()) {
            a += lead.end();
        }
        int withEmployer = b;
        int mask = masked.substring(a, b).indexOf((char) 1);
        int cut = mask < 0 ? b : a + mask;
        while (cut > a && " ,.:)".indexOf(masked.charAt(cut - 1)) >= 0 && !endsInAbbreviation(masked.substring(a, cut))) {
            cut--;
        }
        int first = from + a;
        int last = from + cut;
        Found<String> by = mask < 0
                ? null
                : employers.stream().filter(e -> e.start() >= first && e.end() <= from + withEmployer).findFirst().orElse(null);
        String words = line.substring(first, Math.max(first, last));
        boolean stillOffices = offices;
        if (words.isBlank()) {
            if (by != null && !all.isEmpty()) {
                all.set(all.size() - 1, all.getLast().employed(by));
            }
            return offices;
        }
        boolean office = OFFICE.matcher(words).find() && Names.title(words) || offices && Names.title(words);
        if (office && !words.toLowerCase(java.util.Locale.ROOT).startsWith("the undersigned")) {
            String bare = OFFICE_TAIL.matcher(words).replaceFirst("");
            Matcher officeLead = OFFICE_LEAD.matcher(bare);
            int skip = officeLead.find() ? officeLead.end() : 0;
            Matcher companys = COMPANY_S.matcher(bare);
            skip = companys.find() ? companys.end() : skip;
            String name = bare.substring(skip).strip();
            if (words.matches("(?i)any .*") && name.equals(name.toLowerCase(java.util.Locale.ROOT))) {
                int end = by == null ? last : by.end();
                all.add(new Appointed(Found.sure(line.substring(first, end), first, end, "class"), null, by, true, false));
                return true;
            }
            if (!name.isEmpty() && !name.equals(name.toLowerCase(java.util.Locale.ROOT))) {
                all.add(new Appointed(Found.sure(name.isEmpty() ? bare : name, first + skip, first + bare.length(), "office"), null, by,
                        true, false));
                stillOffices = true;
            } else {
                unread.add(words);
            }
        } else if (Names.person(words)) {
            String clean = Names.clean(words);
            all.add(new Appointed(Found.sure(clean == null ? words : clean, first, last, "name-in-the-list"), null, by, false, false));
            stillOffices = false;
        } else if (DESCRIBES.matcher(words).matches() && !all.isEmpty()) {
            if (by != null) {
                all.set(all.size() - 1, all.getLast().employed(by));
            }
        } else if (Names.title(words) && !all.isEmpty() && !all.getLast().office() && words.length() <= 120) {
            Appointed titled = all.getLast().titled(Found.sure(words, first, last, "title-after-name"), line);
            all.set(all.size() - 1, by == null ? titled : titled.employed(by));
        } else if (titledName(words) > 0) {
            int at = titledName(words);
            Found<String> title = Found.sure(words.substring(0, at - 1), first, first + at - 1, "title-before-name");
            all.add(new Appointed(Found.sure(words.substring(at), first + at, last, "name-in-the-list"), title, by, false, false));
        } else if (Names.entity(words) && words.length() <= 100
                && !words.matches("(?i)(?:the )?(?:company|corporation|issuer|trust|fund|partnership)(?:'s)?.*")) {
            all.add(new Appointed(Found.sure(words, first, last, "entity-in-the-list"), null, by, false, true));
        } else {
            unread.add(words);
        }
        return stillOffices;
    }

    private static boolean endsInAbbreviation(String words) {
        return words.endsWith(".") && Pattern.compile("(?:\\b\\p{L}|\\b(?:Jr|Sr|Inc|Corp|Co|Ltd|Esq|No))\\.$").matcher(words).find();
    }

    /** "General Counsel Jane Doe": where the name begins, or 0. */
    private static int titledName(String words) {
        for (int at = words.indexOf(' ') + 1; at > 0; at = words.indexOf(' ', at) + 1) {
            if (Names.title(words.substring(0, at - 1)) && Names.person(words.substring(at))
                    && !Names.title(words.substring(at).split(" ")[0])) {
                return at;
            }
        }
        return 0;
    }
}
