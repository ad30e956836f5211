package org.authorityledger.pages.frame;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.authorityledger.transparencylog.LogReading;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** A checkpoint of the log for the heading that only paper shows: the newest, or one that was it ten seconds ago, so that no page waits for it. */
final class NewestCheckpoint {

    private static final long GOOD_FOR = TimeUnit.SECONDS.toNanos(10);

    private final LogReading log;
    private volatile @Nullable Kept kept;

    NewestCheckpoint(LogReading log) {
        this.log = log;
    }

    private record Kept(LogReading.SignedCheckpoint checkpoint, long readAt) {}

    /** Nothing where none was signed, or where the log cannot be read: a page without it is a page all the same. */
    Optional<LogReading.SignedCheckpoint> get() {
        Kept before = kept;
        if (before != null && System.nanoTime() - before.readAt() < GOOD_FOR) {
            return Optional.of(before.checkpoint());
        }
        try {
            Optional<LogReading.SignedCheckpoint> read = log.latest();
            read.ifPresent(checkpoint -> kept = new Kept(checkpoint, System.nanoTime()));
            return read;
        } catch (DataAccessException e) {
            return Optional.empty();
        }
    }
}
