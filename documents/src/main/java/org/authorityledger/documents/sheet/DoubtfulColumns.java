package org.authorityledger.documents.sheet;

import java.util.regex.Pattern;

/**
 * What trackers say of a paper in columns that are not read, or in notes, beyond that it has ended: that it was never signed or is not there, that it
 * takes a second hand, that it lasts for a time, that there is a newer one, that someone did not want it. Headings and cells are words in lower case.
 */
final class DoubtfulColumns {

    private static final Pattern SAYS_IT_IS_THERE = Pattern
            .compile("\\b(?:executed|signed|in effect|in force|on file|received|originals?|notari[sz]ed"
                    + "|witnessed|completed?|accepted|confirmed|verified|granted|acknowledged|scanned|attached|hard copy|wet ink)\\b");
    private static final Pattern IT_IS_NOT = Pattern
            .compile("no|n|false|0|never|none|not\\b.*|no\\b.*|missing|pending|open|outstanding|awaited"
                    + "|awaiting.*|tbd|tbc|unknown|incomplete|lost|unsigned|requested|in process|in progress|to come|to do");
    private static final Pattern SECOND_HAND = Pattern.compile("\\b(?:second|2nd|third|3rd|additional|co|joint|further)"
            + " (?:signers?|signatures?|signatory|signatories|attorneys?|agents?|aifs?|approvers?|hands?)\\b");
    private static final Pattern LASTS = Pattern
            .compile("(?:poa |power |initial )?term(?: (?:in )?(?:months?|years?|days?|length))?|(?:duration|period|length|tenor"
                    + "|life)(?: .*)?|(?:months|years|days)(?: valid)?|valid for|renew\\w*(?: .*)?");
    private static final Pattern NEWER = Pattern
            .compile("\\b(?:new|newer|newest|latest|later|next|replacement|successor|superseding|updated|amended)"
                    + " (?:poa|power|instrument|grant|document|paper|version|one|attorneys?|agents?)\\b|\\breplacement\\b|\\bsuccessor\\b|\\bamendments?\\b");
    private static final Pattern NOTHING = Pattern
            .compile("|no|n|none|n ?a|not applicable|false|0|never|indefinite|unlimited|continuing|perpetual");
    private static final Pattern SAID = Pattern.compile("\\b(?:declin(?:ed|es|ing)|refus(?:ed|es|al|ing)|reject(?:ed|s|ion)?|replaced"
            + "|outdated|out of date|stale|conditional(?:ly)?|contingent|withdrew|quit|stepped down|superceded|nullified|annulled|destroyed|shredded"
            + "|torn up|never (?:signed|executed|returned|received|came back)|not (?:returned|received)|in escrow|not accepted"
            + "|(?:two|2|three|3|both|dual|joint) (?:sigs?|signatures?|signers?)|exp(?:s|d|ires?|iry|iration)? (?:on )?\\d{1,4})\\b");

    private DoubtfulColumns() {}

    /** Whether a cell under this heading may say that there is no such power, or less of it. */
    static boolean matters(String heading, String value) {
        return SAYS_IT_IS_THERE.matcher(heading).find() && IT_IS_NOT.matcher(value).matches()
                || (SECOND_HAND.matcher(heading).find() || LASTS.matcher(heading).matches() || NEWER.matcher(heading).find())
                        && !NOTHING.matcher(value).matches()
                || SAID.matcher(value).find();
    }
}
