package org.authorityledger.proof.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The Merkle Hash Tree of RFC 6962 and RFC 9162, section 2.1, over leaves whose complete subtrees are known.
 *
 * <p>{@code MTH}, {@code PATH} and {@code PROOF} are as the RFC defines them, except that {@code MTH} of a complete subtree is looked up and not
 * computed.
 */
public final class MerkleTree {

    /** The root of the empty tree: the hash of the empty string. */
    public static final Hash EMPTY = Hash.sha256("".getBytes(StandardCharsets.US_ASCII));

    private static final byte LEAF = 0x00;
    private static final byte NODE = 0x01;

    /** Where the hashes of complete subtrees come from. */
    @FunctionalInterface
    public interface Subtrees {

        /** {@code MTH(D[index * 2^height : (index + 1) * 2^height])}. */
        Hash complete(int height, long index);
    }

    private final Subtrees subtrees;

    public MerkleTree(Subtrees subtrees) {
        this.subtrees = subtrees;
    }

    /** {@code SHA-256(0x00 || entry)}. */
    public static Hash leaf(byte[] entry) {
        return Hash.ofAll(LEAF, entry);
    }

    /** {@code SHA-256(0x01 || left || right)}. */
    public static Hash node(Hash left, Hash right) {
        return Hash.ofTwo(NODE, left, right);
    }

    /** {@code MTH(D[0:size])}. */
    public Hash root(TreeSize size) {
        return size.isEmpty() ? EMPTY : mth(0, size.value());
    }

    /** {@code PATH(index, D[0:size])}, section 2.1.3.1: from the leaf's sibling up. */
    public List<Hash> inclusion(long index, TreeSize size) {
        if (!size.has(index)) {
            throw new IllegalArgumentException("a tree of " + size + " leaves has no leaf " + index);
        }
        List<Hash> path = new ArrayList<>();
        path(index, 0, size.value(), path);
        return path;
    }

    private void path(long index, long from, long until, List<Hash> path) {
        if (until - from == 1) {
            return;
        }
        long k = split(until - from);
        if (index - from < k) {
            path(index, from, from + k, path);
            path.add(mth(from + k, until));
        } else {
            path(index, from + k, until, path);
            path.add(mth(from, from + k));
        }
    }

    /** {@code PROOF(first, D[0:second])}, section 2.1.4.1. */
    public List<Hash> consistency(TreeSize first, TreeSize second) {
        if (first.isEmpty() || first.isLargerThan(second)) {
            throw new IllegalArgumentException("there is no proof of consistency from " + first + " to " + second);
        }
        List<Hash> proof = new ArrayList<>();
        subproof(first.value(), 0, second.value(), true, proof);
        return proof;
    }

    private void subproof(long first, long from, long until, boolean known, List<Hash> proof) {
        if (first == until - from) {
            if (!known) {
                proof.add(mth(from, until));
            }
            return;
        }
        long k = split(until - from);
        if (first <= k) {
            subproof(first, from, from + k, known, proof);
            proof.add(mth(from + k, until));
        } else {
            subproof(first - k, from + k, until, false, proof);
            proof.add(mth(from, from + k));
        }
    }

    /** {@code MTH(D[from:until])} of a range that the RFC's splitting leads to. */
    private Hash mth(long from, long until) {
        long size = until - from;
        if (Long.bitCount(size) == 1) {
            int height = Long.numberOfTrailingZeros(size);
            return subtrees.complete(height, from >> height);
        }
        long k = split(size);
        return node(mth(from, from + k), mth(from + k, until));
    }

    /** The largest power of two smaller than a size. */
    private static long split(long size) {
        return Long.highestOneBit(size - 1);
    }
}
