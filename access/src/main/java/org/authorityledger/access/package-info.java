/**
 * Who may sign in, and who may do what.
 *
 * <p>Every module says in {@link org.authorityledger.access.AccessRules} of its own which permission its paths need; no list of other modules' paths
 * stands here.
 */
@NullMarked
package org.authorityledger.access;

import org.jspecify.annotations.NullMarked;
