package org.authorityledger.documents.sheet;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.documents.signature.PartyNames;
import org.jspecify.annotations.Nullable;

/**
 * The names in a cell. A semicolon or a new line surely separates two; a comma, a slash, "and" and "or" do so where the cell has neither. What could
 * be one name or two is not decided.
 */
final class SheetNames {

    private static final Pattern SURE = Pattern.compile("\\s*(?:;|\\n|\u2022)\\s*");
    private static final Pattern JOINTLY = Pattern
            .compile("(?i)\\b(?:jointly|together|both|any (?:two|three|\\d)|at least|two of|all of|unanimous(?:ly)?|co-?sign)\\b");
    private static final Pattern LEAD = Pattern
            .compile("(?i)^(?:each of|any(?: one)? of|either(?: of)?|one of)[: ]+|^(?:\\d{1,2}[.)]|[-*])\\s+");
    private static final Pattern TAIL = Pattern
            .compile("(?i)[,\\s]*\\(?\\b(?:each |any |any one )?(?:acting )?(?:singly|severally|individually|alone)\\)?$|[,;\\s]+$");
    private static final Pattern AND = Pattern.compile("(?i),?\\s+(?:and/or|and|or)\\s+|\\s*/\\s*");
    private static final Pattern AMPERSAND = Pattern.compile("\\s+&\\s+");
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
    private static final Pattern TITLE = Pattern.compile("(.+?)\\s*\\(([^()]{2,80})\\)");
    private static final Pattern LAST_FIRST = Pattern.compile("([^,]+),\\s*([^,]+)");
    private static final Pattern NO_NAME = Pattern
            .compile("[^\\p{L}]*|(?i)(?:none|n/?a|tbd|tba|unknown|same(?: .*)?|(?:as )?above|ditto(?: .*)?|idem|see .*|various|-+)");
    /** Two letters or more in a script that writes names without a space. */
    private static final Pattern WITHOUT_SPACE = Pattern
            .compile("[\\p{IsHan}\\p{IsHangul}\\p{IsHiragana}\\p{IsKatakana}\u30FC\u30FB\u00B7]{2,}");
    /** Marks that are of no name, and may say that it is struck, footnoted or in doubt. */
    private static final Pattern MARK = Pattern.compile("[*~^?!=<>|_+@#:\\[\\]{}\u2020\u2021\u00B9\u00B2\u00B3]");
    private static final Pattern MARK_OF_ENTITY = Pattern.compile("[*~^?=<>|_\\[\\]{}\u2020\u2021]");
    private static final Pattern DATED = Pattern.compile("\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4}|\\d\\s*[.)]\\s");
    private static final Pattern YEAR = Pattern.compile("\\b(?:19|20)\\d\\d\\b");
    /** Words beside a name that may end, limit or share what its bearer may do. */
    private static final Pattern QUALIFIED = Pattern
            .compile("(?i)\\b(?:revoked|revocation|revokes|resign(?:s|ed|ing|ation)?|until|with|former(?:ly)?"
                    + "|ex(?=[- ])|removed|deceased|expire[sd]?|expiring|back-?up|alternate|designees?|except(?:ing)?|excluding|not|only"
                    + "|retired|terminated|superseded|replaced|withdrawn|ended|inactive|no longer|unless|subject to"
                    + "|limited to|his|her|their|departed|cancell?ed|rescinded|effective|as of|through|pending|forms? \\d+)\\b");
    /** "Jo Fox w/ Kim Lee" sign together, or one beside the other. */
    private static final Pattern TOGETHER = Pattern.compile("(?<![\\p{L}.])(?:[wW]/[oO]?|[cC]/[oO]|w|plus)(?!\\p{L}|\\.)");
    /** The same, of words that are names too, or stand in titles and in the names of entities. */
    private static final Pattern QUALIFIED_BESIDE = Pattern
            .compile("(?i)\\b(?:left|till|if|when|since|gone|void|dead|was)\\b|^(?:for|as|by|on|to|from) ");
    /** What stands behind a name: in brackets, or after a dash. */
    private static final Pattern BESIDE = Pattern.compile("\\(([^()]*)\\)?|\\s[-\u2013\u2014]+\\s*(.*)|(?<=\\S)[\u2013\u2014](.*)");
    private static final Pattern WITH_MORE = Pattern.compile("(?i)(?:\\b(?:and|or)|&|,)\\s+(?:(?:its|their|all|any|other|each|certain)\\b.*"
            + "|(?:\\S+ )?(?:subsidiar(?:y|ies)|affiliates|successors)\\b.*)|\\b(?:subsidiaries|affiliates) of\\b");
    private static final Pattern NOT_KEY = Pattern.compile("[^a-z0-9\\p{L}\\p{N}]+");

    private SheetNames() {}

    /**
     * A name of a cell.
     *
     * @param title what the cell says about them; null: nothing
     */
    record Named(String name, @Nullable String title) {}

    /**
     * What was found.
     *
     * @param fault why it cannot be decided; null: it can
     */
    record Found(List<Named> names, @Nullable String fault) {

        static Found undecided(String fault) {
            return new Found(List.of(), fault);
        }
    }

    /** What beside a name may end, limit or share what its bearer may do; null: nothing. A title does none of this. */
    private static @Nullable String qualified(String name) {
        boolean entity = PartyNames.entity(name.replaceAll("\\([^()]*\\)|\\d", ""));
        Matcher word = QUALIFIED.matcher(name);
        if ((entity ? MARK_OF_ENTITY : MARK).matcher(name).find() || DATED.matcher(name).find() || word.find()
                || !entity && (TOGETHER.matcher(name).find() || YEAR.matcher(name).find())) {
            return beside(name);
        }
        Matcher beside = BESIDE.matcher(name);
        while (beside.find()) {
            String said = Objects.requireNonNullElse(beside.group(1) != null
                    ? beside.group(1)
                    : beside.group(2) != null ? beside.group(2) : beside.group(3), "").strip();
            boolean harmless = PartyNames.title(said) || entity || PartyNames.personSuffix(said)
                    || beside.end() < name.length() && name.charAt(beside.start()) == '(';
            if (!harmless || said.matches(".*\\d.*") || QUALIFIED_BESIDE.matcher(said).find()) {
                return beside(name);
            }
        }
        List<String> commas = parts(COMMA, name);
        return !entity && commas.stream().skip(1).anyMatch(tail -> Character.isLowerCase(tail.charAt(0)) && !PartyNames.title(tail)
                && !PartyNames.personSuffix(tail) && AND.split(tail).length == 1 && tail.indexOf(' ') < 0) ? beside(name) : null;
    }

    private static String beside(String name) {
        return "\u201c" + shown(name)
                + "\u201d says more than a name and a title; give the name alone, and what else it says in a column of its own";
    }

    /** Why this is not surely the name of one company and no more; null: it is. */
    static @Nullable String companyFault(String name) {
        if (WITH_MORE.matcher(name).find() || MARK_OF_ENTITY.matcher(name).find() || DATED.matcher(name).find()
                || QUALIFIED.matcher(name).find()) {
            return "\u201c" + shown(name) + "\u201d says more than the name of one company; give each company by its name alone";
        }
        return null;
    }

    /** Why this is not surely the name of one grantor; null: it is. */
    static @Nullable String grantorFault(String cell) {
        String bare = bare(cell);
        String fault = qualified(bare);
        if (fault == null && !PartyNames.entity(bare.replaceAll("\\d", "")) && !title(bare)
                && (AND.matcher(bare).find() || AMPERSAND.matcher(bare).find())) {
            return "\u201c" + shown(bare) + "\u201d may be several; give each a row of their own";
        }
        if (fault == null && !PartyNames.entity(bare) && parts(COMMA, bare).stream().skip(1)
                .filter(tail -> !PartyNames.title(tail) && !PartyNames.personSuffix(tail)).count() > 1) {
            return beside(bare);
        }
        return fault;
    }

    /** Whether a title stands behind a comma or in brackets: that has its own "and". */
    private static boolean title(String bare) {
        int behind = Math.max(bare.indexOf(','), bare.indexOf('('));
        return behind > 0 && PartyNames.title(bare.substring(behind + 1).replace(")", "").strip())
                && !AND.matcher(bare.substring(0, behind)).find();
    }

    /** People and entities who may sign. */
    static Found several(String cell) {
        if (JOINTLY.matcher(cell).find()) {
            return Found.undecided("says how many must sign together; give the names alone, and the number in a column of its own");
        }
        List<String> sure = parts(SURE, cell);
        for (String part : sure) {
            String fault = qualified(bare(part));
            if (fault != null) {
                return Found.undecided(fault);
            }
        }
        if (sure.size() > 1 || SURE.matcher(cell).find()) {
            return named(sure, true);
        }
        String one = bare(cell);
        if (PartyNames.entity(one)) {
            return oneEntity(one);
        }
        List<String> parts = new ArrayList<>();
        for (String part : parts(AND, one)) {
            for (String piece : parts(AMPERSAND, part)) {
                // "Ann Lee or the General Counsel" names two; "Ann Lee, Legal and Compliance Officer" has one title.
                if (!parts.isEmpty() && PartyNames.title(parts(COMMA, piece).getFirst()) && !PartyNames.title(parts.getLast())) {
                    return Found.undecided("\u201c" + shown(piece) + "\u201d is no whole name; put a semicolon between two names");
                }
                parts.addAll(parts(COMMA, piece));
            }
        }
        return named(parts, false);
    }

    /** A cell with the name of an entity: commas and "and" may be of its name. */
    private static Found oneEntity(String cell) {
        List<String> parts = new ArrayList<>();
        for (String part : parts(COMMA, cell)) {
            if (!parts.isEmpty() && PartyNames.entitySuffix(part)) {
                parts.set(parts.size() - 1, parts.getLast() + ", " + part);
            } else {
                parts.add(part);
            }
        }
        boolean inDoubt = parts.size() > 1 || AND.matcher(cell).find();
        return inDoubt
                ? Found.undecided("may be one name or several; put a semicolon between two names, or behind the only one")
                : new Found(List.of(new Named(cell, null)), null);
    }

    private static Found named(List<String> parts, boolean sure) {
        List<Named> names = new ArrayList<>();
        for (String part : parts) {
            String bare = bare(part);
            if (bare.isEmpty()) {
                continue;
            }
            if (!names.isEmpty() && PartyNames.personSuffix(bare)) {
                names.set(names.size() - 1, new Named(names.getLast().name() + ", " + bare, names.getLast().title()));
            } else if (!names.isEmpty() && !sure && PartyNames.title(bare)) {
                names.set(names.size() - 1, new Named(names.getLast().name(), bare));
            } else {
                Named named = one(bare);
                if (named == null) {
                    return Found.undecided("\u201c" + shown(bare) + "\u201d is no whole name; put a semicolon between two names");
                }
                names.add(named);
            }
        }
        for (int i = 0; i < names.size(); i++) {
            String key = key(names.get(i).name());
            if (names.subList(0, i).stream().anyMatch(other -> key(other.name()).equals(key))) {
                names.remove(i--);
            }
        }
        return names.isEmpty() ? Found.undecided("names no one") : new Found(List.copyOf(names), null);
    }

    /** One name as a cell has it, the last name first or last; null: it is not a whole name. */
    static @Nullable Named one(String text) {
        String name = bare(text);
        String title = null;
        Matcher titled = TITLE.matcher(name);
        if (titled.matches() && PartyNames.title(titled.group(2))) {
            name = titled.group(1);
            title = titled.group(2).strip();
        }
        if (NO_NAME.matcher(name).matches()) {
            return null;
        }
        if (PartyNames.entity(name)) {
            return new Named(name, title);
        }
        Matcher turned = LAST_FIRST.matcher(name);
        if (turned.matches()) {
            String behind = turned.group(2).strip();
            if (!PartyNames.personSuffix(behind)) {
                if (PartyNames.title(behind)) {
                    return one(turned.group(1)) == null ? null : new Named(turned.group(1).strip(), behind);
                }
                name = behind + " " + turned.group(1).strip();
            }
        }
        return name.indexOf(' ') < 0 && !WITHOUT_SPACE.matcher(name).matches() ? null : new Named(name, title);
    }

    /** The companies of a cell: their names have commas and "and", so only a semicolon or a new line separates two. */
    static List<String> companies(String cell) {
        return parts(SURE, cell);
    }

    private static List<String> parts(Pattern at, String text) {
        return Arrays.stream(at.split(text)).map(String::strip).filter(part -> !part.isEmpty()).toList();
    }

    private static String bare(String text) {
        String bare = LEAD.matcher(text.strip()).replaceFirst("");
        return TAIL.matcher(bare).replaceFirst("").replaceAll("\\s+", " ").strip();
    }

    private static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + " \u2026" : text;
    }

    /** A name as names are compared within a sheet: without case, accents and punctuation. */
    static String key(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}", "").toLowerCase(Locale.ROOT);
        return NOT_KEY.matcher(plain).replaceAll(" ").strip();
    }
}
