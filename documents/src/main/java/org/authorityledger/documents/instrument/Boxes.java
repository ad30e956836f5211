package org.authorityledger.documents.instrument;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Boxes to be ticked. What stands at an empty box is no part of the paper, where the paper has ticked boxes too, or boxes at its forms; it is made
 * blanks, so that all else stays in its place.
 */
final class Boxes {

    private static final String TICKED = "\\[ ?[XxvV\u2713\u2714] ?\\]|\\( ?[Xx\u2713\u2714] ?\\)|[\u2611\u2612\u2714\u2713]|_{1,3}[Xx]_{1,3}";
    private static final String EMPTY = "\\[[ \\t\\u00A0_]{0,5}\\]|\\([ \\t\\u00A0]{1,5}\\)|[\u2610\u25A1\u274F\u2751\u25A2]";
    private static final String FORM = "[ \\t]*(?:SEC )?(?:Forms?|FORMS?|Schedules?|SCHEDULES?)\\b";
    private static final Pattern ANY_TICKED = Pattern.compile(TICKED);
    private static final Pattern ANY_EMPTY = Pattern.compile(EMPTY);
    private static final Pattern EMPTY_AT_FORM = Pattern.compile("(?:" + EMPTY + ")" + FORM);
    private static final Pattern BOX = Pattern.compile("(?<ticked>" + TICKED + ")|(?<empty>" + EMPTY + "|_{2,8}(?=" + FORM + "))");
    private static final Pattern AFTER_FORM = Pattern.compile("(?i)(?:forms?|schedules?) (?:\\d{1,3}|13[DG]|ID)[ \\t]*[:.]?[ \\t]*$");
    private static final Pattern LABEL_FORM = Pattern.compile(FORM + "[ \\t]*(?:Nos?\\.? ?)?(?:144|13[DFGH]|ID|[DG345])(?:/A)?\\b");
    private static final int LABEL = 200;

    private Boxes() {}

    /** The text with blanks for each empty box and its label; of the same length. */
    static String withoutEmpty(String text) {
        boolean ticked = ANY_TICKED.matcher(text).find();
        if (!(ticked ? BOX : EMPTY_AT_FORM).matcher(text).find() || !ticked && !ANY_EMPTY.matcher(text).find()) {
            return text;
        }
        StringBuilder left = new StringBuilder(text);
        int lineStart = 0;
        while (lineStart <= text.length()) {
            int end = text.indexOf('\n', lineStart);
            int lineEnd = end < 0 ? text.length() : end;
            line(text, lineStart, lineEnd, left);
            lineStart = lineEnd + 1;
        }
        return left.toString();
    }

    /** Whether the text has an empty box at a form. */
    static boolean emptyAtForm(String text) {
        return EMPTY_AT_FORM.matcher(text).find();
    }

    private static void line(String text, int from, int to, StringBuilder left) {
        Matcher box = BOX.matcher(text).region(from, to);
        boolean first = true;
        boolean labelBefore = false;
        int last = from;
        boolean open = false;
        int openFrom = 0;
        while (box.find()) {
            if (first) {
                labelBefore = AFTER_FORM.matcher(text.substring(from, box.start())).find();
                first = false;
            }
            if (open) {
                blank(left, openFrom, Math.min(box.start(), openFrom + LABEL));
            }
            open = false;
            if (box.group("empty") != null && labelBefore) {
                blank(left, last, box.end());
            } else if (box.group("empty") != null) {
                Matcher form = LABEL_FORM.matcher(text).region(box.end(), to);
                open = !form.lookingAt();
                openFrom = box.start();
                blank(left, box.start(), open ? box.end() : form.end());
            }
            last = box.end();
        }
        if (open) {
            blank(left, openFrom, Math.min(to, openFrom + LABEL));
        }
    }

    private static void blank(StringBuilder text, int from, int to) {
        for (int i = from; i < to; i++) {
            text.setCharAt(i, ' ');
        }
    }
}
