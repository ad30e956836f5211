package org.authorityledger.questions.workspaces;

import java.security.SecureRandom;
import javax.sql.DataSource;
import org.authorityledger.store.AdvisoryLock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Shows other processes that this one is alive: an advisory lock with a random number, which the database releases when the process ends.
 */
public final class ProcessLock implements AutoCloseable {

    private final DataSource dataSource;
    private final long number = new SecureRandom().nextLong();
    private @Nullable AdvisoryLock lock;

    public ProcessLock(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Takes the lock, if this process does not hold it yet, and returns its number. */
    public synchronized long hold() {
        if (lock == null || !lock.held()) {
            close();
            lock = AdvisoryLock.hold(dataSource, number);
        }
        return number;
    }

    /** Its number, whether it is held or not. */
    public long number() {
        return number;
    }

    /** Whether the process that held the lock with this number has ended. */
    public static boolean ended(long number, JdbcTemplate jdbc) {
        return AdvisoryLock.tryHoldInTransaction(jdbc, number);
    }

    @Override
    public synchronized void close() {
        AdvisoryLock held = lock;
        lock = null;
        if (held != null) {
            held.close();
        }
    }
}
