package org.authorityledger.pages.frame;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.authorityledger.transparencylog.LogReading;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A checkpoint of the log for the heading that only paper shows: the newest, or one that was it ten seconds ago, so that no page waits for it. */
final class NewestCheckpoint {

    private static final Logger LOG = LoggerFactory.getLogger(NewestCheckpoint.class);
    private static final long GOOD_FOR = TimeUnit.SECONDS.toNanos(10);

    private final LogReading log;
    private volatile @Nullable Kept kept;

    NewestCheckpoint(LogReading log) {
        this.log = log;
    }

    private record Kept(Optional<LogReading.SignedCheckpoint> checkpoint, long readAt) {}

    /** Nothing where none was signed, or where the log cannot be read: a page without it is a page all the same. */
    Optional<LogReading.SignedCheckpoint> get() {
        Kept before = kept;
        if (before != null && System.nanoTime() - before.readAt() < GOOD_FOR) {
            return before.checkpoint();
        }
        Optional<LogReading.SignedCheckpoint> read;
        try {
            read = log.latest();
        } catch (RuntimeException unreadable) {
            LOG.debug("no checkpoint for the heading on paper", unreadable);
            read = Optional.empty();
        }
        kept = new Kept(read, System.nanoTime());
        return read;
    }
}
