package org.authorityledger.documents.instrument;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.documents.text.Words;
import org.jspecify.annotations.Nullable;

/** Whether the one who signed gives the power, or signed for another: as a trustee, for an entity, as an attorney. */
final class SignedFor {

    private static final Pattern ATTORNEY = Pattern.compile(
            "(?i)\\battorneys?[- ]in[- ]fact\\b|\\b(?:by|under|pursuant to|per) (?:a |the )?(?:power of attorney|POA\\b)"
                    + "|,? \\bPOA\\b|\\bp\\.p\\.|\\bper pro\\b"
                    + "|\\bagent for\\b");
    private static final Pattern ROLE = Pattern.compile(
            "(?i)\\b(?:trustees?|(?:managing|general) (?:member|partner)|executors?|executrix|personal representative|guardian|conservator|custodian"
                    + "|authorized (?:signatory|person|representative)|(?:member|manager|partner|administrator|fiduciary) (?:of|for)"
                    + "|(?:for and )?on behalf of|for the benefit of|f/b/o|estate of)\\b");
    private static final Pattern ENTITY = Pattern.compile("(?:" + Names.COMPANY
            + "|\\p{Lu}[\\p{L}'.&-]*(?: (?:&|and|of|\\p{Lu}[\\p{L}\\p{N}'.&-]*)){0,6} (?:Trust|TRUST|Foundation|FOUNDATION|Partnership"
            + "|PARTNERSHIP|Estate|ESTATE)\\b)");
    private static final Pattern OTHER_SIGNS = Pattern
            .compile("(?i)/ ?s ?/|\\bnotary|\\bwitness|\\bstate of|\\bsworn|\\backnowledg|\\baccepted|\\bconfirmed by|_ ");
    private static final Pattern MARK = Pattern.compile("(?:/ ?[sS] ?/|s/)[ _]*");
    private static final int BLOCK = 160;

    private final Words words;
    private final String line;

    SignedFor(Words words) {
        this.words = words;
        this.line = words.line();
    }

    /**
     * Words beside the signature of a person by which they may have signed for another; null where there are none.
     *
     * @param issuers the names of the issuers: a title at one of them is of the person who reports
     */
    @Nullable
    String another(Signatures.Signature signature, List<String> issuers) {
        String block = line.substring(signature.end(), blockEnd(signature.end()));
        String between = line.substring(signature.start(), signature.end());
        if (attorney(signature)) {
            return "an attorney signed: " + block.strip();
        }
        String hand = AnotherHand.in(signature.signer(), block);
        String under = hand == null ? underneath(signature) : hand;
        if (under != null) {
            return under;
        }
        if (signature.entity()) {
            return null;
        }
        if (ROLE.matcher(block).find() || ROLE.matcher(between).find()) {
            return "signed in a capacity that may be for another: " + block.strip();
        }
        Matcher entity = ENTITY.matcher(block);
        if (!issuers.isEmpty() && entity.find() && issuers.stream().noneMatch(issuer -> Names.alike(issuer, entity.group()))) {
            return "the signature names an entity that is no issuer: " + entity.group();
        }
        String above = above(signature.start());
        return ENTITY.matcher(above).matches() && issuers.stream().noneMatch(issuer -> Names.alike(issuer, above))
                ? "the name of an entity stands above the signature: " + above
                : null;
    }

    /** Whether words beside a signature say that an attorney signed. */
    boolean attorney(Signatures.Signature signature) {
        return ATTORNEY.matcher(line.substring(signature.start(), blockEnd(signature.end()))).find();
    }

    /** What stands between the name in a signature and the other name printed under it. */
    private @Nullable String underneath(Signatures.Signature signature) {
        Matcher mark = MARK.matcher(line).region(signature.start(), signature.end());
        if (!mark.lookingAt()) {
            return null;
        }
        int length = Names.personAt(line, mark.end(), Math.min(words.nextBreak(mark.end()), signature.end()));
        int from = mark.end() + length;
        if (length == 0) {
            return null;
        }
        String signed = AnotherHand.in(line.substring(mark.end(), from), "");
        if (signed != null || from >= signature.end()) {
            return signed;
        }
        String rest = line.substring(from, signature.end());
        String printed = rest.replaceFirst("^[ _,()-]*(?:Signature[ _]*)?(?:(?i:print(?:ed)? |typed )?(?:Name|By)(?: \\(print\\))? ?:? ?)?",
                "");
        return Names.person(printed) && !Names.alike(line.substring(mark.end(), from), printed) && !signsToo(printed)
                ? "the name printed under the signature is another: " + printed
                : AnotherHand.in(line.substring(mark.end(), from), rest);
    }

    /** Whether someone of this name signs elsewhere: where signatures stand side by side, the name under one may be of the other. */
    private boolean signsToo(String name) {
        return Pattern.compile(MARK.pattern() + Pattern.quote(name)).matcher(line).find();
    }

    /** The words before a signature on its line, or the line above it. */
    private String above(int signature) {
        int start = words.lineStart(signature);
        if (start > 0 && line.substring(start, signature).isBlank()) {
            start = words.lineStart(start - 1);
        }
        return line.substring(start, signature).replaceAll("[ _,:]+$", "").strip();
    }

    /** Where the block of a signature ends at the latest: before what others sign. */
    private int blockEnd(int from) {
        int to = Math.min(line.length(), from + BLOCK);
        Matcher other = OTHER_SIGNS.matcher(line).region(from, to);
        return other.find() ? other.start() : to;
    }
}
