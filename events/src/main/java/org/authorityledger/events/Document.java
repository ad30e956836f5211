package org.authorityledger.events;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The writing that is the evidence of an act.
 *
 * @param sha256 the SHA-256 of its bytes (FIPS 180-4), 64 hexadecimal digits, kept in lower case
 * @param name its file name or title
 */
public record Document(String sha256, @Nullable String name) {

    private static final int HEX_DIGITS = 64;

    public Document {
        sha256 = sha256.toLowerCase(Locale.ROOT);
        if (sha256.length() != HEX_DIGITS || !sha256.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            throw new IllegalArgumentException("a SHA-256 has 64 hexadecimal digits");
        }
    }
}
