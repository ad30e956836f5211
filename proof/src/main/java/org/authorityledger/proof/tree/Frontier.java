package org.authorityledger.proof.tree;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The right edge of a growing tree: all it takes to know the root after each leaf. */
public final class Frontier {

    /** By height the complete subtree that waits for its sibling. */
    private final List<@Nullable Hash> waiting = new ArrayList<>();
    private long size;

    /** Adds the next leaf. */
    public void add(Hash leaf) {
        Hash carried = leaf;
        int height = 0;
        while ((size >> height & 1) == 1) {
            Hash left = waiting.get(height);
            if (left == null) {
                throw new IllegalStateException("a subtree is missing");
            }
            carried = MerkleTree.node(left, carried);
            waiting.set(height, null);
            height++;
        }
        if (height == waiting.size()) {
            waiting.add(carried);
        } else {
            waiting.set(height, carried);
        }
        size++;
    }

    /** How many leaves there are. */
    public TreeSize size() {
        return new TreeSize(size);
    }

    /** The root over them. */
    public Hash root() {
        Hash root = null;
        for (Hash subtree : waiting) {
            if (subtree != null) {
                root = root == null ? subtree : MerkleTree.node(subtree, root);
            }
        }
        return root == null ? MerkleTree.EMPTY : root;
    }
}
