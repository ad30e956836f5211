/**
 * The register of authorities: every version of every authority on both clocks, written from the feed in batches.
 */
@NullMarked
package org.authorityledger.register;

import org.jspecify.annotations.NullMarked;
