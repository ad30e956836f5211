package org.authorityledger.query.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.EndCause;
import org.authorityledger.query.register.AuthorityRows;
import org.authorityledger.query.register.Moments;
import org.authorityledger.query.register.RegisterPosition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads what the overview counts. What is in force on any day is added up once from where authorities begin and end, over all of them, and kept: for
 * what is known now it is added up again beside the answering of pages, when the register has moved on, and tells the position it was read at.
 */
final class Figures implements AutoCloseable {

    private static final Duration OLDEST = Duration.ofSeconds(3);
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final int MOST_LISTED = 8;
    /** Later than any record, and earlier than the end of what is still known so. */
    private static final Instant FOR_EVER = Instant.parse("9999-12-31T00:00:00Z");
    private static final Logger LOG = LoggerFactory.getLogger(Figures.class);

    private final JdbcTemplate jdbc;
    private final RegisterPosition position;
    private final ScheduledExecutorService counting = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("dashboard-figures").daemon(true).factory());
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile @Nullable Counted now;

    Figures(JdbcTemplate jdbc, RegisterPosition position) {
        this.jdbc = jdbc;
        this.position = position;
        // Whoever looks first shall not wait; but what the ledger needs to start comes first.
        counting.schedule(this::countAnew, WARM_UP.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * How many were in force when.
     *
     * @param authorities on each day on which the number changes, the number from then on
     * @param instruments likewise, of instruments under which somebody has authority
     * @param undelivered revocations that were signed but not delivered to everyone whom they would end, those with the most people first
     * @param position up to where the register was read
     */
    record Counted(TreeMap<LocalDate, Long> authorities, TreeMap<LocalDate, Long> instruments, List<Undelivered> undelivered, long position,
            Instant at) {

        long authoritiesOn(LocalDate day) {
            return on(authorities, day);
        }

        long instrumentsOn(LocalDate day) {
            return on(instruments, day);
        }

        private static long on(TreeMap<LocalDate, Long> counts, LocalDate day) {
            Map.Entry<LocalDate, Long> last = counts.floorEntry(day);
            return last == null ? 0 : last.getValue();
        }
    }

    /** A revocation that has not reached everyone. */
    record Undelivered(UUID recordId, String grantorId, String poaId, LocalDate signedOn, int missing) {}

    /** How many end for one cause in a span of days. */
    record Ended(EndCause cause, long count) {}

    /** An authority that ends, or came to be known. */
    record Listed(Authority authority, Instant knownFrom) {}

    /** What is counted as of a moment of knowledge. */
    Counted counted(AsOf asOf) {
        if (!asOf.isNow()) {
            return count(asOf.knownAt());
        }
        Counted last = now;
        if (last == null) {
            last = count(asOf.knownAt());
            now = last;
        } else if (last.position() != position.position() && last.at().plus(OLDEST).isBefore(Instant.now())
                && underWay.compareAndSet(false, true)) {
            counting.execute(this::countAnew);
        }
        return last;
    }

    private void countAnew() {
        try {
            now = count(FOR_EVER);
        } catch (DataAccessException e) {
            LOG.debug("could not count; the next view tries again", e);
        } finally {
            underWay.set(false);
        }
    }

    private Counted count(Instant knownAt) {
        long reached = position.position();
        TreeMap<LocalDate, Long> authorities = new TreeMap<>();
        TreeMap<LocalDate, Long> instruments = new TreeMap<>();
        // One pass: what instruments have is the union of what their authorities have, which no act makes fall apart in practice.
        jdbc.query("""
                with known as materialized (
                  select grantor_id, poa_id, effective_from, effective_until from register.authority_version
                  where known_from <= ? and known_until > ? and not isempty(effective)
                ), instrument as (
                  select min(effective_from) as effective_from,
                    nullif(max(coalesce(effective_until, 'infinity'::date)), 'infinity'::date) as effective_until
                  from known group by grantor_id, poa_id
                )
                select 'A', effective_from, count(*) from known group by effective_from
                union all select 'A', effective_until, -count(*) from known where effective_until is not null group by effective_until
                union all select 'I', effective_from, count(*) from instrument group by effective_from
                union all select 'I', effective_until, -count(*) from instrument where effective_until is not null group by effective_until
                """, row -> {
            (row.getString(1).equals("A") ? authorities : instruments).merge(Objects.requireNonNull(row.getObject(2, LocalDate.class)),
                    row.getLong(3),
                    Long::sum);
        }, Moments.utc(knownAt), Moments.utc(knownAt));
        return new Counted(addUp(authorities), addUp(instruments), undelivered(knownAt), reached, Instant.now());
    }

    private static TreeMap<LocalDate, Long> addUp(TreeMap<LocalDate, Long> changes) {
        TreeMap<LocalDate, Long> totals = new TreeMap<>();
        long total = 0;
        for (Map.Entry<LocalDate, Long> change : changes.entrySet()) {
            total += change.getValue();
            totals.put(change.getKey(), total);
        }
        return totals;
    }

    /** Authorities that a signed revocation would end, and that are open all the same. */
    private List<Undelivered> undelivered(Instant knownAt) {
        return jdbc.query("""
                select e.record_id, e.grantor_id, e.payload ->> 'poaId' as poa_id, (e.payload ->> 'signedOn')::date as signed_on,
                  count(*) as missing
                from ledger.event e join register.authority_version v
                  on v.grantor_id = e.grantor_id and v.poa_id = e.payload ->> 'poaId'
                where e.type = 'PowerOfAttorneyRevoked' and e.recorded_at <= ? and v.known_from <= ? and v.known_until > ?
                  and v.role = 'NAMED' and v.effective_until is null
                  and (coalesce(json_array_length((e.payload -> 'attorneys')::json), 0) = 0
                    or v.attorney_id in (select json_array_elements_text((e.payload -> 'attorneys')::json)))
                  and not exists (select 1 from ledger.event r where r.grantor_id = e.grantor_id and r.type = 'RecordRetracted'
                    and r.recorded_at <= ? and r.payload ->> 'recordId' = e.record_id::text)
                group by e.position, e.record_id, e.grantor_id, 3, 4 order by missing desc, e.position desc limit ?
                """,
                (row, n) -> new Undelivered(Objects.requireNonNull(row.getObject("record_id", UUID.class)), row.getString("grantor_id"),
                        row.getString("poa_id"), Objects.requireNonNull(row.getObject("signed_on", LocalDate.class)),
                        row.getInt("missing")),
                Moments.utc(knownAt), Moments.utc(knownAt), Moments.utc(knownAt), Moments.utc(knownAt), MOST_LISTED + 1);
    }

    /** By cause, how many known authorities end in a span of days, the first included. */
    List<Ended> ended(AsOf asOf, LocalDate from, LocalDate until) {
        return jdbc.query(
                """
                        select end_cause, count(*) from register.authority_version v
                        where v.effective_until >= ? and v.effective_until < ? and v.known_from <= ? and v.known_until > ? and not isempty(v.effective)
                        group by end_cause order by 2 desc, 1
                        """,
                (row, n) -> new Ended(EndCause.valueOf(row.getString(1)), row.getLong(2)), from, until, Moments.utc(asOf.knownAt()),
                Moments.utc(asOf.knownAt()));
    }

    /** How many end by the fixed date of their instrument within so many days, the day itself not counted. */
    long expiringWithin(AsOf asOf, int days) {
        Long count = jdbc.queryForObject(
                """
                        select count(*) from register.authority_version v
                        where v.effective_until > ? and v.effective_until <= ? and v.end_cause = 'EXPIRED' and v.known_from <= ? and v.known_until > ?
                          and v.effective_from <= ?
                        """,
                Long.class, asOf.on(), asOf.on().plusDays(days), Moments.utc(asOf.knownAt()), Moments.utc(asOf.knownAt()), asOf.on());
        return count == null ? 0 : count;
    }

    /** Those that end next by a fixed date. */
    List<Listed> nextToExpire(AsOf asOf, int days) {
        return listed("""
                v.effective_until > ? and v.effective_until <= ? and v.end_cause = 'EXPIRED' and v.known_from <= ? and v.known_until > ?
                  and v.effective_from <= ? order by v.effective_until, v.source_position, v.attorney_id""", asOf.on(),
                asOf.on().plusDays(days), Moments.utc(asOf.knownAt()), Moments.utc(asOf.knownAt()), asOf.on());
    }

    private List<Listed> listed(String condition, Object... arguments) {
        return jdbc.query(
                "select " + AuthorityRows.COLUMNS + " from register.authority_version v where " + condition + " limit " + MOST_LISTED,
                (row, n) -> new Listed(AuthorityRows.authority(row),
                        Objects.requireNonNull(row.getObject("known_from", java.time.OffsetDateTime.class))
                                .toInstant()),
                arguments);
    }

    /** The last positions recorded up to a moment, the latest first. */
    List<Long> latest(Instant knownAt) {
        return new ArrayList<>(
                jdbc.queryForList("select position from ledger.event where recorded_at <= ? order by recorded_at desc limit ?",
                        Long.class, Moments.utc(knownAt), MOST_LISTED));
    }

    @Override
    public void close() {
        counting.shutdownNow();
    }
}
