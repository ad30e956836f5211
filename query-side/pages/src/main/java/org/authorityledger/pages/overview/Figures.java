package org.authorityledger.pages.overview;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.EndCause;
import org.authorityledger.events.GrantorId;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.register.DeadLetters;
import org.authorityledger.register.Generation;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterPosition;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.LedgerReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads what the overview counts. What is in force on any day is added up once from where authorities begin and end, over all of them, and kept with
 * the position up to which it is known. What is known at another position differs only for grantors of whom something was recorded in between: from the
 * nearest kept one it is reached by counting these alone.
 */
final class Figures implements AutoCloseable {

    private static final Duration OLDEST = Duration.ofSeconds(3);
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    static final int MOST_LISTED = 8;
    private static final int MOST_KEPT = 32;
    /** Across more records than this share of the ledger, counting everything is faster than counting whom they concern. */
    private static final int NEAR = 12;
    private static final Logger LOG = LoggerFactory.getLogger(Figures.class);

    private final JdbcTemplate jdbc;
    private final RegisterPosition position;
    private final LedgerReader ledger;
    private final DeadLetters letters;
    private final Generation generation;
    private final ScheduledExecutorService counting = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("dashboard-figures").daemon(true).factory());
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final NavigableMap<Long, Counted> kept = new ConcurrentSkipListMap<>();
    private volatile Basis basis = new Basis(-1, Set.of());
    private volatile @Nullable Counted now;

    Figures(JdbcTemplate jdbc, RegisterPosition position, LedgerReader ledger, DeadLetters letters) {
        this.jdbc = jdbc;
        this.position = position;
        this.ledger = ledger;
        this.letters = letters;
        this.generation = new Generation(jdbc, RegisterSchema.LIVE);
        // Whoever looks first shall not wait; but what the ledger needs to start comes first.
        counting.schedule(this::countAnew, WARM_UP.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What may change what the register says of the past: that it was built anew, and whose records wait. */
    private record Basis(long builtTo, Set<GrantorId> waiting) {}

    /**
     * How many were in force when.
     *
     * @param authorities on each day on which the number changes, the number from then on
     * @param instruments likewise, of instruments under which somebody has authority
     * @param position up to where this was known
     */
    record Counted(TreeMap<LocalDate, Long> authorities, TreeMap<LocalDate, Long> instruments, long position, Instant at) {

        private static Counted nothing() {
            return new Counted(new TreeMap<>(), new TreeMap<>(), 0, Instant.EPOCH);
        }

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

        private Counted and(Changes changes, long reached) {
            return new Counted(plus(authorities, changes.authorities()), plus(instruments, changes.instruments()), reached, Instant.now());
        }

        private static TreeMap<LocalDate, Long> plus(TreeMap<LocalDate, Long> totals, Map<LocalDate, Long> changes) {
            TreeMap<LocalDate, Long> all = new TreeMap<>(changes);
            long before = 0;
            for (Map.Entry<LocalDate, Long> total : totals.entrySet()) {
                all.merge(total.getKey(), total.getValue() - before, Long::sum);
                before = total.getValue();
            }
            TreeMap<LocalDate, Long> sums = new TreeMap<>();
            long sum = 0;
            for (Map.Entry<LocalDate, Long> change : all.entrySet()) {
                if (change.getValue() != 0) {
                    sum += change.getValue();
                    sums.put(change.getKey(), sum);
                }
            }
            return sums;
        }
    }

    /** By how much numbers change on which day. */
    private record Changes(Map<LocalDate, Long> authorities, Map<LocalDate, Long> instruments) {}

    /** A revocation that has not reached everyone. */
    record Undelivered(UUID recordId, String grantorId, String poaId, LocalDate signedOn, int missing) {}

    /** How many end for one cause in a span of days. */
    record Ended(EndCause cause, long count) {}

    /** An authority that ends, or came to be known. */
    record Listed(Authority authority, Instant knownFrom) {}

    /** What is counted as of a moment of knowledge. For now it may be some seconds old, and says so by its position. */
    Counted counted(AsOf asOf) {
        if (!asOf.isNow()) {
            return at(Math.min(position.position(), ledger.positionAt(asOf.knownAt())));
        }
        Counted last = now;
        if (last == null) {
            last = at(position.position());
            now = last;
        } else if (last.at().plus(OLDEST).isBefore(Instant.now()) && (last.position() != position.position() || !basis.equals(basis()))
                && underWay.compareAndSet(false, true)) {
            counting.execute(this::countAnew);
        }
        return last;
    }

    private void countAnew() {
        try {
            Counted before = now;
            now = at(position.position());
            if (before != null && before.position() != now.position()) {
                kept.remove(before.position());
            }
        } catch (DataAccessException e) {
            LOG.debug("could not count; the next view tries again", e);
        } finally {
            underWay.set(false);
        }
    }

    private Basis basis() {
        return new Basis(generation.builtTo(), letters.waiting());
    }

    private Counted at(long reached) {
        Basis found = basis();
        if (!found.equals(basis)) {
            kept.clear();
            basis = found;
        }
        Counted counted = kept.get(reached);
        if (counted == null) {
            counted = count(reached);
            kept.put(reached, counted);
            while (kept.size() > MOST_KEPT) {
                crowded().ifPresent(kept::remove);
            }
        }
        return counted;
    }

    /** Of those kept the one nearest to the one before it: what is lost with it is reached again soonest. */
    private Optional<Long> crowded() {
        List<Long> positions = new ArrayList<>(kept.keySet());
        return IntStream.range(1, positions.size() - 1).boxed().min(Comparator.comparingLong(n -> positions.get(n) - positions.get(n - 1)))
                .map(positions::get);
    }

    private Counted count(long reached) {
        if (reached == 0) {
            return Counted.nothing();
        }
        Counted nearest = Stream.of(kept.floorEntry(reached), kept.ceilingEntry(reached)).filter(Objects::nonNull).map(Map.Entry::getValue)
                .min(Comparator.comparingLong(one -> Math.abs(one.position() - reached))).orElse(null);
        if (nearest == null || Math.abs(nearest.position() - reached) > reached / NEAR) {
            return Counted.nothing().and(changes(reached, null, 0), reached);
        }
        String[] grantors = jdbc.queryForList("select distinct grantor_id from ledger.event where position > ? and position <= ?",
                String.class, Math.min(reached, nearest.position()), Math.max(reached, nearest.position())).toArray(String[]::new);
        return nearest.and(changes(reached, grantors, nearest.position()), reached);
    }

    /**
     * What begins and ends as known at a position.
     *
     * @param grantors of whom; null: of everyone
     * @param less less what was known at this position; 0: nothing was
     */
    private Changes changes(long reached, String @Nullable [] grantors, long less) {
        Changes changes = new Changes(new HashMap<>(), new HashMap<>());
        add(changes, reached, grantors, 1);
        if (less > 0) {
            add(changes, less, grantors, -1);
        }
        return changes;
    }

    private void add(Changes changes, long reached, String @Nullable [] grantors, int sign) {
        // What instruments have is the union of what their authorities have, which no act makes fall apart in practice.
        String of = grantors == null ? "" : " and grantor_id = any(?)";
        OffsetDateTime knownAt = QuestionClock.utc(ledger.at(List.of(reached)).getFirst().record().recordedAt());
        List<Object> arguments = new ArrayList<>(List.of(knownAt, knownAt));
        if (grantors != null) {
            arguments.add(grantors);
        }
        jdbc.query("""
                with known as materialized (
                  select grantor_id, poa_id, effective_from, effective_until from register.authority_version
                  where known_from <= ? and known_until > ? and not isempty(effective)%s
                ), instrument as (
                  select min(effective_from) as effective_from,
                    nullif(max(coalesce(effective_until, 'infinity'::date)), 'infinity'::date) as effective_until
                  from known group by grantor_id, poa_id
                )
                select 'A', effective_from, count(*) from known group by effective_from
                union all select 'A', effective_until, -count(*) from known where effective_until is not null group by effective_until
                union all select 'I', effective_from, count(*) from instrument group by effective_from
                union all select 'I', effective_until, -count(*) from instrument where effective_until is not null group by effective_until
                """.formatted(of), row -> {
            (row.getString(1).equals("A") ? changes.authorities() : changes.instruments())
                    .merge(Objects.requireNonNull(row.getObject(2, LocalDate.class)), sign * row.getLong(3), Long::sum);
        }, arguments.toArray());
    }

    /**
     * Revocations that were signed, but on this day had not reached everyone whose authority they would end and who still has it, the last recorded
     * ones first; one more than are shown.
     */
    List<Undelivered> undelivered(AsOf asOf) {
        // From the newest back until enough are found: the fences keep the planner from joining all of them first.
        return jdbc.query(
                """
                        select e.record_id, e.grantor_id, e.poa_id, e.signed_on, m.missing
                        from (
                          select position, record_id, grantor_id, payload ->> 'poaId' as poa_id, (payload ->> 'signedOn')::date as signed_on,
                            array(select json_array_elements_text(payload -> 'attorneys')) as attorneys
                          from ledger.event where type = 'PowerOfAttorneyRevoked' and position <= ? order by position desc offset 0
                        ) as e cross join lateral (
                          select count(*) as missing from (select * from register.authority_version a where a.grantor_id = e.grantor_id offset 0) as v
                          where v.poa_id = e.poa_id and v.role = 'NAMED' and v.known_from <= ? and v.known_until > ? and not isempty(v.effective)
                            and (v.effective_until is null or v.effective_until > ?)
                            and (cardinality(e.attorneys) = 0 or v.attorney_id = any(e.attorneys))
                        ) as m
                        where e.signed_on <= ? and m.missing > 0
                          and not exists (select from ledger.event r where r.grantor_id = e.grantor_id and r.type = 'RecordRetracted'
                            and r.position <= ? and r.payload ->> 'recordId' = e.record_id::text)
                        order by e.position desc limit ?
                        """,
                (row, n) -> new Undelivered(Objects.requireNonNull(row.getObject("record_id", UUID.class)), row.getString("grantor_id"),
                        row.getString("poa_id"), Objects.requireNonNull(row.getObject("signed_on", LocalDate.class)),
                        row.getInt("missing")),
                position(asOf), QuestionClock.utc(asOf.knownAt()), QuestionClock.utc(asOf.knownAt()), asOf.on(), asOf.on(), position(asOf),
                MOST_LISTED + 1);
    }

    private long position(AsOf asOf) {
        return asOf.isNow() ? position.position() : ledger.positionAt(asOf.knownAt());
    }

    /** By cause, how many known authorities end in a span of days, the first included. */
    List<Ended> ended(AsOf asOf, LocalDate from, LocalDate until) {
        return jdbc.query(
                """
                        select end_cause, count(*) from register.authority_version v
                        where v.effective_until >= ? and v.effective_until < ? and v.known_from <= ? and v.known_until > ? and not isempty(v.effective)
                        group by end_cause order by 2 desc, 1
                        """,
                (row, n) -> new Ended(EndCause.valueOf(row.getString(1)), row.getLong(2)), from, until, QuestionClock.utc(asOf.knownAt()),
                QuestionClock.utc(asOf.knownAt()));
    }

    /** How many end by the fixed date of their instrument within so many days, the day itself not counted. */
    long expiringWithin(AsOf asOf, int days) {
        Long count = jdbc.queryForObject(
                """
                        select count(*) from register.authority_version v
                        where v.effective_until > ? and v.effective_until <= ? and v.end_cause = 'EXPIRED' and v.known_from <= ? and v.known_until > ?
                          and v.effective_from <= ?
                        """,
                Long.class, asOf.on(), asOf.on().plusDays(days), QuestionClock.utc(asOf.knownAt()), QuestionClock.utc(asOf.knownAt()), asOf.on());
        return count == null ? 0 : count;
    }

    /** Those that end next by a fixed date. */
    List<Listed> nextToExpire(AsOf asOf, int days) {
        return listed("""
                v.effective_until > ? and v.effective_until <= ? and v.end_cause = 'EXPIRED' and v.known_from <= ? and v.known_until > ?
                  and v.effective_from <= ? order by v.effective_until, v.source_position, v.attorney_id""", asOf.on(),
                asOf.on().plusDays(days), QuestionClock.utc(asOf.knownAt()), QuestionClock.utc(asOf.knownAt()), asOf.on());
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
                        Long.class, QuestionClock.utc(knownAt), MOST_LISTED));
    }

    @Override
    public void close() {
        counting.shutdownNow();
    }
}
