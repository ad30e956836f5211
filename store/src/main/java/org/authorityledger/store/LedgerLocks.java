package org.authorityledger.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds out who keeps the ledger from being written: a session that holds the lock of all appends, or locks the table of events, in one transaction
 * or session for seconds. Every append waits for it, and gives up after a few seconds. It looks once a second, whatever is asked of the node.
 */
public final class LedgerLocks implements BackgroundWork, AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /** Appends hold the lock for milliseconds. */
    private static final Duration BRIEF = Duration.ofMillis(2_500);

    /** An advisory lock's number stands in pg_locks in two halves. A prepared transaction has no process. */
    private static final String HOLDERS = """
            select distinct l.pid, l.virtualtransaction, a.usename, a.application_name
            from pg_locks l left join pg_stat_activity a on a.pid = l.pid
            where l.granted and l.database = (select oid from pg_database where datname = current_database())
              and (l.locktype = 'advisory' and l.mode = 'ExclusiveLock' and l.objsubid = 1
                     and l.classid::bigint << 32 | l.objid::bigint = %d
                or l.locktype = 'relation' and l.relation = %d
                     and l.mode in ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'))
            """;

    private final JdbcTemplate jdbc;
    private final Worker worker = new Worker("ledger-locks", INTERVAL, this::look);
    /** Since when each has been seen without a break. Known to the worker alone. */
    private Map<Holder, Long> seen = Map.of();
    private @Nullable String holders;
    private volatile @Nullable Held held;

    /**
     * Who holds a lock.
     *
     * @param pid of its session's process in the database; 0 for a prepared transaction
     * @param transaction as the database numbers it: another one is another holding
     */
    private record Holder(int pid, String transaction, @Nullable String role, @Nullable String application) {}

    /**
     * A lock that is held.
     *
     * @param by the session, in words for an operator
     * @param lasting for how long, as far as seen
     */
    public record Held(String by, Duration lasting) {}

    LedgerLocks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    LedgerLocks start() {
        worker.start();
        return this;
    }

    /** Who has kept the ledger from being written for seconds; null when no one does. */
    public @Nullable Held held() {
        return held;
    }

    private void look() {
        Map<Holder, Long> now = new HashMap<>();
        Held longest = null;
        for (Holder holder : jdbc.query(holders(),
                (row, n) -> new Holder(row.getInt(1), row.getString(2), row.getString(3), row.getString(4)))) {
            long since = seen.getOrDefault(holder, System.nanoTime());
            now.put(holder, since);
            Duration lasting = Duration.ofNanos(System.nanoTime() - since);
            if (longest == null || lasting.compareTo(longest.lasting()) > 0) {
                longest = new Held(words(holder), lasting);
            }
        }
        seen = now;
        held = longest == null || longest.lasting().compareTo(BRIEF) < 0 ? null : longest;
    }

    private String holders() {
        String sql = holders;
        if (sql == null) {
            // By its number: to look the table up by name each time might wait for the very lock.
            Long table = jdbc.queryForObject("select 'ledger.event'::regclass::oid::bigint", Long.class);
            sql = HOLDERS.formatted(AdvisoryLock.APPEND_LOCK, table == null ? 0 : table);
            holders = sql;
        }
        return sql;
    }

    private static String words(Holder holder) {
        String role = holder.role() == null ? "" : ", role " + holder.role();
        String application = holder.application() == null || holder.application().isEmpty() ? "" : ", application " + holder.application();
        return holder.pid() == 0 ? "a prepared transaction" : "the database session with pid " + holder.pid() + role + application;
    }

    @Override
    public List<Pulse> pulses() {
        return worker.pulses();
    }

    @Override
    public void close() {
        worker.close();
    }
}
