/** Which records could the register not process, why, and which later records wait behind them? They can be retried here. */
@NullMarked
package org.authorityledger.questions.deadletters;

import org.jspecify.annotations.NullMarked;
