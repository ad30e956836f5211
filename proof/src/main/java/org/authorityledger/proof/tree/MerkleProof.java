package org.authorityledger.proof.tree;

import java.util.ArrayList;
import java.util.List;

/** Checks proofs as RFC 9162 specifies in sections 2.1.3.2 and 2.1.4.2; the names are the RFC's. */
public final class MerkleProof {

    private MerkleProof() {}

    /** Whether a leaf is at an index of the tree of this size and root. */
    public static boolean includes(Hash leaf, long index, TreeSize size, List<Hash> path, Hash root) {
        if (!size.has(index)) {
            return false;
        }
        long fn = index;
        long sn = size.value() - 1;
        Hash r = leaf;
        for (Hash p : path) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                r = MerkleTree.node(p, r);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                r = MerkleTree.node(r, p);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && r.equals(root);
    }

    /**
     * Whether the tree of the first size and root is the beginning of the second. Nothing can be proven about the empty tree, so a first size of 0
     * is refused; equal sizes need equal roots and no proof.
     */
    public static boolean consistent(TreeSize first, TreeSize second, List<Hash> path, Hash firstRoot, Hash secondRoot) {
        if (first.isEmpty() || first.isLargerThan(second)) {
            return false;
        }
        if (first.equals(second)) {
            return path.isEmpty() && firstRoot.equals(secondRoot);
        }
        if (path.isEmpty()) {
            return false;
        }
        List<Hash> rest = new ArrayList<>(path.size() + 1);
        if (Long.bitCount(first.value()) == 1) {
            rest.add(firstRoot);
        }
        rest.addAll(path);
        long fn = first.value() - 1;
        long sn = second.value() - 1;
        while ((fn & 1) == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        Hash fr = rest.getFirst();
        Hash sr = rest.getFirst();
        for (Hash c : rest.subList(1, rest.size())) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = MerkleTree.node(c, fr);
                sr = MerkleTree.node(c, sr);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                sr = MerkleTree.node(sr, c);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && fr.equals(firstRoot) && sr.equals(secondRoot);
    }
}
