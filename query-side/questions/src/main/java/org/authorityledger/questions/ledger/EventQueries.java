package org.authorityledger.questions.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Reads the recorded events in the order of the ledger or newest first; whom they concern is told by the register. */
public final class EventQueries {

    /** What no index tells is looked for in stretches of so many positions. */
    private static final long STRETCH = 5_000;
    /** After so long a page is given out as it is: it may have fewer rows than asked for, or none, and still a next page. */
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final JdbcTemplate jdbc;
    private final RegisterSchema schema;
    private final LedgerReader reader;

    public EventQueries(JdbcTemplate jdbc, RegisterSchema schema) {
        this.jdbc = jdbc;
        this.schema = schema;
        this.reader = new LedgerReader(jdbc, schema.events());
    }

    /** In which order: as recorded, or the other way round. */
    public enum Order {
        OLDEST, NEWEST
    }

    /**
     * Which events; null: whichever.
     *
     * @param after only positions greater than this
     * @param before only positions less than this
     * @param recordedFrom recorded at this instant or later
     * @param recordedUntil recorded before this instant
     * @param recorder recorded by this user
     * @param text with this text in one of the values of the payload; letters of ASCII in any case
     */
    public record Filter(@Nullable GrantorId grantor, @Nullable AttorneyId attorney, @Nullable IssuerId issuer, @Nullable String type,
            @Nullable Long after, @Nullable Long before, @Nullable Instant recordedFrom, @Nullable Instant recordedUntil,
            @Nullable String recorder, @Nullable String text) {

        /** Whichever. */
        public static final Filter ALL = new Filter(null, null, null, null, null, null, null, null, null, null);

        /** The same, of positions greater than this alone. */
        public Filter after(long position) {
            return new Filter(grantor, attorney, issuer, type, position, before, recordedFrom, recordedUntil, recorder, text);
        }

        /** The same, of positions less than this alone. */
        public Filter before(long position) {
            return new Filter(grantor, attorney, issuer, type, after, position, recordedFrom, recordedUntil, recorder, text);
        }

        /** Whether only reading the events themselves tells which are meant. */
        private boolean searches() {
            return (type != null || recorder != null || text != null) && grantor == null && attorney == null && issuer == null;
        }
    }

    /**
     * A page of events.
     *
     * @param events in the order asked for
     * @param next the cursor of the next page; null: there is none
     * @param until the position up to which was looked: beyond it, in the order asked for, there may be more
     */
    public record Found(List<StoredEvent> events, @Nullable String next, long until) {}

    /** A page of them. */
    public Found find(Filter filter, Order order, Page page) {
        boolean newest = order == Order.NEWEST;
        long after = filter.after() == null ? 0 : filter.after();
        long before = filter.before() == null ? Long.MAX_VALUE : filter.before();
        if (filter.recordedFrom() != null) {
            after = Math.max(after, reader.positionAt(filter.recordedFrom().minusNanos(1_000)));
        }
        if (filter.recordedUntil() != null) {
            before = Math.min(before, reader.positionAt(filter.recordedUntil().minusNanos(1_000)) + 1);
        }
        if (!page.first() && newest) {
            before = Math.min(before, page.number(0));
        } else if (!page.first()) {
            after = Math.max(after, page.number(0));
        }
        return filter.searches() ? search(filter, newest, page, after, before) : atOnce(filter, newest, page, after, before);
    }

    private Found atOnce(Filter filter, boolean newest, Page page, long after, long before) {
        List<Long> positions = positions(filter, newest, after, before, page.toRead());
        long until = positions.isEmpty() ? (newest ? after + 1 : before - 1) : positions.getLast();
        return found(page.cut(positions), page.next(positions, last -> List.of(last.toString())), until, newest);
    }

    /** Stretch by stretch, until the page is full, all is read or it has taken long enough. */
    private Found search(Filter filter, boolean newest, Page page, long after, long before) {
        long end = System.nanoTime() + LONGEST_NANOS;
        long first = after;
        long last = Math.min(before, reader.head() + 1);
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
        return found(page.cut(positions), next, until, newest);
    }

    private Found found(List<Long> positions, @Nullable String next, long until, boolean newest) {
        List<StoredEvent> events = positions.isEmpty() ? List.of() : reader.at(positions);
        if (newest) {
            events = new ArrayList<>(events);
            Collections.reverse(events);
        }
        return new Found(events, next, until);
    }

    private List<Long> positions(Filter filter, boolean newest, long after, long before, int most) {
        StringBuilder sql = new StringBuilder("select e.position from ledger.event e where e.position > ? and e.position < ?");
        List<Object> arguments = new ArrayList<>(List.of(after, before));
        and(sql, arguments, " and e.grantor_id = ?", filter.grantor() == null ? null : filter.grantor().value());
        and(sql, arguments, concerning("ATTORNEY"), filter.attorney() == null ? null : filter.attorney().value());
        and(sql, arguments, concerning("ISSUER"), filter.issuer() == null ? null : filter.issuer().value());
        and(sql, arguments, " and e.type = ?", filter.type());
        and(sql, arguments, " and e.recorded_by = ?", filter.recorder());
        if (filter.text() != null) {
            // In the "C" collation lower() knows ASCII alone, and is ten times faster. Names of fields are no text anybody looks for.
            String like = like(filter.text());
            sql.append(" and lower(e.payload::text collate \"C\") like ?")
                    .append(" and lower(regexp_replace(e.payload::text, '\"[A-Za-z0-9]+\":', '', 'g') collate \"C\") like ?");
            arguments.addAll(List.of(like, like));
        }
        arguments.add(most);
        String direction = newest ? " desc" : "";
        return jdbc.queryForList(schema.sql(sql + " order by e.position" + direction + " limit ?"), Long.class, arguments.toArray());
    }

    /** As it stands in the payload: escaped as JSON escapes it. */
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

    private static String concerning(String kind) {
        return " and e.position in (select p.position from register.event_party p where p.kind = '" + kind + "' and p.id = ?)";
    }

    private static void and(StringBuilder sql, List<Object> arguments, String condition, @Nullable Object argument) {
        if (argument != null) {
            sql.append(condition);
            arguments.add(argument);
        }
    }
}
