package org.authorityledger.documents.text;

import java.io.ByteArrayOutputStream;

/** The coding in which EDGAR carries PDFs and pictures within a submission of text. */
final class Uuencoding {

    private static final int MASK = 0x3F;

    private Uuencoding() {}

    /** The bytes of the lines after the one that begins with {@code begin}, up to {@code end}. */
    static byte[] decode(String lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(lines.length());
        for (String line : lines.split("\\r?\\n")) {
            if (line.equals("end")) {
                break;
            }
            if (!line.isEmpty()) {
                decode(line, bytes);
            }
        }
        return bytes.toByteArray();
    }

    private static void decode(String line, ByteArrayOutputStream bytes) {
        int length = bits(line, 0);
        for (int at = 1; length > 0; at += 4) {
            int three = bits(line, at) << 18 | bits(line, at + 1) << 12 | bits(line, at + 2) << 6 | bits(line, at + 3);
            for (int shift = 16; shift >= 0 && length > 0; shift -= 8, length--) {
                bytes.write(three >> shift);
            }
        }
    }

    private static int bits(String line, int at) {
        return at < line.length() ? line.charAt(at) - ' ' & MASK : 0;
    }
}
