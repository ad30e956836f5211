package org.authorityledger.pages.start;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.sql.DataSource;
import org.authorityledger.authority.CommandApproval;
import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.authority.PreviewResult;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Position;
import org.authorityledger.http.Problem;
import org.authorityledger.store.AdvisoryLock;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.authorityledger.store.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.node.ObjectNode;

/** Records an example, or a fictitious set, in a ledger that has no record yet: what is recorded can never be removed. */
final class FirstRecords {

    static final GrantorId HEATON = GrantorId.of("andrew-heaton");
    private static final String EXAMPLE = "examples/heaton.ndjson";
    private static final String KEY_OF_EXAMPLE = "example:heaton:";
    private static final String KEY_OF_TRIAL = "trial:";
    private static final String FIRST_OF_TRIAL = KEY_OF_TRIAL + "GrantPowerOfAttorney:trial-0";
    private static final int WORKERS = 4;

    private final ObjectProvider<CommandRecorder> recorder;
    private final ObjectProvider<CommandApproval> approval;
    private final LedgerReader ledger;
    private final DataSource dataSource;
    private final AtomicReference<@Nullable Filling> filling = new AtomicReference<>();

    FirstRecords(ObjectProvider<CommandRecorder> recorder, ObjectProvider<CommandApproval> approval, LedgerReader ledger,
            DataSource dataSource) {
        this.approval = approval;
        this.recorder = recorder;
        this.ledger = ledger;
        this.dataSource = dataSource;
    }

    /** How far a fictitious set is recorded. */
    static final class Filling {
        private final AtomicInteger done = new AtomicInteger();
        private final int total;
        private volatile @Nullable String problem;

        Filling(int total) {
            this.total = total;
        }

        public int done() {
            return done.get();
        }

        public int total() {
            return total;
        }

        /** Why it stopped; null: it did not. */
        public @Nullable String problem() {
            return problem;
        }

        public boolean running() {
            return problem == null && done.get() < total;
        }
    }

    /** Whether this node records. */
    boolean records() {
        return recorder.getIfAvailable() != null;
    }

    /** Whether commands wait here until another person approves them: then examples cannot be recorded. */
    boolean approvalRequired() {
        CommandApproval here = approval.getIfAvailable();
        return here != null && here.required();
    }

    boolean empty() {
        return ledger.head().equals(Position.START);
    }

    /** The set that this node records, or recorded since it was started; null: none. */
    @Nullable
    Filling filling() {
        return filling.get();
    }

    /** The records of the example, in order; empty where it is not in this ledger. */
    List<StoredEvent> example() {
        List<StoredEvent> found = new ArrayList<>();
        for (int i = 1; i <= lines().size(); i++) {
            List<StoredEvent> one = ledger.recordedUnder(KEY_OF_EXAMPLE + i);
            if (one.isEmpty()) {
                return List.of();
            }
            found.add(one.getFirst());
        }
        return found;
    }

    /**
     * Records the example.
     *
     * @throws Problem if the ledger has records, other than those of the example
     */
    void recordExample(CommandRecorder.Sender sender) {
        CommandRecorder recording = recording();
        try (AdvisoryLock alone = AdvisoryLock.hold(dataSource, AdvisoryLock.FIRST_RECORDS)) {
            // Where it broke off, it goes on.
            if (ledger.recordedUnder(KEY_OF_EXAMPLE + 1).isEmpty()) {
                requireEmpty();
            }
            List<String> lines = lines();
            for (int i = 1; i <= lines.size(); i++) {
                String line = lines.get(i - 1);
                if (line.contains("{revocation}")) {
                    line = line.replace("{revocation}", ledger.recordedUnder(KEY_OF_EXAMPLE + 2).getFirst().recordId().toString());
                }
                requireRecorded(recording.record(line, sender, KEY_OF_EXAMPLE + i, null));
            }
        }
    }

    private static List<String> lines() {
        try (InputStream in = Objects.requireNonNull(FirstRecords.class.getClassLoader().getResourceAsStream(EXAMPLE))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether recording the fictitious set was broken off, by a process that ended. */
    boolean unfinished(Function<Instant, LocalDate> days) {
        LocalDate begun = begun(days);
        if (begun == null || filling.get() != null) {
            return false;
        }
        List<String> keys = TrialSet.commands(begun).stream().flatMap(List::stream).map(FirstRecords::key).toList();
        return ledger.recordedUnder(keys).size() < keys.size();
    }

    /** On which day recording the fictitious set began; null: it did not. */
    private @Nullable LocalDate begun(Function<Instant, LocalDate> days) {
        List<StoredEvent> first = ledger.recordedUnder(FIRST_OF_TRIAL);
        return first.isEmpty() ? null : days.apply(first.getFirst().recordedAt());
    }

    /**
     * Begins to record the fictitious set, or goes on where it was broken off, behind the request. Nothing changes where this node is at it already.
     *
     * @param days which day it is at a moment
     * @throws Problem if the ledger has records, other than those of this set
     */
    void beginTrial(CommandRecorder.Sender sender, LocalDate today, Function<Instant, LocalDate> days) {
        CommandRecorder recording = recording();
        try (AdvisoryLock alone = AdvisoryLock.hold(dataSource, AdvisoryLock.FIRST_RECORDS)) {
            Filling here = filling.get();
            if (here != null && here.running()) {
                return;
            }
            LocalDate before = begun(days);
            if (before == null) {
                requireEmpty();
            }
            List<List<ObjectNode>> streams = TrialSet.commands(before == null ? today : before);
            Filling begun = new Filling(streams.stream().mapToInt(List::size).sum());
            // With its first record, the ledger is no longer empty, and no one else can begin.
            record(recording, streams.getFirst().getFirst(), sender, begun);
            filling.set(begun);
            goOn(streams, recording, sender, begun);
        }
    }

    private static void goOn(List<List<ObjectNode>> streams, CommandRecorder recording, CommandRecorder.Sender sender, Filling begun) {
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS,
                Viewer.ALL.threads(Thread.ofPlatform().name("trial-", 0).daemon(true).factory()));
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < streams.size(); i++) {
            List<ObjectNode> commands = i == 0 ? streams.getFirst().subList(1, streams.getFirst().size()) : streams.get(i);
            all.add(CompletableFuture.runAsync(() -> commands.forEach(command -> record(recording, command, sender, begun)), workers));
        }
        CompletableFuture<Void> unused = CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).whenComplete((done, failure) -> {
            if (failure != null) {
                Throwable cause = failure.getCause();
                begun.problem = "Recording stopped: " + (cause == null ? failure : cause).getMessage();
            }
        });
        workers.shutdown();
    }

    private static String key(ObjectNode command) {
        return KEY_OF_TRIAL + command.path("command").asString() + ":" + command.path("poaId").asString();
    }

    private static void record(CommandRecorder recording, ObjectNode command, CommandRecorder.Sender sender, Filling filling) {
        if (filling.problem() == null) {
            requireRecorded(recording.record(command.toString(), sender, key(command), null));
            filling.done.incrementAndGet();
        }
    }

    private CommandRecorder recording() {
        CommandRecorder recording = recorder.getIfAvailable();
        if (recording == null) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "NODE_DOES_NOT_RECORD",
                    "This node only answers questions. Send this to a node that records.", List.of());
        }
        if (approvalRequired()) {
            throw new Problem(HttpStatus.CONFLICT, "EXAMPLES_WOULD_WAIT",
                    "Commands wait here until another person approves them. Examples are recorded where they do not.", List.of());
        }
        return recording;
    }

    private void requireEmpty() {
        if (!empty()) {
            throw new Problem(HttpStatus.CONFLICT, "LEDGER_NOT_EMPTY", "This ledger has records. Examples are only for an empty one.",
                    List.of());
        }
    }

    private static void requireRecorded(Optional<PreviewResult.Rejected> rejected) {
        if (rejected.isPresent()) {
            throw new Problem(HttpStatus.valueOf(rejected.get().status()), rejected.get().code(), rejected.get().detail(), List.of());
        }
    }
}
