package org.authorityledger.transparencylog;

/** A witness did not cosign. */
final class WitnessRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean contradiction;

    /** @param contradiction whether the witness knows another history of this log */
    WitnessRefusal(String why, boolean contradiction) {
        super(why);
        this.contradiction = contradiction;
    }

    boolean contradiction() {
        return contradiction;
    }
}
