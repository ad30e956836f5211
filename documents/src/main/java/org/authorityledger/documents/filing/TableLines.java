package org.authorityledger.documents.filing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.authorityledger.documents.text.DocumentReader;
import org.jspecify.annotations.Nullable;

/** The lines of a table, one at a time. A line that is too long is passed over without being held. */
final class TableLines {

    static final int LONGEST = 100_000;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int filled;
    private int number;
    private boolean tooLong;

    TableLines(InputStream in) {
        this.in = in;
    }

    /** The number of the line that was read last, from 1. */
    int number() {
        return number;
    }

    /** Whether the line that was read last was too long; what was returned is empty then. */
    boolean tooLong() {
        return tooLong;
    }

    /** The next line, or null after the last. */
    @Nullable
    String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        tooLong = false;
        boolean any = false;
        while (true) {
            if (at == filled) {
                filled = in.read(buffer, 0, buffer.length);
                at = 0;
                if (filled <= 0) {
                    filled = 0;
                    number += any ? 1 : 0;
                    return any ? text(line) : null;
                }
            }
            any = true;
            int end = at;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            if (line.size() + (end - at) > LONGEST) {
                tooLong = true;
                line.reset();
            } else if (!tooLong) {
                line.write(buffer, at, end - at);
            }
            at = end;
            if (at < filled) {
                at++;
                number++;
                return text(line);
            }
        }
    }

    private String text(ByteArrayOutputStream line) {
        if (tooLong) {
            return "";
        }
        String text = DocumentReader.decoded(line.toByteArray());
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
