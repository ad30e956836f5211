/** Witnessing as C2SP {@code tlog-witness} specifies it: cosigning what continues everything seen before, and refusing forks and roll-backs. */
@NullMarked
package org.authorityledger.proof.witness;

import org.jspecify.annotations.NullMarked;
