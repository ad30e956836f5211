package org.authorityledger.pages.overview;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.EndCause;
import org.authorityledger.events.Position;
import org.authorityledger.questions.undelivered.UndeliveredRevocations;
import org.authorityledger.questions.undelivered.UndeliveredRevocations.UndeliveredRevocation;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what the overview lists: what ended and what ends soon, revocations not delivered to everyone, and the last records. */
final class OverviewLists {

    static final int MOST_LISTED = 8;

    /** The instrument gives a fixed last day, which is yet to come, and the authority has begun. */
    private static final String EXPIRES_WITHIN = """
            v.effective_until > :on and v.effective_until <= :within and v.end_cause = 'EXPIRED'
              and v.known_from <= :knownAt and v.known_until > :knownAt and v.effective_from <= :on
            """;

    private final JdbcClient jdbc;
    private final LedgerReader ledger;
    private final UndeliveredRevocations revocations;

    OverviewLists(JdbcClient jdbc, LedgerReader ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.revocations = new UndeliveredRevocations(jdbc, ledger);
    }

    /** How many authorities end for one cause in a span of days. */
    record Ended(EndCause cause, long count) {}

    /** By cause, how many known authorities end in a span of days, the first included. */
    List<Ended> ended(Instant knownAt, LocalDate from, LocalDate until) {
        return jdbc.sql("""
                select end_cause, count(*) from register.authority_version v
                where v.effective_until >= :from and v.effective_until < :until and v.known_from <= :knownAt and v.known_until > :knownAt
                  and not isempty(v.effective)
                group by end_cause order by 2 desc, 1
                """).param("from", from).param("until", until).param("knownAt", QuestionClock.utc(knownAt))
                .query((row, n) -> new Ended(EndCause.valueOf(row.getString(1)), row.getLong(2))).list();
    }

    /** How many authorities end by the fixed last day of their instrument within a number of days, the day itself not counted. */
    long expiringWithin(Moment moment, int days) {
        return expiring("select count(*)", "", moment, days).query(Long.class).single();
    }

    /** The authorities that end next by a fixed last day. */
    List<Authority> nextToExpire(Moment moment, int days) {
        AuthorityRows.Result rows = new AuthorityRows.Result();
        return expiring("select " + AuthorityRows.COLUMNS,
                " order by v.effective_until, v.source_position, v.attorney_id limit " + MOST_LISTED,
                moment, days).query((row, n) -> rows.authority(row)).list();
    }

    private JdbcClient.StatementSpec expiring(String what, String order, Moment moment, int days) {
        return jdbc.sql(what + " from register.authority_version v where " + EXPIRES_WITHIN + order).param("on", moment.on())
                .param("within", moment.on().plusDays(days)).param("knownAt", QuestionClock.utc(moment.knownAt()));
    }

    /**
     * The last recorded revocations that have not reached everyone on the day; one more than are shown.
     *
     * @param reached up to which position the ledger is read
     */
    List<UndeliveredRevocation> undelivered(Moment moment, Position reached) {
        return revocations.latest(moment, reached, MOST_LISTED + 1);
    }

    /** The last records up to a moment, the latest first. */
    List<StoredEvent> latest(Instant knownAt) {
        List<Position> positions = jdbc
                .sql("select position from ledger.event where recorded_at <= :knownAt order by recorded_at desc limit :most")
                .param("knownAt", QuestionClock.utc(knownAt)).param("most", MOST_LISTED)
                .query((row, n) -> Position.of(row.getLong(1))).list();
        return ledger.at(positions).reversed();
    }
}
