package org.authorityledger.proof.streams;

import java.util.HashMap;
import java.util.Map;
import org.authorityledger.proof.tree.Hash;
import org.jspecify.annotations.Nullable;

/** The tree of heads in memory, for reading the whole log: takes records in order, and knows the root after each. */
public final class GrowingStreamTree {

    private final Map<String, StreamHead> heads = new HashMap<>();
    private Node root = new Node();

    /** A node of the tree. Its hash is dropped when anything below changes, and computed again when needed. */
    private static final class Node {

        private @Nullable StreamHead head;
        private @Nullable Node left;
        private @Nullable Node right;
        private StreamTree.@Nullable Subtree hashed;

        StreamTree.Subtree subtree() {
            StreamTree.Subtree result = hashed;
            if (result == null) {
                if (left != null && right != null) {
                    result = StreamTree.Subtree.join(left.subtree(), right.subtree());
                } else {
                    result = head == null ? StreamTree.Subtree.NONE : StreamTree.Subtree.of(head);
                }
                hashed = result;
            }
            return result;
        }

        void put(StreamHead added, int depth) {
            hashed = null;
            if (left == null || right == null) {
                if (head == null || head.key().equals(added.key())) {
                    head = added;
                    return;
                }
                StreamHead moved = head;
                head = null;
                left = new Node();
                right = new Node();
                (moved.key().bit(depth) ? right : left).put(moved, depth + 1);
            }
            (added.key().bit(depth) ? right : left).put(added, depth + 1);
        }
    }

    /** The head of a grantor's stream now. */
    public StreamHead head(String grantorId) {
        StreamHead head = heads.get(grantorId);
        return head == null ? StreamHead.empty(StreamHead.key(grantorId)) : head;
    }

    /** Takes the next record of the log. */
    public void add(String grantorId, Hash leaf) {
        StreamHead next = head(grantorId).with(leaf);
        heads.put(grantorId, next);
        root.put(next, 0);
    }

    /** The root over all heads. */
    public Hash root() {
        return root.subtree().hash();
    }
}
