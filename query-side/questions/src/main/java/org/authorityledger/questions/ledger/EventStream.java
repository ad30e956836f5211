package org.authorityledger.questions.ledger;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.http.Problem;
import org.authorityledger.http.ProgressStream;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.store.LedgerHead;
import org.authorityledger.store.StoredEvent;
import org.jspecify.annotations.Nullable;
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
 * after the last event it received.
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
            + "without either, with the next event that is recorded.")
    SseEmitter stream(@RequestParam(required = false) @Nullable GrantorId grantor,
            @RequestParam(required = false) @Nullable AttorneyId attorney, @RequestParam(required = false) @Nullable IssuerId issuer,
            @RequestParam(required = false) @Nullable String type, @RequestParam(required = false) @Nullable String recorder,
            @RequestParam(required = false) @Nullable String text,
            @Parameter(description = "Only positions greater than this") @RequestParam(required = false) @Nullable Long after,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        EventQueries.Filter filter = new EventQueries.Filter(grantor, attorney, issuer, EventsController.type(type), null, null, null, null,
                EventsController.some("recorder", recorder), EventsController.some("text", text));
        Long last = lastEventId == null || lastEventId.isBlank() ? after : position(lastEventId);
        return listeners.open(new RecordedEvents(filter, last == null ? progress.position() : last));
    }

    private static Long position(String lastEventId) {
        try {
            return Long.valueOf(lastEventId.strip());
        } catch (NumberFormatException e) {
            throw Problem.malformed("Last-Event-ID", "is the position of an event");
        }
    }

    /** The events of a filter after a position, for one listener. */
    private final class RecordedEvents implements ProgressStream.Source {

        private final EventQueries.Filter filter;
        private long last;
        private boolean greeted;

        RecordedEvents(EventQueries.Filter filter, long after) {
            this.filter = filter;
            this.last = after;
        }

        @Override
        public List<SseEventBuilder> next(Duration atMost) throws InterruptedException {
            if (!greeted) {
                greeted = true;
                return List.of(SseEmitter.event().reconnectTime(RECONNECT_MILLIS).comment("listening"));
            }
            long reached = progress.position();
            if (reached > last) {
                List<SseEventBuilder> found = upTo(reached);
                if (found.isEmpty()) {
                    Thread.sleep(PAUSE);
                }
                return found;
            }
            if (head.position() > reached) {
                Thread.sleep(SHORT_PAUSE);
            } else {
                head.awaitBeyond(last, atMost.toMillis());
            }
            return List.of();
        }

        private List<SseEventBuilder> upTo(long reached) {
            EventQueries.EventPage page = events.find(filter.after(last), EventQueries.Order.OLDEST, new Page(MOST_AT_ONCE, List.of()));
            List<SseEventBuilder> found = new ArrayList<>();
            for (StoredEvent event : page.events()) {
                if (event.position() <= reached) {
                    found.add(SseEmitter.event().id(Long.toString(event.position())).name("recorded")
                            .data(mapper.writeValueAsString(EventFields.of(event, mapper)), MediaType.APPLICATION_JSON));
                    last = event.position();
                }
            }
            if (page.events().size() < MOST_AT_ONCE) {
                last = Math.max(last, page.next() == null ? reached : Math.min(reached, page.until()));
            }
            return found;
        }
    }
}
