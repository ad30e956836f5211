package org.authorityledger.inbox.findings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.authorityledger.documents.signature.PartyNames;
import org.authorityledger.documents.signature.Signature;
import org.authorityledger.register.NameKey;
import org.jspecify.annotations.Nullable;

/**
 * A name as it is compared: its words without case, accents and punctuation (ADR 51), without what says nothing of who it is, and apart from them the
 * suffix that parts a son from his father.
 *
 * @param name as it is spelled
 * @param words in their order
 * @param suffix {@code jr}, {@code sr}, {@code 2}, {@code 3} or {@code 4}; null where it has none
 */
record Names(String name, List<String> words, @Nullable String suffix) {

    private static final Set<String> SAYS_NOTHING = Set.of("mr", "mrs", "ms", "miss", "dr", "hon", "prof", "sir", "esq", "esquire", "cpa",
            "cfa", "md", "phd", "mba", "jd", "the");
    /** What kind of company it is: written out, cut short or left out. */
    private static final Set<String> COMPANY = Set.of("inc", "incorporated", "corp", "corporation", "co", "company", "llc", "llp", "lp",
            "ltd", "limited", "plc");

    private static final Pattern APOSTROPHES = Pattern.compile("['\u2019`]");
    /** EDGAR's mark of a state at the end of a company's name, such as {@code /DE/}. */
    private static final Pattern STATE = Pattern.compile("\\s*/\\p{L}{2,3}/?\\s*$");
    /** A digit in a suffix makes no entity of a person. */
    private static final Pattern ORDINAL = Pattern.compile("(?i)\\b(?:2nd|3rd|4th)\\b");
    private static final Pattern LLC = Pattern.compile("(?i)\\b(l)\\.\\s?(l?)\\.?\\s?([cp])\\b");

    static Names of(String name) {
        List<String> words = new ArrayList<>();
        String suffix = null;
        String joined = LLC.matcher(STATE.matcher(APOSTROPHES.matcher(name).replaceAll("")).replaceAll("")).replaceAll("$1$2$3");
        for (String word : NameKey.plain(joined).split(" ", -1)) {
            String ordinal = suffix(word);
            if (ordinal != null && words.size() > 1) {
                suffix = ordinal;
            } else if (!word.isEmpty() && !SAYS_NOTHING.contains(word)) {
                words.add(word);
            }
        }
        return new Names(name, List.copyOf(words), suffix);
    }

    /** Whether both are one CIK, with or without leading zeros. */
    static boolean sameNumber(String one, String other) {
        return one.replaceFirst("^0+", "").equals(other.replaceFirst("^0+", ""));
    }

    private static @Nullable String suffix(String word) {
        return switch (word) {
            case "jr", "sr" -> word;
            case "ii", "2nd" -> "2";
            case "iii", "3rd" -> "3";
            case "iv", "4th" -> "4";
            default -> null;
        };
    }

    /** Those for whom a signature was made by its words: anyone who signs for himself or herself is one. */
    static List<String> grantors(Signature reading) {
        return reading.kind() == Signature.Kind.SELF ? reading.signers() : reading.forWhom();
    }

    /** Whether both have the same words in the same order. */
    boolean sameWords(Names other) {
        return Objects.equals(suffix, other.suffix) && !words.isEmpty() && words.equals(other.words);
    }

    /** Whether both have the same words: in the same order, or, of people, with the surname first. */
    boolean whole(Names other) {
        return Objects.equals(suffix, other.suffix) && !words.isEmpty() && words.size() == other.words.size()
                && (words.equals(other.words) || (turns(words).anyMatch(other.words::equals) && people(other)));
    }

    /** Whether both are one company's: the same words in the same order, but for what kind of company it is. */
    boolean sameCompany(Names other) {
        List<String> own = withoutKind();
        return !own.isEmpty() && Objects.equals(suffix, other.suffix) && own.equals(other.withoutKind());
    }

    private List<String> withoutKind() {
        return words.stream().filter(word -> !COMPANY.contains(word)).toList();
    }

    /**
     * Whether both may be one person's. Two words at least are whole in both; an initial stands for a word, or is left out; a whole name in the
     * middle is left out only where both have the surname last; a suffix may be missing, but not be another.
     */
    boolean samePerson(Names other) {
        boolean fewer = words.size() <= other.words.size();
        List<String> few = fewer ? words : other.words;
        List<String> many = fewer ? other.words : words;
        if (few.size() < 2 || !agrees(other)) {
            return false;
        }
        boolean surnameLast = few.getLast().equals(many.getLast()) && stands(few.getFirst(), many.getFirst());
        return (aligned(few, many, surnameLast) || turns(few).anyMatch(turned -> aligned(turned, many, false))) && people(other);
    }

    /** Whether the one has this suffix exactly, or both have none. */
    boolean sameSuffix(Names other) {
        return Objects.equals(suffix, other.suffix);
    }

    /** This name with the suffix of another, to compare all but that. */
    Names withSuffixOf(Names other) {
        return new Names(name, words, other.suffix);
    }

    /** Whether neither has a word in it that only entities have. */
    private boolean people(Names other) {
        return mayBePerson() && other.mayBePerson();
    }

    private boolean mayBePerson() {
        return !PartyNames.entity(suffix == null ? name : ORDINAL.matcher(name).replaceAll(""));
    }

    private boolean agrees(Names other) {
        return suffix == null || other.suffix == null || suffix.equals(other.suffix);
    }

    /** The words as they are, and with the first one or ones put last. */
    private static Stream<List<String>> turns(List<String> words) {
        return IntStream.range(0, words.size()).mapToObj(from -> {
            List<String> turned = new ArrayList<>(words.subList(from, words.size()));
            turned.addAll(words.subList(0, from));
            return turned;
        });
    }

    private static boolean aligned(List<String> few, List<String> many, boolean wholeLeftOut) {
        int at = 0;
        int whole = 0;
        for (String word : many) {
            if (at < few.size() && stands(few.get(at), word)) {
                whole += word.equals(few.get(at)) && word.length() > 1 ? 1 : 0;
                at++;
            } else if (word.length() > 1 && !wholeLeftOut) {
                return false;
            }
        }
        return at == few.size() && whole > 1;
    }

    private static boolean stands(String one, String other) {
        return one.equals(other) || (one.length() == 1 && other.startsWith(one)) || (other.length() == 1 && one.startsWith(other));
    }

    /** Its longest word but for what kind of company it is: in every spelling that means the same one. */
    String longestWord() {
        return withoutKind().stream().reduce("", (one, other) -> other.length() > one.length() ? other : one);
    }

    /** The words by which it can be found: those that are no initials, or all if it has no other. */
    Set<String> keys() {
        Set<String> keys = new HashSet<>(words.stream().filter(word -> word.length() > 1).toList());
        return keys.isEmpty() ? new HashSet<>(words) : keys;
    }
}
