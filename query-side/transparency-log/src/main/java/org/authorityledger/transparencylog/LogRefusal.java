package org.authorityledger.transparencylog;

import org.jspecify.annotations.Nullable;

/**
 * The log cannot give what was requested. It knows no HTTP: {@link org.authorityledger.transparencylog.web.LogProblems} maps each code to
 * a status.
 */
public final class LogRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Code code;
    private final @Nullable String parameter;

    /** Why, as a stable code of the HTTP contract. */
    public enum Code {
        /** The log signs nothing, or this node does not. */
        LOG_STOPPED,
        /** A record or a checkpoint is not in the log yet, and will be soon. */
        NOT_IN_THE_LOG_YET,
        /** There is no record of this id. */
        UNKNOWN_RECORD,
        /** The signed tree is smaller. */
        BEYOND_THE_LOG,
        /** A parameter has a value that makes no sense. */
        MALFORMED
    }

    public LogRefusal(Code code, String detail) {
        this(code, detail, null);
    }

    /**
     * A refusal because of a parameter.
     *
     * @param detail one plain sentence; of a malformed parameter, what is wrong with it
     */
    LogRefusal(Code code, String detail, @Nullable String parameter) {
        super(detail);
        this.code = code;
        this.parameter = parameter;
    }

    /** Why. */
    public Code code() {
        return code;
    }

    /** One plain sentence; of a malformed parameter, what is wrong with it. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** The parameter concerned; null if the refusal is about none. */
    public @Nullable String parameter() {
        return parameter;
    }
}
