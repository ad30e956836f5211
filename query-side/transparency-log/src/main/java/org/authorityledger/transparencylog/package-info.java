/**
 * How does anyone know that the ledger was not changed? The transparency log over it: built behind the writes, signed, served, and proofs and
 * receipts made of it.
 *
 * <p>It reads the rows of the ledger as they stand and no register; what it hashes and signs is specified in {@code docs/proof.md} and made in
 * {@link org.authorityledger.proof.tree the module proof}, so that whoever verifies runs the same few lines.
 */
@NullMarked
package org.authorityledger.transparencylog;

import org.jspecify.annotations.NullMarked;
