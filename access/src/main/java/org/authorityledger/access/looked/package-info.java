/**
 * Who looked: every question that a person or a program asked and was allowed to ask, kept apart from the ledger and for a limited time.
 *
 * <p>It must cost next to nothing: a request leaves a line in memory, and a worker writes what has gathered, many lines in one statement.
 */
@NullMarked
package org.authorityledger.access.looked;

import org.jspecify.annotations.NullMarked;
