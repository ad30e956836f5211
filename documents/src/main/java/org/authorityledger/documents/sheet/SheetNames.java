package org.authorityledger.documents.sheet;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
    private static final Pattern NO_NAME = Pattern.compile("[^\\p{L}]*|(?i)(?:none|n/?a|tbd|tba|unknown|same|see .*|various|-+)");
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

    /** People and entities who may sign. */
    static Found several(String cell) {
        if (JOINTLY.matcher(cell).find()) {
            return Found.undecided("says how many must sign together; give the names alone, and the number in a column of its own");
        }
        List<String> sure = parts(SURE, cell);
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
        if (titled.matches() && (PartyNames.title(titled.group(2)) || titled.group(2).indexOf(' ') > 0)) {
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
        return name.indexOf(' ') < 0 ? null : new Named(name, title);
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
