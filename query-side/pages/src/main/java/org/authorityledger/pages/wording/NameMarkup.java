package org.authorityledger.pages.wording;

import java.util.Locale;
import org.authorityledger.authority.Names;
import org.unbescape.html.HtmlEscape;

/**
 * Names as they are, so that no name misleads about what stands around it. A name that is written from right to left is isolated: it does
 * not turn its sentence around. A character that no one can see, or that changes the direction of what follows, is shown by its number,
 * such as {@code [U+202E]}.
 */
public final class NameMarkup {

    /** First strong isolate and its end: in a text what {@code bdi} is in HTML. */
    private static final int BEGIN = 0x2068;
    private static final int END = 0x2069;
    /** Below it are the scripts from Latin to Armenian, all written from left to right. */
    private static final int FIRST_RIGHT_TO_LEFT = 0x590;
    private static final int LAST_LATIN = 0x24F;
    private static final String FILLERS = "\u034F\u115F\u1160\u17B4\u17B5\u180B\u180C\u180D\u180F\u2028\u2029\u2800\u3164\uFFA0";
    private static final String VISIBLE_FORMATS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06DD\u070F\u0890\u0891\u08E2";

    private NameMarkup() {}

    /** The same names, each as it may stand within a sentence. */
    public static Names isolating(Names names) {
        return (part, id) -> isolated(names.of(part, id));
    }

    /** A name as it may stand within a sentence. */
    public static String isolated(String name) {
        if (isPlain(name)) {
            return name;
        }
        String marked = marked(name, true);
        return name.codePoints().anyMatch(NameMarkup::directs) ? Character.toString(BEGIN) + marked + Character.toString(END) : marked;
    }

    /** A text with its isolated names, as HTML. */
    static String html(String text) {
        if (isPlain(text)) {
            return HtmlEscape.escapeHtml4Xml(text);
        }
        StringBuilder html = new StringBuilder();
        StringBuilder run = new StringBuilder();
        int depth = 0;
        boolean directsOutside = false;
        for (int cp : marked(text, false).codePoints().toArray()) {
            if (cp == BEGIN || cp == END && depth > 0) {
                html.append(HtmlEscape.escapeHtml4Xml(run.toString())).append(cp == BEGIN ? "<bdi>" : "</bdi>");
                run.setLength(0);
                depth += cp == BEGIN ? 1 : -1;
            } else if (cp != END) {
                run.appendCodePoint(cp);
                directsOutside |= depth == 0 && directs(cp);
            }
        }
        html.append(HtmlEscape.escapeHtml4Xml(run.toString())).append("</bdi>".repeat(depth));
        boolean markedOutside = text.codePoints().anyMatch(NameMarkup::directs) && depth == 0 && html.indexOf("<bdi>") < 0;
        return directsOutside || markedOutside ? "<bdi>" + html + "</bdi>" : html.toString();
    }

    /** JSON that says the same, with the characters that no one sees written by their numbers. */
    public static String json(String json) {
        StringBuilder escaped = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (unseen(c, 0)) {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** A text with its isolated names, for a place that has no room for markup. */
    public static String plain(String text) {
        return isPlain(text) ? text : marked(text, false);
    }

    /** Whether there is nothing to mark and nothing to isolate, as in nearly every text. */
    private static boolean isPlain(String text) {
        boolean seen = text.isEmpty();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= FIRST_RIGHT_TO_LEFT && c != '’' && c != '“' && c != '”' && c != '–' && c != '…'
                    || Character.isISOControl(c) && c != '\n'
                    || c == '\u00AD' || c == '\u034F') {
                return false;
            }
            seen |= c != '\u00A0';
        }
        return seen;
    }

    /**
     * Shows what cannot be seen.
     *
     * @param name whether it is a name alone, in which isolates are marked too
     */
    private static String marked(String text, boolean name) {
        boolean blank = text.codePoints().allMatch(cp -> Character.isWhitespace(cp) || Character.isSpaceChar(cp) || unseen(cp, 0));
        StringBuilder marked = new StringBuilder();
        int before = 0;
        for (int cp : text.codePoints().toArray()) {
            boolean isolate = cp == BEGIN || cp == END;
            boolean mark = isolate ? name : blank && !Character.isISOControl(cp) && cp != ' ' || unseen(cp, before);
            if (mark) {
                marked.append(String.format(Locale.ROOT, "[U+%04X]", cp));
            } else {
                marked.appendCodePoint(cp);
            }
            before = cp;
        }
        return marked.toString();
    }

    /** Whether a character is of those that no one sees. Joiners and variants belong to some scripts, but not to Latin. */
    private static boolean unseen(int cp, int before) {
        if (cp == 0x200C || cp == 0x200D || cp >= 0xFE00 && cp <= 0xFE0F || cp >= 0xE0100 && cp <= 0xE01EF) {
            return before <= LAST_LATIN;
        }
        return switch (Character.getType(cp)) {
            case Character.CONTROL -> cp != '\n' && cp != '\r' && cp != '\t';
            case Character.FORMAT -> VISIBLE_FORMATS.indexOf(cp) < 0;
            default -> FILLERS.indexOf(cp) >= 0;
        };
    }

    /** Whether a character is written from right to left, or changes the direction of others. */
    private static boolean directs(int cp) {
        return switch (Character.getDirectionality(cp)) {
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
                    Character.DIRECTIONALITY_ARABIC_NUMBER, Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE, Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE, Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
                    Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE, Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE ->
                true;
            default -> false;
        };
    }
}
