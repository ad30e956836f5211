package org.authorityledger.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a stream, one after the other. No line is held beyond a maximum length. A line ends with LF, CR, or CR and LF. A
 * byte-order mark at the beginning is passed over.
 */
public final class Lines {

    private static final int BUFFER = 1 << 16;
    private static final byte[] BYTE_ORDER_MARK = { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream input;
    private final int longest;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int filled;
    private boolean first = true;
    /** Whether the last line ended with CR, to which an LF may belong. */
    private boolean afterReturn;

    /**
     * One line.
     *
     * @param bytes without the line's end; if it is too long, its beginning up to the maximum length
     */
    public record Line(byte[] bytes, boolean tooLong) {

        /** Whether it has nothing but spaces and tabs. */
        public boolean blank() {
            for (byte b : bytes) {
                if (b != ' ' && b != '\t') {
                    return false;
                }
            }
            return true;
        }

        /**
         * It as text.
         *
         * @throws Problem if it is not UTF-8
         */
        public String text() {
            return Utf8.decode(bytes).toString();
        }
    }

    /**
     * The lines of this stream.
     *
     * @param longest the maximum length in bytes, without the end of the line
     */
    public Lines(InputStream input, int longest) {
        this.input = input;
        this.longest = longest;
    }

    /**
     * The next line; the last one may lack its end.
     *
     * @return null at the end of the stream
     * @throws IOException if the stream breaks off
     */
    public @Nullable Line next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean begun = false;
        boolean tooLong = false;
        while (next < filled || fill()) {
            if (afterReturn) {
                afterReturn = false;
                if (buffer[next] == '\n') {
                    next++;
                    continue;
                }
            }
            begun = true;
            int end = next;
            while (end < filled && buffer[end] != '\n' && buffer[end] != '\r') {
                end++;
            }
            int room = longest - line.size();
            tooLong |= end - next > room;
            line.write(buffer, next, Math.min(end - next, room));
            boolean ended = end < filled;
            afterReturn = ended && buffer[end] == '\r';
            next = ended ? end + 1 : end;
            if (ended) {
                break;
            }
        }
        return begun ? new Line(withoutMark(line.toByteArray()), tooLong) : null;
    }

    private byte[] withoutMark(byte[] bytes) {
        int mark = BYTE_ORDER_MARK.length;
        boolean marked = first && bytes.length >= mark && Arrays.equals(bytes, 0, mark, BYTE_ORDER_MARK, 0, mark);
        first = false;
        return marked ? Arrays.copyOfRange(bytes, mark, bytes.length) : bytes;
    }

    private boolean fill() throws IOException {
        next = 0;
        filled = Math.max(0, input.read(buffer));
        return filled > 0;
    }
}
