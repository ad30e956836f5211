package org.authorityledger.proof.tree;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** A SHA-256 hash. Immutable. */
public final class Hash {

    /** Bytes of a hash. */
    public static final int LENGTH = 32;

    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Hash::sha256);

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * These 32 bytes.
     *
     * @throws IllegalArgumentException if they are not 32
     */
    public static Hash of(byte[] bytes) {
        return at(bytes, 0, bytes.length);
    }

    /** The hash at a place in a sequence of hashes. */
    public static Hash at(byte[] hashes, int index) {
        return at(hashes, index * LENGTH, LENGTH);
    }

    private static Hash at(byte[] bytes, int from, int length) {
        if (length != LENGTH || from + LENGTH > bytes.length) {
            throw new IllegalArgumentException("a hash has 32 bytes");
        }
        return new Hash(Arrays.copyOfRange(bytes, from, from + LENGTH));
    }

    /**
     * Reads a hash in Base64 of RFC 4648, section 4, in its one canonical spelling.
     *
     * @throws IllegalArgumentException if it is not a hash
     */
    public static Hash ofBase64(String text) {
        return of(Base64Text.decode(text));
    }

    /** Hashes these bytes, one after the other. */
    public static Hash ofAll(byte prefix, byte[]... parts) {
        MessageDigest digest = SHA_256.get();
        digest.update(prefix);
        for (byte[] part : parts) {
            digest.update(part);
        }
        return new Hash(digest.digest());
    }

    /** Hashes a prefix and two hashes. */
    static Hash ofTwo(byte prefix, Hash left, Hash right) {
        MessageDigest digest = SHA_256.get();
        digest.update(prefix);
        digest.update(left.bytes);
        digest.update(right.bytes);
        return new Hash(digest.digest());
    }

    /** The plain SHA-256 of some bytes. */
    public static Hash sha256(byte[] bytes) {
        return new Hash(SHA_256.get().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The 32 bytes; a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Writes the 32 bytes into a sequence of hashes. */
    public void copyTo(byte[] hashes, int index) {
        System.arraycopy(bytes, 0, hashes, index * LENGTH, LENGTH);
    }

    /** A bit, counted from the first bit of the first byte. */
    public boolean bit(int index) {
        return (bytes[index >> 3] >> (7 - (index & 7)) & 1) == 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return (bytes[0] & 0xFF) << 24 | (bytes[1] & 0xFF) << 16 | (bytes[2] & 0xFF) << 8 | (bytes[3] & 0xFF);
    }

    /** In Base64. */
    @Override
    public String toString() {
        return Base64Text.encode(bytes);
    }
}
