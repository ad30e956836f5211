package org.authorityledger.documents.instrument;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words by which the grantor gives the power for others too: as their general partner or trustee, or on their behalf. */
final class AlsoFor {

    private static final Pattern SAYS = Pattern.compile(
            "(?i:\\b(?:as|in (?:its|his|her|my|their|such) capacity as)(?: the| an?)?(?: sole| managing)? (?:general partner|managing member|manager"
                    + "|trustee|investment manager|investment advis[eo]r|sole member|executor) (?:of|for|to)) (?:(?:the|each of|certain) "
                    + ")*\\p{Lu}[^.;]{0,80}"
                    + "|(?i:\\b(?:on behalf of|for) (?:itself|himself|herself|myself|themselves|ourselves) and\\b)[^.;]{0,80}");
    private static final Pattern SIGNED = Pattern.compile("/ ?[sS] ?/|(?i:in witness whereof)");

    private AlsoFor() {}

    /** The words, where they stand before the signatures; null where there are none. */
    static @Nullable String in(String line) {
        Matcher signed = SIGNED.matcher(line);
        Matcher says = SAYS.matcher(line).region(0, signed.find() ? signed.start() : line.length());
        return says.find() ? says.group().strip() : null;
    }
}
