/**
 * Receipts: an answer of the ledger with everything needed to compute it again. Anyone with a receipt and the log's public key can recompute the
 * answer by the law alone, offline, and see that no record of the grantor was left out. {@code docs/proof.md} specifies it.
 */
@NullMarked
package org.authorityledger.proof.receipt;

import org.jspecify.annotations.NullMarked;
