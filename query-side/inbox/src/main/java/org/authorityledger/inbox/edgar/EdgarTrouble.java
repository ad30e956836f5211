package org.authorityledger.inbox.edgar;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request to EDGAR did not bring what it asked for. The message is one sentence, without anything of a body. */
final class EdgarTrouble extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient @Nullable Duration retryAfter;

    /** What to do about it. */
    enum Kind {
        /** The server wants no requests for now, or cannot be reached: all wait. */
        PAUSE,
        /** This answer broke off, or the server failed at it: it may be good the next time. */
        BROKEN,
        /** There is no such thing. */
        NOT_FOUND,
        /** The answer is not what was asked for, and will not be the next time. */
        NOT_ASKED_FOR
    }

    EdgarTrouble(Kind kind, String message) {
        this(kind, message, null);
    }

    /** @param retryAfter for how long the server wants no requests, where it says so */
    EdgarTrouble(Kind kind, String message, @Nullable Duration retryAfter) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    Kind kind() {
        return kind;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    /** One sentence for people. */
    String sentence() {
        return String.valueOf(getMessage());
    }
}
