/**
 * Which authorities are in force, what became of them, and what changed between two moments?
 */
@NullMarked
package org.authorityledger.questions.authorities;

import org.jspecify.annotations.NullMarked;
