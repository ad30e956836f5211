package org.authorityledger.store;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.authorityledger.events.GrantorId;
import org.jspecify.annotations.Nullable;

/**
 * A command that has no effect until another person approves it.
 *
 * @param arrival in which order they came
 * @param command its name, such as {@code GrantPowerOfAttorney}
 * @param grantorId null: it is about someone, for every grantor whom it concerns
 * @param request the command as a line of an import
 * @param idempotency under which key and digest it is recorded once it is approved
 * @param attempt how often it was submitted under this key, after it was refused; from 1
 * @param submitted by whom, when and from where
 * @param decision null: it waits
 */
public record WaitingCommand(UUID approvalId, long arrival, String command, @Nullable GrantorId grantorId, String request,
        Provenance.Idempotency idempotency, int attempt, Submitted submitted, @Nullable Decision decision) {

    /** How the keys begin of commands that came without one. No client may choose such a key. */
    public static final String KEYS = "approval:";

    /** Who submitted it. */
    public record Submitted(String by, Instant at, @Nullable String sourceAddress, @Nullable String correlationId) {}

    /** What became of it. */
    public enum State {
        /** No one has decided yet. */
        WAITING,
        /** Another person approved it: it is recorded. */
        APPROVED,
        /** Another person rejected it. */
        REJECTED,
        /** Who submitted it withdrew it. */
        WITHDRAWN
    }

    /**
     * What was decided, by whom and when.
     *
     * @param state any but {@link State#WAITING}
     * @param reason as given; null: none
     */
    public record Decision(State state, String by, Instant at, @Nullable String reason) {

        /** What was decided, in a sentence. */
        public String sentence() {
            return "This command was " + state.name().toLowerCase(Locale.ROOT) + " by " + by + (reason == null ? "." : ": " + reason);
        }
    }

    /** What became of it. */
    public State state() {
        return decision == null ? State.WAITING : decision.state();
    }
}
