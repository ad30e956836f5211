/** The page on which one arrives: what is in force, what ends soon, what has not reached everyone, and the status of the ledger. */
@NullMarked
package org.authorityledger.pages.overview;

import org.jspecify.annotations.NullMarked;
