package org.authorityledger.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * An advisory lock of the database that this process holds on a connection of its own, until it is closed or the process ends. Locks that end with
 * a transaction are not objects: see the methods that take a {@link JdbcTemplate}.
 *
 * <p>The numbers of all locks are here: two parts of the ledger that used one number would wait for each other without need.
 */
public final class AdvisoryLock implements AutoCloseable {

    /** Held by {@code ledger.append}: after passing it, a transaction sees everything that was recorded before. */
    public static final long APPEND_LOCK = 7_227_160_424L;
    /** Shared by those that follow the feed into a register; exclusive to the one that replaces the register. */
    public static final long REGISTER_SWITCH = 7_227_160_425L;
    /** Held by the one node that rebuilds a register. */
    public static final long REBUILD = 7_227_160_426L;
    /** Held by the one node that works on the transparency log. */
    public static final long LOG = 7_227_160_427L;
    /** Held while an investigation is opened, so that open investigations are counted right. */
    public static final long OPENING_AN_INVESTIGATION = 7_227_160_428L;
    /** Held by the one node that reads files of filings. */
    public static final long READING_FILINGS = 7_227_160_429L;
    /** Held while it is recorded what a person says about findings, so that no two statements contradict each other. */
    public static final long STATING_ABOUT_FINDINGS = 7_227_160_430L;
    /** Held while an example is recorded in an empty ledger, so that it is the only one. */
    public static final long FIRST_RECORDS = 7_227_160_431L;
    /** Held by the one node that fetches filings from EDGAR. */
    public static final long FETCHING_FILINGS = 7_227_160_440L;
    /** Held by the one node that looks what people are to be reminded of. */
    public static final long REMINDER_DIGESTS = 7_227_160_432L;
    /** Held by the one node that sends reminders by mail. */
    public static final long REMINDER_MAIL = 7_227_160_433L;
    /** Held by the one node that sends reminders to webhooks. */
    public static final long REMINDER_WEBHOOKS = 7_227_160_434L;

    /** Held while it is decided what becomes of a proposal: this number, or one of the 65,536 that follow, by the proposal. */
    public static final long DECIDING_A_PROPOSAL = 7_227_200_000L;

    /** Held while it is decided whether a command that waits is approved: this number, or one of the 65,536 that follow, by the approval. */
    public static final long DECIDING_AN_APPROVAL = 7_227_300_000L;

    /** Held while a command is let wait, so that those of one person are counted right: this number, or one that follows, by the person. */
    public static final long SUBMITTING_A_COMMAND = 7_227_400_000L;

    private static final Logger LOGGER = LoggerFactory.getLogger(AdvisoryLock.class);
    private static final int VALID_SECONDS = 2;

    private final Connection connection;
    private final long number;

    private AdvisoryLock(Connection connection, long number) {
        this.connection = connection;
        this.number = number;
    }

    /** Takes a lock if it is free; empty where another process or connection holds it. */
    public static Optional<AdvisoryLock> tryHold(DataSource dataSource, long number) {
        return take(dataSource, number, "select pg_try_advisory_lock(?)");
    }

    /** Takes a lock, and waits for it as long as another holds it. */
    public static AdvisoryLock hold(DataSource dataSource, long number) {
        return take(dataSource, number, "select pg_advisory_lock(?) is not null").orElseThrow();
    }

    private static Optional<AdvisoryLock> take(DataSource dataSource, long number, String sql) {
        try {
            Connection connection = dataSource.getConnection();
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setLong(1, number);
                try (ResultSet row = statement.executeQuery()) {
                    if (row.next() && row.getBoolean(1)) {
                        return Optional.of(new AdvisoryLock(connection, number));
                    }
                }
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("could not take the advisory lock " + number, e);
        }
    }

    /** Whether the connection still lives that holds the lock. Where it does not, the database has released the lock. */
    public boolean held() {
        try {
            return connection.isValid(VALID_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    /** The connection that holds the lock, for work that must not outlive it. The caller leaves it as it was, and does not close it. */
    public Connection connection() {
        return connection;
    }

    /** Releases the lock and closes its connection. */
    @Override
    public void close() {
        try (connection; PreparedStatement statement = connection.prepareStatement("select pg_advisory_unlock(?)")) {
            statement.setLong(1, number);
            statement.execute();
        } catch (SQLException e) {
            LOGGER.debug("could not release the advisory lock {}; a connection that is broken holds nothing", number, e);
        }
    }

    /** Waits for a lock, and holds it until the end of the current transaction. */
    public static void holdInTransaction(JdbcTemplate jdbc, long number) {
        jdbc.query("select pg_advisory_xact_lock(?)", row -> {}, number);
    }

    /** Waits until no one holds a lock alone, and keeps others from doing so until the end of the current transaction. */
    public static void shareInTransaction(JdbcTemplate jdbc, long number) {
        jdbc.query("select pg_advisory_xact_lock_shared(?)", row -> {}, number);
    }

    /** Takes a lock until the end of the current transaction, if it is free. Without a transaction: whether it is free. */
    public static boolean tryHoldInTransaction(JdbcTemplate jdbc, long number) {
        return Boolean.TRUE.equals(jdbc.queryForObject("select pg_try_advisory_xact_lock(?)", Boolean.class, number));
    }
}
