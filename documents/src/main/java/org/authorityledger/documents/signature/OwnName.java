package org.authorityledger.documents.signature;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a signature is in the own name of one who reports: that decides whether they signed in person. Compared without case, accents and
 * degrees, in any order. An initial stands for the first given name, a short form for its name, and one whole word may be a letter off, a surname
 * only by letters that are doubled or changed places. What the signature leaves out, such as a middle name, is no other name; a further surname is
 * not either, nor a middle initial that only one of the two has, for EDGAR often leaves it out. Another middle initial, or a given name that the one
 * who reports does not have, is another's, and an entity has no name that a person signs.
 */
public enum OwnName {
    /** It is their name. */
    YES,
    /**
     * It is their name with a suffix, or an initial before all else, that only the signature has: they may be meant, or a father, a son or a cousin.
     */
    ADDS,
    /** It is another name. */
    NO;

    private static final Pattern SUFFIX = Pattern.compile("jr|sr|junior|senior|ii|iii|iv|2nd|3rd|4th");
    private static final Pattern DOUBLED = Pattern.compile("(.)\\1+");
    private static final int SHORTEST_MISSPELLED = 4;

    /**
     * @param owner as the filing or the ledger spells the name, with the surname first or last
     * @param signed as the signature spells it
     */
    public static OwnName of(String owner, String signed) {
        if (PartyNames.entity(owner) && !PartyNames.entity(signed)
                && PartyNames.plainWords(owner).size() > PartyNames.plainWords(signed).size()) {
            // Only a person signs in person; a trust that has someone's name is not that person.
            return NO;
        }
        Spelled theirs = Spelled.of(owner);
        Spelled own = Spelled.of(signed);
        if (own.suffix != null && theirs.suffix != null && !own.suffix.equals(theirs.suffix) || own.words.isEmpty()) {
            return NO;
        }
        Matching matching = new Matching(theirs.words, own);
        if (!matching.agrees()) {
            return NO;
        }
        return own.suffix != null && theirs.suffix == null || matching.addsFirstInitial() ? ADDS : YES;
    }

    /** @param hyphenated the words that stand in one hyphenated word with another, such as both of {@code Roe-Field} */
    private record Spelled(List<String> words, @Nullable String suffix, Set<String> hyphenated) {

        static Spelled of(String name) {
            List<String> words = new ArrayList<>();
            Set<String> hyphenated = new HashSet<>();
            String suffix = null;
            for (String token : PartyNames.withoutDegrees(name).strip().split("[\\s,]+", -1)) {
                List<String> parts = PartyNames.plainWords(token);
                if (parts.size() == 1 && !words.isEmpty() && SUFFIX.matcher(parts.getFirst()).matches()) {
                    suffix = switch (parts.getFirst()) {
                        case "junior" -> "jr";
                        case "senior" -> "sr";
                        case "2nd" -> "ii";
                        case "3rd" -> "iii";
                        case "4th" -> "iv";
                        default -> parts.getFirst();
                    };
                } else {
                    words.addAll(parts);
                    if (token.contains("-")) {
                        hyphenated.addAll(parts);
                    }
                }
            }
            return new Spelled(words, suffix, hyphenated);
        }
    }

    /** The words of a signature set against those of one who reports. */
    private static final class Matching {
        private final Spelled signed;
        private final List<String> owner;
        private final List<String> ownersLeft;
        private final List<String> signedLeft;
        /** Words that are whole in both. */
        private int whole;
        private boolean misspelled;
        private boolean initials;

        Matching(List<String> owner, Spelled signed) {
            this.signed = signed;
            this.ownersLeft = new ArrayList<>(owner);
            this.signedLeft = new ArrayList<>(signed.words);
            this.owner = owner;
            signedLeft.removeIf(word -> word.length() > 1 && wholly(word, String::equals));
            signedLeft.removeIf(word -> word.length() > 1 && wholly(word, PartyNames::nickname));
            signedLeft.removeIf(word -> {
                boolean off = !misspelled && ownersLeft.stream().anyMatch(other -> misspelled(word, other))
                        && wholly(word, this::misspelled);
                misspelled |= off;
                return off;
            });
            writtenTogether();
            signedLeft.removeIf(this::initial);
        }

        private boolean misspelled(String word, String other) {
            return oneLetterOff(word, other) && (!surname(word, other) || sameLetters(word, other));
        }

        /** EDGAR spells the surname first, a signature last. A surname with another letter is another family's. */
        private boolean surname(String word, String other) {
            String first = signed.words.getFirst();
            String last = signed.words.getLast();
            boolean surnameLast = owner.getLast().equals(last) && !(PartyNames.givenName(last) && !PartyNames.givenName(first));
            return word.equals(last) && !first.equals(owner.getFirst())
                    || word.equals(first) && other.equals(owner.getFirst()) && !surnameLast;
        }

        private boolean wholly(String word, BiPredicate<String, String> same) {
            for (String other : ownersLeft) {
                if (other.length() > 1 && same.test(word, other)) {
                    ownersLeft.remove(other);
                    whole++;
                    return true;
                }
            }
            return false;
        }

        /** "De Luca" and "DeLuca", "J. P." and "JP". */
        private void writtenTogether() {
            String left = String.join("", signedLeft);
            if (left.length() > 1 && ownersLeft.size() != signedLeft.size() && left.equals(String.join("", ownersLeft))) {
                whole++;
                ownersLeft.clear();
                signedLeft.clear();
            } else if (signedLeft.size() == 1 && left.length() > 1 && left.length() == ownersLeft.size()
                    && left.equals(ownersLeft.stream().map(word -> word.substring(0, 1)).collect(Collectors.joining()))) {
                initials = true;
                ownersLeft.clear();
                signedLeft.clear();
            }
        }

        /** An initial that stands for the given name stands for the first one; beside a given name it stands for any other. */
        private boolean initial(String word) {
            for (String other : ownersLeft) {
                if ((word.length() == 1 || other.length() == 1) && word.charAt(0) == other.charAt(0)) {
                    initials = true;
                    ownersLeft.remove(other);
                    return true;
                }
                if (whole < 2) {
                    return false;
                }
            }
            return false;
        }

        boolean agrees() {
            boolean enough = whole > 1 || whole == 1 && initials;
            List<String> further = signedLeft.stream().filter(word -> !furtherSurname(word)).toList();
            // A signature begins with a given name, or with an initial of one who goes by the middle name.
            boolean givenName = signedLeft.isEmpty() || !Objects.equals(signedLeft.getFirst(), signed.words.getFirst())
                    || signedLeft.getFirst().length() == 1;
            // A further surname stands between the others, Lee Min Ho is not Lee Min; an initial may stand last.
            String last = signed.words.getLast();
            boolean between = ownersLeft.isEmpty() && (last.length() == 1 || !further.contains(last));
            return enough && givenName && (further.isEmpty() || between);
        }

        private boolean furtherSurname(String word) {
            return signed.hyphenated.contains(word);
        }

        /** A middle initial that only one side has is left out by the other; one that stands before all is of another given name. */
        boolean addsFirstInitial() {
            return signedLeft.stream().anyMatch(word -> word.length() == 1) && signed.words.getFirst().length() == 1
                    && signedLeft.getFirst().equals(signed.words.getFirst());
        }
    }

    /** Letters that changed places, or one that is doubled: "Qiunn" and "Quin" are Quinn; "Hill" is not Hall, nor "Martin" Marin. */
    private static boolean sameLetters(String one, String other) {
        return DOUBLED.matcher(one).replaceAll("$1").equals(DOUBLED.matcher(other).replaceAll("$1"))
                || one.chars().sorted().boxed().toList().equals(other.chars().sorted().boxed().toList());
    }

    /** A letter more, less or other, or two that changed places; another given name is no misspelling. */
    private static boolean oneLetterOff(String one, String other) {
        String less = one.length() <= other.length() ? one : other;
        String more = one.length() <= other.length() ? other : one;
        if (less.length() < SHORTEST_MISSPELLED || more.length() - less.length() > 1
                || PartyNames.givenName(one) && PartyNames.givenName(other)) {
            return false;
        }
        int at = 0;
        while (at < less.length() && less.charAt(at) == more.charAt(at)) {
            at++;
        }
        if (less.length() < more.length()) {
            return less.substring(at).equals(more.substring(at + 1));
        }
        return at < less.length() && (less.substring(at + 1).equals(more.substring(at + 1))
                || at + 1 < less.length() && less.charAt(at) == more.charAt(at + 1) && less.charAt(at + 1) == more.charAt(at)
                        && less.substring(at + 2).equals(more.substring(at + 2)));
    }
}
