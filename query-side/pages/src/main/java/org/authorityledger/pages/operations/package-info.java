/** The work around the ledger: rebuilds of the register, records it could not process, and investigations. */
@NullMarked
package org.authorityledger.pages.operations;

import org.jspecify.annotations.NullMarked;
