package org.authorityledger.documents.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text as a running line of words: one space between two, plain quotes and hyphens, words put together again that a line end had cut,
 * page numbers and ruled lines left out. Every character of it knows where it stands in the text that is shown.
 *
 * <p>Blanks to be filled in ({@code ____}) become one underscore, so that a rule can see that something is missing.
 */
public final class Words {

    private static final Pattern PAGE = Pattern
            .compile(
                    "(?im)^[ \\t]*(?:-[ \\t]*\\d{1,3}[ \\t]*-|\\d{1,3}|page[ \\t]+\\d{1,3}(?:[ \\t]+of[ \\t]+\\d{1,3})?|</?page>)[ \\t]*\\r?$");
    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N}'.-]*[\\p{L}\\p{N}])?|\\S");
    private static final Pattern HYPHENATED = Pattern.compile("attorneys?|re|co|non|vice|ex");
    private static final int COLUMN_GAP = 3;

    private final String line;
    private final int[] starts;
    private final BitSet breaks;

    private Words(String line, int[] starts, BitSet breaks) {
        this.line = line;
        this.starts = starts;
        this.breaks = breaks;
    }

    /** The words of a text. */
    public static Words of(String text) {
        return new Builder(text).build();
    }

    /** All of it in one line. */
    public String line() {
        return line;
    }

    /** Where the character at this place of the line stands in the text that is shown. */
    public int start(int at) {
        return starts[Math.min(Math.max(at, 0), line.length())];
    }

    /** Where a stretch of the line that ends before this place ends in the text that is shown. */
    public int end(int at) {
        return at == 0 ? start(0) : starts[at - 1] + 1;
    }

    /** Whether the space at this place of the line was the end of a line, or a gap between columns. */
    public boolean breaksAt(int at) {
        return breaks.get(at);
    }

    /** The first place from here on where a line of the text ends. */
    public int nextBreak(int from) {
        int at = breaks.nextSetBit(from);
        return at < 0 ? line.length() : at;
    }

    /** The place after the last line end before this one. */
    public int lineStart(int at) {
        return breaks.previousSetBit(Math.max(at - 1, 0)) + 1;
    }

    /** Its words, numbers and marks one by one. */
    public List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(line);
        while (matcher.find()) {
            tokens.add(new Token(matcher.group(), start(matcher.start()), end(matcher.end())));
        }
        return List.copyOf(tokens);
    }

    private static final class Builder {

        private final String text;
        private final StringBuilder line;
        private int[] starts;
        private final BitSet breaks = new BitSet();
        private final BitSet left = new BitSet();

        Builder(String text) {
            this.text = text;
            this.line = new StringBuilder(text.length());
            this.starts = new int[text.length() + 1];
            Matcher page = PAGE.matcher(text);
            while (page.find()) {
                left.set(page.start(), page.end());
            }
        }

        Words build() {
            int at = 0;
            while (at < text.length()) {
                char c = plain(text.charAt(at));
                if (left.get(at) || c == 0) {
                    at++;
                } else if (Character.isWhitespace(c)) {
                    at = space(at);
                } else if (rule(at)) {
                    at = blank(at, c);
                } else if (c == '-' && cutHere(at)) {
                    at = joined(at);
                } else {
                    put(c, at);
                    at++;
                }
            }
            starts = Arrays.copyOf(starts, line.length() + 1);
            starts[line.length()] = text.length();
            return new Words(line.toString(), starts, breaks);
        }

        private void put(char c, int at) {
            starts[line.length()] = at;
            line.append(c);
        }

        private int space(int from) {
            int to = from;
            boolean lineEnd = false;
            while (to < text.length() && (left.get(to) || Character.isWhitespace(plain(text.charAt(to))))) {
                lineEnd |= text.charAt(to) == '\n' || text.charAt(to) == '\r' && !followedByLineFeed(to);
                to++;
            }
            gap(from, lineEnd || to - from >= COLUMN_GAP && !left.get(from));
            return to;
        }

        private boolean followedByLineFeed(int at) {
            return at + 1 < text.length() && text.charAt(at + 1) == '\n';
        }

        private void gap(int at, boolean breaking) {
            int last = line.length() - 1;
            if (last < 0) {
                return;
            }
            if (line.charAt(last) != ' ') {
                put(' ', at);
                last++;
            }
            if (breaking) {
                breaks.set(last);
            }
        }

        private boolean rule(int at) {
            char c = plain(text.charAt(at));
            return (c == '_' || c == '-' || c == '=' || c == '*') && at + 2 < text.length() && plain(text.charAt(at + 1)) == c
                    && plain(text.charAt(at + 2)) == c;
        }

        private int blank(int from, char c) {
            int to = from;
            while (to < text.length() && plain(text.charAt(to)) == c) {
                to++;
            }
            if (c == '_') {
                gap(from, false);
                put('_', from);
                put(' ', from);
            } else {
                gap(from, true);
            }
            return to;
        }

        /** A hyphen after a letter at a line's end. */
        private boolean cutHere(int at) {
            if (at == 0 || !Character.isLetter(text.charAt(at - 1))) {
                return false;
            }
            int next = at + 1;
            boolean lineEnd = false;
            while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
                lineEnd |= text.charAt(next) == '\n';
                next++;
            }
            return lineEnd && next < text.length() && Character.isLetter(text.charAt(next));
        }

        private int joined(int at) {
            int next = at + 1;
            while (Character.isWhitespace(text.charAt(next))) {
                next++;
            }
            String before = line.substring(line.lastIndexOf(" ") + 1).toLowerCase(java.util.Locale.ROOT);
            if (Character.isUpperCase(text.charAt(next)) || before.contains("-") || HYPHENATED.matcher(before).matches()) {
                put('-', at);
            }
            return next;
        }

        private static char plain(char c) {
            return switch (c) {
                case '\u2018', '\u2019', '\u201B', '`', '\u00B4' -> '\'';
                case '\u201C', '\u201D', '\u201E' -> '"';
                case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015' -> '-';
                case '\u00A0', '\u2007', '\u202F', '\u0007' -> ' ';
                case '\u200B', '\u200C', '\u200D', '\uFEFF', '\u00AD' -> (char) 0;
                default -> c;
            };
        }
    }
}
