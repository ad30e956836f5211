/**
 * What was recorded, in which order?
 */
@NullMarked
package org.authorityledger.questions.ledger;

import org.jspecify.annotations.NullMarked;
