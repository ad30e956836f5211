package org.authorityledger.proof.tree;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How many leaves a tree has: the leaves 0 to {@code value - 1}. What this type keeps apart are sizes and the numbers of leaves.
 *
 * @param value not negative
 */
public record TreeSize(@JsonValue long value) implements Comparable<TreeSize> {

    /** Of the tree without leaves. */
    public static final TreeSize EMPTY = new TreeSize(0);

    public TreeSize {
        if (value < 0) {
            throw new IllegalArgumentException("the size of a tree is not negative");
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static TreeSize of(long value) {
        return new TreeSize(value);
    }

    /** Whether there is no leaf. */
    public boolean isEmpty() {
        return value == 0;
    }

    /** Whether the tree has the leaf of this number, which counts from 0. */
    public boolean has(long leaf) {
        return leaf >= 0 && leaf < value;
    }

    /** Whether it has more leaves than the other. */
    public boolean isLargerThan(TreeSize other) {
        return value > other.value;
    }

    /** Whether it has fewer leaves than the other. */
    public boolean isSmallerThan(TreeSize other) {
        return value < other.value;
    }

    @Override
    public int compareTo(TreeSize other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
