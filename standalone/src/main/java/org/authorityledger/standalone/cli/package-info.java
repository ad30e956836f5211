/**
 * The command line: each command of {@code ledger} is a class of its own, listed in {@link LedgerCommands}.
 *
 * <p>Of this module, only this package is a client of a running ledger. A command asks a running ledger, or reads files or a database; no
 * rule of law may enter.
 */
@NullMarked
package org.authorityledger.standalone.cli;

import org.jspecify.annotations.NullMarked;
