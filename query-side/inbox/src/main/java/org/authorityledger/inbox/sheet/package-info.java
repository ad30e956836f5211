/**
 * The sheet that exists today: what does each row of a tracker seem to be, what of it is in the ledger already, and what would recording it add?
 * Whatever is recorded goes the way of every other command.
 */
@NullMarked
package org.authorityledger.inbox.sheet;

import org.jspecify.annotations.NullMarked;
