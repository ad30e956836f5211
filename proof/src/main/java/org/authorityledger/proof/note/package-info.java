/** Signed notes, checkpoints and cosignatures as C2SP {@code signed-note}, {@code tlog-checkpoint} and {@code tlog-cosignature} specify them. */
@NullMarked
package org.authorityledger.proof.note;

import org.jspecify.annotations.NullMarked;
