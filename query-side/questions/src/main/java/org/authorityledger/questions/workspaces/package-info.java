/**
 * Registers beside the live one, each with controllers of its own for every question: those of investigations and of scopes.
 *
 * <p>This package knows the questions, which do not know it.
 */
@NullMarked
package org.authorityledger.questions.workspaces;

import org.jspecify.annotations.NullMarked;
