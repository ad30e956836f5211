package org.authorityledger.store;

/** The request's key was used before; nothing was recorded now. */
public final class IdempotencyKeyUsed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public IdempotencyKeyUsed() {
        super("the idempotency key was used before", null, false, false);
    }
}
