package org.authorityledger.register;

/** The register cannot do what was asked of it. It knows no HTTP: the module of the questions says with which status each code is answered. */
public final class RegisterRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Code code;

    /** Why, as a stable code of the HTTP contract. */
    public enum Code {
        /** The position asked for was not reached in time, or never will be. */
        POSITION_NOT_REACHED,
        /** There is no register of this name. */
        UNKNOWN_REGISTER,
        /** Another rebuild is running, on this node or on another. */
        REBUILD_UNDER_WAY,
        /** There was no rebuild of this id, or it was too long ago. */
        UNKNOWN_REBUILD,
        /** The rebuild has ended and can no longer be canceled. */
        REBUILD_OVER
    }

    /** @param detail one plain sentence for the person who asked */
    public RegisterRefusal(Code code, String detail) {
        super(detail);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
