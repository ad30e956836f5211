/** How fast the ledger is, compared with the machine's limit and with the usual ways. Run by hand, never by a test, and no part of the product. */
@NullMarked
package org.authorityledger.benchmarks;

import org.jspecify.annotations.NullMarked;
