package org.authorityledger.documents.instrument;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words put on a paper that are no part of its text: that it is a draft, that it was stamped as revoked. */
final class Marks {

    private static final Pattern DRAFT = Pattern.compile(
            "(?<!TO )(?<!, )(?<!AND )\\bDRAFT\\b(?! AND| OR|,)|\\b(?i:not for execution|for (?:discussion|review|information) (?:purposes )?only"
                    + "|unsigned (?:copy|draft)|specimen (?:only|copy)|do not sign)\\b|\\[(?i:draft)\\b|\\[struck out\\]|(?<!NULL AND )\\bVOID\\b");
    private static final Pattern FORM = Pattern.compile("(?i)\\b(?:form|draft|sample|specimen) of (?:\\w+ ){0,2}powers? of attorney");
    private static final Pattern STAMP = Pattern.compile(
            "(?i:\\bstamped\\b)[^.\\]]{0,60}"
                    + "|\\[[^\\]]{0,60}\\b(?i:revoked|cancell?ed|superseded|rescinded|terminated|withdrawn|expired)\\b[^\\]]{0,60}\\]"
                    + "|(?<!BE )(?<!IS )(?<!ARE )(?<!BEEN )(?<!WAS )(?<!NOT )(?<!OR )(?<!AND )(?<!UNTIL )(?<!UNLESS )(?<!EARLIER )(?<!SOONER )"
                    + "(?<!OTHERWISE )(?<!HEREBY )(?<!EXPRESSLY )\\b(?:REVOKED|CANCELL?ED|SUPERSEDED|RESCINDED|WITHDRAWN)\\b[^.;]{0,40}");
    private static final int HEAD = 300;

    private Marks() {}

    /** That it may be a draft or a form to be filled in; null where no mark says so. */
    static @Nullable String draft(String line) {
        Matcher form = FORM.matcher(line.substring(0, Math.min(HEAD, line.length())));
        Matcher draft = DRAFT.matcher(line);
        return form.find() ? marked(form) : draft.find() ? marked(draft) : null;
    }

    /** That its power may have ended; null where no mark says so. */
    static @Nullable String stamp(String line) {
        Matcher stamp = STAMP.matcher(line);
        return stamp.find() ? marked(stamp) : null;
    }

    private static String marked(Matcher mark) {
        return "the paper is marked: " + mark.group().strip();
    }
}
