package org.authorityledger.documents.instrument;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words by which a revocation leaves a part of an instrument in force, or is to work later than its signature. They stay open. */
final class PartialRevocation {

    private static final String REVOKE = "\\b(?:revo[ck]|rescind|rescission|cancel|terminat|withdr[ae]w)\\w*";
    private static final Pattern REVOKES = Pattern.compile("(?i)" + REVOKE);
    private static final Pattern DENIED = Pattern.compile("(?i)\\b(?:not|never|neither|nothing)\\b[^.;]{0,30}?" + REVOKE);
    private static final Pattern IN_FORCE = Pattern.compile("(?i)\\b(?:remains?|continues?)\\b[^.;]{0,30}\\b(?:force|effect)\\b");
    private static final Pattern SOME_FORMS = Pattern.compile(
            "(?i)\\b(?:insofar|so far as|to the extent|in part|partially|(?:relates?|applies|pertains?|relating|pertaining) (?:only )?to|with"
                    + " (?:respect|regard) to|as to|for|(?:authority|power|right) to (?:sign|file|execute))\\b[^.;]{0,60}?\\b(?:forms?"
                    + "|schedules?|sections?"
                    + "|transactions?)\\b|\\binsofar\\b|\\bto the extent\\b|\\bin part\\b|\\bpartial(?:ly)?\\b");
    private static final Pattern CONDITION = Pattern.compile(
            "(?i)\\b(?:if|when|once|unless|provided|subject to|contingent|conditional|conditioned|in the event|upon(?! (?:the )?(?:\\w+ )?(?:receipt"
                    + "|delivery|execution|signing|signature|which)))\\b");
    private static final Pattern AT_A_DAY = Pattern.compile(
            "(?i)(?<!dated )(?<!executed )(?<!signed )(?<!granted )(?<!given )(?<!made )\\b(?:effective|effect|as of|as at|from|beginning"
                    + "|commencing|after"
                    + "|until|at|on)(?: (?:as of|on|from|and after|or after|the|close of business|midnight|end of|of)){0,3} $");
    private static final Pattern LATER = Pattern
            .compile(
                    "(?i)\\beffective (?:as of|on|at|upon|after|following|when)\\b(?! (?:the )?(?:\\w+ )?(?:date (?:hereof|of this|set|first"
                            + "|above|below)"
                            + "|receipt|delivery|execution|signing|signature|\\d|this\\b|today))");

    private static final String PART_ONLY = "it may revoke only a part: ";
    private static final String AT_AN_EVENT = "it may work only at an event: ";

    private PartialRevocation() {}

    /**
     * What stays open.
     *
     * @param signed the day of its signature; null: none is known
     * @param ofSome whether it names attorneys, so that "only" may be of them
     */
    static List<Open> in(String line, @Nullable LocalDate signed, boolean ofSome) {
        List<Open> open = new ArrayList<>();
        for (Limits limit : Limits.in(line)) {
            boolean takes = switch (limit.kind()) {
                case EXCEPTION, REPLACES_SOME -> true;
                case LIMIT -> !ofSome;
                case DENIAL, TURN -> false;
            };
            if (takes) {
                open.add(new Open("attorneys", PART_ONLY + limit.words()));
            }
        }
        for (Sentences.Part part : Sentences.parts(line)) {
            says(IN_FORCE, part, "attorneys", "it also says what remains in force: ", open);
            if (REVOKES.matcher(part.words()).find()) {
                says(DENIED, part, "attorneys", "it also says what it does not revoke: ", open);
                says(SOME_FORMS, part, "attorneys", PART_ONLY, open);
                says(CONDITION, part, "signedOn", AT_AN_EVENT, open);
                later(part, signed, open);
            }
        }
        return open;
    }

    private static void says(Pattern pattern, Sentences.Part part, String field, String why, List<Open> open) {
        if (pattern.matcher(part.words()).find()) {
            open.add(new Open(field, why + part.words().strip()));
        }
    }

    private static void later(Sentences.Part part, @Nullable LocalDate signed, List<Open> open) {
        boolean day = false;
        for (Found<LocalDate> date : Dates.in(part.words())) {
            if (AT_A_DAY.matcher(part.words().substring(0, date.start())).find()) {
                day = true;
                if (!date.value().equals(signed)) {
                    open.add(new Open("signedOn", "it may work from another day than that of its signature: " + date.value()));
                }
            }
        }
        if (!day) {
            says(LATER, part, "signedOn", AT_AN_EVENT, open);
        }
    }
}
