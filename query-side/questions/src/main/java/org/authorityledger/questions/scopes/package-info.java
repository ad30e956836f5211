/**
 * What someone with a scope asks of parties, names and instruments, of which the live register keeps one row for all issuers: it is answered by a
 * register of the scope, which follows from the records of the scope alone.
 *
 * <p>This package knows the other questions, which do not know it. Nothing here writes to the ledger or to the live register.
 */
@NullMarked
package org.authorityledger.questions.scopes;

import org.jspecify.annotations.NullMarked;
