/** How fast the ledger is, against what the machine and the usual ways give: run by hand, never by a test. Nothing of it is part of the product. */
@NullMarked
package org.authorityledger.benchmarks;

import org.jspecify.annotations.NullMarked;
