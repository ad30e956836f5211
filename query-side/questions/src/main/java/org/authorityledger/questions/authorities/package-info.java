/**
 * Whose authority is in force, what became of it, and what changed between two moments?
 */
@NullMarked
package org.authorityledger.questions.authorities;

import org.jspecify.annotations.NullMarked;
