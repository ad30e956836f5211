package org.authorityledger.command;

import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.store.Provenance;
import org.authorityledger.store.WaitingCommand;
import org.jspecify.annotations.Nullable;

/**
 * Who submits a command, from where, and on what condition.
 *
 * @param by the authenticated user
 * @param from the network address the request came from
 * @param correlationId ties together what belongs to one request
 * @param ifMatch at which version the client believes the grantor's stream to be
 * @param idempotencyKey makes the request safe to repeat, where the client gave one
 * @param way how it comes
 */
record Submission(String by, @Nullable String from, @Nullable String correlationId, IfMatch ifMatch, @Nullable String idempotencyKey,
        Way way) {

    /** How a command comes. */
    enum Way {
        /** As a request, for the first time or again. */
        REQUEST,
        /** It was rejected, and someone submits it again. */
        RESUBMITTED,
        /** It waited, and another person approved it: {@code by} names both. */
        APPROVED
    }

    Submission(String by, @Nullable String from, @Nullable String correlationId, IfMatch ifMatch, @Nullable String idempotencyKey) {
        this(by, from, correlationId, ifMatch, idempotencyKey, Way.REQUEST);
    }

    /**
     * A command that waited, as it is recorded: by both persons, in the request of the one who approves it.
     *
     * @param ifMatch at which version the one who approves it believes the grantor's stream to be
     */
    static Submission approved(WaitingCommand command, CommandRecorder.Sender approver, IfMatch ifMatch) {
        return new Submission(Provenance.recordedBy(command.submitted().by(), approver.user()), approver.address(),
                approver.correlationId(), ifMatch, command.idempotency().key(), Way.APPROVED);
    }

    /** A command that was rejected, as someone submits it again. */
    static Submission resubmitted(WaitingCommand command, CommandRecorder.Sender by) {
        return new Submission(by.user(), by.address(), by.correlationId(), IfMatch.NOT_GIVEN, command.idempotency().key(), Way.RESUBMITTED);
    }

    /** Whether another person approved it. */
    boolean approved() {
        return way == Way.APPROVED;
    }

    /** The same under a key. */
    Submission under(String key) {
        return new Submission(by, from, correlationId, ifMatch, key, way);
    }

    /** As kept with the events of a request of this digest. */
    Provenance provenance(String digest, int part) {
        return new Provenance(by, from, correlationId,
                idempotencyKey == null ? null : new Provenance.Idempotency(idempotencyKey, part, digest));
    }
}
