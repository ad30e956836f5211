/**
 * Recording: what may be recorded of a grantor and what is refused, and the HTTP interface for it.
 *
 * <p>A command becomes one act or leaves no trace. The rules stand with {@link org.authorityledger.command.Grantor}, each refusal has a name in
 * {@link org.authorityledger.command.Refusal}, and everything that records comes in through {@link org.authorityledger.command.Recorder}. No
 * question is answered here, and no SQL may enter.
 */
@NullMarked
package org.authorityledger.command;

import org.jspecify.annotations.NullMarked;
