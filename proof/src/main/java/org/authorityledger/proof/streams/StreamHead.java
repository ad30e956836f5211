package org.authorityledger.proof.streams;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.authorityledger.proof.tree.Hash;

/**
 * The end of one grantor's stream: how many records it has, and a hash over all of them in order.
 *
 * @param key the SHA-256 of the grantor's id; its bits are the path through the tree
 * @param count the number of records
 * @param head the chain's last hash: {@code head(n + 1) = SHA-256(0x02 || head(n) || leaf hash of record n)}, {@code head(0)} 32 bytes of zero
 */
public record StreamHead(Hash key, long count, Hash head) {

    /** The head of the chain before the first record. */
    public static final Hash START = Hash.of(new byte[Hash.LENGTH]);

    private static final byte CHAIN = 0x02;
    private static final byte PLACE = 0x03;

    /** The path to a grantor. */
    public static Hash key(String grantorId) {
        return Hash.sha256(grantorId.getBytes(StandardCharsets.UTF_8));
    }

    /** The head of a grantor without records. */
    public static StreamHead empty(Hash key) {
        return new StreamHead(key, 0, START);
    }

    /** The head after one more record. */
    public StreamHead with(Hash leaf) {
        return new StreamHead(key, count + 1, Hash.ofAll(CHAIN, head.bytes(), leaf.bytes()));
    }

    /** Its hash in the tree: {@code SHA-256(0x03 || key || count in eight bytes || head)}. */
    public Hash place() {
        return Hash.ofAll(PLACE, key.bytes(), ByteBuffer.allocate(Long.BYTES).putLong(count).array(), head.bytes());
    }
}
