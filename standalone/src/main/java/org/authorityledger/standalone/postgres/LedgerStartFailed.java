package org.authorityledger.standalone.postgres;

import org.jspecify.annotations.Nullable;

/**
 * The ledger cannot start, and its operator can fix the reason.
 *
 * <p>The message says what is wrong, where, and what to do about it. Show only the message. The cause, if any, is for developers of the
 * ledger.
 */
public class LedgerStartFailed extends RuntimeException {

    LedgerStartFailed(String message) {
        this(message, null);
    }

    LedgerStartFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
