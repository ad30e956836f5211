package org.authorityledger.documents.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.documents.text.Words;

/**
 * Where one text holds several papers, one after another. A paper begins at its title, or where it makes itself known to all, if it appoints or
 * revokes by itself and the one before it is signed. What follows a title and does neither, such as the page with the signature, belongs to the paper
 * before.
 *
 * @param starts where each paper begins in the text; the first at its beginning
 * @param clear whether the places are certain: false where a paper seems to begin before the one before it is signed
 */
record SeveralInstruments(List<Integer> starts, boolean clear) {

    private static final Pattern TITLE = Pattern.compile(
            "(?im)^[ \\t*_]*((?:(?:limited|general|special|durable|specific|irrevocable|joint|revocation of|termination of|substitute|substitution of"
                    + "|section 16)[ \\t]+){0,4}(?:powers? of attorney|confirming statement|revocation of powers? of attorney)"
                    + "(?:[ \\t]+(?:for|to|of|with|regarding|relating|and|[(-])[^\\r\\n]{0,90})?"
                    + "|(?:notice of )?(?:revocation|termination|rescission|withdrawal|declination|resignation))[ \\t]*[:.*_]*[ \\t]*\\r?$");
    private static final Pattern TO_ALL = Pattern.compile("(?i)\\bknow all (?:\\w+,? ){0,4}?(?:by )?these presents\\b");
    /** Within this many characters after a title, another sign of a beginning is of the same paper. */
    private static final int NEAR = 400;
    /** A paper appoints soon after its title; a later page that has the title again may speak of those appointed anywhere. */
    private static final int SOON = 1_500;
    private static final int SMALL_WORD = 3;
    private static final int LOOK_BACK = 40;
    /** With more beginnings than this, a text is no exhibit of powers of attorney. */
    private static final int MOST = 200;

    static final String UNCLEAR = "the text seems to hold several papers, and where each begins is not clear";

    static SeveralInstruments in(String text) {
        List<Integer> marks = marks(text);
        if (marks.size() > MOST) {
            return new SeveralInstruments(List.of(0), false);
        }
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = 1; i < marks.size(); i++) {
            int to = i + 1 < marks.size() ? marks.get(i + 1) : text.length();
            if (acts(text.substring(marks.get(i), to), SOON)) {
                String before = text.substring(starts.getLast(), marks.get(i));
                if (signed(before)) {
                    starts.add(marks.get(i));
                } else if (acts(before, before.length())) {
                    return new SeveralInstruments(starts, false);
                }
            }
        }
        return new SeveralInstruments(starts, true);
    }

    /** Where papers may begin. */
    private static List<Integer> marks(String text) {
        List<Integer> marks = new ArrayList<>();
        Matcher named = TITLE.matcher(text);
        while (marks.size() <= MOST && named.find()) {
            if (isTitle(text, named)) {
                marks.add(named.start());
            }
        }
        List<Integer> titles = List.copyOf(marks);
        Matcher toAll = TO_ALL.matcher(text);
        while (marks.size() <= MOST && toAll.find()) {
            int at = toAll.start();
            if (titles.stream().noneMatch(title -> title <= at && at - title < NEAR)) {
                marks.add(at);
            }
        }
        return marks.stream().sorted().toList();
    }

    /** In capitals, or a line of its own with a capital to each word but the small ones: a line of a sentence has neither. */
    private static boolean isTitle(String text, Matcher title) {
        String words = title.group(1);
        if (words.equals(words.toUpperCase(Locale.ROOT))) {
            return true;
        }
        String before = text.substring(Math.max(0, title.start() - LOOK_BACK), title.start()).replaceAll("[ \\t]+$", "");
        boolean alone = before.isBlank() || before.endsWith("\n\n") || before.endsWith("\n\r\n");
        for (String word : words.strip().split("[\\s()/-]+", -1)) {
            if (word.length() > SMALL_WORD && Character.isLowerCase(word.charAt(0))) {
                return false;
            }
        }
        return alone;
    }

    /** Whether this much of the text appoints someone soon enough, or revokes. */
    private static boolean acts(String part, int within) {
        String line = Words.of(part).line();
        Appointment appointment = Appointment.in(line);
        return appointment != null && appointment.start() <= within || Kinds.revocation(line, appointment);
    }

    private static boolean signed(String part) {
        return !new Signatures(Words.of(part)).read().isEmpty();
    }
}
