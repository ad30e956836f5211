package org.authorityledger.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes as text: all that is sent to the ledger is UTF-8. */
final class Utf8 {

    private Utf8() {}

    /**
     * The text.
     *
     * @throws Problem if it is not UTF-8, or has zero bytes: no text has them in UTF-8, and most have them in UTF-16
     */
    static CharBuffer decode(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                throw Problem.malformed("", "has zero bytes; it may be UTF-16: send UTF-8");
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw Problem.malformed("", "is not valid UTF-8");
        }
    }

    /** A text that may quote a request, with a question mark for each half of a surrogate pair: no encoding can write one. */
    static String writable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
