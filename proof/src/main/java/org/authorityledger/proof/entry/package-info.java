/** The leaves of the log: one complete record of the ledger each, in one canonical spelling. {@code docs/proof.md} specifies it. */
@NullMarked
package org.authorityledger.proof.entry;

import org.jspecify.annotations.NullMarked;
