package org.authorityledger.inbox.findings;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.authorityledger.documents.filing.FilingProblem;
import org.authorityledger.documents.filing.FilingReader;
import org.authorityledger.documents.filing.FilingSink;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.inbox.ReadingPlaces;
import org.authorityledger.inbox.ReceivedFile;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Receives a file of filings on the disk, within its limits, and reads one as a stream. */
final class FilingIntake {

    private final ReadingPlaces places;

    /**
     * Takes none yet.
     *
     * @param atOnce how many files are read at a time while someone waits for the answer
     * @param longestWait for a place
     */
    FilingIntake(int atOnce, Duration longestWait) {
        this.places = new ReadingPlaces(atOnce, longestWait);
    }

    /**
     * Receives a file.
     *
     * @throws Problem if the file is too large or empty, or breaks off; then nothing of it is left
     */
    static ReceivedFile receive(InputStream body) throws IOException {
        return ReceivedFile.of(new Body(body), "file",
                beginning -> FilingReader.archive(beginning) ? Limit.FILINGS_BYTES : Limit.DOCUMENT_BYTES);
    }

    /**
     * Reads the filings of a file and keeps nothing.
     *
     * @throws Problem as for {@link #receive}, or if it finds no place in time
     */
    void read(InputStream body, String name, FilingSink sink) throws IOException, InterruptedException {
        try (ReceivedFile file = receive(body)) {
            places.take();
            try (InputStream in = Files.newInputStream(file.path())) {
                FilingReader.read(name, in, sink);
            } finally {
                places.giveBack();
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

    /** A body that breaks off is a problem of its sender's, and no fault of the disk. */
    private static final class Body extends FilterInputStream {

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
