package org.authorityledger.documents.instrument;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a power outlives an incapacity of the grantor. Words that deny it say that it does not; a paper that says both leaves it open. */
record Durability(@Nullable Found<Boolean> durable, boolean both) {

    private static final Pattern DURABLE = Pattern.compile(
            "(?i)(?:not (?:terminate|lapse|cease) (?:on|upon|by reason of) [^.]{0,60}?(?:disability|incapacity|incompeten\\w+)"
                    + "|not be (?:affected|terminated|revoked|impaired) by (?:the |my |his |her |any )?(?:undersigned's )?(?:subsequent "
                    + "|later )?[^.]{0,60}?(?:disability|incapacity|incompeten\\w+)|durable power of attorney"
                    + "|survive\\w* [^.]{0,60}(?:disability|incapacity|incompeten\\w+)|is durable)");
    private static final Pattern NOT_DURABLE = Pattern.compile(
            "(?i)(?:not (?:a |be a )?durable|non-?durable|(?<!not )(?<!not be )terminate\\w*(?: automatically)? (?:upon|on) (?:the |my |his "
                    + "|her )?(?:undersigned's )?[^.]{0,40}(?:disability|incapacity))");
    private static final Pattern DENIED = Pattern
            .compile(
                    "(?i)\\b(?:not|never|nor|neither|nothing|no|without|fails? to|cease(?:s|d)? to|in no (?:event|case|way))\\b[^.;,]{0,40}$");
    private static final int REACH = 60;

    static Durability in(String line) {
        Found<Boolean> not = null;
        Found<Boolean> durable = null;
        Matcher denies = NOT_DURABLE.matcher(line);
        if (denies.find()) {
            not = Found.sure(false, denies.start(), denies.end(), "not-durable");
        }
        Matcher says = DURABLE.matcher(line);
        while (says.find()) {
            boolean within = not != null && says.start() < not.end() && not.start() < says.end();
            if (DENIED.matcher(line.substring(Math.max(0, says.start() - REACH), says.start())).find()) {
                not = not == null ? Found.sure(false, says.start(), says.end(), "not-durable") : not;
            } else if (durable == null && !within) {
                durable = Found.sure(true, says.start(), says.end(), "durable");
            }
        }
        boolean both = not != null && durable != null;
        return new Durability(both ? null : not == null ? durable : not, both);
    }
}
