package org.authorityledger.standalone.postgres;

import org.jspecify.annotations.Nullable;

/**
 * The ledger cannot start, for a reason that whoever started it can see to.
 *
 * <p>The message says what is wrong, where, and what to do about it; show it alone. The cause, if any, is for those who mend the ledger.
 */
public class LedgerStartFailed extends RuntimeException {

    LedgerStartFailed(String message) {
        this(message, null);
    }

    LedgerStartFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
