/**
 * The inbox: documents are kept by their SHA-256, read once, and what they propose waits until a person accepts or rejects it.
 *
 * <p>A proposal is no act. It becomes one when someone accepts it: its command then goes the way of every command. No rule of the law and no rule of
 * reading may enter.
 */
@NullMarked
package org.authorityledger.inbox;

import org.jspecify.annotations.NullMarked;
