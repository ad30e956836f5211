package org.authorityledger.inbox;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.authorityledger.http.Problem;
import org.springframework.http.HttpStatus;

/** How many files are read at a time. The others wait for a place, for a limited time. */
public final class ReadingPlaces {

    private final Semaphore free;
    private final Duration longestWait;

    public ReadingPlaces(int atOnce, Duration longestWait) {
        this.free = new Semaphore(atOnce, true);
        this.longestWait = longestWait;
    }

    /**
     * Takes a place; who takes one gives it back.
     *
     * @throws Problem {@code READING_BUSY} if none becomes free in time
     */
    public void take() throws InterruptedException {
        if (!free.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "READING_BUSY",
                    "This node is reading as many documents as it can. Try again later.", List.of());
        }
    }

    /** Gives a place back. */
    public void giveBack() {
        free.release();
    }
}
