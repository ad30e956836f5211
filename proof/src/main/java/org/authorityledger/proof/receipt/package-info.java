/**
 * Receipts: an answer of the ledger with all it takes to give it again. Whoever holds one and the log's public key recomputes the answer by the
 * law alone, offline, and sees that nothing of the grantor was left out. {@code docs/proof.md} specifies it.
 */
@NullMarked
package org.authorityledger.proof.receipt;

import org.jspecify.annotations.NullMarked;
