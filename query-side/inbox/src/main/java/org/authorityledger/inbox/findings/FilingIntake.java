package org.authorityledger.inbox.findings;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.authorityledger.documents.filing.FilingProblem;
import org.authorityledger.documents.filing.FilingReader;
import org.authorityledger.documents.filing.FilingSink;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Receives a file of filings on the disk, within its limits, and reads one as a stream. */
final class FilingIntake {

    private static final int MAGIC = 4;

    private final Semaphore places;
    private final Duration longestWait;

    /**
     * Takes none yet.
     *
     * @param atOnce how many files are read at a time while someone waits for the answer
     * @param longestWait for a place
     */
    FilingIntake(int atOnce, Duration longestWait) {
        this.places = new Semaphore(atOnce, true);
        this.longestWait = longestWait;
    }

    /**
     * A file that was received as a whole; closing removes it.
     *
     * @param size in bytes
     */
    record Received(Path path, String sha256, long size) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(path);
        }
    }

    /**
     * Receives a file.
     *
     * @throws Problem if the file is too large or empty, or breaks off; then nothing of it is left
     */
    Received receive(InputStream body) throws IOException {
        Path file = Files.createTempFile("ledger-filings", ".body");
        try {
            return receive(body, file);
        } catch (Throwable e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /**
     * Reads the filings of a file and keeps nothing.
     *
     * @throws Problem as for {@link #receive}, or if it finds no place in time
     */
    void read(InputStream body, String name, FilingSink sink) throws IOException, InterruptedException {
        try (Received file = receive(body)) {
            if (!places.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "READING_BUSY",
                        "This node is reading as many documents as it can. Try again later.", List.of());
            }
            try (InputStream in = Files.newInputStream(file.path())) {
                FilingReader.read(name, in, sink);
            } finally {
                places.release();
            }
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

    private static Received receive(InputStream body, Path file) throws IOException {
        MessageDigest digest = sha256();
        long size = 0;
        try (OutputStream output = new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), digest)) {
            BufferedInputStream in = new BufferedInputStream(new Body(body), 1 << 16);
            in.mark(MAGIC);
            byte[] magic = in.readNBytes(MAGIC);
            in.reset();
            if (magic.length == 0) {
                throw Problem.malformed("", "the file is empty");
            }
            Limit limit = FilingReader.archive(magic) ? Limit.FILINGS_BYTES : Limit.DOCUMENT_BYTES;
            byte[] piece = new byte[1 << 16];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                size += read;
                if (size > limit.most()) {
                    throw limit.tooLarge();
                }
                output.write(piece, 0, read);
            }
        }
        return new Received(file, HexFormat.of().formatHex(digest.digest()), size);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** A body that breaks off is a problem of its sender's, and no fault of the disk. */
    private static final class Body extends java.io.FilterInputStream {

        Body(InputStream body) {
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
}
