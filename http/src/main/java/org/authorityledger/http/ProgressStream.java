package org.authorityledger.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * Sends progress as server-sent events: what there is now, then each change, and a comment while nothing changes.
 *
 * <p>Each listener has a thread of its own, so that a slow listener delays no other, and their number is limited. When the node stops, it releases
 * them before the server waits for open requests, because these would not end by themselves. Offer each stream as a bean.
 */
public final class ProgressStream implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressStream.class);

    /** After this time without a change, a comment shows that the connection still works, and finds out whether the listener is gone. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    /** How long a source is waited for at a time: so soon a listener is asked for a sign of life when places are short. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    /** How long one who comes when all places are taken waits for a place of someone who is gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** Changes in quick succession are sent together. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final @Nullable Duration longest;
    private final ThreadPoolExecutor listeners;
    private final Set<Thread> listening = ConcurrentHashMap.newKeySet();
    private final Lock scarce = new ReentrantLock();
    /** While it is set, each listener is written to all the time. The first write to one who is gone goes through, the next one fails. */
    private volatile boolean placesAreScarce;
    /** From the beginning: the server takes requests before it starts the other beans. */
    private volatile boolean running = true;

    /** Where a listener's events come from. Each listener has its own source, which only that listener's thread uses. */
    @FunctionalInterface
    public interface Source {

        /**
         * The events since the last call; empty if there are none.
         *
         * @param atMost how long to wait for one
         */
        List<SseEventBuilder> next(Duration atMost) throws InterruptedException;

        /** What is sent while nothing changes; it must not be an event of its own. */
        default SseEventBuilder heartbeat() {
            return SseEmitter.event().comment("nothing new");
        }

        /** Whether no further event will come, which ends the stream. */
        default boolean over() {
            return false;
        }

        /**
         * The progress of something that ends: its state now, and again whenever its event differs from the last one sent.
         *
         * @param first the state now
         * @param reread reads the state again
         * @param event the event that describes a state
         * @param over whether a state is final
         */
        static <S> Source ofState(S first, UnaryOperator<S> reread, Function<S, StateEvent> event, Predicate<S> over) {
            return new StateSource<>(first, reread, event, over);
        }
    }

    /**
     * A state as an event.
     *
     * @param data JSON
     */
    public record StateEvent(String name, String data) {}

    private static final class StateSource<S> implements Source {

        private final UnaryOperator<S> reread;
        private final Function<S, StateEvent> event;
        private final Predicate<S> over;
        private S state;
        private @Nullable StateEvent sent;

        StateSource(S first, UnaryOperator<S> reread, Function<S, StateEvent> event, Predicate<S> over) {
            this.reread = reread;
            this.event = event;
            this.over = over;
            this.state = first;
        }

        @Override
        public List<SseEventBuilder> next(Duration atMost) throws InterruptedException {
            if (sent != null) {
                state = reread.apply(state);
            }
            StateEvent now = event.apply(state);
            if (now.equals(sent)) {
                Thread.sleep(atMost.compareTo(PAUSE) < 0 ? atMost : PAUSE);
                return List.of();
            }
            sent = now;
            return List.of(SseEmitter.event().name(now.name()).data(now.data(), MediaType.APPLICATION_JSON));
        }

        @Override
        public boolean over() {
            return sent != null && over.test(state);
        }
    }

    /**
     * A stream without listeners yet.
     *
     * @param name of its threads
     * @param mostListeners the maximum number at a time
     * @param longest after this time a listener must connect again, and so authenticate again; null: it may stay until the source is over
     */
    public ProgressStream(String name, int mostListeners, @Nullable Duration longest) {
        this.longest = longest;
        this.listeners = new ThreadPoolExecutor(0, mostListeners, 1, TimeUnit.SECONDS, new SynchronousQueue<>(),
                Thread.ofPlatform().name(name + "-", 0).daemon(true).factory());
    }

    /**
     * Sends a source's events to a new listener; a controller returns the result. If all places are taken, those who are gone lose theirs first,
     * which takes seconds at most.
     *
     * @throws Problem {@code TOO_MANY_LISTENERS}, if the maximum number listens already
     */
    public SseEmitter open(Source source) {
        SseEmitter emitter = new SseEmitter(longest == null ? 0L : longest.plusMinutes(1).toMillis());
        Runnable serving = () -> serve(emitter, source);
        if (!served(serving) && !servedInPlaceOfOneWhoIsGone(serving)) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "TOO_MANY_LISTENERS",
                    "This node already has the maximum number of listeners. Try again later, or send ordinary requests from time to time.",
                    List.of());
        }
        return emitter;
    }

    private boolean served(Runnable serving) {
        try {
            listeners.execute(serving);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Only one at a time waits: the others must not keep the threads of the server busy. */
    private boolean servedInPlaceOfOneWhoIsGone(Runnable serving) {
        if (!running || !scarce.tryLock()) {
            return false;
        }
        try {
            placesAreScarce = true;
            boolean served = false;
            for (long end = System.nanoTime() + PATIENCE.toNanos(); !served && running && System.nanoTime() < end;) {
                Thread.sleep(PAUSE);
                served = served(serving);
            }
            return served;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            placesAreScarce = false;
            scarce.unlock();
        }
    }

    private void serve(SseEmitter emitter, Source source) {
        Thread me = Thread.currentThread();
        listening.add(me);
        try {
            send(emitter, source);
        } catch (IOException e) {
            LOG.debug("a listener is gone: {}", e.toString());
            return;
        } catch (InterruptedException e) {
            LOG.debug("the node is stopping");
        } catch (Throwable e) {
            // Reported like the failure of any answer. The listener connects again and continues where it was.
            emitter.completeWithError(e);
            return;
        } finally {
            listening.remove(me);
        }
        emitter.complete();
    }

    private void send(SseEmitter emitter, Source source) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long lastSent = start;
        while (running && !source.over() && (longest == null || System.nanoTime() - start < longest.toNanos())) {
            List<SseEventBuilder> events = source.next(placesAreScarce ? PAUSE : LONGEST_WAIT);
            for (SseEventBuilder event : events) {
                send(emitter, event);
            }
            if (!events.isEmpty()) {
                lastSent = System.nanoTime();
                if (!source.over()) {
                    Thread.sleep(PAUSE);
                }
            } else if (placesAreScarce || System.nanoTime() - lastSent > HEARTBEAT.toNanos()) {
                send(emitter, source.heartbeat());
                lastSent = System.nanoTime();
            }
        }
    }

    private static void send(SseEmitter emitter, SseEventBuilder event) throws IOException {
        try {
            emitter.send(event);
        } catch (IllegalStateException e) {
            throw new IOException("the response is complete already", e);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        listening.forEach(Thread::interrupt);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
