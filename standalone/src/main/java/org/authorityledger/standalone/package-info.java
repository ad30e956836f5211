/**
 * The whole ledger in one process, with a PostgreSQL of its own: for one machine, one directory, and nothing to install.
 *
 * <p>Here the two sides are put together and started, and here alone. No rule of law, no question and no SQL over the ledger's records may
 * enter: whoever runs the sides as several nodes on a PostgreSQL of theirs must miss nothing that stands in this package.
 */
@NullMarked
package org.authorityledger.standalone;

import org.jspecify.annotations.NullMarked;
