package org.authorityledger.proof.streams;

import java.util.List;
import org.authorityledger.proof.tree.Hash;
import org.jspecify.annotations.Nullable;

/**
 * Proves what the tree of heads says of one grantor: the head of its stream, or that it has none.
 *
 * @param found what is at the end of the way: the grantor's own head; or another's that shares the way so far, or nothing: then the grantor has
 *     no records
 * @param siblings the hashes beside the way, from the root down
 */
public record StreamProof(@Nullable StreamHead found, List<Hash> siblings) {

    private static final int BITS = Hash.LENGTH * 8;

    public StreamProof {
        siblings = List.copyOf(siblings);
    }

    /** The head that it proves for a key: one without records where the grantor has none. */
    public StreamHead head(Hash key) {
        return found != null && found.key().equals(key) ? found : StreamHead.empty(key);
    }

    /** Whether it holds for a key under a root. */
    public boolean holds(Hash key, Hash root) {
        int depth = siblings.size();
        if (depth >= BITS || (found != null && (found.count() <= 0 || !sameWay(found.key(), key, depth)))) {
            return false;
        }
        Hash hash = found == null ? StreamTree.EMPTY : found.place();
        for (int d = depth - 1; d >= 0; d--) {
            Hash sibling = siblings.get(d);
            hash = key.bit(d) ? StreamTree.node(sibling, hash) : StreamTree.node(hash, sibling);
        }
        return hash.equals(root);
    }

    private static boolean sameWay(Hash one, Hash other, int depth) {
        for (int d = 0; d < depth; d++) {
            if (one.bit(d) != other.bit(d)) {
                return false;
            }
        }
        return true;
    }
}
