/**
 * How acts are written down, and read again for ever: their JSON text by type and revision.
 *
 * <p>The store keeps this text, and whoever verifies the ledger reads it, far from any database. Nothing of Spring, Axon's runtime or SQL may
 * enter.
 */
@NullMarked
package org.authorityledger.history;

import org.jspecify.annotations.NullMarked;
