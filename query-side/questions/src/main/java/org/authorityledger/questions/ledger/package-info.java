/**
 * What was recorded, in order?
 */
@NullMarked
package org.authorityledger.questions.ledger;

import org.jspecify.annotations.NullMarked;
