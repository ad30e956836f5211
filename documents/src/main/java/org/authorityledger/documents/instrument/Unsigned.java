package org.authorityledger.documents.instrument;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.documents.text.Words;
import org.jspecify.annotations.Nullable;

/** Why a paper may not be signed: a blank line, a mark without a name, a name that is only printed, or words that say so. */
final class Unsigned {

    private static final Pattern MARK = Pattern.compile("/ ?[sS] ?/|s/");
    private static final Pattern MARK_AND_BLANK = Pattern.compile("(?:/ ?[sS] ?/|s/)[ _]*");
    private static final Pattern BLANK_BEFORE = Pattern.compile("_ ?(?:\\(?(?:Signature|Name|By|Print)\\)?[ :]*){0,3}$");
    private static final int LABELS = 40;
    private static final Pattern SAYS = Pattern.compile(
            "(?i)\\[[^\\]]{0,40}\\b(?:not signed|unsigned|signature (?:to (?:come|follow)|pending|omitted|missing)|to be signed|sign "
                    + "here)\\b[^\\]]{0,40}\\]"
                    + "|\\bsignature (?:to (?:come|follow)|is pending|is missing)\\b"
                    + "|\\b(?:has|have|had|was|were|did) (?:not|never)(?: yet)?(?: been)? (?:sign|execut)(?:ed)?\\b(?= (?:it|this|the (?:power|paper"
                    + "|foregoing|attached|document|instrument|letter)|below|yet)\\b|[.,;]|$)"
                    + "|\\bnever (?:signed|executed) (?:it|this|the (?:power|paper|foregoing|attached|document|instrument))\\b"
                    + "|\\b(?:declined|refused|failed|neglected|has yet|have yet) to (?:sign|execute)\\b"
                    + "|\\bthis (?:\\w+ ){0,3}is (?:not signed|unsigned)\\b");

    private Unsigned() {}

    /** What leaves open whether this signature was made; null where nothing does. */
    static @Nullable String doubt(Words words, Signatures.Signature signature) {
        String line = words.line();
        Matcher says = SAYS.matcher(line);
        if (says.find()) {
            return "the text says that it is not signed: " + says.group();
        }
        int start = signature.start();
        if (!MARK.matcher(line).region(start, line.length()).lookingAt()) {
            boolean blank = BLANK_BEFORE.matcher(line.substring(Math.max(0, start - LABELS), start)).find();
            return blank ? "the line for the signature is blank" : "the name is printed, and no mark says that it was signed";
        }
        Matcher mark = MARK_AND_BLANK.matcher(line).region(start, line.length());
        if (mark.lookingAt()) {
            int lineEnd = words.nextBreak(start);
            if (lineEnd < mark.end()) {
                return "the mark of a signature has no name beside it";
            }
        }
        return null;
    }
}
