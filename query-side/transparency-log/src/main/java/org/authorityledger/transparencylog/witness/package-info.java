/**
 * Has the log of another installation kept its word? The role of a witness, served over HTTP as C2SP {@code tlog-witness} specifies it. What a
 * witness may sign is decided in {@link org.authorityledger.proof.witness the module proof}; nothing of this ledger is read here.
 */
@NullMarked
package org.authorityledger.transparencylog.witness;

import org.jspecify.annotations.NullMarked;
