package org.authorityledger.command;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.UnretractedRecords;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;
import org.authorityledger.events.UnreadableRecord;
import org.authorityledger.http.DatabaseProblem;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.store.ConcurrentAppend;
import org.authorityledger.store.IdempotencyKeyUsed;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.NewEvent;
import org.authorityledger.store.RecordIds;
import org.authorityledger.store.StoreUnavailable;
import org.authorityledger.store.StoredEvent;
import org.authorityledger.store.WaitingCommand;
import org.authorityledger.store.WaitingCommands;
import org.authorityledger.store.WaitsForApproval;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.node.ObjectNode;

/**
 * The only way to record: judges commands, records what follows, and answers a repeated request with its first answer.
 *
 * <p>Other nodes may record of the same grantor at the same time. The store gives each place of a stream to one of them; the other judges again
 * by what is then known. A refusal counts only when nothing was recorded meanwhile.
 */
public final class Recorder {

    private static final String RECORDED = "recorded";
    private static final int MOST_RETRIES = 9;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);

    private final Grantors grantors;
    private final LedgerReader reader;
    private final LedgerAppender appender;
    private final CommandReader commands;
    private final StatedKinds kinds;
    private final TwoPersonRule rule;
    private final WaitingCommands waiting;
    private final int mostWaiting;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Timer timer;
    private final RetryTemplate retries = new RetryTemplate(RetryPolicy.builder().maxRetries(MOST_RETRIES).delay(FIRST_PAUSE)
            .jitter(FIRST_PAUSE).multiplier(2).predicate(this::overtaken).build());

    Recorder(Grantors grantors, LedgerReader reader, LedgerAppender appender, CommandReader commands,
            StatedKinds kinds, TwoPersonRule rule, WaitingCommands waiting, int mostWaiting, Clock clock, MeterRegistry meters) {
        this.grantors = grantors;
        this.reader = reader;
        this.appender = appender;
        this.commands = commands;
        this.kinds = kinds;
        this.rule = rule;
        this.waiting = waiting;
        this.mostWaiting = mostWaiting;
        this.clock = clock;
        this.meters = meters;
        this.timer = Timer.builder("ledger.recording").description("From a command to its durable record, or its refusal").register(meters);
    }

    /**
     * Records one command.
     *
     * @param request the command as it came, every field and nothing else; by which a repeated request is recognized
     * @throws Problem when it is refused, or the database is away
     * @throws WaitsForApproval when it would be recorded, but another person must approve it
     */
    LedgerRecord record(Command command, ObjectNode request, Submission submission) {
        boolean held = held(command.name(), submission);
        String digest = held || submission.idempotencyKey() != null ? commands.digest(command.name(), request) : "";
        LocalDate today = LocalDate.now(clock);
        try {
            return answer(command.name(), digest, submission, () -> {
                if (held) {
                    throw hold(command.name(), command.grantorId(), request, digest, submission,
                            () -> Grantors.suppose(command, today, submission.ifMatch(), kinds,
                                    GrantorRecords.of(reader.forTheLaw(command.grantorId(), Sequence.FIRST))));
                }
                requireNotHeldBefore(digest, submission);
                return grantors.handle(command, today, submission.ifMatch(), submission.provenance(digest, 0));
            }).getFirst();
        } catch (Problem problem) {
            throw CommandReader.asSent(problem, request);
        }
    }

    /** Whether a command waits for another person. */
    boolean held(String command, Submission submission) {
        return submission.way() == Submission.Way.RESUBMITTED || !submission.approved() && rule.holds(command, submission.by());
    }

    /**
     * Keeps a command until another person approves it. What would be refused now does not wait.
     *
     * @param judge throws where it would be refused
     * @return that it waits, or why it does not
     */
    private RuntimeException hold(String name, @Nullable GrantorId grantorId, ObjectNode request, String digest, Submission submission,
            Runnable judge) {
        UUID approvalId = RecordIds.mint();
        String given = submission.idempotencyKey();
        if (given != null && !reader.recordedUnder(given).isEmpty()) {
            return new IdempotencyKeyUsed();
        }
        WaitingCommand before = (given == null ? waiting.same(submission.by(), name, digest) : waiting.under(given)).orElse(null);
        if (before != null && !keyIsFreeAgain(before, submission)) {
            return answer(before, digest);
        }
        judge.run();
        ObjectNode line = request.objectNode().put(ImportLine.COMMAND, name);
        line.setAll(request);
        return waiting.add(approvalId, name, grantorId, line.toString(), before == null ? 1 : before.attempt() + 1,
                submission.under(given == null ? WaitingCommand.KEYS + approvalId : given).provenance(digest, 0), mostWaiting)
                .map(kept -> answer(kept, digest)).orElseGet(this::tooMany);
    }

    private RuntimeException tooMany() {
        return new Problem(Limit.WAITING_COMMANDS.status(), Limit.WAITING_COMMANDS.code(), mostWaiting
                + " of your commands wait for approval, as many as may. Send this again when some are decided; you can withdraw others.",
                List.of());
    }

    /**
     * A request that waits, or was rejected, is not recorded by repeating it: not by someone whose commands do not wait, and not when the rule has
     * changed.
     */
    private void requireNotHeldBefore(String digest, Submission submission) {
        if (submission.idempotencyKey() != null && !submission.approved()) {
            waiting.under(submission.idempotencyKey()).filter(before -> !keyIsFreeAgain(before, submission)).ifPresent(before -> {
                throw answer(before, digest);
            });
        }
    }

    /** How a request of this digest is answered under the key of a command that waits, or of which it was decided. */
    private static RuntimeException answer(WaitingCommand kept, String digest) {
        if (!kept.idempotency().requestDigest().equals(digest)) {
            return keyReused();
        }
        WaitingCommand.Decision decision = kept.decision();
        if (decision == null) {
            return new WaitsForApproval(kept);
        }
        return decision.state() == WaitingCommand.State.APPROVED
                ? new IdempotencyKeyUsed()
                : new Problem(HttpStatus.CONFLICT, "APPROVAL_REFUSED",
                        decision.sentence() + " To repeat the request changes nothing; approval "
                                + kept.approvalId() + " can be submitted again.",
                        List.of());
    }

    /**
     * What was withdrawn may be submitted again. What was rejected stays rejected when its request is repeated, unless someone says that it is
     * submitted again; and a proposal of a document, which has one key for good, is only accepted by people.
     */
    private static boolean keyIsFreeAgain(WaitingCommand before, Submission submission) {
        return before.state() == WaitingCommand.State.WITHDRAWN || before.state() == WaitingCommand.State.REJECTED
                && (submission.way() == Submission.Way.RESUBMITTED || before.idempotency().key().startsWith(CommandRecorder.PROPOSALS));
    }

    /** Whether other nodes recorded of the grantor meanwhile, so that the command must be judged again by what is now known. */
    private boolean overtaken(Throwable failure) {
        return switch (failure) {
            case ConcurrentAppend meanwhile -> true;
            case Refused refused -> outdated(refused.judgedBy());
            default -> false;
        };
    }

    private boolean outdated(Refused.@Nullable JudgedBy judgedBy) {
        if (judgedBy == null || !judgedBy.version().isBefore(reader.version(judgedBy.grantorId()))) {
            return false;
        }
        grantors.forget(judgedBy.grantorId());
        return true;
    }

    /**
     * Records a fact about someone for every grantor whom it concerns now, all or none.
     *
     * @return one record for each of these grantors, in their order
     * @throws Problem when it concerns no grantor, or the database is away
     * @throws WaitsForApproval when it would be recorded, but another person must approve it
     */
    List<LedgerRecord> record(Everywhere command, ObjectNode request, Submission submission) {
        boolean held = held(command.command(), submission);
        String digest = held || submission.idempotencyKey() != null ? commands.digest(command.command(), request) : "";
        LocalDate today = LocalDate.now(clock);
        return answer(command.command(), digest, submission, () -> {
            if (held) {
                throw hold(command.command() + JsonCommandRecorder.EVERYWHERE, null, request, digest, submission,
                        () -> judged(command, today, digest, submission));
            }
            requireNotHeldBefore(digest, submission);
            List<LedgerRecord> recorded = appender.append(judged(command, today, digest, submission));
            recorded.forEach(record -> grantors.forget(record.act().grantorId()));
            return recorded;
        });
    }

    private List<NewEvent> judged(Everywhere command, LocalDate today, String digest, Submission submission) {
        Refusal.IN_THE_FUTURE.when(command.past() != null && command.past().isAfter(today), "on");
        Refusal.DEATH_OF_AN_ENTITY.when(command.death() && kinds.of(command.party()) == PartyKind.ENTITY, "attorneyId");
        List<NewEvent> events = new ArrayList<>();
        for (Map.Entry<GrantorId, List<LedgerRecord>> stream : streams(command.attorneyId()).entrySet()) {
            UnretractedRecords standing = UnretractedRecords.of(stream.getValue());
            if (command.concerns().test(standing, command.attorneyId())) {
                Refusal.DEATH_OF_AN_OFFICE.when(command.past() != null && standing.office(command.attorneyId()), "attorneyId");
                events.add(new NewEvent(new RecordId(RecordIds.mint()), stream.getValue().getLast().sequence().next(),
                        command.act().apply(stream.getKey()), submission.provenance(digest, events.size())));
            }
        }
        Refusal.UNKNOWN_ATTORNEY.when(events.isEmpty(), "attorneyId");
        return events;
    }

    private Map<GrantorId, List<LedgerRecord>> streams(AttorneyId attorneyId) {
        Map<GrantorId, List<LedgerRecord>> streams = new LinkedHashMap<>();
        List<GrantorId> named = reader.grantorsEverNaming(attorneyId);
        named.forEach(grantorId -> streams.put(grantorId, new ArrayList<>()));
        for (LedgerRecord record : reader.forTheLaw(named, Position.END)) {
            Objects.requireNonNull(streams.get(record.act().grantorId())).add(record);
        }
        return streams;
    }

    private List<LedgerRecord> answer(String command, String digest, Submission submission, Supplier<List<LedgerRecord>> attempt) {
        String outcome = "failed";
        Timer.Sample begun = Timer.start(meters);
        try {
            List<LedgerRecord> records = firstOrOnlyAnswer(digest, submission, attempt);
            outcome = submission.approved() ? "approved" : RECORDED;
            return records;
        } catch (WaitsForApproval waits) {
            outcome = "waiting";
            throw waits;
        } catch (Problem problem) {
            outcome = "refused";
            meters.counter("ledger.refusals", "code", problem.report().code()).increment();
            throw problem;
        } finally {
            meters.counter("ledger.commands", "command", command, "outcome", outcome).increment();
            begun.stop(timer);
        }
    }

    /** Counts a command that was recorded with others. */
    void count(String command, long nanos) {
        meters.counter("ledger.commands", "command", command, "outcome", RECORDED).increment();
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A request is not looked up before it is tried: most come once, and the store finds a key that was used. */
    private List<LedgerRecord> firstOrOnlyAnswer(String digest, Submission submission, Supplier<List<LedgerRecord>> attempt) {
        try {
            return retries.invoke(attempt);
        } catch (RuntimeException failure) {
            List<LedgerRecord> first = submission.idempotencyKey() == null
                    ? List.of()
                    : firstAnswer(submission.idempotencyKey(), digest, failure);
            if (first.isEmpty()) {
                throw problem(failure);
            }
            return first;
        }
    }

    private List<LedgerRecord> firstAnswer(String key, String digest, RuntimeException failure) {
        List<StoredEvent> recorded;
        try {
            recorded = reader.recordedUnder(key);
        } catch (DataAccessException unreachable) {
            failure.addSuppressed(unreachable);
            return List.of();
        }
        for (StoredEvent event : recorded) {
            if (!event.provenance().answers(digest)) {
                throw keyReused();
            }
        }
        return recorded.stream().map(StoredEvent::record).toList();
    }

    private static Problem keyReused() {
        return new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key was used for another request.",
                List.of(new Problem.Fault("Idempotency-Key", "was used for another request")));
    }

    private static RuntimeException problem(RuntimeException failure) {
        return switch (failure) {
            case Refused refused -> refused.problem();
            case ConcurrentAppend meanwhile ->
                new Problem(HttpStatus.CONFLICT, "CONCURRENT_APPENDS",
                        "This grantor is being updated by too many requests at once. Try again.", List.of());
            case IdempotencyKeyUsed used ->
                new Problem(HttpStatus.CONFLICT, "CONCURRENT_APPENDS",
                        "Another request with this Idempotency-Key is in progress. Try again.",
                        List.of());
            case StoreUnavailable away -> unavailable(away);
            case DataAccessResourceFailureException away -> unavailable(away);
            case TransientDataAccessException away -> unavailable(away);
            case UnreadableRecord unreadable -> Problem.unreadable(unreadable);
            default -> failure;
        };
    }

    private static Problem unavailable(RuntimeException cause) {
        Problem problem = DatabaseProblem.of(cause);
        return problem == null ? DatabaseProblem.unavailable(cause) : problem;
    }
}
