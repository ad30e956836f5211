package org.authorityledger.store;

/** The database cannot be reached, or has no room left. Such a request may be repeated with the same idempotency key. */
public final class StoreUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
