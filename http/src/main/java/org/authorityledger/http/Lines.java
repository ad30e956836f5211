package org.authorityledger.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines of a stream, one after the other. No line is held beyond a maximum length. A line ends with LF, or CR and LF. */
public final class Lines {

    private static final int BUFFER = 1 << 16;

    private final InputStream input;
    private final int longest;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int filled;

    /**
     * One line.
     *
     * @param bytes without the line's end; if it is too long, its beginning up to the maximum length
     */
    public record Line(byte[] bytes, boolean tooLong) {

        /** Whether it has nothing but spaces and tabs. */
        public boolean blank() {
            for (byte b : bytes) {
                if (b != ' ' && b != '\t' && b != '\r') {
                    return false;
                }
            }
            return true;
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
            begun = true;
            int end = next;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            int room = longest - line.size();
            tooLong |= end - next > room + 1;
            line.write(buffer, next, Math.min(end - next, room + 1));
            boolean ended = end < filled;
            next = ended ? end + 1 : end;
            if (ended) {
                break;
            }
        }
        return begun ? trimmed(line.toByteArray(), tooLong) : null;
    }

    private Line trimmed(byte[] bytes, boolean tooLong) {
        boolean carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        byte[] trimmed = carriageReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
        return new Line(trimmed, tooLong || trimmed.length > longest);
    }

    private boolean fill() throws IOException {
        next = 0;
        filled = Math.max(0, input.read(buffer));
        return filled > 0;
    }
}
