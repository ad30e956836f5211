package org.authorityledger.questions.ledger;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.store.LedgerHead;
import org.authorityledger.store.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is being recorded, as it comes? Server-sent events, each under its position, so that a listener that was cut off goes on after the last one
 * it had.
 *
 * <p>An event is told when the register has it: whoever is told can ask what it changed. Each listener has a thread of its own, so that a slow one
 * holds up nobody, and their number is bounded. They are let go before the server waits for requests under way to end.
 */
@RestController
@Tag(name = "Ledger")
public class EventStream implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private static final int MOST_AT_ONCE = 200;
    /** In this time nothing need happen: then a comment tells that the line still stands. */
    private static final long HEARTBEAT_MILLIS = 15_000;
    /** As events come one after the other, they are told together. */
    private static final long PAUSE_MILLIS = 100;
    /** Then the listener connects anew, and is asked anew who it is. */
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final long RECONNECT_MILLIS = 2_000;

    private final EventQueries events;
    private final RegisterProgress position;
    private final LedgerHead head;
    private final JsonMapper mapper;
    private final ThreadPoolExecutor listeners;
    private final Set<Thread> listening = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    public EventStream(EventQueries events, RegisterProgress position, LedgerHead head, JsonMapper mapper, int mostListeners) {
        this.events = events;
        this.position = position;
        this.head = head;
        this.mapper = mapper;
        this.listeners = new ThreadPoolExecutor(0, mostListeners, 1, TimeUnit.SECONDS, new SynchronousQueue<>(),
                Thread.ofPlatform().name("event-stream-", 0).daemon(true).factory());
    }

    @GetMapping(path = "/api/events/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "The events recorded from now on, as they come", description = "Server-sent events of type recorded: the id is the "
            + "position, the data the event as /api/events tells it. Begins after the position in Last-Event-ID, or in after; without "
            + "either, with what is recorded next.")
    SseEmitter stream(@RequestParam(required = false) @Nullable GrantorId grantor,
            @RequestParam(required = false) @Nullable AttorneyId attorney, @RequestParam(required = false) @Nullable IssuerId issuer,
            @RequestParam(required = false) @Nullable String type, @RequestParam(required = false) @Nullable String recorder,
            @RequestParam(required = false) @Nullable String text,
            @Parameter(description = "Only positions greater than this") @RequestParam(required = false) @Nullable Long after,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        EventQueries.Filter filter = new EventQueries.Filter(grantor, attorney, issuer, EventsController.type(type), null, null, null, null,
                EventsController.some("recorder", recorder), EventsController.some("text", text));
        Long last = lastEventId == null || lastEventId.isBlank() ? after : position(lastEventId);
        long from = last == null ? position.position() : last;
        SseEmitter emitter = new SseEmitter(LONGEST.plusMinutes(1).toMillis());
        try {
            listeners.execute(() -> listen(emitter, filter, from));
        } catch (RejectedExecutionException e) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "TOO_MANY_LISTENERS",
                    "As many listen to the ledger on this node as it can serve. Try again later, or read /api/events from time to time.",
                    List.of());
        }
        return emitter;
    }

    private static Long position(String lastEventId) {
        try {
            return Long.valueOf(lastEventId.strip());
        } catch (NumberFormatException e) {
            throw Problem.malformed("Last-Event-ID", "is the position of an event");
        }
    }

    private void listen(SseEmitter emitter, EventQueries.Filter filter, long from) {
        Thread me = Thread.currentThread();
        listening.add(me);
        long end = System.nanoTime() + LONGEST.toNanos();
        try {
            emitter.send(SseEmitter.event().reconnectTime(RECONNECT_MILLIS).comment("listening"));
            long last = from;
            long quietSince = System.nanoTime();
            while (running && System.nanoTime() < end) {
                long reached = position.position();
                if (reached > last) {
                    EventQueries.Found found = events.find(filter.after(last), EventQueries.Order.OLDEST,
                            new Page(MOST_AT_ONCE, List.of()));
                    for (StoredEvent event : found.events()) {
                        long at = event.position();
                        if (at <= reached) {
                            emitter.send(SseEmitter.event().id(Long.toString(at)).name("recorded")
                                    .data(mapper.writeValueAsString(EventFields.of(event, mapper)), MediaType.APPLICATION_JSON));
                            last = at;
                            quietSince = System.nanoTime();
                        }
                    }
                    if (found.events().size() < MOST_AT_ONCE) {
                        last = Math.max(last, found.next() == null ? reached : Math.min(reached, found.until()));
                    }
                    Thread.sleep(PAUSE_MILLIS);
                } else if (head.position() > reached) {
                    Thread.sleep(PAUSE_MILLIS / 10);
                } else {
                    head.awaitBeyond(last, HEARTBEAT_MILLIS / 3);
                }
                if (System.nanoTime() - quietSince > TimeUnit.MILLISECONDS.toNanos(HEARTBEAT_MILLIS)) {
                    emitter.send(SseEmitter.event().comment("nothing new"));
                    quietSince = System.nanoTime();
                }
            }
            emitter.complete();
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("a listener went away", gone);
        } catch (InterruptedException e) {
            emitter.complete();
        } catch (DataAccessException e) {
            // The listener connects anew and goes on after the last event it had.
            LOG.debug("cannot read on for a listener", e);
            emitter.complete();
        } catch (RuntimeException e) {
            LOG.warn("cannot go on for a listener", e);
            emitter.complete();
        } finally {
            listening.remove(me);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the server waits for requests to end: these would not end by themselves. What is stopped can be started again. */
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
