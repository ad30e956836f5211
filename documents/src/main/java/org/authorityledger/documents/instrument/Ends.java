package org.authorityledger.documents.instrument;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.events.Form;
import org.authorityledger.events.Regime;
import org.authorityledger.events.RevocationTakesEffect;
import org.jspecify.annotations.Nullable;

/** How a power ends, passes on and is governed. */
final class Ends {

    private static final Pattern UNTIL_CEASED = Pattern
            .compile(
                    "(?i)\\b(?:until|till|so long as|as long as|for so long as|at such time as|when|upon) (?:such time as "
                            + "|the date (?:on which |that )?|the time )?(?:the undersigned|I|he|she|it|the reporting person|such person"
                            + "|the grantor|the principal|each of the undersigned)?"
                            + " ?(?:is|am|are|shall be|be|becomes?|has been)?(?: no longer| not| not any longer)? ?(?:is|be"
                            + "|am)? ?(?:legally )?(?:required|obligated|subject|obliged)(?: to| by)?\\b|\\b(?:is|am|are"
                            + "|be) no longer (?:legally )?(?:required|obligated|subject|obliged)(?: to| by)?\\b");
    private static final Pattern END_OF_CLAUSE = Pattern.compile("(?i)with (?:respect|regard)|unless|\\bearlier\\b|[.;](?= |$)|in witness");
    private static final String GAP = "(?:(?!\\b(?:if|when|unless|upon|resign\\w*|commenc\\w*)\\b)[^.]){0,90}?";
    private static final Pattern WORDS_OF_TERM = Pattern.compile("(?i)\\b(?:"
            + "(?:expires?|terminates?|ends?|lapses?|ceases?)\\b" + GAP + "\\b(?:on|as of|effective|at|to|until|through|no later than)"
            + "|(?:in force|effect|valid|effective|continues?|remains?)\\b" + GAP + "\\b(?:until|through|to|up to|no later than|till)"
            + "|(?:until|through))"
            + "(?: and including)?(?: the)?(?: earl(?:ier|iest) (?:of|to occur of):?)?(?: \\(\\w+\\))? $");
    private static final Pattern OF_THIS = Pattern.compile(
            "(?i)\\bthis\\b|\\bhereby\\b|\\bhereof\\b|appoints?\\b|authori[sz]es?\\b|\\bthe (?:foregoing )?(?:power|authority|authori[sz]ation"
                    + "|appointment|designation)\\b|\\bit\\b|\\b(?:to|may) (?:sign|execute|file)\\b|^\\W*(?:valid|effective|expires?)");
    private static final Pattern OF_ANOTHER = Pattern.compile(
            "(?i)\\b(?:was|were|had|became|remained|expired|terminated|ceased|which)\\b"
                    + "|\\b(?:agreement|employment|plan|options?|lease|license|commission expires|registration|term of office)\\b"
                    + "|\\b(?:prior|previous|earlier|existing|former) (?:power|authori|appoint|designat)\\w*"
                    + "|(?<!\\bthis )(?<!\\bthis limited )\\bpowers? of attorney,? (?:dated|executed|signed)\\b");
    private static final Pattern OTHER_EVENT = Pattern.compile(
            "(?i)\\bearl(?:ier|iest) (?:of|to occur)|\\blat(?:er|est) (?:of|to occur)|\\b(?:extended|renew\\w*)\\b|\\b(?:if|unless"
                    + "|or)\\b(?![^.;]{0,40}revo[ck])"
                    + "(?! (?:such time as |until )?(?:earlier|sooner))");
    private static final Pattern OF_TRANSACTIONS = Pattern.compile(
            "(?i)\\b(?:transactions?|trades?|sales?|purchases?|periods?|years?|made|occurring)(?: \\w+){0,4} (?:until|through"
                    + "|to)(?: and including)? $");
    private static final Pattern FROM_THE_PAPER = Pattern.compile(
            "(?i)^(?: of (?:this|its|execution|signing|signature|the (?:letter|execution|signature|signing|power|undersigned's signature)"
                    + "|my signature)"
                    + "\\b| hereof\\b| (?:first )?(?:written|set forth|shown|indicated|appearing|signed|above|below|I sign)\\b| ?[.,;)]| ?$"
                    + "| unless\\b)");
    private static final Pattern DURATION = Pattern.compile(
            "(?i)\\bfor (?:a |the )?(?:(?:period|term) of )?((?:\\w+ )?(?:\\(\\d+\\) )?|an? )(years?|months?|weeks?|days?)('s?)? (?:period "
                    + "|term )?(?:from|after|following|commencing|beginning)"
                    + "(?: on| from)?(?: and after)? (?:the |its |this )?(date|execution|[a-z]+ \\d)");
    private static final Pattern ANNIVERSARY = Pattern.compile("(?i)(?:until|on|through) the (\\w+) anniversary of (?:the|its) date");
    private static final Pattern REVOKED = Pattern
            .compile("(?i)(?<!substitution (?:or|and) )\\brevo[ck](?:ed|es|e|ing|ation)\\b[^.;]{0,160}");
    private static final Pattern DELIVERED = Pattern.compile(
            "(?i)(?:deliver(?:ed|y|ing)|received|receipt|given|sent|notice) (?:in writing )?(?:by the undersigned |thereof |of (?:such"
                    + "|the) [a-z]+ )?(?:to|by|from) ([^.;]{3,120})");
    private static final Pattern EMPLOYMENT = Pattern.compile(
            "(?i)(?:ceas\\w+ to be (?:an? )?(?:employ|associat|officer)\\w*|no longer (?:be )?(?:an? )?(?:employ|associat)\\w*"
                    + "|termination of (?:\\w+ ){0,3}(?:employment|association)|employment\\b[^.;]{0,30}terminat\\w+|(?:so"
                    + "|as) long as (?:\\w+ ){1,4}(?:is|are|remains?) (?:an? )?employ\\w+|(?:leav(?:es?|ing)|left) the (?:\\w+ )?employ\\w*)"
                    + "[^.;]{0,80}");
    private static final Pattern OF_AN_ATTORNEY = Pattern.compile(
            "(?i)attorneys?[- ]in[- ]fact|(?<!power of )(?<!powers of )\\battorneys?\\b|agent|\\b(?:such|no|any|each"
                    + "|a) person|individual|designee"
                    + "|\\b(?:she|he|they)\\b");
    private static final Pattern OF_THE_GRANTOR = Pattern.compile("(?i)\\b(?:undersigned|reporting person|grantor|principal"
            + "|insider|my)\\b|\\bI\\b");
    private static final Pattern LAW = Pattern.compile(
            "(?:[Gg]overned by|GOVERNED BY|[Cc]onstrued (?:in accordance with|under)|subject to)[^.]{0,80}?\\b(?:laws?"
                    + "|LAWS?) of (?:the )?((?:(?:State|Commonwealth|STATE|COMMONWEALTH|Province) (?:of"
                    + "|OF) )?\\p{Lu}[\\p{L}]+(?: \\p{Lu}[\\p{L}]+){0,3})");
    private static final Pattern SUPERSEDES = Pattern.compile(
            "(?i)(?:supersed|revok|replac|cancel|rescind)(?:es?|ing|s)(?: and (?:supersed|revok|replac|cancel)\\w+)?[^.;]{0,30}?\\b(?:all"
                    + "|any|each|every)(?: and all| other)? (?:other )?(?:prior|previous|earlier|previously|existing"
                    + "|other)\\b[^.;]{0,60}?(?:powers?|authori[sz]ation|designation|appointments?|statements?)");
    /** "Any power of attorney previously executed", and the passive "all prior powers are hereby revoked". */
    private static final Pattern SUPERSEDES_PREVIOUS = Pattern.compile("(?i)(?:(?:supersed|revok|replac|cancel|rescind)(?:es?|ing|s)"
            + "(?: and (?:supersed|revok|replac|cancel|rescind)\\w+)? (?:any|all|each"
            + "|every)(?: and all)?(?: other)? (?:limited )?powers? of attorney,? "
            + "(?:previously|heretofore|theretofore)\\b|\\b(?:any|all|each|every)(?: and all)?(?: other)? (?:(?:prior"
            + "|previous|earlier|existing) )?"
            + "(?:powers? of attorney|powers|authori[sz]ations|designations)\\b(?:(?<=(?:prior|previous|earlier|existing) [\\w ]{5,20})"
            + "|,? (?:previously|heretofore|theretofore)\\b)[^.;]{0,120}? (?:is|are) hereby (?:revoked|superseded|cancell?ed|terminated|rescinded"
            + "|withdrawn|replaced))");
    /** Only those given to someone. */
    private static final Pattern TO_SOME = Pattern
            .compile("(?i:\\b(?:in favor of|granted to|given to|to|appointing|naming|held by)) (?=\\p{Lu}[\\p{L}.'-]* \\p{Lu})");
    private static final Pattern SUPERSEDES_ONE = Pattern.compile(
            "(?i)(?:supersed|revok|replac|cancel|rescind)(?:es?|ing|s)\\b[^.;]{0,60}?\\b(?:power|powers|authori[sz]ation"
                    + "|statement)[^.;]{0,60}?\\bdated(?: as of)? ");

    private static final Pattern LOOSE_DURATION = Pattern.compile(
            "(?i)(?:valid|effective|in (?:full )?(?:force|effect)|\\bterm)\\b[^.;]{0,40}\\b(?:of|for|is"
                    + "|be) (?:a period of )?(?:\\w+ )?(?:\\(\\d+\\) )?(?:years?|months?)\\b");
    private static final Pattern OTHER_END = Pattern.compile(
            "(?i)\\b(?:expires?|terminates?|lapses?|cease(?:s)? to be (?:effective|valid)|(?:remains?|continues?|be|is"
                    + "|stays?)(?: in)?(?: full)?(?: force)?(?: and)?(?: effect)?(?: only)? (?:until|(?:so|as) long as))\\b[^.;]{0,140}");
    private static final Pattern NO_END = Pattern.compile(
            "(?i)until (?:it is |they are |earlier |sooner |expressly |such time as (?:it is )?)*(?:revoked|terminated|cancel|revocation)"
                    + "|until I revoke|until the undersigned revokes|incapaci|disab|\\bdeath|revoke");
    private static final Pattern DENIED = Pattern.compile("(?i)\\b(?:not|never|nor|nothing)\\b[^.;,]{0,30}$");
    private static final Pattern EXCEPT = Pattern.compile("(?i)\\b(?:except|other than|excluding|but not)\\b");

    private Ends() {}

    /** Whether the words before this place deny what begins there. */
    static boolean denied(String line, int at) {
        return DENIED.matcher(line.substring(Math.max(0, at - 50), at)).find();
    }

    /** "Until the undersigned is no longer required to file ...": the regimes of what it names. */
    static @Nullable Found<TreeSet<Regime>> untilCeased(String line) {
        Matcher matcher = UNTIL_CEASED.matcher(line);
        while (matcher.find()) {
            String head = matcher.group().toLowerCase(java.util.Locale.ROOT);
            boolean ceasing = head.contains("no longer") || head.contains(" not ") || head.contains("long as");
            if (!ceasing) {
                continue;
            }
            Matcher stop = END_OF_CLAUSE.matcher(line);
            int end = stop.find(matcher.end()) ? stop.start() : line.length();
            end = Math.min(end, matcher.end() + 300);
            TreeSet<Regime> regimes = new TreeSet<>();
            for (Form form : FormNames.all(line, matcher.end(), end)) {
                Regime regime = form.regime();
                if (regime != null) {
                    regimes.add(regime);
                }
            }
            if (regimes.isEmpty()) {
                regimes.addAll(FormNames.sections(line, matcher.end(), end));
            }
            return Found.sure(regimes, matcher.start(), end, "until-no-longer-required");
        }
        return null;
    }

    /**
     * The last day of a paper, where it names one.
     *
     * @param day that it names for itself: a date, or a duration from the date of the paper; null: no such day, or a doubt
     * @param doubt words of a date that may be its end: of another paper perhaps, or one of several ends; null: no date leaves a doubt
     */
    record LastDay(@Nullable Found<LocalDate> day, @Nullable String doubt) {}

    /** The last day of the paper. */
    static LastDay lastDay(String line, @Nullable LocalDate executedOn) {
        List<Found<LocalDate>> days = new ArrayList<>();
        List<Sentences.Part> parts = Sentences.parts(line);
        for (Found<LocalDate> date : Dates.in(line)) {
            Sentences.Part sentence = Sentences.around(parts, date.start());
            int from = Math.max(sentence.start(), date.start() - 200);
            String before = line.substring(from, date.start());
            Matcher term = WORDS_OF_TERM.matcher(before);
            if (term.find() && !before.matches("(?i).*\\b(?:dated|executed|signed) [^.]{0,20}$")) {
                String after = line.substring(date.end(), Math.max(date.end(), sentence.end()));
                String until = line.substring(sentence.start(), date.start());
                boolean clear = !OF_TRANSACTIONS.matcher(before).find() && OF_THIS.matcher(until).find()
                        && !OF_ANOTHER.matcher(until).find()
                        && !OTHER_EVENT.matcher(term.group()).find() && !OTHER_EVENT.matcher(after).find();
                if (!clear) {
                    return new LastDay(null, sentence.words().strip());
                }
                days.add(new Found<>(date.value(), from + term.start(), date.end(), 0.85, "until-a-date"));
            }
        }
        List<LocalDate> ends = days.stream().map(Found::value).distinct().toList();
        if (ends.size() > 1) {
            return new LastDay(null, ends.toString());
        }
        return new LastDay(days.isEmpty() ? afterTheDate(line, executedOn) : days.getFirst(), null);
    }

    /** The end of a duration from the date of the paper. */
    private static @Nullable Found<LocalDate> afterTheDate(String line, @Nullable LocalDate executedOn) {
        Matcher duration = DURATION.matcher(line);
        if (duration.find() && executedOn != null && FROM_THE_PAPER.matcher(line.substring(duration.end())).find()) {
            int count = duration.group(1).isBlank() ? 0 : duration.group(1).strip().matches("(?i)an?") ? 1 : Dates.count(duration.group(1));
            if (count > 0 && duration.group(4).matches("(?i)date|execution")) {
                LocalDate last = switch (duration.group(2).toLowerCase(java.util.Locale.ROOT).charAt(0)) {
                    case 'y' -> executedOn.plusYears(count);
                    case 'm' -> executedOn.plusMonths(count);
                    case 'w' -> executedOn.plusWeeks(count);
                    default -> executedOn.plusDays(count);
                };
                return new Found<>(last, duration.start(), duration.end(), 0.85, "for-a-time-from-the-date");
            }
        }
        Matcher anniversary = ANNIVERSARY.matcher(line);
        if (anniversary.find() && executedOn != null && FROM_THE_PAPER.matcher(line.substring(anniversary.end())).find()) {
            int years = List.of("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
                    .indexOf(anniversary.group(1).toLowerCase(java.util.Locale.ROOT)) + 1;
            return years == 0
                    ? null
                    : new Found<>(executedOn.plusYears(years), anniversary.start(), anniversary.end(), 0.85, "until-an-anniversary");
        }
        return null;
    }

    /** Whether the paper speaks of an end by time that no rule could read. */
    static boolean speaksOfTime(String line) {
        return DURATION.matcher(line).find() || ANNIVERSARY.matcher(line).find() || LOOSE_DURATION.matcher(line).find();
    }

    /** Words of an end that is neither a revocation nor an incapacity; null where there are none. */
    static @Nullable String otherEnd(String line) {
        Matcher matcher = OTHER_END.matcher(line);
        while (matcher.find()) {
            if (!NO_END.matcher(matcher.group()).find()) {
                return matcher.group();
            }
        }
        return null;
    }

    /** That a revocation is delivered to both, or to someone who is neither. */
    static boolean revocationDeliveredElsewhere(String line) {
        Matcher revoked = REVOKED.matcher(line);
        while (revoked.find()) {
            if (DELIVERED.matcher(revoked.group()).find()) {
                return true;
            }
        }
        return false;
    }

    /** To whom a revocation must be delivered to take effect. */
    static @Nullable Found<RevocationTakesEffect> revocation(String line) {
        Matcher revoked = REVOKED.matcher(line);
        while (revoked.find()) {
            Matcher delivered = DELIVERED.matcher(revoked.group());
            if (delivered.find()) {
                String to = delivered.group(1).toLowerCase(java.util.Locale.ROOT);
                boolean attorney = Pattern.compile("attorney|agent|individual|such person|designee").matcher(to).find();
                boolean company = Pattern.compile("company|corporation|issuer|secretary|general counsel|legal department").matcher(to)
                        .find();
                if (attorney != company) {
                    return Found.sure(
                            attorney ? RevocationTakesEffect.ON_DELIVERY_TO_ATTORNEY : RevocationTakesEffect.ON_DELIVERY_TO_ISSUER,
                            revoked.start(), revoked.start() + delivered.end(), "revocation-delivered");
                }
            }
        }
        return null;
    }

    /** That an attorney's authority ends with employment: theirs, and not that of the grantor. */
    static @Nullable Found<String> employment(String line) {
        Matcher matcher = EMPLOYMENT.matcher(line);
        while (matcher.find()) {
            String before = line.substring(Math.max(0, matcher.start() - 200), matcher.start()) + matcher.group();
            if (OF_AN_ATTORNEY.matcher(before).find() && !ofTheGrantor(before)) {
                return Found.likely(matcher.group(), matcher.start(), matcher.end(), "ends-with-employment");
            }
        }
        return null;
    }

    /** Whether the last one of whom the words speak before the employment is the grantor. */
    private static boolean ofTheGrantor(String words) {
        Matcher grantor = OF_THE_GRANTOR.matcher(words);
        int last = -1;
        while (grantor.find()) {
            last = grantor.end();
        }
        return last >= 0 && !OF_AN_ATTORNEY.matcher(words.substring(last)).find();
    }

    /** The law that governs it. */
    static @Nullable Found<String> law(String line) {
        Matcher matcher = LAW.matcher(line);
        return matcher.find() ? Found.sure(matcher.group(1), matcher.start(), matcher.end(), "governing-law") : null;
    }

    /** That it takes the place of all earlier ones. */
    static @Nullable Found<Boolean> supersedes(String line) {
        for (Pattern pattern : List.of(SUPERSEDES, SUPERSEDES_PREVIOUS)) {
            Matcher matcher = pattern.matcher(line);
            while (matcher.find()) {
                if (!denied(line, matcher.start()) && !onlySome(line, matcher)) {
                    return Found.sure(true, matcher.start(), matcher.end(), "supersedes-all-prior");
                }
            }
        }
        return null;
    }

    /** That it takes the place of those earlier ones that someone holds, and says nothing of others. */
    static boolean supersedesSome(String line) {
        return List.of(SUPERSEDES, SUPERSEDES_PREVIOUS).stream()
                .anyMatch(pattern -> pattern.matcher(line).results()
                        .anyMatch(found -> !denied(line, found.start()) && onlySome(line, found)));
    }

    private static boolean onlySome(String line, MatchResult found) {
        int end = Math.min(Sentences.end(line, found.end()), found.end() + 120);
        return TO_SOME.matcher(line.substring(found.start(), end)).find();
    }

    /** The date of an earlier paper that it revokes. */
    static @Nullable Found<LocalDate> supersededDate(String line) {
        Matcher matcher = SUPERSEDES_ONE.matcher(line);
        while (matcher.find()) {
            if (denied(line, matcher.start()) || EXCEPT.matcher(matcher.group()).find()) {
                continue;
            }
            for (Found<LocalDate> date : Dates.in(line, matcher.end(), Math.min(line.length(), matcher.end() + 40))) {
                return Found.sure(date.value(), matcher.start(), date.end(), "supersedes-by-date");
            }
        }
        return null;
    }
}
