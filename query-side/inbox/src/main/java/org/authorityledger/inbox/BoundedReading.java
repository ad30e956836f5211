package org.authorityledger.inbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.authorityledger.documents.instrument.FilingContext;
import org.authorityledger.documents.instrument.InstrumentReader;
import org.authorityledger.documents.instrument.Reading;
import org.authorityledger.documents.text.DocumentReader;
import org.authorityledger.documents.text.FiledDocument;
import org.authorityledger.http.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Reads documents beside the threads of requests: a few at a time, each for a limited time. A document that takes longer keeps its place until its
 * reading ends, so that hostile ones never take more than these places.
 */
final class BoundedReading implements AutoCloseable {

    /** A submission has fewer documents; those beyond are not read. */
    private static final int MOST_PARTS = 500;

    private final ReadingPlaces places;
    private final Duration longestReading;
    private final ExecutorService threads;

    /**
     * Without any reading yet.
     *
     * @param atOnce how many documents are read at a time
     * @param longestWait for a place
     * @param longestReading of one document
     */
    BoundedReading(int atOnce, Duration longestWait, Duration longestReading) {
        this.places = new ReadingPlaces(atOnce, longestWait);
        this.longestReading = longestReading;
        this.threads = Executors.newFixedThreadPool(atOnce, Thread.ofPlatform().name("document-reading-", 0).daemon(true).factory());
    }

    /**
     * Reads a document.
     *
     * @param document its bytes; asked for when there is a place, so that those that wait hold none
     * @throws Problem if no place becomes free in time, or reading takes too long
     */
    <T> T read(Callable<T> document) throws InterruptedException {
        places.take();
        Future<T> reading = threads.submit(() -> {
            try {
                return document.call();
            } finally {
                places.giveBack();
            }
        });
        try {
            return reading.get(longestReading.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "READING_TOO_LONG",
                    "Reading this document takes too long; it was not kept.", List.of());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a document could not be read", e.getCause());
        }
    }

    /** What a document says, part by part. */
    static List<DocumentStore.ReadPart> parts(byte[] bytes) {
        String header = DocumentReader.header(bytes);
        FilingContext filing = header == null ? null : FilingContext.of(header);
        List<FiledDocument> documents = DocumentReader.read(bytes);
        List<DocumentStore.ReadPart> parts = new ArrayList<>();
        for (FiledDocument document : documents.subList(0, Math.min(documents.size(), MOST_PARTS))) {
            FiledDocument storable = storable(document);
            Reading reading = InstrumentReader.read(storable, filing == null ? null : filing.attached(storable));
            parts.add(new DocumentStore.ReadPart(
                    new DocumentPart(parts.size(), storable.type(), storable.fileName(), storable.description(), storable.text(),
                            storable.text() == null && storable.notRead() == null ? "the document has no text" : storable.notRead(),
                            reading.noProposal()),
                    reading.proposals()));
        }
        return parts;
    }

    private static FiledDocument storable(FiledDocument document) {
        return new FiledDocument(storable(document.type()), storable(document.fileName()), storable(document.description()),
                storable(document.text()), document.notRead());
    }

    /** A database keeps neither a zero nor half a character: a mark stands in its place, so that no other character moves. */
    static @Nullable String storable(@Nullable String text) {
        if (text == null) {
            return null;
        }
        StringBuilder storable = null;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean pair = Character.isHighSurrogate(c) && at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
            if (pair) {
                at++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                storable = storable == null ? new StringBuilder(text) : storable;
                storable.setCharAt(at, '\uFFFD');
            }
        }
        return storable == null ? text : storable.toString();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
