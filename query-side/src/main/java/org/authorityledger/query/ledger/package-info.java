/**
 * What was recorded, in order?
 */
@NullMarked
package org.authorityledger.query.ledger;

import org.jspecify.annotations.NullMarked;
