package org.authorityledger.proof.note;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The text of a file that someone saved. Editors, shells and mail programs add a byte-order mark, end lines with CR and LF, or write UTF-16;
 * that is the file's form and nothing of its text. No text of this module has such characters of its own.
 */
public final class SavedText {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private SavedText() {}

    /**
     * The text: without a byte-order mark, with LF at the end of each line.
     *
     * @throws IllegalArgumentException if it is not UTF-8, or UTF-16 with a byte-order mark
     */
    public static String of(byte[] file) {
        String text = decode(file, charset(file));
        String unmarked = text.indexOf(BYTE_ORDER_MARK) == 0 ? text.substring(1) : text;
        return unmarked.replace("\r\n", "\n");
    }

    private static Charset charset(byte[] file) {
        int mark = file.length < 2 ? 0 : (file[0] & 0xFF) << 8 | file[1] & 0xFF;
        return switch (mark) {
            case 0xFEFF -> StandardCharsets.UTF_16BE;
            case 0xFFFE -> StandardCharsets.UTF_16LE;
            default -> StandardCharsets.UTF_8;
        };
    }

    /** A decoder of its own reports what is not a character instead of replacing it. */
    private static String decode(byte[] file, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(file)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("it is not " + charset, e);
        }
    }
}
