/**
 * Who may sign in, and who may do what.
 *
 * <p>Every module states in {@link org.authorityledger.access.AccessRules} of its own which permission its paths require. No list of other modules'
 * paths may enter.
 */
@NullMarked
package org.authorityledger.access;

import org.jspecify.annotations.NullMarked;
