package org.authorityledger.documents.instrument;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words beside a signature by which another hand may have made it, or another person. */
final class AnotherHand {

    private static final Pattern BY = Pattern
            .compile("(?i)^[ ,(-]*(?:as )?(?:signed |executed )?(?:by|per|through|via|c/o)\\b:? ?(?=[\\p{L}\"(])");
    private static final Pattern INITIALS = Pattern.compile("^ ?(?:\\(((?:\\p{L}\\.? ?){2,4})\\)|/ ?((?:\\p{Lu}\\.?){2,4})\\b(?!/))");
    private static final Pattern NICKNAME = Pattern.compile(" ?\\([\\p{L}. ]+\\)$");
    private static final Pattern SAYS = Pattern.compile(
            "(?i)\\b(?:signed|executed|affixed|typed|given)\\b[^.;]{0,60}\\b(?:by|through|via) (?:e-?mail|telephone|phone|proxy|(?:her|his|my|an?"
                    + "|the)"
                    + " (?:\\w+ )?(?:husband|wife|spouse|son|daughter|assistant|secretary|counsel|lawyer|agent|brother|sister))\\b"
                    + "|\\bon (?:her|his|my|their) (?:behalf|instructions?|direction)\\b|\\bat (?:her|his|my) (?:request|direction)\\b"
                    + "|\\bwith (?:her |his )?permission\\b|\\bin (?:her|his|my) absence\\b|\\bby proxy\\b|\\bdeceased\\b|\\b(?:her|his) mark\\b");
    private static final Pattern PRINTED = Pattern.compile("(?i)\\b(?:print(?:ed)? |typed )?name(?: \\(print\\))? ?: ?");
    private static final int PRINTED_WITHIN = 60;

    private AnotherHand() {}

    /**
     * Why another hand may have signed; null where no words say so.
     *
     * @param name who signed, as the reader takes it
     * @param after the words after the signature, up to what others sign
     */
    static @Nullable String in(String name, String after) {
        Matcher by = BY.matcher(after);
        boolean another = by.find()
                && !Names.alike(name, after.substring(by.end(), by.end() + Names.personAt(after, by.end(), after.length())));
        if (another || SAYS.matcher(after).find()) {
            return "another hand may have signed: " + after.strip();
        }
        String initials = initials(name, after);
        if (initials != null) {
            return initials;
        }
        Matcher printed = PRINTED.matcher(after.substring(0, Math.min(after.length(), PRINTED_WITHIN)));
        if (printed.find()) {
            int length = Names.personAt(after, printed.end(), after.length());
            String other = after.substring(printed.end(), printed.end() + length);
            if (length > 0 && !Names.alike(name, other)) {
                return "the name printed under the signature is another: " + other;
            }
        }
        return null;
    }

    private static @Nullable String initials(String name, String after) {
        Matcher nickname = NICKNAME.matcher(name);
        String bare = nickname.find() ? name.substring(0, nickname.start()) : name;
        Matcher initials = INITIALS.matcher(bare.equals(name) ? after : nickname.group());
        if (!initials.find()) {
            return null;
        }
        String who = (initials.group(1) == null ? initials.group(2) : initials.group(1)).replaceAll("[. ]", "");
        return who.equals(who.toUpperCase(Locale.ROOT)) && !Names.title(who) && !who.equals(initialsOf(bare))
                ? "the initials of another may stand beside the signature: " + who
                : null;
    }

    private static String initialsOf(String name) {
        StringBuilder initials = new StringBuilder();
        for (String word : name.strip().split("\\s+")) {
            initials.append(word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT));
        }
        return initials.toString();
    }
}
