package org.authorityledger.inbox.findings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.authorityledger.documents.filing.Filing;
import org.authorityledger.documents.filing.FilingExtract;
import org.authorityledger.documents.filing.FilingProblem;
import org.authorityledger.documents.filing.FilingReader;
import org.authorityledger.documents.filing.FilingSink;
import org.authorityledger.documents.filing.ReferenceExtract;
import org.authorityledger.http.Problem;
import org.authorityledger.inbox.Inbox;
import org.authorityledger.inbox.ReceivedFile;
import org.authorityledger.inbox.findings.FilingBatch.Progress;
import org.authorityledger.store.AdvisoryLock;
import org.authorityledger.store.BackgroundWork;
import org.authorityledger.store.Pulse;
import org.authorityledger.store.Worker;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;

/**
 * Takes files of filings and reads them in the background, one after another over all nodes. A file is kept before it is acknowledged. What was being
 * read when a process was killed goes on behind what was kept of it: files are read in one order, so the stretch before is passed over by count.
 */
public final class FilingBatches implements BackgroundWork, SmartLifecycle {

    /** How many problems of one file are kept; the others are only counted. */
    public static final int MOST_PROBLEMS = BatchStore.MOST_PROBLEMS;
    private static final int STRETCH = 500;
    private static final int STRETCH_SIGNATURES = 5_000;
    private static final long STRETCH_CHARACTERS = 8L << 20;
    /** How many files, and how many bytes, wait at most. */
    private static final int MOST_WAITING = 100;
    private static final long MOST_BYTES = 4L << 30;
    /** After this many attempts that came no further, a batch failed. */
    private static final int MOST_ATTEMPTS = 10;
    /** Other nodes are not heard: this often each looks for what waits, or tries again. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final BatchStore store;
    private final Inbox inbox;
    private final DataSource dataSource;
    private final ZoneId zone;
    private final Worker reader = new Worker("filing-batches", LOOK, this::readAll);

    FilingBatches(BatchStore store, Inbox inbox, DataSource dataSource, ZoneId zone) {
        this.inbox = inbox;
        this.store = store;
        this.dataSource = dataSource;
        this.zone = zone;
    }

    /**
     * Takes a file to be read. The same file again is the same batch, unless that failed.
     *
     * @param name how the file is called, where given
     * @throws Problem if the file is too large or empty or breaks off, or too many wait; then nothing is kept
     */
    public UUID bring(InputStream body, @Nullable String name, String user) throws IOException {
        String called = FilingIntake.name(name);
        try (ReceivedFile file = FilingIntake.receive(body)) {
            while (true) {
                UUID same = store.sameFile(file.sha256());
                if (same != null) {
                    return same;
                }
                BatchStore.Queue queue = store.queue();
                if (queue.files() >= MOST_WAITING || queue.bytes() + file.size() > MOST_BYTES) {
                    throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "TOO_MANY_BATCHES",
                            "Too many files wait to be read. Try again when some have been read.", List.of());
                }
                try (InputStream bytes = Files.newInputStream(file.path())) {
                    UUID batchId = store.add(file.sha256(), file.size(), called, user, bytes);
                    if (batchId != null) {
                        reader.wake();
                        return batchId;
                    }
                }
            }
        }
    }

    /** Whether there is room for files that a program of the ledger brings, beside those of people. */
    public boolean hasRoom() {
        BatchStore.Queue queue = store.queue();
        return queue.files() < MOST_WAITING / 2 && queue.bytes() < MOST_BYTES / 2;
    }

    /**
     * A batch as it stands.
     *
     * @throws Problem if no batch has this id
     */
    public FilingBatch find(UUID batchId) {
        FilingBatch batch = store.find(batchId);
        if (batch == null) {
            throw new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_BATCH", "There is no batch with this id.", List.of());
        }
        return batch;
    }

    /**
     * The batches, the last first.
     *
     * @param before only those that came before this one; null: all
     */
    public List<FilingBatch> last(@Nullable Long before, int most) {
        return store.last(before, most);
    }

    /** How many files were brought, and what became of them. */
    public FilingBatch.Totals totals() {
        return store.totals();
    }

    /**
     * Problems of a batch in the order of its file, as far as they are kept: the first {@value #MOST_PROBLEMS}.
     *
     * @param after only those after this number; -1: from the first
     */
    public List<FilingBatch.Named> problems(UUID batchId, long after, int most) {
        return store.problems(batchId, after, most);
    }

    @Override
    public void start() {
        reader.start();
    }

    @Override
    public void stop() {
        reader.close();
    }

    @Override
    public boolean isRunning() {
        return reader.running();
    }

    /** A file takes as long as its size asks, so being at it for minutes is no sign of a thread that is stuck. */
    @Override
    public List<Pulse> pulses() {
        return reader.pulses().stream().map(pulse -> new Pulse(pulse.worker(), pulse.dead(), Duration.ZERO, pulse.failing())).toList();
    }

    /** What fails is tried again, and after some attempts it is said that it failed. */
    private void readAll() throws IOException, InterruptedException {
        if (readNext()) {
            reader.wake();
        }
    }

    /** Reads the file whose turn it is. False: none waits, or another node reads. */
    private boolean readNext() throws IOException, InterruptedException {
        if (store.next() == null) {
            return false;
        }
        Optional<AdvisoryLock> alone = AdvisoryLock.tryHold(dataSource, AdvisoryLock.READING_FILINGS);
        if (alone.isEmpty()) {
            return false;
        }
        try (AdvisoryLock lock = alone.get()) {
            FilingBatch batch = store.next();
            if (batch == null) {
                return false;
            }
            if (batch.attempts() >= MOST_ATTEMPTS) {
                store.end(batch.batchId(), FilingBatch.NOT_READ);
                return true;
            }
            store.begin(batch.batchId());
            Stretches stretches = new Stretches(batch, lock);
            try (InputStream in = store.bytes(batch.batchId())) {
                FilingReader.read(batch.name(), in, stretches);
            }
            stretches.keep();
            store.end(batch.batchId(), stretches.progress.filings() == 0 ? FilingBatch.NO_FILING : null);
            return true;
        }
    }

    /** Gathers what is read and keeps it when it is enough. What was kept before an interruption is passed over. */
    private final class Stretches implements FilingSink {
        private final FilingBatch batch;
        private final AdvisoryLock lock;
        private final LocalDate receivedOn;
        private final List<Filing> filings = new ArrayList<>(STRETCH);
        private final List<FilingProblem> problems = new ArrayList<>();
        private final List<FilingExtract> extracts = new ArrayList<>();
        private long filingsToPass;
        private long problemsToPass;
        private int signatures;
        private long characters;
        private long onlyCounted;
        private Progress progress;

        Stretches(FilingBatch batch, AdvisoryLock lock) {
            this.batch = batch;
            this.lock = lock;
            this.receivedOn = LocalDate.ofInstant(batch.receivedAt(), zone);
            this.progress = batch.progress();
            this.filingsToPass = progress.filings();
            this.problemsToPass = progress.problems();
        }

        @Override
        public void filing(Filing filing) {
            LocalDate filedOn = filing.filedOn();
            if (filedOn != null && filedOn.isAfter(receivedOn)) {
                problem(new FilingProblem(filing.accession() == null ? batch.name() : filing.accession(),
                        "The filing date " + filedOn + " is in the future."));
            }
            if (filingsToPass > 0) {
                filingsToPass--;
                return;
            }
            filings.add(filing);
            Stream.of(FilingExtract.of(filing), ReferenceExtract.of(filing)).filter(Objects::nonNull).forEach(extracts::add);
            signatures += filing.signatures().size();
            filing.signatures().forEach(one -> characters += one.text().length());
            characters += filing.remarks() == null ? 0 : filing.remarks().length();
            if (filings.size() >= STRETCH || signatures >= STRETCH_SIGNATURES || characters >= STRETCH_CHARACTERS) {
                keep();
            }
        }

        @Override
        public void problem(FilingProblem problem) {
            if (problemsToPass > 0) {
                problemsToPass--;
                return;
            }
            if (progress.problems() + problems.size() >= BatchStore.MOST_PROBLEMS) {
                onlyCounted++;
                return;
            }
            problems.add(problem);
            if (problems.size() >= STRETCH) {
                keep();
            }
        }

        @Override
        public void document(String name, byte[] bytes, @Nullable Filing filing) {
            if (filing == null) {
                problem(FilingIntake.noForm(name));
            } else if (filing.hasPowers()) {
                propose(name, bytes);
            }
        }

        /** The submission goes to the inbox, for what its exhibits propose. */
        private void propose(String name, byte[] bytes) {
            while (true) {
                try {
                    inbox.keepSubmission(bytes, name, batch.receivedBy(), batch.batchId().toString());
                    return;
                } catch (Problem problem) {
                    if (!problem.report().code().equals("READING_BUSY") || !reader.running()) {
                        problem(new FilingProblem(name, "Its exhibits cannot be read: " + problem.report().detail()));
                        return;
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("reading " + batch.batchId() + " stops; it goes on where it is", e);
                }
            }
        }

        void keep() {
            if (!reader.running() || !lock.held()) {
                throw new IllegalStateException("reading " + batch.batchId() + " stops; it goes on where it is");
            }
            if (!filings.isEmpty() || !problems.isEmpty() || onlyCounted > 0) {
                // Before the place is kept: what is interrupted between the two is kept once all the same.
                inbox.keepExtracts(extracts, batch.receivedBy(), batch.batchId().toString());
                extracts.clear();
                progress = store.keep(batch, progress, filings, problems, onlyCounted);
                onlyCounted = 0;
                filings.clear();
                problems.clear();
                signatures = 0;
                characters = 0;
            }
        }
    }
}
