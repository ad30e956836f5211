package org.authorityledger.proof.streams;

import java.util.ArrayList;
import java.util.List;
import org.authorityledger.proof.tree.Hash;

/**
 * The sparse Merkle tree over the heads of all streams. A set of heads at some depth hashes to
 *
 * <ul>
 *   <li>32 bytes of zero, if it is empty;
 *   <li>the head's own {@link StreamHead#place() hash}, if it is the only one;
 *   <li>{@code SHA-256(0x04 || those whose next bit is 0 || those whose next bit is 1)} otherwise.
 * </ul>
 */
public final class StreamTree {

    /** The hash of a set without heads. */
    public static final Hash EMPTY = Hash.of(new byte[Hash.LENGTH]);

    private static final byte NODE = 0x04;

    /**
     * The hash of a set of heads.
     *
     * @param heads 0, 1, or 2 for two and more: it decides how the set joins its sibling
     */
    public record Subtree(int heads, Hash hash) {

        /** The hash of no heads. */
        public static final Subtree NONE = new Subtree(0, EMPTY);

        /** The hash of one head. */
        public static Subtree of(StreamHead head) {
            return new Subtree(1, head.place());
        }

        /** The hash of the heads on the left and on the right. */
        public static Subtree join(Subtree left, Subtree right) {
            if (left.heads + right.heads <= 1) {
                return left.heads == 1 ? left : right;
            }
            return new Subtree(2, node(left.hash, right.hash));
        }
    }

    private StreamTree() {}

    static Hash node(Hash left, Hash right) {
        return Hash.ofAll(NODE, left.bytes(), right.bytes());
    }

    /** The hash over some heads at a depth: all of them have the same bits before it. */
    public static Subtree over(List<StreamHead> heads, int depth) {
        if (heads.isEmpty()) {
            return Subtree.NONE;
        }
        if (heads.size() == 1) {
            return Subtree.of(heads.getFirst());
        }
        return Subtree.join(over(with(heads, depth, false), depth + 1), over(with(heads, depth, true), depth + 1));
    }

    /** The heads that have this bit at a depth. */
    static List<StreamHead> with(List<StreamHead> heads, int depth, boolean bit) {
        List<StreamHead> chosen = new ArrayList<>(heads.size());
        for (StreamHead head : heads) {
            if (head.key().bit(depth) == bit) {
                chosen.add(head);
            }
        }
        return chosen;
    }

    /**
     * Goes from a depth down to where a key's place is, or would be.
     *
     * @param siblings receives the hashes beside the path, from the top down
     * @return the only head there: the key's own, or one with the same path so far; empty if no head is there
     */
    public static List<StreamHead> descend(List<StreamHead> heads, int depth, Hash key, List<Hash> siblings) {
        List<StreamHead> here = heads;
        for (int d = depth; here.size() > 1; d++) {
            siblings.add(over(with(here, d, !key.bit(d)), d + 1).hash());
            here = with(here, d, key.bit(d));
        }
        return here;
    }
}
