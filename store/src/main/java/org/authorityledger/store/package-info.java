/**
 * The event store in PostgreSQL: how acts are written, kept and read in order.
 *
 * <p>Both sides build on it: the command side appends, the query side follows the {@link org.authorityledger.store.LedgerFeed feed}. It knows
 * acts as JSON in one readable table and no rule about them.
 */
@NullMarked
package org.authorityledger.store;

import org.jspecify.annotations.NullMarked;
