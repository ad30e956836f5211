package org.authorityledger.questions.ledger;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.Position;
import org.authorityledger.http.Problem;
import org.authorityledger.http.ProblemWriter;
import org.authorityledger.http.ProgressStream;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.store.LedgerHead;
import org.authorityledger.store.StoredEvent;
import org.authorityledger.store.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is recorded from now on? Server-sent events, each with its position as its id, so that a listener that lost its connection continues
 * after the last event it received. A listener that did not say where to begin gets the position at once, before any event.
 *
 * <p>An event is sent once it is in the register, so that a listener can ask at once what it changed.
 */
@RestController
@Tag(name = "Ledger")
public class EventStream {

    /** After this time a listener must connect again, and so authenticate again. */
    static final Duration LONGEST = Duration.ofMinutes(30);

    private static final int MOST_AT_ONCE = 200;
    private static final Duration PAUSE = Duration.ofMillis(100);
    /** The register follows the ledger this closely. */
    private static final Duration SHORT_PAUSE = Duration.ofMillis(10);
    private static final long RECONNECT_MILLIS = 2_000;
    /** The digits of the greatest position there can be, and one more. */
    private static final int LONGEST_SHOWN = 20;
    private static final Pattern POSITION = Pattern.compile("[0-9]{1,100}");

    private final EventQueries events;
    private final RegisterProgress progress;
    private final LedgerHead head;
    private final JsonMapper mapper;
    private final ProgressStream listeners;

    public EventStream(EventQueries events, RegisterProgress progress, LedgerHead head, JsonMapper mapper, ProgressStream listeners) {
        this.events = events;
        this.progress = progress;
        this.head = head;
        this.mapper = mapper;
        this.listeners = listeners;
    }

    @GetMapping(path = "/api/events/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "The events recorded from now on, as they come", description = "Server-sent events of type recorded: the id is the "
            + "position, the data is the event as in /api/events. The stream begins after the position in Last-Event-ID, or in after; "
            + "without either, with the next event that is recorded, and the position before it is sent at once as an id. If the ledger "
            + "has no such position, an event of type problem says so first, and the stream begins where it would without it.")
    SseEmitter stream(@RequestParam(required = false) @Nullable GrantorId grantor,
            @RequestParam(required = false) @Nullable AttorneyId attorney, @RequestParam(required = false) @Nullable IssuerId issuer,
            @RequestParam(required = false) @Nullable String type, @RequestParam(required = false) @Nullable String recorder,
            @RequestParam(required = false) @Nullable String text,
            @Parameter(description = "Only positions greater than this") @RequestParam(required = false) @Nullable Position after,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        EventQueries.Filter filter = new EventQueries.Filter(grantor, attorney, issuer, EventsController.type(type), null, null, null, null,
                EventsController.some("recorder", recorder), EventsController.some("text", text));
        return listeners.open(begin(filter, after, lastEventId));
    }

    /**
     * Where a listener begins. A browser that is refused never comes again, so a {@code Last-Event-ID} that leads nowhere is not refused:
     * the stream says so, and begins as if it had not been given.
     */
    private RecordedEvents begin(EventQueries.Filter filter, @Nullable Position after, @Nullable String lastEventId) {
        Problem problem = null;
        if (lastEventId != null && !lastEventId.isBlank()) {
            Position last = position(lastEventId.strip());
            if (last != null && !last.isAfter(events.head())) {
                return new RecordedEvents(filter, last, true, null);
            }
            problem = last == null
                    ? Problem.malformed("Last-Event-ID", "is not the position of an event")
                    : ahead("Last-Event-ID", lastEventId.strip());
        }
        if (after != null && !after.isAfter(events.head())) {
            return new RecordedEvents(filter, after, true, problem);
        }
        if (after != null && problem == null) {
            problem = ahead("after", after.toString());
        }
        return new RecordedEvents(filter, progress.position(), false, problem);
    }

    private static Problem ahead(String name, String position) {
        String shown = position.length() <= LONGEST_SHOWN ? position : position.substring(0, LONGEST_SHOWN) + "...";
        return new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "AHEAD_OF_THE_LEDGER",
                "The ledger has no position " + shown
                        + ". It may have been restored from a backup: what you know of it may no longer hold.",
                List.of(new Problem.Fault(name, "is ahead of the ledger")));
    }

    private static @Nullable Position position(String lastEventId) {
        if (!POSITION.matcher(lastEventId).matches()) {
            return null;
        }
        BigInteger position = new BigInteger(lastEventId);
        return position.bitLength() < Long.SIZE ? Position.of(position.longValue()) : Position.END;
    }

    /** The events of a filter after a position, for one listener. */
    private final class RecordedEvents implements ProgressStream.Source {

        private final EventQueries.Filter filter;
        private Position last;
        private final boolean listenerKnows;
        private final @Nullable Problem problem;
        /** A listener goes on seeing what the request was permitted to see: another thread serves it. */
        private final Viewer viewer = Viewer.current();
        private boolean greeted;

        /**
         * @param listenerKnows whether the listener itself named the position, and will name it again when it reconnects
         * @param problem why the stream does not begin where the listener wanted
         */
        RecordedEvents(EventQueries.Filter filter, Position after, boolean listenerKnows, @Nullable Problem problem) {
            this.filter = filter;
            this.last = after;
            this.listenerKnows = listenerKnows;
            this.problem = problem;
        }

        @Override
        public List<SseEventBuilder> next(Duration atMost) throws InterruptedException {
            return viewer.see(() -> nextSeen(atMost));
        }

        private List<SseEventBuilder> nextSeen(Duration atMost) throws InterruptedException {
            if (!greeted) {
                greeted = true;
                return greeting();
            }
            Position reached = progress.position();
            if (reached.isAfter(last)) {
                List<SseEventBuilder> found = upTo(reached);
                if (found.isEmpty()) {
                    Thread.sleep(PAUSE);
                }
                return found;
            }
            if (head.position().isAfter(reached)) {
                Thread.sleep(SHORT_PAUSE);
            } else {
                head.awaitBeyond(last, atMost.toMillis());
            }
            return List.of();
        }

        private List<SseEventBuilder> greeting() {
            SseEventBuilder listening = SseEmitter.event().reconnectTime(RECONNECT_MILLIS).comment("listening");
            if (problem != null) {
                return List.of(listening, SseEmitter.event().id(last.toString()).name("problem")
                        .data(mapper.writeValueAsString(ProblemWriter.members(problem.report())), MediaType.APPLICATION_JSON));
            }
            return List.of(listenerKnows ? listening : listening.id(last.toString()));
        }

        /** Tells the listener how far its filter was searched, so that it need not be searched again after a lost connection. */
        @Override
        public SseEventBuilder heartbeat() {
            return SseEmitter.event().id(last.toString()).comment("nothing new");
        }

        private List<SseEventBuilder> upTo(Position reached) {
            EventQueries.EventPage page = events.find(filter.after(last), EventQueries.Order.OLDEST, new Page(MOST_AT_ONCE, List.of()));
            List<SseEventBuilder> found = new ArrayList<>();
            for (StoredEvent event : page.events()) {
                if (!event.position().isAfter(reached)) {
                    found.add(SseEmitter.event().id(event.position().toString()).name("recorded")
                            .data(mapper.writeValueAsString(EventFields.of(event, mapper)), MediaType.APPLICATION_JSON));
                    last = event.position();
                }
            }
            if (page.events().size() < MOST_AT_ONCE) {
                last = Position.max(last, page.next() == null ? reached : Position.min(reached, page.until()));
            }
            return found;
        }
    }
}
