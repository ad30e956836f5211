package org.authorityledger.http;

import java.io.IOException;
import java.time.Duration;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.springframework.http.HttpStatus;

/** The body of the request that a connection is at, with how long it was waited for. One for each connection, and used for its requests in turn. */
final class WatchedBody implements InputBuffer {

    private final InputBuffer tomcat;
    private final SlowBodies slow;
    private final Runnable stopReading;

    private String address = "";
    private long longest = Long.MAX_VALUE;
    private long deadlineNanos = Long.MAX_VALUE;
    private long bytes;
    private long waitedNanos;
    /** Since when the present read waits; meaningful only during one. */
    private long readSinceNanos;
    private boolean reading;
    private boolean cut;

    /**
     * How a body comes.
     *
     * @param waited how long was waited for it
     * @param bytes how much came
     * @param overdue whether it is to be cut off in any case
     */
    record Progress(WatchedBody body, String address, Duration waited, long bytes, boolean overdue) {

        /** In bytes for each second. */
        double rate() {
            return bytes * 1e9 / Math.max(1, waited.toNanos());
        }
    }

    /** The body was not read to its end: it came too slowly, or is larger than a request may send here. */
    static final class Unread extends IOException {

        private static final long serialVersionUID = 1L;

        private final HttpStatus status;

        private Unread(HttpStatus status, String message) {
            super(message);
            this.status = status;
        }

        HttpStatus status() {
            return status;
        }
    }

    /** @param stopReading makes a read that waits, and each later one, find the end */
    WatchedBody(InputBuffer tomcat, SlowBodies slow, Runnable stopReading) {
        this.tomcat = tomcat;
        this.slow = slow;
        this.stopReading = stopReading;
    }

    /**
     * Another request begins.
     *
     * @param bound how many bytes it may have
     * @param patience how long it may be waited for in all, whatever its rate
     */
    synchronized void next(String from, long bound, Duration patience) {
        address = from;
        longest = bound;
        deadlineNanos = patience.toNanos();
        bytes = 0;
        waitedNanos = 0;
        cut = false;
    }

    /** What is left of it will be thrown away: that much is waited for, and no longer. */
    synchronized void discard(long bound, Duration patience) {
        longest = bytes + bound;
        deadlineNanos = waitedNanos + patience.toNanos();
    }

    synchronized boolean touched() {
        return bytes > 0 || waitedNanos > 0;
    }

    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
        begin();
        int read = -1;
        try {
            read = tomcat.doRead(handler);
        } catch (IOException e) {
            // What was cut off looks like a client that is gone.
            refuseIfCut();
            throw e;
        } finally {
            end(read);
        }
        synchronized (this) {
            refuseIfCut();
            if (bytes > longest) {
                throw new Unread(HttpStatus.CONTENT_TOO_LARGE, "the body is too large");
            }
        }
        return read;
    }

    private synchronized void refuseIfCut() throws Unread {
        if (cut) {
            throw new Unread(HttpStatus.REQUEST_TIMEOUT, "the body came too slowly");
        }
    }

    private void begin() throws IOException {
        synchronized (this) {
            refuseIfCut();
            reading = true;
            readSinceNanos = System.nanoTime();
        }
        slow.begins(this);
    }

    private void end(int read) {
        slow.ends(this);
        synchronized (this) {
            reading = false;
            waitedNanos += Math.max(1, System.nanoTime() - readSinceNanos);
            bytes += Math.max(0, read);
        }
    }

    @Override
    public int available() {
        return tomcat.available();
    }

    synchronized Progress progress(long nowNanos) {
        long waited = waitedNanos + (reading ? Math.max(0, nowNanos - readSinceNanos) : 0);
        boolean tooSlow = waited > SlowBodies.GRACE.toNanos() && bytes * 1_000_000_000d / waited < SlowBodies.LEAST_RATE;
        return new Progress(this, address, Duration.ofNanos(waited), bytes, tooSlow || waited > deadlineNanos);
    }

    /** Ends the present read. Never between two reads: the connection may be at another request then. */
    synchronized boolean cut() {
        if (!reading || cut) {
            return false;
        }
        cut = true;
        stopReading.run();
        return true;
    }
}
