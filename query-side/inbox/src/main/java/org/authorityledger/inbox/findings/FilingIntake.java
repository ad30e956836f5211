package org.authorityledger.inbox.findings;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.authorityledger.documents.filing.Filing;
import org.authorityledger.documents.filing.FilingProblem;
import org.authorityledger.documents.filing.FilingReader;
import org.authorityledger.documents.filing.FilingSink;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Takes a file of filings: it waits on the disk for its turn, is read as a stream, and what it says is kept in batches. */
final class FilingIntake {

    private static final int BATCH = 500;
    private static final int BATCH_SIGNATURES = 5_000;
    private static final int MAGIC = 4;

    private final FilingStore store;
    private final Semaphore places;
    private final Duration longestWait;

    /**
     * Takes none yet.
     *
     * @param atOnce how many files are read at a time
     * @param longestWait for a place
     */
    FilingIntake(FilingStore store, int atOnce, Duration longestWait) {
        this.store = store;
        this.places = new Semaphore(atOnce, true);
        this.longestWait = longestWait;
    }

    /**
     * What became of a file.
     *
     * @param filings that it has
     * @param signatures that these have
     * @param newFilings of them that were not kept before
     * @param newSignatures that these have
     * @param problems how many were named
     */
    record Taken(long filings, long signatures, long newFilings, long newSignatures, long problems) {

        Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("filings", filings);
            fields.put("signatures", signatures);
            fields.put("newFilings", newFilings);
            fields.put("newSignatures", newSignatures);
            fields.put("problems", problems);
            return fields;
        }
    }

    /**
     * Keeps the filings of a file. Each batch is kept whole or not at all; what was kept stays when a later one fails.
     *
     * @throws Problem if the file is too large or empty, breaks off, or finds no place in time; then nothing is kept
     */
    Taken take(InputStream body, String name, String user, Consumer<FilingProblem> problems) throws IOException, InterruptedException {
        Batches batches = new Batches(user, problems);
        read(body, name, batches);
        batches.flush();
        return new Taken(batches.filings, batches.signatures, batches.newFilings, batches.newSignatures, batches.problems);
    }

    /**
     * Reads the filings of a file and keeps nothing.
     *
     * @throws Problem as for {@link #take}
     */
    void read(InputStream body, String name, FilingSink sink) throws IOException, InterruptedException {
        Path file = Files.createTempFile("ledger-filings", ".body");
        try {
            receive(body, file);
            if (!places.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "READING_BUSY",
                        "This node is reading as many documents as it can. Try again later.", List.of());
            }
            try (InputStream in = Files.newInputStream(file)) {
                FilingReader.read(name, in, sink);
            } finally {
                places.release();
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** How a file is called in problems. */
    static String name(@Nullable String given) {
        Limit.TEXT.require("name", given == null ? 0 : given.length());
        return given == null || given.isBlank() ? "the file" : given.strip();
    }

    /** A document that is no form. */
    static FilingProblem noForm(String name) {
        return new FilingProblem(name,
                "This is no form that can be read here: ownership XML, XML of Form 144 or of a Schedule 13D or 13G, or a submission.");
    }

    private static void receive(InputStream body, Path file) throws IOException {
        try (OutputStream output = new BufferedOutputStream(Files.newOutputStream(file))) {
            BufferedInputStream in = new BufferedInputStream(new Received(body), 1 << 16);
            in.mark(MAGIC);
            byte[] magic = in.readNBytes(MAGIC);
            in.reset();
            if (magic.length == 0) {
                throw Problem.malformed("", "the file is empty");
            }
            Limit limit = FilingReader.archive(magic) ? Limit.FILINGS_BYTES : Limit.DOCUMENT_BYTES;
            byte[] piece = new byte[1 << 16];
            long size = 0;
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                size += read;
                if (size > limit.most()) {
                    throw limit.tooLarge();
                }
                output.write(piece, 0, read);
            }
        }
    }

    /** A body that breaks off is a problem of its sender's, and no fault of the disk. */
    private static final class Received extends java.io.FilterInputStream {

        Received(InputStream body) {
            super(body);
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            try {
                return super.read(into, from, length);
            } catch (IOException broken) {
                Problem problem = new Problem(HttpStatus.BAD_REQUEST, "BROKEN_OFF",
                        "The file broke off; nothing of it was kept. Send it again.", List.of());
                problem.initCause(broken);
                throw problem;
            }
        }
    }

    /** Gathers filings and keeps them when they are enough. */
    private final class Batches implements FilingSink {
        private final String user;
        private final Consumer<FilingProblem> named;
        private final List<Filing> batch = new ArrayList<>(BATCH);
        private int inBatch;
        private long filings;
        private long signatures;
        private long newFilings;
        private long newSignatures;
        private long problems;

        Batches(String user, Consumer<FilingProblem> named) {
            this.user = user;
            this.named = named;
        }

        @Override
        public void filing(Filing filing) {
            filings++;
            signatures += filing.signatures().size();
            inBatch += filing.signatures().size();
            batch.add(filing);
            if (batch.size() >= BATCH || inBatch >= BATCH_SIGNATURES) {
                flush();
            }
        }

        void flush() {
            if (!batch.isEmpty()) {
                FilingStore.Added added = store.keep(batch, user);
                newFilings += added.filings();
                newSignatures += added.signatures();
                batch.clear();
                inBatch = 0;
            }
        }

        @Override
        public void problem(FilingProblem problem) {
            problems++;
            named.accept(problem);
        }

        @Override
        public void document(String name, byte[] bytes, @Nullable Filing filing) {
            if (filing == null) {
                problem(noForm(name));
            }
        }
    }
}
