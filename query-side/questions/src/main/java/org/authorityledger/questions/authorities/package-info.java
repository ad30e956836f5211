/**
 * Which authorities are in force, what became of them, what changed between two moments, and which began or ended in a span
 * of days?
 */
@NullMarked
package org.authorityledger.questions.authorities;

import org.jspecify.annotations.NullMarked;
