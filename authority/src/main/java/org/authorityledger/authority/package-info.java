/**
 * The law: from what is recorded of a grantor to who may sign for them, when, and why.
 *
 * <p>Pure functions over {@link org.authorityledger.events.LedgerRecord records}. No clock, no database, no framework may enter: the same
 * records and the same question give the same answer on every machine and in every year, so that anyone can check it.
 */
@NullMarked
package org.authorityledger.authority;

import org.jspecify.annotations.NullMarked;
