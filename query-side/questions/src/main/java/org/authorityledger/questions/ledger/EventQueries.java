package org.authorityledger.questions.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.Position;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.Provenance;
import org.authorityledger.store.StoredEvent;
import org.authorityledger.store.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Reads the recorded events in the order of the ledger or newest first. The register says which parties an event concerns. */
public final class EventQueries {

    /** A search without an index reads this number of positions at a time. */
    private static final long STRETCH = 5_000;
    /** A page takes no more memory than events of this many characters together, whatever its limit. */
    private static final long CHARACTERS = 8_000_000;
    private static final int AT_ONCE = 50;
    /** After this time a search answers with what it has found: perhaps fewer rows than the limit, or none, and still a next page. */
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** How many events of a scope are looked through at once. */
    private static final int SEEN_AT_ONCE = 2_000;

    private final JdbcClient jdbc;
    private final RegisterSchema schema;
    private final LedgerReader reader;

    public EventQueries(JdbcTemplate jdbc, RegisterSchema schema) {
        this.jdbc = JdbcClient.create(jdbc);
        this.schema = schema;
        this.reader = new LedgerReader(jdbc, schema.events());
    }

    /** As recorded, or the reverse. */
    public enum Order {
        OLDEST, NEWEST
    }

    /**
     * Limits the events; a part that is null does not limit them.
     *
     * @param after only positions greater than this
     * @param before only positions less than this
     * @param recordedFrom recorded at this instant or later
     * @param recordedUntil recorded before this instant
     * @param recorder recorded by this user
     * @param text with this text in a value of the payload; the case of ASCII letters does not count
     */
    public record Filter(@Nullable GrantorId grantor, @Nullable AttorneyId attorney, @Nullable IssuerId issuer, @Nullable String type,
            @Nullable Position after, @Nullable Position before, @Nullable Instant recordedFrom, @Nullable Instant recordedUntil,
            @Nullable String recorder, @Nullable String text) {

        /** All events. */
        public static final Filter ALL = new Filter(null, null, null, null, null, null, null, null, null, null);

        /** The same, but only positions greater than this. */
        public Filter after(Position position) {
            return new Filter(grantor, attorney, issuer, type, position, before, recordedFrom, recordedUntil, recorder, text);
        }

        /** The same, but only positions less than this. */
        public Filter before(Position position) {
            return new Filter(grantor, attorney, issuer, type, after, position, recordedFrom, recordedUntil, recorder, text);
        }

        /** Whether the events themselves must be read, because no index helps. */
        private boolean searches() {
            return (type != null || recorder != null || text != null) && grantor == null && attorney == null && issuer == null;
        }
    }

    /**
     * A page of events.
     *
     * @param events in the order of the request
     * @param next the cursor of the next page; null on the last
     * @param until the position that the search reached; beyond it there may be more
     */
    public record EventPage(List<StoredEvent> events, @Nullable String next, Position until) {}

    /** The last position of the ledger. */
    Position head() {
        return reader.head();
    }

    /** A page of the events of a filter. */
    public EventPage find(Filter filter, Order order, Page page) {
        boolean newest = order == Order.NEWEST;
        long after = filter.after() == null ? 0 : filter.after().value();
        long before = filter.before() == null ? Long.MAX_VALUE : filter.before().value();
        if (filter.recordedFrom() != null) {
            after = Math.max(after, reader.positionAt(filter.recordedFrom().minusNanos(1_000)).value());
        }
        if (filter.recordedUntil() != null) {
            before = Math.min(before, reader.positionAt(filter.recordedUntil().minusNanos(1_000)).value() + 1);
        }
        if (!page.first() && newest) {
            before = Math.min(before, page.number(0));
        } else if (!page.first()) {
            after = Math.max(after, page.number(0));
        }
        return filter.searches() ? search(filter, newest, page, after, before) : atOnce(filter, newest, page, after, before);
    }

    private EventPage atOnce(Filter filter, boolean newest, Page page, long after, long before) {
        List<Long> positions = positions(filter, newest, after, before, page.toRead());
        long until = positions.isEmpty() ? (newest ? after + 1 : before - 1) : positions.getLast();
        return found(page, positions, page.next(positions, last -> List.of(last.toString())), until, newest);
    }

    /** Stretch by stretch, until the page is full, everything is read, or the time is up. */
    private EventPage search(Filter filter, boolean newest, Page page, long after, long before) {
        long end = System.nanoTime() + LONGEST_NANOS;
        long first = after;
        long last = Math.min(before, reader.head().value() + 1);
        List<Long> positions = new ArrayList<>();
        while (positions.size() < page.toRead() && last - first > 1) {
            long until = newest ? Math.max(first, last - 1 - STRETCH) : Math.min(last, first + 1 + STRETCH);
            positions.addAll(positions(filter, newest, newest ? until : first, newest ? last : until, page.toRead() - positions.size()));
            if (newest) {
                last = until + 1;
            } else {
                first = until - 1;
            }
            if (System.nanoTime() > end) {
                break;
            }
        }
        String next = page.next(positions, position -> List.of(position.toString()));
        long until = newest ? last : first;
        if (next == null && last - first > 1) {
            next = page.cursor(List.of(Long.toString(until)));
        }
        return found(page, positions, next, until, newest);
    }

    /** The events of a page. Where they are very large, the page is shorter than asked for, and the next one goes on from there. */
    private EventPage found(Page page, List<Long> positions, @Nullable String next, long until, boolean newest) {
        List<Long> wanted = page.cut(positions);
        List<StoredEvent> events = new ArrayList<>(wanted.size());
        long characters = 0;
        for (int from = 0; from < wanted.size() && characters < CHARACTERS; from += AT_ONCE) {
            List<StoredEvent> some = new ArrayList<>(
                    reader.at(wanted.subList(from, Math.min(from + AT_ONCE, wanted.size())).stream().map(Position::of).toList()));
            if (newest) {
                Collections.reverse(some);
            }
            events.addAll(some);
            characters += some.stream().mapToLong(event -> event.json().length()).sum();
        }
        if (events.size() < wanted.size()) {
            Position last = events.getLast().position();
            return new EventPage(events, page.cursor(List.of(last.toString())), last);
        }
        return new EventPage(events, next, Position.of(Math.max(0, until)));
    }

    /** The policies choose the rows in any case. Within a scope, they are asked only of the events that it can see, some at a time. */
    private List<Long> positions(Filter filter, boolean newest, long after, long before, int most) {
        if (Viewer.current().equals(Viewer.ALL)) {
            return positions(filter, newest, after, before, most, null);
        }
        List<Long> found = new ArrayList<>();
        long from = after;
        long until = before;
        List<Long> seen;
        do {
            seen = jdbc
                    .sql("select p from ledger.seen_positions(:after, :before) as p order by p" + (newest ? " desc" : "") + " limit :most")
                    .param("after", from).param("before", until).param("most", SEEN_AT_ONCE).query(Long.class).list();
            if (!seen.isEmpty()) {
                found.addAll(positions(filter, newest, from, until, most - found.size(), seen));
                from = newest ? from : seen.getLast();
                until = newest ? seen.getLast() : until;
            }
        } while (seen.size() == SEEN_AT_ONCE && found.size() < most);
        return found;
    }

    private List<Long> positions(Filter filter, boolean newest, long after, long before, int most, @Nullable List<Long> among) {
        Map<String, Object> parameters = new HashMap<>(Map.of("after", after, "before", before, "most", most));
        StringBuilder sql = new StringBuilder("select e.position from ledger.event e where e.position > :after and e.position < :before");
        if (among != null) {
            sql.append(" and e.position = any(:among)");
            parameters.put("among", among.toArray(Long[]::new));
        }
        and(sql, parameters, " and e.grantor_id = :grantor", "grantor", filter.grantor() == null ? null : filter.grantor().value());
        and(sql, parameters, concerning("ATTORNEY", "attorney"), "attorney", filter.attorney() == null ? null : filter.attorney().value());
        and(sql, parameters, concerning("ISSUER", "issuer"), "issuer", filter.issuer() == null ? null : filter.issuer().value());
        and(sql, parameters, " and e.type = :type", "type", filter.type());
        and(sql, parameters, " and :recorder in (e.recorded_by, split_part(e.recorded_by, '" + Provenance.APPROVED_BY + "', 1),"
                + " split_part(e.recorded_by, '" + Provenance.APPROVED_BY + "', 2))", "recorder", filter.recorder());
        if (filter.text() != null) {
            // In the "C" collation lower() knows ASCII alone, and is ten times faster. The second condition leaves out the names of fields.
            sql.append(" and lower(e.payload::text collate \"C\") like :like")
                    .append(" and lower(regexp_replace(e.payload::text, '\"[A-Za-z0-9]+\":', '', 'g') collate \"C\") like :like");
            parameters.put("like", like(filter.text()));
        }
        String direction = newest ? " desc" : "";
        return jdbc.sql(schema.sql(sql + " order by e.position" + direction + " limit :most")).params(parameters).query(Long.class).list();
    }

    /** The text as the payload spells it: with the escapes of JSON. */
    private static String like(String text) {
        String written = JsonMapper.shared().writeValueAsString(text);
        StringBuilder like = new StringBuilder("%");
        for (char c : written.substring(1, written.length() - 1).toCharArray()) {
            if (c == '\\' || c == '%' || c == '_') {
                like.append('\\');
            }
            like.append(c < 128 ? String.valueOf(c).toLowerCase(Locale.ROOT) : String.valueOf(c));
        }
        return like.append('%').toString();
    }

    private static String concerning(String kind, String parameter) {
        return " and e.position in (select p.position from register.event_party p where p.kind = '" + kind + "' and p.id = :" + parameter
                + ")";
    }

    private static void and(StringBuilder sql, Map<String, Object> parameters, String condition, String parameter, @Nullable String value) {
        if (value != null) {
            sql.append(condition);
            parameters.put(parameter, value);
        }
    }
}
