/**
 * How does anyone know that the ledger was not changed? The transparency log over it: it grows behind the writes, signs checkpoints, and makes
 * proofs and receipts.
 *
 * <p>It reads the rows of the ledger as they are, and no register. {@code docs/proof.md} specifies what it hashes and signs; {@link
 * org.authorityledger.proof.tree the module proof} does it, so that anyone who verifies runs the same few lines. No HTTP status or problem enters
 * here: the paths are in {@link org.authorityledger.transparencylog.web}.
 */
@NullMarked
package org.authorityledger.transparencylog;

import org.jspecify.annotations.NullMarked;
