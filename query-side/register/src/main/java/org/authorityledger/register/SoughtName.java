package org.authorityledger.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A text by which names are searched: which names in the register it finds, as conditions on {@code search_name} that indexes serve.
 *
 * <p>A text without a letter or digit finds no one.
 */
public final class SoughtName {

    /** What no name has. */
    private static final String NO_ONE = "false";

    private final String text;

    private SoughtName(String text) {
        this.text = text;
    }

    public static SoughtName of(String text) {
        return new SoughtName(text);
    }

    /** The number of letters, digits and single spaces between words that it consists of. */
    public int length() {
        return NameKey.plain(text).length();
    }

    /** Names that have these words and no others, in this order. */
    public String isTheName(Map<String, Object> parameters) {
        if (length() == 0) {
            return NO_ONE;
        }
        return "(search_name = " + parameter(NameKey.exactly(text), parameters) + " or "
                + like(NameKey.withFurtherReadings(text), parameters) + ")";
    }

    /** Names that begin with it. */
    public String beginsTheName(Map<String, Object> parameters) {
        return length() == 0 ? NO_ONE : like(" " + NameKey.plain(text) + "%", parameters);
    }

    /** Names that contain it, as words one space apart. */
    public String isInTheName(Map<String, Object> parameters) {
        return length() == 0 ? NO_ONE : like("%" + NameKey.plain(text) + "%", parameters);
    }

    /**
     * Names that have all its words, in any order and among any others. Of a word, its beginning is enough, unless punctuation ends it.
     */
    public String isTheNamesWords(Map<String, Object> parameters) {
        List<String> parts = NameKey.parts(NameKey.folded(text)).stream().map(part -> part(part, parameters)).toList();
        return parts.isEmpty() ? NO_ONE : "(" + String.join(" and ", parts) + ")";
    }

    private static String part(String part, Map<String, Object> parameters) {
        boolean ended = !Character.isLetterOrDigit(part.codePointBefore(part.length()));
        return NameKey.readings(part).stream().map(words -> words(words, ended, parameters)).collect(Collectors.joining(" or ", "(", ")"));
    }

    private static String words(List<String> words, boolean ended, Map<String, Object> parameters) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            boolean whole = ended || i < words.size() - 1;
            conditions.add(like("% " + words.get(i) + (whole ? " %" : "%"), parameters));
        }
        return String.join(" and ", conditions);
    }

    /** Names that contain it, or have all its words. */
    public String finds(Map<String, Object> parameters) {
        boolean oneWord = NameKey.plain(text).indexOf(' ') < 0;
        return oneWord ? isInTheName(parameters) : "(" + isInTheName(parameters) + " or " + isTheNamesWords(parameters) + ")";
    }

    private static String like(String pattern, Map<String, Object> parameters) {
        return "search_name like " + parameter(pattern, parameters);
    }

    private static String parameter(String value, Map<String, Object> parameters) {
        String name = "sought" + parameters.size();
        parameters.put(name, value);
        return ":" + name;
    }
}
