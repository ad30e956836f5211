package org.authorityledger.query.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.query.answers.Page;
import org.authorityledger.query.register.Moments;
import org.authorityledger.query.register.RegisterSchema;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the recorded events in the order of the ledger; whom they concern is told by the register. */
public final class EventQueries {

    private final JdbcTemplate jdbc;
    private final RegisterSchema schema;
    private final LedgerReader reader;

    public EventQueries(JdbcTemplate jdbc, RegisterSchema schema) {
        this.jdbc = jdbc;
        this.schema = schema;
        this.reader = new LedgerReader(jdbc, schema.events());
    }

    /**
     * Which events; null: whichever.
     *
     * @param after only positions greater than this
     * @param before only positions less than this
     * @param recordedFrom recorded at this instant or later
     * @param recordedUntil recorded before this instant
     */
    public record Filter(@Nullable GrantorId grantor, @Nullable AttorneyId attorney, @Nullable IssuerId issuer, @Nullable String type,
            @Nullable Long after, @Nullable Long before, @Nullable Instant recordedFrom, @Nullable Instant recordedUntil) {}

    /** The positions of a page of them, and one more where there is a next page. */
    public List<Long> positions(Filter filter, Page page) {
        StringBuilder sql = new StringBuilder("select e.position from ledger.event e where true");
        List<Object> arguments = new ArrayList<>();
        and(sql, arguments, " and e.grantor_id = ?", filter.grantor() == null ? null : filter.grantor().value());
        and(sql, arguments, concerning("ATTORNEY"), filter.attorney() == null ? null : filter.attorney().value());
        and(sql, arguments, concerning("ISSUER"), filter.issuer() == null ? null : filter.issuer().value());
        and(sql, arguments, " and e.type = ?", filter.type());
        and(sql, arguments, " and e.position > ?", filter.after());
        and(sql, arguments, " and e.position < ?", filter.before());
        and(sql, arguments, " and e.recorded_at >= ?", filter.recordedFrom() == null ? null : Moments.utc(filter.recordedFrom()));
        and(sql, arguments, " and e.recorded_at < ?", filter.recordedUntil() == null ? null : Moments.utc(filter.recordedUntil()));
        and(sql, arguments, " and e.position > ?", page.first() ? null : page.number(0));
        arguments.add(page.toRead());
        return jdbc.queryForList(schema.sql(sql + " order by e.position limit ?"), Long.class, arguments.toArray());
    }

    /** The events of these positions, in order. */
    public List<StoredEvent> at(List<Long> positions) {
        return reader.at(positions);
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
