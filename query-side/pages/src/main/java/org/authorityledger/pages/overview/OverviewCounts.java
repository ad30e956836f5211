package org.authorityledger.pages.overview;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Position;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.follow.DeadLetters;
import org.authorityledger.register.follow.Generation;
import org.authorityledger.register.follow.RegisterPosition;
import org.authorityledger.store.BackgroundWork;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.Pulse;
import org.authorityledger.store.Worker;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts what is in force on any day, as known at any moment. All authorities are counted once, by the days on which they begin and end;
 * the counts are kept with the position up to which the ledger was counted. What is known at another position differs only for grantors
 * with records in between: the nearest counts that are kept are changed for these grantors alone.
 */
final class OverviewCounts implements BackgroundWork, AutoCloseable {

    /** Counts of now may be this old while more is recorded; the page says up to which position they are. */
    private static final Duration OLDEST = Duration.ofSeconds(1);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final int MOST_KEPT = 32;
    /** If more records than this share of the ledger lie in between, counting everything is faster than counting their grantors. */
    private static final int NEAR = 12;

    private final JdbcClient jdbc;
    private final RegisterPosition position;
    private final LedgerReader ledger;
    private final DeadLetters letters;
    private final Generation generation;
    private final Worker worker = new Worker("overview-counts", INTERVAL, this::countFirst);
    private final NavigableMap<Position, InForceCounts> kept = new ConcurrentSkipListMap<>();
    private volatile RegisterState counted = new RegisterState(null, Set.of());
    private volatile @Nullable InForceCounts now;
    private boolean started;

    OverviewCounts(JdbcClient jdbc, RegisterPosition position, LedgerReader ledger, DeadLetters letters, Generation generation) {
        this.jdbc = jdbc;
        this.position = position;
        this.ledger = ledger;
        this.letters = letters;
        this.generation = generation;
        worker.start();
    }

    /** What may change what the register says of the past: a rebuild, and grantors with records that could not be processed. */
    private record RegisterState(@Nullable Position builtTo, Set<GrantorId> waiting) {}

    /** What is in force as known at a moment. For now it may be a second old, which its position shows. */
    InForceCounts of(AsOf asOf) {
        if (!asOf.isNow()) {
            return at(Position.min(position.position(), ledger.positionAt(asOf.knownAt())));
        }
        InForceCounts last = now;
        return last != null && fresh(last) ? last : countNow();
    }

    private boolean fresh(InForceCounts counts) {
        // The counts of an empty ledger say nothing about its first records.
        boolean young = !counts.position().isStart() && counts.at().plus(OLDEST).isAfter(Instant.now());
        return young || counts.position().equals(position.position()) && counted.equals(state());
    }

    /** One visitor counts; those who come meanwhile wait for the same counts. */
    private synchronized InForceCounts countNow() {
        InForceCounts before = now;
        if (before != null && fresh(before)) {
            return before;
        }
        InForceCounts latest = at(position.position());
        now = latest;
        if (before != null && !before.position().equals(latest.position())) {
            kept.remove(before.position());
        }
        return latest;
    }

    /** The first visitor should not have to wait; but what the ledger needs to start comes first. */
    private void countFirst() {
        if (!started) {
            started = true;
        } else if (now == null) {
            countNow();
        }
    }

    @Override
    public List<Pulse> pulses() {
        return worker.pulses();
    }

    private RegisterState state() {
        return new RegisterState(generation.builtTo(), letters.waiting());
    }

    private InForceCounts at(Position reached) {
        RegisterState state = state();
        if (!state.equals(counted)) {
            kept.clear();
            counted = state;
        }
        InForceCounts counts = kept.get(reached);
        if (counts == null) {
            counts = count(reached);
            kept.put(reached, counts);
            while (kept.size() > MOST_KEPT) {
                closest().ifPresent(kept::remove);
            }
        }
        return counts;
    }

    /** Of the positions that are kept, the one nearest to the one before it: it can be counted again fastest. */
    private Optional<Position> closest() {
        List<Position> positions = new ArrayList<>(kept.keySet());
        return IntStream.range(1, positions.size() - 1).boxed()
                .min(Comparator.comparingLong(n -> positions.get(n).recordsSince(positions.get(n - 1))))
                .map(positions::get);
    }

    private static long between(Position one, Position other) {
        return Math.max(one.recordsSince(other), other.recordsSince(one));
    }

    private InForceCounts count(Position reached) {
        if (reached.equals(Position.START)) {
            return InForceCounts.none();
        }
        InForceCounts nearest = Stream.of(kept.floorEntry(reached), kept.ceilingEntry(reached)).filter(Objects::nonNull)
                .map(Map.Entry::getValue).min(Comparator.comparingLong(one -> between(one.position(), reached))).orElse(null);
        Instant recordedAt = recordedAt(reached);
        if (nearest == null || between(nearest.position(), reached) > reached.value() / NEAR) {
            InForceCounts.Changes all = new InForceCounts.Changes(new HashMap<>(), new HashMap<>());
            add(all, recordedAt, null, 1);
            return InForceCounts.none().and(all, reached, recordedAt);
        }
        String[] grantors = jdbc.sql("select distinct grantor_id from ledger.event where position > :after and position <= :upTo")
                .param("after", Position.min(reached, nearest.position()).value())
                .param("upTo", Position.max(reached, nearest.position()).value())
                .query(String.class).list().toArray(String[]::new);
        InForceCounts.Changes changes = new InForceCounts.Changes(new HashMap<>(), new HashMap<>());
        add(changes, recordedAt, grantors, 1);
        if (!nearest.position().isStart()) {
            add(changes, nearest.knownAt(), grantors, -1);
        }
        return nearest.and(changes, reached, recordedAt);
    }

    private Instant recordedAt(Position reached) {
        return ledger.at(List.of(reached)).getFirst().record().recordedAt();
    }

    /**
     * Adds what begins and ends as known at a moment.
     *
     * @param grantors of whom; null: of everyone
     * @param sign -1 to subtract it
     */
    private void add(InForceCounts.Changes changes, Instant knownAt, String @Nullable [] grantors, int sign) {
        // An instrument counts from its first authority to its last: in practice no act leaves a gap between them.
        String theirs = grantors == null ? "" : " and grantor_id = any(:grantors)";
        JdbcClient.StatementSpec sql = jdbc.sql("""
                with known as materialized (
                  select grantor_id, poa_id, effective_from, effective_until from register.authority_version
                  where known_from <= :knownAt and known_until > :knownAt and not isempty(effective)%s
                ), instrument as (
                  select min(effective_from) as effective_from,
                    nullif(max(coalesce(effective_until, 'infinity'::date)), 'infinity'::date) as effective_until
                  from known group by grantor_id, poa_id
                )
                select 'A', effective_from, count(*) from known group by effective_from
                union all select 'A', effective_until, -count(*) from known where effective_until is not null group by effective_until
                union all select 'I', effective_from, count(*) from instrument group by effective_from
                union all select 'I', effective_until, -count(*) from instrument where effective_until is not null group by effective_until
                """.formatted(theirs)).param("knownAt", QuestionClock.utc(knownAt));
        (grantors == null ? sql : sql.param("grantors", grantors)).query(row -> {
            (row.getString(1).equals("A") ? changes.authorities() : changes.instruments())
                    .merge(Objects.requireNonNull(row.getObject(2, LocalDate.class)), sign * row.getLong(3), Long::sum);
        });
    }

    @Override
    public void close() {
        worker.close();
    }
}
