package org.authorityledger.command;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.authorityledger.access.people.People;
import org.authorityledger.authority.CommandApproval;
import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.authority.CommandRecorder.Sender;
import org.authorityledger.authority.PreviewResult;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Version;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.Provenance;
import org.authorityledger.store.StoredEvent;
import org.authorityledger.store.WaitingCommand;
import org.authorityledger.store.WaitingCommands;
import org.authorityledger.store.WaitsForApproval;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What becomes of the commands that wait: one decision each, by a person who did not submit it, or withdrawn by the one who did. */
final class Approvals implements CommandApproval {

    private final WaitingCommands waiting;
    private final LedgerReader reader;
    private final JsonCommandRecorder commands;
    private final TwoPersonRule rule;
    private final People people;

    Approvals(WaitingCommands waiting, LedgerReader reader, JsonCommandRecorder commands, TwoPersonRule rule, People people) {
        this.rule = rule;
        this.people = people;
        this.waiting = waiting;
        this.reader = reader;
        this.commands = commands;
    }

    /**
     * Approves a command: judges it by what is known now, and records it. The same person may repeat it.
     *
     * @param ifMatch at which version the person believes the grantor's stream to be
     * @return what was recorded
     * @throws Problem when there is no such command, the person submitted it, it was decided already, or who submitted it may no longer record or
     *     the law now refuses it, in which cases it goes on waiting
     */
    List<LedgerRecord> records(UUID approvalId, Sender sender, IfMatch ifMatch) {
        return waiting.deciding(approvalId, () -> {
            WaitingCommand command = found(approvalId);
            requireAnother(command, sender);
            if (command.grantorId() == null) {
                ifMatch.requireNoneForManyStreams();
            }
            WaitingCommand.Decision decision = command.decision();
            if (decision == null) {
                requireThatSubmitterMayRecord(command.submitted());
                List<LedgerRecord> records = commands.records(command.request(), Submission.approved(command, sender, ifMatch));
                if (!sender.user().equals(Provenance.approver(records.getFirst().recordedBy()))) {
                    // The lock was lost with its connection, and another was quicker: the key lets only one record.
                    throw decided(Objects.requireNonNull(found(approvalId).decision()));
                }
                return records;
            }
            if (decision.state() == WaitingCommand.State.APPROVED && decision.by().equals(sender.user())) {
                return reader.recordedUnder(command.idempotency().key()).stream().map(StoredEvent::record).toList();
            }
            throw decided(decision);
        });
    }

    @Override
    public boolean required() {
        return rule.named();
    }

    @Override
    public Optional<PreviewResult.Rejected> whyNotDecide(UUID approvalId, Sender sender) {
        return refusal(() -> requireAnother(found(approvalId), sender));
    }

    @Override
    public Optional<PreviewResult.Rejected> whyNotApprove(UUID approvalId, Sender sender) {
        return refusal(() -> {
            WaitingCommand command = found(approvalId);
            requireAnother(command, sender);
            requireThatSubmitterMayRecord(command.submitted());
        });
    }

    @Override
    public Optional<PreviewResult.Rejected> approve(UUID approvalId, Sender sender, @Nullable Version version) {
        return refusal(() -> records(approvalId, sender, JsonCommandRecorder.at(version)));
    }

    @Override
    public Optional<PreviewResult.Rejected> reject(UUID approvalId, String reason, Sender sender) {
        return refusal(() -> rejected(approvalId, reason, sender));
    }

    @Override
    public Optional<PreviewResult.Rejected> withdraw(UUID approvalId, Sender sender) {
        return refusal(() -> withdrawn(approvalId, sender));
    }

    @Override
    public Optional<PreviewResult.Rejected> resubmit(UUID approvalId, Sender sender) {
        return refusal(() -> resubmitted(approvalId, sender));
    }

    private static Optional<PreviewResult.Rejected> refusal(Runnable decision) {
        try {
            decision.run();
            return Optional.empty();
        } catch (Problem problem) {
            return Optional.of(CommandDryRun.rejected(problem));
        }
    }

    /**
     * Rejects a command.
     *
     * @throws Problem when there is no such command, no reason, the person submitted it, or it was decided already
     */
    WaitingCommand rejected(UUID approvalId, @Nullable String reason, Sender sender) {
        if (reason == null || reason.isBlank()) {
            throw Problem.malformed("reason", "is required");
        }
        Limit.PROSE.require("reason", reason.length());
        return refuse(approvalId, WaitingCommand.State.REJECTED, reason.strip(), sender);
    }

    /**
     * Withdraws a command.
     *
     * @throws Problem when there is no such command, another person submitted it, or it was decided already
     */
    WaitingCommand withdrawn(UUID approvalId, Sender sender) {
        return refuse(approvalId, WaitingCommand.State.WITHDRAWN, null, sender);
    }

    /**
     * Submits a command again that was rejected, as it came, by any recorder: as when it was rejected by mistake. Under its key, no request
     * could. The same may be repeated.
     *
     * @return what waits now
     * @throws Problem when there is no such command, it was not rejected, a proposal became it, or it would be refused now
     */
    WaitingCommand resubmitted(UUID approvalId, Sender sender) {
        return waiting.deciding(approvalId, () -> {
            WaitingCommand command = found(approvalId);
            WaitingCommand last = waiting.under(command.idempotency().key()).orElseThrow();
            WaitingCommand.Decision decision = last.decision();
            if (decision == null) {
                return last;
            }
            if (command.idempotency().key().startsWith(CommandRecorder.PROPOSALS)) {
                throw new Problem(HttpStatus.CONFLICT, "ALREADY_DECIDED", decision.sentence() + " Accept its proposal again.", List.of());
            }
            if (decision.state() != WaitingCommand.State.REJECTED || !last.approvalId().equals(approvalId)) {
                throw decided(decision);
            }
            try {
                commands.records(command.request(), Submission.resubmitted(command, sender));
                throw decided(decision);
            } catch (WaitsForApproval waits) {
                return waits.command();
            }
        });
    }

    private WaitingCommand refuse(UUID approvalId, WaitingCommand.State kind, @Nullable String reason, Sender sender) {
        return waiting.deciding(approvalId, () -> {
            WaitingCommand command = found(approvalId);
            if (kind == WaitingCommand.State.REJECTED) {
                requireAnother(command, sender);
            } else if (!own(command, sender)) {
                throw new Problem(HttpStatus.FORBIDDEN, "ANOTHERS_SUBMISSION",
                        "Only " + command.submitted().by() + ", who submitted it, can withdraw it. You can reject it.", List.of());
            }
            WaitingCommand.Decision decision = command.decision();
            if (decision == null) {
                waiting.refuse(approvalId, kind, reason, sender.user(), sender.address(), sender.correlationId());
                return found(approvalId);
            }
            if (decision.state() == kind && decision.by().equals(sender.user()) && Objects.equals(decision.reason(), reason)) {
                return command;
            }
            throw decided(decision);
        });
    }

    private WaitingCommand found(UUID approvalId) {
        return waiting.find(approvalId).orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_APPROVAL",
                "No command waits, or waited, under this id.", List.of(new Problem.Fault("approvalId", "is unknown"))));
    }

    private static boolean own(WaitingCommand command, Sender sender) {
        return Provenance.person(command.submitted().by()).equals(Provenance.person(sender.user()));
    }

    private void requireThatSubmitterMayRecord(WaitingCommand.Submitted submitted) {
        if (!people.mayRecord(submitted.by(), submitted.at())) {
            throw new Problem(HttpStatus.CONFLICT, "SUBMITTER_MAY_NOT_RECORD", submitted.by()
                    + ", who submitted this, may no longer record. Reject it; someone who may record can submit it.", List.of());
        }
    }

    private void requireAnother(WaitingCommand command, Sender sender) {
        String submitter = Provenance.person(command.submitted().by());
        String decider = Provenance.person(sender.user());
        if (!submitter.equals(decider) && people.mayBeOne(submitter, decider)) {
            throw new Problem(HttpStatus.FORBIDDEN, "OWN_SUBMISSION", submitter + ", who submitted this, and " + decider
                    + " may be one person, by their names. Another person must decide about it.", List.of());
        }
        if (own(command, sender)) {
            throw new Problem(HttpStatus.FORBIDDEN, "OWN_SUBMISSION",
                    "You submitted this yourself. Another person must decide about it; you can withdraw it.", List.of());
        }
    }

    private static Problem decided(WaitingCommand.Decision decision) {
        return new Problem(HttpStatus.CONFLICT, "ALREADY_DECIDED", decision.sentence(), List.of());
    }
}
