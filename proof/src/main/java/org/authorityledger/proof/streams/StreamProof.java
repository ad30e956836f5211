package org.authorityledger.proof.streams;

import java.util.List;
import org.authorityledger.proof.tree.Hash;
import org.jspecify.annotations.Nullable;

/**
 * Proves one grantor's place in the tree of heads: the head of its stream, or that it has no records.
 *
 * @param found the head at the end of the path: the grantor's own; or another's with the same path so far, or null: then the grantor has no
 *     records
 * @param siblings the hashes beside the path, from the root down
 */
public record StreamProof(@Nullable StreamHead found, List<Hash> siblings) {

    private static final int BITS = Hash.LENGTH * 8;

    public StreamProof {
        siblings = List.copyOf(siblings);
    }

    /** The head that it proves for a key; of a grantor without records, an empty one. */
    public StreamHead head(Hash key) {
        return found != null && found.key().equals(key) ? found : StreamHead.empty(key);
    }

    /** Whether it proves this for a key under a root. */
    public boolean holds(Hash key, Hash root) {
        int depth = siblings.size();
        if (depth >= BITS || (found != null && (found.count() <= 0 || !samePath(found.key(), key, depth)))) {
            return false;
        }
        Hash hash = found == null ? StreamTree.EMPTY : found.place();
        for (int d = depth - 1; d >= 0; d--) {
            Hash sibling = siblings.get(d);
            hash = key.bit(d) ? StreamTree.node(sibling, hash) : StreamTree.node(hash, sibling);
        }
        return hash.equals(root);
    }

    private static boolean samePath(Hash one, Hash other, int depth) {
        for (int d = 0; d < depth; d++) {
            if (one.bit(d) != other.bit(d)) {
                return false;
            }
        }
        return true;
    }
}
