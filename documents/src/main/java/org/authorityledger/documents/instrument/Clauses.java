package org.authorityledger.documents.instrument;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Form;
import org.authorityledger.events.Regime;
import org.jspecify.annotations.Nullable;

/** The clauses of a power: which forms each lets the attorneys sign, in which capacity, with amendments or not. */
final class Clauses {

    private static final Pattern LABEL = Pattern.compile("(?<=^|[ ;:,])\\(?([a-z]|[0-9]{1,2}|[ivx]{1,4})[).] ");
    private static final Pattern BOUND = Pattern.compile(
            "(?i)(?:the )?(?:undersigned|I) (?:hereby )?(?:further )?(?:also )?(?:hereby )?(?:grants?|gives?|acknowledges?|ratif\\w+"
                    + "|agrees?|revokes?)\\b|\\bgranting (?:un)?to\\b|\\bhereby (?:granting|ratifying|grants?)\\b|\\bthis (?:limited "
                    + "|durable |special )?(?:power of attorney|power|authori[sz]ation(?: and designation)?|designation|statement"
                    + "|confirming statement) (?:shall|will|may|is|and|expires|supersedes|revokes)"
                    + "|\\bthe authority (?:of|granted|under)|\\bin witness|\\bin no event|\\bunless (?:earlier|sooner)|\\bthe validity of");
    private static final Pattern SUCH = Pattern.compile(
            "(?i)\\b(?:any|all|each|every)?(?: and all)? ?(?:such|said|of the foregoing|the foregoing|these|aforementioned"
                    + "|aforesaid) (?:f[o0]rms?|schedules?|reports?|statements?|filings?|documents?|applications?|amendments?)\\b"
                    + "|\\bany of the foregoing (?:forms|documents)");
    private static final Pattern COMPLETES = Pattern.compile("(?i)\\b(?:complete|execute|file|prepare|sign|submit)\\b");
    private static final Pattern AMENDMENTS = Pattern.compile("(?i)\\bamend(?:ments?|ed)\\b");
    private static final Pattern NO_AMENDMENTS = Pattern
            .compile("(?i)\\b(?:excluding|but not|other than|except(?: for)?) (?:any )?amendments?");
    private static final Pattern CAPACITY = Pattern.compile(
            "(?i)\\bcapacit(?:y|ies)\\b(?: of the undersigned)? (?:as|of) ((?:[^;.(](?! of (?:the )?\\p{Lu})(?!\\bForms?\\b)){0,200}.)");
    private static final Pattern ANY_CAPACITY = Pattern
            .compile("(?i)\\b(?:or otherwise|any (?:and all |other )?capacit(?:y|ies)|all capacities|or in any other)\\b");
    private static final Pattern ALL_FILINGS = Pattern.compile(
            "(?i)\\b(?:all|any)(?: and all| other)? (?:securities[- ]related |other |necessary |required )?(?:forms|reports|filings"
                    + "|documents|statements)\\b(?! (?:and schedules )?(?:Nos?\\.? )?(?:\\d"
                    + "|ID))[^.;]{0,60}(?:securities and exchange commission|\\bSEC\\b|commission)");

    private final String line;
    private final List<Limits> limits;
    private final Draft draft;
    private final @Nullable Found<?> until;

    Clauses(String line, List<Limits> limits, Draft draft) {
        this.line = line;
        this.limits = limits;
        this.draft = draft;
        this.until = Ends.untilCeased(line);
    }

    private record Clause(String label, int start, int end) {}

    /** The powers in the body of a command; empty where no clause names a form. */
    List<Map<String, Object>> read(int from, int before) {
        int limit = line.length();
        List<Clause> clauses = labelled(from, limit);
        boolean lettered = !clauses.isEmpty();
        if (!lettered) {
            int bound = bound(from, limit);
            if (FormNames.in(line, from, bound).isEmpty() && FormNames.sections(line, from, bound).isEmpty()) {
                bound = Math.max(bound, bound(Math.min(bound + 2, limit), limit));
            }
            clauses = List.of(new Clause("1", from, bound));
        }
        List<Map<String, Object>> powers = new ArrayList<>();
        Map<String, TreeSet<Form>> main = new LinkedHashMap<>();
        for (Clause clause : clauses) {
            power(clause, lettered, powers, main);
        }
        if (powers.isEmpty() && before < from) {
            power(new Clause("1", before, bound(from, limit)), false, powers, main);
        }
        return powers;
    }

    private int bound(int from, int limit) {
        Matcher bound = BOUND.matcher(line).region(from, limit);
        return bound.find() ? bound.start() : limit;
    }

    private List<Clause> labelled(int from, int limit) {
        Matcher matcher = LABEL.matcher(line).region(from, limit);
        List<Clause> clauses = new ArrayList<>();
        List<int[]> starts = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        int style = -1;
        int expected = 0;
        int stop = -1;
        int bound = bound(from, limit);
        while (matcher.find()) {
            String label = matcher.group(1);
            if (style < 0) {
                style = matcher.start() < bound || from == bound ? styleOf(label) : -2;
                if (style == -2) {
                    return List.of();
                }
                if (style == -1) {
                    continue;
                }
            }
            if (ordinal(label, style) == expected + 1) {
                if (expected > 0) {
                    stop = bound(starts.getLast()[1], limit);
                    if (stop < matcher.start() && FormNames.in(line, matcher.end(), Math.min(limit, matcher.end() + 300)).isEmpty()) {
                        break;
                    }
                }
                expected++;
                starts.add(new int[]{ matcher.start(), matcher.end()});
                labels.add(label);
            }
        }
        if (labels.size() < 2) {
            return List.of();
        }
        for (int i = 0; i < labels.size(); i++) {
            int end = i + 1 < labels.size() ? starts.get(i + 1)[0] : bound(starts.get(i)[1], limit);
            clauses.add(new Clause(labels.get(i), starts.get(i)[1], end));
        }
        return clauses;
    }

    private static int styleOf(String label) {
        return switch (label) {
            case "a" -> 0;
            case "1" -> 1;
            case "i" -> 2;
            default -> -1;
        };
    }

    private static int ordinal(String label, int style) {
        return switch (style) {
            case 0 -> label.length() == 1 && Character.isLetter(label.charAt(0)) ? label.charAt(0) - 'a' + 1 : -1;
            case 1 -> Character.isDigit(label.charAt(0)) ? Integer.parseInt(label) : -1;
            default -> List.of("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii").indexOf(label) + 1;
        };
    }

    private void power(Clause clause, boolean lettered, List<Map<String, Object>> powers, Map<String, TreeSet<Form>> main) {
        String path = "powers[" + powers.size() + "]";
        String text = line.substring(clause.start(), clause.end());
        List<Found<TreeSet<Form>>> named = FormNames.in(line, clause.start(), clause.end());
        List<Found<TreeSet<Form>>> mentions = granted(named);
        TreeSet<Form> forms = new TreeSet<>();
        mentions.forEach(mention -> forms.addAll(mention.value()));
        TreeSet<Form> excepted = Limits.excepted(limits, named);
        forms.removeAll(excepted);
        apart(named, forms, excepted);
        boolean such = lettered && !main.isEmpty() && SUCH.matcher(text).find() && COMPLETES.matcher(text).find()
                && main.values().stream().flatMap(Set::stream).collect(java.util.stream.Collectors.toSet()).containsAll(forms);
        boolean amendments = amends(clause) && !NO_AMENDMENTS.matcher(text).find();
        if (such) {
            if (amendments) {
                accessory(clause, forms, powers, main, path);
            }
            return;
        }
        if (forms.isEmpty()) {
            Found<TreeSet<Form>> bySection = bySection(clause, text);
            if (bySection == null) {
                return;
            }
            forms.addAll(bySection.value());
            forms.removeAll(excepted);
            mentions.add(bySection);
            draft.open(path + ".forms", "the clause names sections of the law and no forms; these are the forms under them");
        }
        Map<String, Object> power = new LinkedHashMap<>();
        power.put("clause", clause.label());
        power.put("forms", forms.stream().map(Form::name).toList());
        powers.add(power);
        main.put(clause.label(), forms);
        mentions.forEach(mention -> draft.saw(path + ".forms", mention));
        if (amendments) {
            power.put("amendments", true);
            Matcher words = AMENDMENTS.matcher(line).region(clause.start(), clause.end());
            if (words.find()) {
                draft.saw(path + ".amendments", Found.sure(true, words.start(), words.end(), "amendments"));
            }
        } else if (NO_AMENDMENTS.matcher(text).find()) {
            power.put("amendments", false);
            draft.saw(path + ".amendments", Found.sure(false, clause.start(), clause.end(), "no-amendments"));
        }
        capacities(clause, power, path);
        if (ALL_FILINGS.matcher(text).find()) {
            draft.open(path + ".forms", "the words speak of all filings with the Commission; only the forms that they name are taken");
        }
        power.put("text", text.strip().replaceAll("^[ ,.;:]+|[;,]?(?: and| or)?$", ""));
    }

    /** Whether it speaks of amendments, and not to deny them. */
    private boolean amends(Clause clause) {
        Matcher words = AMENDMENTS.matcher(line).region(clause.start(), clause.end());
        while (words.find()) {
            Found<String> amendments = Found.sure(words.group(), words.start(), words.end(), "amendments");
            if (limits.stream().noneMatch(limit -> limit.takes(amendments))) {
                return true;
            }
        }
        return false;
    }

    /** The forms in the first sentence of the clause that names one and does not deny it: a later sentence grants nothing by itself. */
    private List<Found<TreeSet<Form>>> granted(List<Found<TreeSet<Form>>> named) {
        List<Found<TreeSet<Form>>> granted = new ArrayList<>();
        for (Found<TreeSet<Form>> mention : named) {
            if (limits.stream().noneMatch(limit -> limit.takes(mention)) && !ofTheEnd(mention)
                    && (granted.isEmpty() || mention.start() < Sentences.end(line, granted.getFirst().end()))) {
                granted.add(mention);
            }
        }
        return granted;
    }

    /** "Until no longer required to file Form 4": the form says how long the power lasts, and is not granted there. */
    private boolean ofTheEnd(Found<?> mention) {
        return until != null && mention.start() >= until.start() && mention.start() < until.end();
    }

    /** A person decides on forms that a later sentence names, and no words deny. */
    private void apart(List<Found<TreeSet<Form>>> named, Set<Form> forms, Set<Form> excepted) {
        named.stream().filter(mention -> limits.stream().noneMatch(limit -> limit.takes(mention)) && !ofTheEnd(mention))
                .filter(mention -> !mention.value().stream().allMatch(form -> forms.contains(form) || excepted.contains(form)))
                .forEach(mention -> draft.open("powers",
                        "a sentence beside the grant names other forms: " + line.substring(mention.start(), mention.end())));
    }

    private @Nullable Found<TreeSet<Form>> bySection(Clause clause,
            String text) {
        if (!Pattern.compile("(?i)\\b(?:forms?|reports?|filings?|statements?|schedules?|documents?)\\b").matcher(text).find()) {
            return null;
        }
        if (Kinds.ofCompanies(line)) {
            return null;
        }
        TreeSet<Form> forms = new TreeSet<>();
        for (Regime regime : FormNames.sections(text, 0, text.length())) {
            Form.seven().stream().filter(form -> form.regime() == regime).forEach(forms::add);
        }
        return forms.isEmpty() ? null : Found.likely(forms, clause.start(), clause.end(), "forms-of-the-section");
    }

    private void accessory(Clause clause, Set<Form> forms, List<Map<String, Object>> powers, Map<String, TreeSet<Form>> main, String path) {
        List<String> to = main.entrySet().stream().filter(entry -> forms.isEmpty() || entry.getValue().stream().anyMatch(forms::contains))
                .map(Map.Entry::getKey).toList();
        Map<String, Object> power = new LinkedHashMap<>();
        power.put("clause", clause.label());
        power.put("accessoryTo", to);
        power.put("amendments", true);
        power.put("text", line.substring(clause.start(), clause.end()).strip().replaceAll("[;,]?(?: and| or)?$", ""));
        powers.add(power);
        draft.saw(path + ".accessoryTo", Found.sure(to, clause.start(), clause.end(), "accessory-clause"));
    }

    private void capacities(Clause clause, Map<String, Object> power, String path) {
        Matcher matcher = CAPACITY.matcher(line).region(clause.start(), clause.end());
        if (!matcher.find()) {
            return;
        }
        String words = matcher.group(1);
        if (ANY_CAPACITY.matcher(line.substring(matcher.start(), Math.min(line.length(), matcher.end() + 20))).find()) {
            return;
        }
        Set<String> capacities = new LinkedHashSet<>();
        if (words.matches("(?i).*\\bofficers?\\b.*")) {
            capacities.add(Capacity.OFFICER.name());
        }
        if (words.matches("(?i).*\\bdirectors?\\b.*")) {
            capacities.add(Capacity.DIRECTOR.name());
        }
        if (words.matches("(?i).*(?:\\b(?:10|ten)(?: ?%|[ -]percent| per cent).*|\\bbeneficial owner.*|(?:share|stock)holder.*)")) {
            capacities.add(Capacity.TEN_PERCENT_OWNER.name());
        }
        if (!capacities.isEmpty()) {
            power.put("capacities", List.copyOf(capacities));
            draft.saw(path + ".capacities", Found.sure(capacities, matcher.start(), matcher.end(), "capacity"));
        }
    }
}
