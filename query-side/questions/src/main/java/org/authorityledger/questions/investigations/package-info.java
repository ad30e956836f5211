/**
 * What if? What was known at a moment, with some records left out and some commands supposed, replayed into a workspace of its own, in which every
 * other question can be asked.
 *
 * <p>It stands on all other questions, which know nothing of it. Nothing here writes to the ledger or to the live register.
 */
@NullMarked
package org.authorityledger.questions.investigations;

import org.jspecify.annotations.NullMarked;
