/**
 * Verifies a whole ledger, exported, dumped or running: every record against the log, every checkpoint, every tile. It names each record that is
 * wrong, and how. Its {@link org.authorityledger.proof.verify.Verify main} runs on nothing but a JDK.
 */
@NullMarked
package org.authorityledger.proof.verify;

import org.jspecify.annotations.NullMarked;
