package org.authorityledger.documents.instrument;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An end of the authority of some of those appointed, or of another paper, is no end of the paper. */
final class EndOfOne {

    private static final Pattern APPOINTS = Pattern.compile("(?i)\\b(?:appoint|constitut|designat|authori[sz])(?:e?s?|ed|ing)\\b");
    private static final Pattern GIVEN_TO = Pattern.compile(
            "(?i:\\b(?:granted|given|issued|delegated|entrusted) to|\\bin favor of|\\b(?:authority|power|powers|attorney"
                    + "|appointment|designation) of|\\bas to"
                    + "|\\bheld by|\\bpower of attorney to|\\binsofar as it appoints) (?=\\p{Lu})");
    private static final Pattern EARLIER = Pattern.compile(
            "(?i)\\b(?:previously|heretofore|theretofore|formerly|earlier) (?:granted|given|executed|signed|delivered|made|appointed)\\b"
                    + "|\\b(?:other|old|older|former|prior|previous|earlier) (?:power|authority|appointment|instrument|letter)");
    private static final Pattern SINGULAR = Pattern.compile("(?i)\\b(?:she|he|his|her)\\b(?! or )(?<! or .{2,4})|\\b(?:one"
            + "|first|second|last|former|latter)\\b");

    private EndOfOne() {}

    /**
     * Whether these words, which speak of an end, may be of one of those appointed alone, or of another paper.
     *
     * @param sentence the sentence of the end
     * @param attorneys the names of those appointed
     */
    static boolean in(String sentence, List<String> attorneys) {
        if (EARLIER.matcher(sentence).find()) {
            return true;
        }
        long named = attorneys.stream().filter(name -> named(sentence, name)).count();
        if (APPOINTS.matcher(sentence).find()) {
            return attorneys.size() > 1 && SINGULAR.matcher(sentence).find();
        }
        if (named > 0 && named < attorneys.size()) {
            return true;
        }
        Matcher given = GIVEN_TO.matcher(sentence);
        while (given.find()) {
            int length = Names.personAt(sentence, given.end(), sentence.length());
            String name = sentence.substring(given.end(), given.end() + length);
            if (length > 0 && attorneys.stream().noneMatch(one -> Names.alike(one, name))) {
                return true;
            }
        }
        return false;
    }

    private static boolean named(String sentence, String name) {
        String lower = sentence.toLowerCase(Locale.ROOT);
        String last = name.replaceAll(",? (?:Jr|Sr|II|III|IV)\\.?$", "").replaceAll("^.* ", "").toLowerCase(Locale.ROOT);
        return lower.contains(name.toLowerCase(Locale.ROOT))
                || last.length() > 1 && Pattern.compile("\\b" + Pattern.quote(last) + "\\b").matcher(lower).find();
    }
}
