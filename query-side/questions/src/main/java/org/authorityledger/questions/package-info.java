/**
 * Asking: what follows from the ledger, kept in a register and answered over HTTP. Each package answers one kind of question; all of them can be
 * deleted and rebuilt from the events. Nothing here records anything.
 */
@NullMarked
package org.authorityledger.questions;

import org.jspecify.annotations.NullMarked;
