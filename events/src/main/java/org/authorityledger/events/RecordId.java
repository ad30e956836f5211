package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The permanent name of one recorded act, as evidence and for retraction.
 *
 * @param value minted by the ledger, a UUID of version 7 (RFC 9562), so that ids sort by the time of recording
 */
public record RecordId(@JsonValue UUID value) implements Comparable<RecordId> {

    private static final Pattern CANONICAL = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /**
     * Reads the canonical form of 36 characters.
     *
     * @throws IllegalArgumentException when it is not that form
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static RecordId of(String value) {
        if (!CANONICAL.matcher(value).matches()) {
            throw new IllegalArgumentException("a record id is a UUID, such as 0197c1f3-5f0a-7cc1-8d3e-1b2a3c4d5e6f");
        }
        return new RecordId(UUID.fromString(value.toLowerCase(Locale.ROOT)));
    }

    /**
     * Names something that was never recorded but only supposed, such as in an investigation.
     *
     * @param digest what it is made of, at least 16 bytes; equal digests make equal names
     * @return a UUID of version 8 (RFC 9562, section 5.8), which the ledger never mints
     */
    public static RecordId supposed(byte[] digest) {
        long high = (number(digest, 0) & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L;
        long low = (number(digest, Long.BYTES) & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new RecordId(new UUID(high, low));
    }

    private static long number(byte[] bytes, int from) {
        long number = 0;
        for (int i = from; i < from + Long.BYTES; i++) {
            number = (number << Byte.SIZE) | (bytes[i] & 0xFFL);
        }
        return number;
    }

    /** Whether it names what was never recorded but only supposed. */
    public boolean supposed() {
        return value.version() == 8;
    }

    @Override
    public int compareTo(RecordId other) {
        // As unsigned numbers: the order PostgreSQL gives them too. UUID.compareTo would compare them as signed.
        int high = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
