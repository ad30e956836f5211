/**
 * The Merkle tree of RFC 6962 and RFC 9162, section 2, and its tiles as in C2SP {@code tlog-tiles}: hashing, proving, checking. Reads like the
 * RFC and knows nothing of what the leaves stand for.
 */
@NullMarked
package org.authorityledger.proof.tree;

import org.jspecify.annotations.NullMarked;
