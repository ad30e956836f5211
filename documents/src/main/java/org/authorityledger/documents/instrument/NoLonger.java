package org.authorityledger.documents.instrument;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words by which a grantor ends an authority without a word such as "revoke": "I no longer authorize", "is no longer authorized". */
final class NoLonger {

    private static final Pattern ENDS = Pattern.compile(
            "(?i)\\b(?:I|we|undersigned)(?:, [^,.;]{1,80},)? (?:hereby )?no longer (?:authori[sz]e|appoint|designate|empower|permit|allow)s?\\b"
                    + "|\\b(?:is|are) (?:hereby )?no longer (?:authori[sz]ed|empowered|permitted|entitled|allowed|appointed|designated"
                    + "|(?:my|an?|the undersigned's) (?:attorney|agent))\\w*");
    private static final Pattern IN_A_TERM = Pattern
            .compile(
                    "(?i)\\b(?:until|if|when(?:ever)?|unless|once|who|that|which|so long as|as long as|upon|whether|after|before"
                            + "|earlier)\\b[^.;,]*$");

    private NoLonger() {}

    /** The first such words that stand by themselves; null where the paper has none. */
    static @Nullable String in(String line) {
        Matcher ends = ENDS.matcher(line);
        List<Sentences.Part> parts = Sentences.parts(line);
        while (ends.find()) {
            Sentences.Part part = Sentences.around(parts, ends.start());
            String before = line.substring(Math.min(part.start(), ends.start()), ends.start());
            if (!IN_A_TERM.matcher(before).find()) {
                return part.words().strip();
            }
        }
        return null;
    }
}
