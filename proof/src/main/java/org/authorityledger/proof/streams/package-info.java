/**
 * Proves that no record of a grantor was left out: a chain of hashes over each grantor's stream, and a sparse Merkle tree over the heads
 * of all chains,
 * whose root each checkpoint carries. {@code docs/proof.md} specifies it.
 */
@NullMarked
package org.authorityledger.proof.streams;

import org.jspecify.annotations.NullMarked;
