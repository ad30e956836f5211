/**
 * The questions, answered over HTTP from the register, the transparency log and the ledger. Each package answers one question and brings
 * its own configuration; questions do not know each other, except that {@code investigations} and {@code scopes} put them to
 * {@code workspaces}. Nothing here records anything in the ledger.
 */
@NullMarked
package org.authorityledger.questions;

import org.jspecify.annotations.NullMarked;
