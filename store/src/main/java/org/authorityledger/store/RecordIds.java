package org.authorityledger.store;

import java.security.SecureRandom;
import java.util.UUID;

/** Mints record ids, and ids that clients leave to the server: UUIDs of version 7 (RFC 9562, section 5.7). */
public final class RecordIds {

    private static final SecureRandom RANDOM = new SecureRandom();

    private RecordIds() {}

    /** A new UUID: 48 bits of Unix milliseconds, then 74 random bits. */
    public static UUID mint() {
        byte[] random = new byte[10];
        RANDOM.nextBytes(random);
        long high = (System.currentTimeMillis() << 16) | 0x7000L | ((random[0] & 0x0FL) << 8) | (random[1] & 0xFFL);
        long low = 0;
        for (int i = 2; i < random.length; i++) {
            low = (low << 8) | (random[i] & 0xFFL);
        }
        return new UUID(high, (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
    }
}
