package org.authorityledger.documents.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.authorityledger.documents.instrument.Open;

/**
 * The cells that are not read, or are kept as a note alone, and may yet say that a power has ended, is limited, or needs several signers; and those
 * that are struck through, in any column, which may have been withdrawn. Such a row stays open, unless the cell plainly says that the power is in
 * force, or someone said that its column does not matter.
 */
final class UnreadCells {

    private static final int MOST_SHOWN = 60;
    private static final Pattern NOT_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    /** What is current or former of these says nothing about a power. */
    private static final Pattern NOT_OF_POWERS = Pattern
            .compile("\\b(?:current|former) (?:titles?|positions?|roles?|employers?|address|e ?mail|phone|department)\\b");
    private static final Pattern IN_FORCE_HEADING = Pattern.compile("\\b(?:active|current(?:ly)?|in force|in effect|valid)\\b");
    private static final Pattern ENDED_HEADING = Pattern.compile("\\b(?:inactive|deactivated|former(?:ly)?|end(?:s|ed|ing)?|supersed\\w*"
            + "|replaced|withdr\\w+|resign\\w*|decea\\w*|death|died|dead|revo(?:ke|ca)\\w*|rescind\\w*|rescission|terminat\\w*|cancel\\w*"
            + "|expir\\w*|ceas\\w*|exit\\w*|laps\\w*|void\\w*|invalid\\w*|retire\\w*|left|leav(?:e|es|ing)|depart(?:ed|ure)|separat\\w*"
            + "|remov\\w*|closed?|archived?|obsolete|joint(?:ly)?|together|co ?sign\\w*|limit\\w*|restrict\\w*|condition\\w*|except\\w*"
            + "|exclu\\w*|carve\\w*|only)\\b");
    /** Headings of how many must sign, or who must agree. */
    private static final Pattern SIGNING_HEADING = Pattern.compile("\\b(?:sign(?:ature|er|ing|atory|atories)?s? (?:needed|required|require"
            + "ments?|rules?)|(?:required|needed|number of|how many|no of) (?:signatures?|signers?|signatories)|counter ?sign\\w*|co ?sign\\w*"
            + "|approv\\w*|consents?)\\b");
    private static final Pattern SINGLY = Pattern
            .compile("1|one|any one|either|single|singly|sole|solo|alone|individual(?:ly)?|several(?:ly)?");
    private static final Pattern OTHER_HEADING = Pattern.compile("\\b(?:status|until|till|through|thru|validity|scope)\\b");
    private static final String ENDS = "(?:revoked|revocation|terminated|termination|superseded|cancell?ed|rescinded|withdrawn|expired)";
    private static final Pattern NOT_ENDED = Pattern.compile("(?:not|never)(?: yet| been)* " + ENDS + "|unrevoked");
    private static final Pattern IN_FORCE = Pattern
            .compile("(?:still |currently )?(?:active|current|in force|in effect|effective|valid|outstanding|ongoing)");
    private static final Pattern YES = Pattern.compile("yes|y|true");
    private static final Pattern NO = Pattern.compile("|no|n|false|none|never|n ?a|not applicable");
    /** That a power lasts until it is revoked is so of every power. */
    private static final Pattern OF_EVERY_POWER = Pattern
            .compile("\\b(?:(?:until|till|unless)(?: it is| sooner| earlier| otherwise)* " + ENDS
                    + "(?: (?:or|and) " + ENDS + ")*(?! (?:on |in )?\\p{N})|(?:not|never)(?: yet| been)* " + ENDS + ")\\b");
    private static final Pattern ENDED = Pattern.compile("\\b(?:revoked|revocation|inactive|former(?:ly)?|expired|superseded|terminated"
            + "|termination|rescinded|cancell?ed|withdrawn|resigned|resignation|deceased|died|lapsed|void(?:ed)?|invalid|ceased|no longer"
            + "|not (?:in force|active|valid|current|effective)|replaced by|retired|obsolete|archived|departed|ended"
            + "|left (?:the|us|in|on)|removed|jointly|(?:must|to) sign together|both must|must both"
            + "|forms? \\w+ only|only (?:for|forms?|section|with|together|until)|except|excluding|limited to|not for|does not cover"
            + "|passed away|fired|dismissed|let go|do not use|don t use|draft|unsigned|unexecuted|not (?:yet )?(?:been )?(?:signed|executed)"
            + "|counter ?sign\\w*|co ?sign\\w*|(?:two|2|both|second|2nd|another|additional) sign(?:atures?|ers?|atory|atories))\\b"
            + "|\\Aold\\z");
    /** That it has no end, or no limit, limits nothing. */
    private static final Pattern NO_LIMIT = Pattern.compile("\\b(?:(?:no|without)(?: an?y?)? (?:expir\\w+(?: date)?|end(?: date)?|term"
            + "|limit(?:s|ations?)?|restrictions?|exceptions?|changes?)|(?:does not|never) expires?|not limited)\\b");
    /** A note is what someone thought worth saying: one with such a word may say what no column has a place for. */
    private static final Pattern DOUBT = Pattern
            .compile("\\b(?:no|not|never|none|without|cannot|can t|don t|won t|isn t|needs?|needed|requir\\w+"
                    + "|must|should|second|2nd|two|both|another|agree\\w*|approv\\w*|consent\\w*|new|newer|newly|see|lost|missing|leave|pending|hold"
                    + "|suspend\\w*|disput\\w*|question\\w*|unclear|unsure|uncertain|unknown|wrong|incorrect|mistaken?|errors?|tbd|tbc|verify|confirm"
                    + "|if|unless|until|till|provided|subject to|only|but|however|though|old|older|prior|previous\\w*|stop\\w*|gone|went|left|changed?|copy)\\b");

    private final List<SheetColumn> columns;

    UnreadCells(List<SheetColumn> columns) {
        this.columns = columns;
    }

    /** What must be known of the cells of a row. */
    List<Open> open(List<SheetCell> cells) {
        List<Open> open = new ArrayList<>();
        if (cells.stream().anyMatch(SheetCell::hidden)) {
            open.add(new Open("row", "is hidden in the sheet: show it if it holds, or delete it"));
        }
        for (int i = 0; i < cells.size(); i++) {
            SheetColumn column = i < columns.size() ? columns.get(i) : new SheetColumn(SheetColumn.letters(i), "", null, false);
            boolean note = column.field() == SheetField.NOTE;
            boolean counts = !cells.get(i).empty() && !column.dismissed() && !column.heading().equals(SheetColumn.REASON)
                    && !column.heading().equals(SheetColumn.ROW);
            String comment = cells.get(i).comment();
            if (comment != null && !column.dismissed()) {
                open.add(new Open(column.field() == null ? column.shown() : column.field().key(),
                        "has a comment in the sheet: \u201c" + shown(comment) + "\u201d; write what it says into the sheet, and delete it"
                                + (column.field() == null ? ", or say in the mapping that this column does not matter" : "")));
            }
            if (counts && cells.get(i).strike() != SheetCell.Strike.NONE) {
                open.add(new Open(column.field() == null ? column.shown() : column.field().key(), struck(cells.get(i), column)));
            } else if (counts && (column.field() == null || note) && matters(words(column.heading()), cells.get(i).text(), note)) {
                open.add(new Open(column.shown(),
                        "says \u201c" + shown(cells.get(i).text()) + "\u201d, which may end or limit the power, and is "
                                + (note ? "kept as a note alone" : "not read")
                                + "; write it into a column that is read, or say in the mapping that this one does not matter"));
            }
        }
        return open;
    }

    private static String struck(SheetCell cell, SheetColumn column) {
        return (cell.strike() == SheetCell.Strike.PART
                ? "is struck through in part in the sheet: \u201c"
                : "is struck through in the sheet: \u201c")
                + shown(cell.text()) + "\u201d; remove the line if it holds, or the text if it was withdrawn"
                + (column.field() == null ? ", or say in the mapping that this column does not matter" : "");
    }

    private static boolean matters(String heading, String text, boolean note) {
        String value = words(text);
        String of = NOT_OF_POWERS.matcher(heading).replaceAll("");
        boolean inForce = IN_FORCE_HEADING.matcher(of).find();
        boolean ended = ENDED_HEADING.matcher(of).find();
        boolean signing = SIGNING_HEADING.matcher(of).find();
        if (inForce || ended || signing || OTHER_HEADING.matcher(of).find()) {
            boolean plain = NOT_ENDED.matcher(value).matches()
                    || (inForce || !ended && !signing) && IN_FORCE.matcher(value).matches()
                    || inForce && !ended && YES.matcher(value).matches()
                    || (ended || signing) && !inForce && NO.matcher(value).matches()
                    || signing && SINGLY.matcher(value).matches();
            return !plain || asked(text);
        }
        if (DoubtfulColumns.matters(of, value)) {
            return true;
        }
        String said = OF_EVERY_POWER.matcher(value).replaceAll("");
        return ENDED.matcher(said).find() || note && (asked(text) || DOUBT.matcher(NO_LIMIT.matcher(said).replaceAll("")).find());
    }

    /** A question mark: its author is not sure. */
    private static boolean asked(String text) {
        return text.indexOf('?') >= 0;
    }

    private static String words(String text) {
        return NOT_WORDS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    }

    private static String shown(String text) {
        return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + " \u2026" : text;
    }
}
