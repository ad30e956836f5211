package org.authorityledger.inbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.documents.instrument.Evidence;
import org.authorityledger.documents.instrument.Open;
import org.authorityledger.documents.instrument.Proposal;
import org.authorityledger.events.RecordId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A proposal as it was read, and what became of it.
 *
 * @param arrival its place among all proposals
 * @param number its place among those of its document, from 0
 * @param part the part of the document that evidence refers to
 * @param body the fields of the command that the text says, with handles in place of ids
 * @param decision null: it waits
 */
public record KeptProposal(UUID proposalId, long arrival, String sha256, int number, int part, Proposal.Kind kind, ObjectNode body,
        @Nullable String grantorName, @Nullable String appointedByName, List<Evidence> evidence, List<Open> open, Instant readAt,
        @Nullable Decision decision) {

    /** Whether it waits, and if not, what became of it. */
    public enum State {
        PENDING, ACCEPTED, REJECTED
    }

    /**
     * What someone decided.
     *
     * @param reason why it was rejected; null: it was accepted
     * @param recordId the record that it became; null: it was rejected
     */
    public record Decision(State state, Instant at, String by, @Nullable String reason, @Nullable RecordId recordId) {}

    public KeptProposal {
        evidence = List.copyOf(evidence);
        open = List.copyOf(open);
    }

    /** Whether it waits, and if not, what became of it. */
    public State state() {
        return decision == null ? State.PENDING : decision.state();
    }

    /** The idempotency key under which its command is recorded, so that it is recorded once. */
    String key() {
        return CommandRecorder.PROPOSALS + proposalId;
    }

    KeptProposal decided(Decision made) {
        return new KeptProposal(proposalId, arrival, sha256, number, part, kind, body, grantorName, appointedByName, evidence, open,
                readAt, made);
    }
}
