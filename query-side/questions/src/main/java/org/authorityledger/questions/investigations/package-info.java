/**
 * What if? An investigation replays what was known at a moment, without some records and with some assumed commands, into a workspace of
 * its own. The workspace then answers every other question.
 *
 * <p>This package knows the other questions, which do not know it. Nothing here writes to the ledger or to the live register.
 */
@NullMarked
package org.authorityledger.questions.investigations;

import org.jspecify.annotations.NullMarked;
