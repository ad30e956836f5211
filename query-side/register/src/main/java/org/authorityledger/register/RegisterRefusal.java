package org.authorityledger.register;

/** The register cannot do what was requested. It knows no HTTP: the module of the questions maps each code to a status. */
public final class RegisterRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Code code;

    /** Why, as a stable code of the HTTP contract. */
    public enum Code {
        /** The position asked for was not reached in time, or never will be. */
        POSITION_NOT_REACHED,
        /** The register was made by an earlier edition of the law; it is being rebuilt. */
        REGISTER_OF_EARLIER_LAW,
        /** The moment of knowledge is in the future: what will be recorded by then cannot be known. */
        AHEAD_OF_THE_LEDGER,
        /** There is no register of this name. */
        UNKNOWN_REGISTER,
        /** Another rebuild is running, on this node or on another. */
        REBUILD_UNDER_WAY,
        /** There is no rebuild with this id, or no longer. */
        UNKNOWN_REBUILD,
        /** The rebuild has ended and can no longer be canceled. */
        REBUILD_OVER
    }

    /** @param detail one plain sentence for the caller */
    public RegisterRefusal(Code code, String detail) {
        super(detail);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
