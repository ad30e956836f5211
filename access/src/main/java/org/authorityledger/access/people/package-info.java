/**
 * The people who may sign in, their roles, and the keys of their programs.
 *
 * <p>Every node holds all of them in memory and looks several times a second whether anything changed: a check of who asks costs no question to
 * the database, and who is disabled, or a key that is revoked, is refused on every node within a quarter of a second.
 */
@NullMarked
package org.authorityledger.access.people;

import org.jspecify.annotations.NullMarked;
