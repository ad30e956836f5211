package org.authorityledger.register;

import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.Transliterator;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names as they are compared when searching: as words without case, accents and punctuation (see ADR 51).
 *
 * <p>Unicode's tables decide which letters are the same: case folding, compatibility forms and marks by Unicode's normalization forms, and
 * Latin letters with strokes, ligatures and the dotless i by CLDR's Latin-ASCII, all as ICU has them.
 */
public final class NameKey {

    private static final Normalizer2 FOLDED_CASE = Normalizer2.getNFKCCasefoldInstance();
    private static final Normalizer2 DECOMPOSED = Normalizer2.getNFKDInstance();
    /** By letter. ICU's rules are too slow to be applied to each name, and none of them depends on the letters around. */
    private static final Map<Integer, String> LATIN = new ConcurrentHashMap<>();

    private static final int ASCII_END = 0x80;

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern PUNCTUATION_IN_A_WORD = Pattern.compile("[\\p{L}\\p{N}][^\\p{L}\\p{N}\\s\\p{Z}]+[\\p{L}\\p{N}]");
    /** In each of the forms in which people type them. */
    private static final Pattern APOSTROPHES = Pattern
            .compile(
                    "[`\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb\u2018\u2019\u201b\u2032\u2035\u05f3\ua78b\ua78c\uff07]");
    private static final Pattern APOSTROPHES_AND_DOTS = Pattern.compile("['.]+");
    /** Between the words of a name and its further readings. No word has it. */
    private static final String FURTHER = " | ";

    private NameKey() {}

    /**
     * The key of a name: a space, its words, each followed by a space, and the further readings of words with punctuation in them. So a word
     * that begins with a text is found by the text after a space.
     */
    public static String of(String name) {
        String simple = simpleWords(name);
        if (simple != null) {
            return simple.isEmpty() ? "" : " " + simple + " ";
        }
        String folded = folded(name);
        String words = words(folded);
        if (words.isEmpty()) {
            return "";
        }
        Set<String> further = further(folded, words);
        return " " + words + (further.isEmpty() ? "" : FURTHER + String.join(" ", further)) + " ";
    }

    /** The key of names with these words and no others, in this order, written without punctuation within words. */
    static String exactly(String name) {
        return " " + plain(name) + " ";
    }

    /** As {@link #exactly}, but written with punctuation within some words: a pattern for {@code like}. */
    static String withFurtherReadings(String name) {
        return " " + plain(name) + FURTHER + "%";
    }

    /** The words of a name, one space apart. */
    public static String plain(String name) {
        String simple = simpleWords(name);
        return simple == null ? words(folded(name)) : simple;
    }

    /**
     * The same in one pass, because a rebuild needs the words of every name; null where a name has more than ASCII, or punctuation within a word.
     */
    private static @Nullable String simpleWords(String name) {
        StringBuilder words = new StringBuilder(name.length());
        boolean punctuation = false;
        boolean space = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= ASCII_END) {
                return null;
            }
            if (Character.isLetterOrDigit(c)) {
                if (punctuation && !space && !words.isEmpty()) {
                    return null;
                }
                if ((punctuation || space) && !words.isEmpty()) {
                    words.append(' ');
                }
                words.append(Character.toLowerCase(c));
                punctuation = false;
                space = false;
            } else if (Character.isWhitespace(c)) {
                space = true;
            } else {
                punctuation = true;
            }
        }
        return words.toString();
    }

    private static Set<String> further(String folded, String words) {
        if (!PUNCTUATION_IN_A_WORD.matcher(folded).find()) {
            return Set.of();
        }
        Set<String> further = new LinkedHashSet<>();
        parts(folded).forEach(part -> readings(part).forEach(further::addAll));
        Arrays.asList(words.split(" ")).forEach(further::remove);
        return further;
    }

    /** What stands between the spaces of a folded text and has a letter or digit. */
    static List<String> parts(String folded) {
        return Arrays.stream(SPACES.split(folded)).filter(part -> !words(part).isEmpty()).toList();
    }

    /**
     * The words for which a part without spaces can stand. O'Neill-Brandt is "o neill brandt", "oneill brandt" or "oneillbrandt".
     */
    static Set<List<String>> readings(String part) {
        Set<List<String>> readings = new LinkedHashSet<>();
        for (String text : List.of(part, APOSTROPHES_AND_DOTS.matcher(part).replaceAll(""), NO_WORD.matcher(part).replaceAll(""))) {
            readings.add(List.of(words(text).split(" ")));
        }
        return readings;
    }

    private static String words(String folded) {
        return NO_WORD.matcher(folded).replaceAll(" ").strip();
    }

    /** Without case and accents, but with its punctuation. */
    static String folded(String text) {
        if (text.chars().allMatch(c -> c < ASCII_END)) {
            return text.indexOf('`') < 0 ? text.toLowerCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT).replace('`', '\'');
        }
        String apostrophes = APOSTROPHES.matcher(text).replaceAll("'");
        String decomposed = DECOMPOSED.normalize(FOLDED_CASE.normalize(apostrophes));
        StringBuilder folded = new StringBuilder(decomposed.length());
        decomposed.codePoints().filter(letter -> !isMark(letter)).forEach(letter -> {
            if (letter >= ASCII_END && UScript.getScript(letter) == UScript.LATIN) {
                folded.append(LATIN.computeIfAbsent(letter, NameKey::latin));
            } else {
                folded.appendCodePoint(letter);
            }
        });
        return folded.toString();
    }

    private static boolean isMark(int letter) {
        return switch (Character.getType(letter)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    private static String latin(int letter) {
        return Transliterator.getInstance("Latin-ASCII").transliterate(Character.toString(letter)).toLowerCase(Locale.ROOT);
    }
}
