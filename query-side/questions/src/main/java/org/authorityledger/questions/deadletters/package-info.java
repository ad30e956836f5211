/** Which records could the register not take in, why, and who waits behind them? Here they can also be tried again. */
@NullMarked
package org.authorityledger.questions.deadletters;

import org.jspecify.annotations.NullMarked;
