/**
 * The care of the ledger's own PostgreSQL: its programs, its data directory, its account, its start after a crash and its stop.
 *
 * <p>Nothing here knows what the ledger keeps in the database. No schema, no record and no HTTP may enter.
 */
@NullMarked
package org.authorityledger.standalone.postgres;

import org.jspecify.annotations.NullMarked;
