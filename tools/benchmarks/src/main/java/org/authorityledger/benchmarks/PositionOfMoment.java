package org.authorityledger.benchmarks;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Random;
import org.authorityledger.events.Position;
import org.authorityledger.store.LedgerReader;

/**
 * From an instant to the last position recorded by then: the first step of every question with a {@code knownAt} and of every investigation.
 *
 * <p>usage: {@code moment [events]}; 20,000,000 by default. The database fills the table itself. It has three columns of the ledger: the position and
 * the instant, with the ledger's indexes, and a payload of 100 characters.
 */
final class PositionOfMoment {

    private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
    private static final long APART_MICROS = 7_000_000;
    private static final int LOOKUPS = 5_000;

    private PositionOfMoment() {}

    static void run(String... arguments) throws Exception {
        long events = arguments.length == 0 ? 20_000_000 : Long.parseLong(arguments[0]);
        try (BenchmarkLedger ledger = BenchmarkLedger.start()) {
            ledger.jdbc.execute("create schema moments");
            ledger.jdbc.execute(
                    "create unlogged table moments.event (position bigint not null, recorded_at timestamptz not null, payload text)");
            ledger.jdbc.execute("""
                    insert into moments.event select n, '%s'::timestamptz + n * %d * interval '1 microsecond', repeat('x', 100)
                    from generate_series(1, %d::bigint) as n
                    """.formatted(FIRST, APART_MICROS, events));
            ledger.jdbc.execute("alter table moments.event add primary key (position)");
            ledger.jdbc.execute("alter table moments.event add unique (recorded_at)");
            ledger.jdbc.execute("vacuum analyze moments.event");
            LedgerReader reader = new LedgerReader(ledger.jdbc, "moments");
            Random random = new Random(1);
            double[] millis = new double[LOOKUPS];
            for (int n = 0; n < LOOKUPS; n++) {
                long position = 1 + random.nextLong(events);
                Instant moment = FIRST.plus(position * APART_MICROS + random.nextLong(APART_MICROS), ChronoUnit.MICROS);
                long began = System.nanoTime();
                Position found = reader.positionAt(moment);
                millis[n] = (System.nanoTime() - began) / 1e6;
                if (found.value() != position) {
                    throw new IllegalStateException("found " + found + " for " + moment + ", expected " + position);
                }
            }
            double first = millis[0];
            Arrays.sort(millis);
            System.out.printf(
                    "from an instant to its position among %,d events: the first %.2f ms, median %.3f ms, 99 of 100 within %.3f ms,"
                            + " the longest %.2f ms%n",
                    events, first, millis[LOOKUPS / 2], millis[LOOKUPS * 99 / 100], millis[LOOKUPS - 1]);
        }
    }
}
