/**
 * The whole ledger in one process, with its own PostgreSQL: for one machine, one directory, and nothing else to install.
 *
 * <p>This is the only place where the two sides are put together and started. No rule of law, no question and no SQL over the ledger's
 * records may enter: an operator who runs the sides as several nodes on an existing PostgreSQL must miss nothing that is here.
 */
@NullMarked
package org.authorityledger.standalone;

import org.jspecify.annotations.NullMarked;
