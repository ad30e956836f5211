/**
 * Reminders: once a day, what is new of something that a person watches, by mail or by webhook; and what expires, as a calendar.
 *
 * <p>A digest is made and kept in one transaction with what it has said; it is sent afterwards, at least once. No rule of the law and no
 * page may enter, and nothing is recorded in the ledger.
 */
@NullMarked
package org.authorityledger.reminders;

import org.jspecify.annotations.NullMarked;
