package org.authorityledger.proof.entry;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Entries one after the other, each behind its length in two bytes, the higher one first, as in C2SP {@code tlog-tiles}. */
public final class EntryBundle {

    private EntryBundle() {}

    /** Writes entries. */
    public static byte[] write(List<byte[]> entries) {
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            if (entry.length > LoggedRecord.LONGEST) {
                throw new IllegalArgumentException("an entry of a bundle has at most " + LoggedRecord.LONGEST + " bytes");
            }
            bundle.write(entry.length >> 8);
            bundle.write(entry.length);
            bundle.writeBytes(entry);
        }
        return bundle.toByteArray();
    }

    /**
     * Reads entries.
     *
     * @throws IllegalArgumentException if the lengths do not fit the bytes
     */
    public static List<byte[]> read(byte[] bundle) {
        List<byte[]> entries = new ArrayList<>();
        int at = 0;
        while (at < bundle.length) {
            int start = at + 2;
            int length = start <= bundle.length ? (bundle[at] & 0xFF) << 8 | (bundle[at + 1] & 0xFF) : Integer.MAX_VALUE - start;
            if (start + length > bundle.length) {
                throw new IllegalArgumentException("an entry of the bundle is cut off");
            }
            entries.add(Arrays.copyOfRange(bundle, start, start + length));
            at = start + length;
        }
        return entries;
    }
}
