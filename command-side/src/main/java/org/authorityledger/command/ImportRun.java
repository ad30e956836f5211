package org.authorityledger.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Lines;
import org.authorityledger.http.Problem;
import org.authorityledger.http.ProblemAdvice;
import org.authorityledger.http.ProblemWriter;
import org.authorityledger.store.FatalErrors;
import org.authorityledger.store.Viewer;
import org.authorityledger.store.WaitsForApproval;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.node.ObjectNode;

/**
 * One import: a command a line in, an answer a line out, in the same order. What is wrong with a line is answered in its place, and the rest goes on.
 *
 * <p>Whatever lines have come while a batch was recorded are the next batch. What the {@link BatchRecorder} leaves is recorded line by line before
 * the next one begins, the lines of one grantor in their order, those of different grantors side by side. A line without a key gets one made of
 * its content, so that sending a file again changes nothing.
 */
final class ImportRun {

    private static final Logger LOG = LoggerFactory.getLogger(ImportRun.class);
    private static final int LINES_UNDER_WAY = 4096;
    private static final int LINES_IN_A_BATCH = 1024;
    private static final int KIBIBYTES_UNDER_WAY = 16 * 1024;
    private static final int KIBIBYTE = 1024;
    private static final byte[] NOTHING = {};

    private final LineImport with;
    private final Submission submission;
    private final BlockingQueue<CompletableFuture<byte[]>> underWay = new ArrayBlockingQueue<>(LINES_UNDER_WAY);
    /** Lines to be recorded; an empty place after the last one. */
    private final BlockingQueue<Optional<Entry>> incoming = new ArrayBlockingQueue<>(LINES_UNDER_WAY);
    private final Semaphore room = new Semaphore(KIBIBYTES_UNDER_WAY);
    private final CompletableFuture<byte[]> end = CompletableFuture.completedFuture(NOTHING);
    private volatile boolean stopped;
    private long linesRead;

    /** A line that can be judged. */
    private record Entry(long number, BatchRecorder.Item item, ObjectNode request, int kibibytes, CompletableFuture<byte[]> answer) {}

    ImportRun(LineImport with, Submission submission) {
        this.with = with;
        this.submission = submission;
    }

    /** How many lines came in. */
    long linesRead() {
        return linesRead;
    }

    /**
     * Reads all lines and answers them.
     *
     * @throws IOException when the client breaks off; what was begun is finished, the rest is not recorded
     */
    void run(InputStream input, OutputStream output) throws IOException, InterruptedException {
        try (ImportResponse answers = new ImportResponse(output)) {
            CompletableFuture<Void> answering = new CompletableFuture<>();
            Thread.ofVirtual().name("import-answers").start(() -> answer(answers, answering));
            Thread.ofVirtual().name("import-batches").start(Viewer.ALL.seeing(this::recordBatches));
            try {
                read(new Lines(input, Limit.IMPORT_LINE_BYTES.most()), answering);
            } catch (Throwable broken) {
                stopped = true;
                throw broken;
            } finally {
                incoming.put(Optional.empty());
                endAnswering(answering);
            }
            answers.finish();
        }
    }

    private void read(Lines lines, CompletableFuture<Void> answering) throws IOException, InterruptedException {
        Lines.Line line = lines.next();
        while (line != null) {
            linesRead++;
            if (!line.blank()) {
                CompletableFuture<byte[]> answer = begin(linesRead, line);
                put(answer, answering);
            }
            line = lines.next();
        }
    }

    /** Waits for room in the queue, unless the answers cannot be written any more. */
    private void put(CompletableFuture<byte[]> answer, CompletableFuture<Void> answering) throws IOException, InterruptedException {
        while (!underWay.offer(answer, 1, TimeUnit.SECONDS)) {
            if (answering.isCompletedExceptionally()) {
                throw new IOException("the answers cannot be written");
            }
        }
    }

    private void endAnswering(CompletableFuture<Void> answering) throws IOException, InterruptedException {
        put(end, answering);
        try {
            answering.join();
        } catch (CompletionException e) {
            throw new IOException("the answers cannot be completed", e);
        }
    }

    private void answer(ImportResponse answers, CompletableFuture<Void> answering) {
        try {
            CompletableFuture<byte[]> next = underWay.take();
            while (next != end) {
                answers.add(next.join());
                CompletableFuture<byte[]> following = underWay.peek();
                if (following == null || !following.isDone()) {
                    answers.flush();
                }
                next = underWay.take();
            }
            answering.complete(null);
        } catch (Throwable e) {
            // Without an end, the import would wait for its answers without end.
            stopped = true;
            if (!(e instanceof IOException)) {
                LOG.error("the answers of an import cannot be completed", e);
            }
            answering.completeExceptionally(e);
        }
    }

    private CompletableFuture<byte[]> begin(long number, Lines.Line line) throws InterruptedException {
        Entry entry;
        try {
            entry = entry(number, line);
        } catch (Problem problem) {
            return CompletableFuture.completedFuture(answered(number, problem.report()));
        }
        room.acquire(entry.kibibytes());
        incoming.put(Optional.of(entry));
        return entry.answer();
    }

    private Entry entry(long number, Lines.Line line) {
        if (line.tooLong()) {
            throw Limit.IMPORT_LINE_BYTES.tooLarge();
        }
        ImportLine read = ImportLine.read(with.json().object(line.bytes()), with.commands());
        String digest = with.commands().digest(read.command().name(), read.request());
        String key = read.key();
        return new Entry(number, new BatchRecorder.Item(read.command(), submission.under(key == null ? "import:" + digest : key), digest),
                read.request(), 1 + line.bytes().length / KIBIBYTE, new CompletableFuture<>());
    }

    /** Until the last line; after a failure, each line that still comes fails with it, for someone waits for its answer. */
    private void recordBatches() {
        Throwable failure = null;
        boolean ended = false;
        while (!ended) {
            List<Optional<Entry>> next = List.of();
            try {
                next = next();
                ended = next.stream().anyMatch(Optional::isEmpty);
                if (failure == null) {
                    record(next.stream().flatMap(Optional::stream).toList());
                }
            } catch (Throwable broken) {
                stopped = true;
                failure = broken instanceof CompletionException && broken.getCause() != null ? broken.getCause() : broken;
                FatalErrors.report(failure);
            }
            for (Optional<Entry> entry : next) {
                if (entry.isPresent()) {
                    if (failure != null) {
                        entry.get().answer().completeExceptionally(failure);
                    }
                    room.release(entry.get().kibibytes());
                }
            }
        }
    }

    private List<Optional<Entry>> next() {
        List<Optional<Entry>> batch = new ArrayList<>();
        try {
            batch.add(incoming.take());
            incoming.drainTo(batch, LINES_IN_A_BATCH - 1);
        } catch (InterruptedException e) {
            throw new IllegalStateException("no one interrupts this thread", e);
        }
        return batch;
    }

    private void record(List<Entry> batch) {
        List<@Nullable LedgerRecord> recorded = stopped
                ? Collections.nCopies(batch.size(), null)
                : with.batches().record(batch.stream().map(Entry::item).toList());
        CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
        Map<GrantorId, CompletableFuture<Void>> left = new HashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            Entry entry = batch.get(i);
            LedgerRecord record = recorded.get(i);
            if (record != null) {
                entry.answer().complete(answered(entry.number(), record));
            } else {
                left.compute(entry.item().command().grantorId(),
                        (grantorId, before) -> (before == null ? done : before).thenRunAsync(() -> record(entry), with.workers()));
            }
        }
        left.values().forEach(CompletableFuture::join);
    }

    private void record(Entry entry) {
        entry.answer().complete(stopped ? NOTHING : recorded(entry));
    }

    private byte[] recorded(Entry entry) {
        try {
            return answered(entry.number(), with.recorder().record(entry.item().command(), entry.request(), entry.item().submission()));
        } catch (WaitsForApproval waits) {
            return answered(entry.number(), ApprovalReply.of(waits.command()));
        } catch (Problem problem) {
            return answered(entry.number(), problem.report());
        } catch (RuntimeException failure) {
            LOG.error("line {} of an import failed", entry.number(), failure);
            return answered(entry.number(), ProblemAdvice.ofFailure(failure));
        }
    }

    private byte[] answered(long number, LedgerRecord record) {
        ObjectNode answer = with.mapper().createObjectNode().put("line", number).put("status", HttpStatus.CREATED.value());
        answer.setAll((ObjectNode) with.mapper().valueToTree(RecordedReply.of(record)));
        return line(answer);
    }

    private byte[] answered(long number, ApprovalReply waits) {
        ObjectNode answer = with.mapper().createObjectNode().put("line", number).put("status", HttpStatus.ACCEPTED.value());
        answer.setAll((ObjectNode) with.mapper().valueToTree(waits));
        return line(answer);
    }

    private byte[] answered(long number, Problem.Report report) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("line", number);
        answer.put("status", report.status().value());
        answer.putAll(ProblemWriter.members(report));
        return line(answer);
    }

    private byte[] line(Object answer) {
        byte[] bytes = with.mapper().writeValueAsBytes(answer);
        byte[] line = Arrays.copyOf(bytes, bytes.length + 1);
        line[bytes.length] = '\n';
        return line;
    }
}
