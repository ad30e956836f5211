package org.authorityledger.proof.tree;

import java.util.Base64;

/** Base64 of RFC 4648, section 4, where each value has exactly one spelling, so that no byte of a proof can be changed unnoticed. */
public final class Base64Text {

    private Base64Text() {}

    /** Writes. */
    public static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * Reads.
     *
     * @throws IllegalArgumentException if it is not Base64, or not spelled as {@link #encode} does
     */
    public static byte[] decode(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (!encode(bytes).equals(text)) {
            throw new IllegalArgumentException("not the canonical Base64 of RFC 4648");
        }
        return bytes;
    }
}
