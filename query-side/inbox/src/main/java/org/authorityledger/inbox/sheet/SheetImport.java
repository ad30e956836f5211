package org.authorityledger.inbox.sheet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.authorityledger.authority.CommandApproval;
import org.authorityledger.authority.CommandPreview;
import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.PreviewResult;
import org.authorityledger.documents.sheet.SheetColumn;
import org.authorityledger.documents.sheet.SheetUnreadable;
import org.authorityledger.documents.sheet.TrackerSheet;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Position;
import org.authorityledger.events.Sequence;
import org.authorityledger.events.Version;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.inbox.LedgerParties;
import org.authorityledger.inbox.ReadingPlaces;
import org.authorityledger.inbox.Sha256;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.authorityledger.store.Viewer;
import org.authorityledger.store.WaitingCommands;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads trackers, says what each row would record, and records it.
 *
 * <p>Names get their ids in the order of the sheet; then instruments are judged, and recorded, side by side, those of one grantor one after
 * another. The key of a command is made of what it says, and its grantor must still be as it was when it was judged: so the same sheet again,
 * or twice at once, records nothing twice.
 */
public final class SheetImport {

    private static final int AT_ONCE = 256;
    private static final String KEY = "sheet:";

    private final LedgerParties parties;
    private final LedgerReader ledger;
    private final RegisterProgress progress;
    private final WaitingCommands approvals;
    private final ObjectProvider<CommandPreview> preview;
    private final ObjectProvider<CommandRecorder> recorder;
    private final Clock clock;
    private final ReadingPlaces places;
    private final ExecutorService workers;

    SheetImport(LedgerParties parties, LedgerReader ledger, RegisterProgress progress, WaitingCommands approvals,
            ObjectProvider<CommandPreview> preview,
            ObjectProvider<CommandRecorder> recorder, Clock clock, int atOnce, Duration longestWait, int workers) {
        this.parties = parties;
        this.ledger = ledger;
        this.progress = progress;
        this.approvals = approvals;
        this.preview = preview;
        this.recorder = recorder;
        this.clock = clock;
        this.places = new ReadingPlaces(atOnce, longestWait);
        this.workers = Executors.newFixedThreadPool(workers,
                Viewer.ALL.threads(Thread.ofPlatform().name("sheet-", 0).daemon(true).factory()));
    }

    void close() {
        workers.shutdown();
    }

    /** Whether this node records. */
    boolean records() {
        return preview.getIfAvailable() != null && recorder.getIfAvailable() != null;
    }

    /** Takes what becomes of each instrument, in the order of their last rows. */
    @FunctionalInterface
    public interface Items {
        void take(SheetItem item) throws IOException;
    }

    /** Takes the sheet as it is read, before its first item. */
    @FunctionalInterface
    public interface Opened {
        void take(TrackerSheet sheet) throws IOException;
    }

    /**
     * Reads a file.
     *
     * @param sender who records; null: nothing is recorded
     * @param days how a day is written in sentences
     * @throws Problem if the file is no tracker, too large, or this node does not record
     */
    public void read(Path file, SheetRequest request, CommandRecorder.@Nullable Sender sender, Function<LocalDate, String> days,
            Opened opened,
            Items items) throws IOException, InterruptedException {
        CommandPreview judging = preview.getIfAvailable();
        CommandRecorder recording = recorder.getIfAvailable();
        if (judging == null || recording == null) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "NODE_DOES_NOT_RECORD",
                    "This node only answers questions. Send this to a node that records.", List.of());
        }
        places.take();
        try {
            progress.await(ledger.head());
            TrackerSheet sheet = TrackerSheet.open(file, request.sheet(), request.mapping(), request.defaults(), Limit.SHEET_ROWS.most());
            SheetCommands commands = new SheetCommands(new SheetParties(parties), request.defaults());
            SheetJudge judge = new SheetJudge(judging, LocalDate.now(clock),
                    sheet.columns().stream().map(SheetColumn::field).filter(Objects::nonNull).collect(Collectors.toSet()), days);
            Run run = new Run(judge, sender == null ? null : recording, sender, items);
            sheet.read(instrument -> {
                if (run.first) {
                    run.first = false;
                    opened.take(sheet);
                }
                run.add(commands.draft(instrument));
            });
            if (run.first) {
                opened.take(sheet);
            }
            run.flush();
        } catch (SheetUnreadable e) {
            throw problem(e);
        } finally {
            places.giveBack();
        }
    }

    private static Problem problem(SheetUnreadable e) {
        return e.reason() == SheetUnreadable.Reason.TOO_LARGE
                ? new Problem(HttpStatus.CONTENT_TOO_LARGE, "TOO_LARGE", e.getMessage(), List.of())
                : new Problem(HttpStatus.UNPROCESSABLE_CONTENT, e.reason().name(), e.getMessage(), List.of());
    }

    /** What a file is, and nothing more: its sheets and columns. */
    public TrackerSheet open(Path file, SheetRequest request) throws IOException {
        try {
            return TrackerSheet.open(file, request.sheet(), request.mapping(), request.defaults(), Limit.SHEET_ROWS.most());
        } catch (SheetUnreadable e) {
            throw problem(e);
        }
    }

    /** One reading of one sheet. */
    private final class Run {
        private final SheetJudge judge;
        private final @Nullable CommandRecorder recording;
        private final CommandRecorder.@Nullable Sender sender;
        private final Items items;
        private final List<SheetCommands.Draft> waiting = new ArrayList<>(AT_ONCE);
        private boolean first = true;

        Run(SheetJudge judge, @Nullable CommandRecorder recording, CommandRecorder.@Nullable Sender sender, Items items) {
            this.judge = judge;
            this.recording = recording;
            this.sender = sender;
            this.items = items;
        }

        void add(SheetCommands.Draft draft) throws IOException {
            waiting.add(draft);
            if (waiting.size() == AT_ONCE) {
                flush();
            }
        }

        /** Settles those that wait, and hands them over in their order. */
        void flush() throws IOException {
            Map<String, List<Integer>> ofGrantor = new LinkedHashMap<>();
            for (int i = 0; i < waiting.size(); i++) {
                String grantorId = waiting.get(i).grantorId();
                ofGrantor.computeIfAbsent(grantorId == null ? "\n" + i : grantorId, none -> new ArrayList<>(1)).add(i);
            }
            SheetItem[] settled = new SheetItem[waiting.size()];
            Map<Integer, List<String>> keys = new HashMap<>();
            Map<GrantorId, List<LedgerRecord>> known = ledger.forTheLaw(
                    ofGrantor.keySet().stream().filter(id -> !id.startsWith("\n")).map(GrantorId::of).toList(), Position.END).stream()
                    .collect(Collectors.groupingBy(record -> record.act().grantorId()));
            List<CompletableFuture<Void>> all = ofGrantor.entrySet().stream().map(grantor -> CompletableFuture.runAsync(() -> {
                GrantorRecords records = grantor.getKey().startsWith("\n")
                        ? GrantorRecords.NONE
                        : GrantorRecords.of(known.getOrDefault(GrantorId.of(grantor.getKey()), List.of()));
                for (int i : grantor.getValue()) {
                    List<String> own = new ArrayList<>(1);
                    settled[i] = settle(waiting.get(i), records, own);
                    synchronized (keys) {
                        keys.put(i, own);
                    }
                    if (!own.isEmpty()) {
                        records = GrantorRecords.of(ledger.forTheLaw(GrantorId.of(grantor.getKey()), Sequence.FIRST));
                    }
                }
            }, workers)).toList();
            try {
                CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw e;
            }
            Map<String, SheetItem.Recorded> recorded = recorded(keys);
            Set<String> held = approvals.waitingUnder(Arrays.stream(settled).filter(item -> item.state() == SheetItem.State.NEW)
                    .map(item -> key(item.commands().getFirst())).toList());
            for (int i = 0; i < settled.length; i++) {
                SheetItem item = settled[i].state() == SheetItem.State.NEW && held.contains(key(settled[i].commands().getFirst()))
                        ? settled[i].as(SheetItem.State.WAITING, List.of())
                        : settled[i];
                List<SheetItem.Recorded> records = Objects.requireNonNull(keys.get(i)).stream().map(recorded::get).filter(Objects::nonNull)
                        .toList();
                items.take(records.isEmpty() ? item : item.as(item.state(), records));
            }
            waiting.clear();
        }

        private Map<String, SheetItem.Recorded> recorded(Map<Integer, List<String>> keys) {
            List<String> all = keys.values().stream().flatMap(List::stream).distinct().toList();
            Map<String, SheetItem.Recorded> recorded = new HashMap<>();
            if (!all.isEmpty()) {
                for (StoredEvent event : ledger.recordedUnder(all)) {
                    recorded.put(Objects.requireNonNull(event.provenance().idempotency()).key(),
                            new SheetItem.Recorded(event.recordId().toString(), event.position()));
                }
            }
            return recorded;
        }

        private SheetItem settle(SheetCommands.Draft draft, GrantorRecords known, List<String> keys) {
            SheetItem item = judge.judge(draft, known);
            CommandRecorder recording = this.recording;
            CommandRecorder.Sender sender = this.sender;
            if (recording == null || sender == null || item.state() != SheetItem.State.NEW) {
                return item;
            }
            Version version = known.version();
            for (ObjectNode command : item.commands()) {
                String key = key(command);
                Optional<PreviewResult.Rejected> rejected = recording.record(command.toString(), sender, key, version);
                if (rejected.isPresent() && rejected.get().code().equals(CommandApproval.WAITS)) {
                    return item.as(SheetItem.State.WAITING, List.of());
                }
                if (rejected.isPresent()) {
                    if (HttpStatus.valueOf(rejected.get().status()).is5xxServerError()) {
                        Problem.Report report = SheetJudge.report(rejected.get());
                        throw new Problem(report.status(), report.code(), report.detail(), report.errors());
                    }
                    return item.refused(meanwhile(SheetJudge.report(rejected.get())));
                }
                keys.add(key);
                version = version.next();
            }
            return item.as(SheetItem.State.RECORDED, List.of());
        }
    }

    /** A grantor who is no longer as judged is answered in the words of a sheet. */
    private static Problem.Report meanwhile(Problem.Report report) {
        return report.status() == HttpStatus.PRECONDITION_FAILED
                ? new Problem.Report(report.status(), report.code(),
                        "Something else was recorded of this grantor meanwhile. Send the sheet again.", report.errors())
                : report;
    }

    private static String key(ObjectNode command) {
        return KEY + Sha256.of(command.toString().getBytes(StandardCharsets.UTF_8));
    }
}
