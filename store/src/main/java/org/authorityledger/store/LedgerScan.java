package org.authorityledger.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Position;
import org.authorityledger.events.UnreadableRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole ledger, or what several grantors have of it, grantor by grantor: for reading all of it as fast as possible, by
 * several threads at once. The order of the ledger is in the {@link LedgerFeed}.
 */
public final class LedgerScan {

    private final DataSource dataSource;
    private final String event;

    public LedgerScan(DataSource dataSource) {
        this(dataSource, LedgerReader.LEDGER);
    }

    /**
     * Reads events that are stored elsewhere.
     *
     * @param schema one with a table or view {@code event} like that of the ledger
     */
    public LedgerScan(DataSource dataSource, String schema) {
        this.dataSource = dataSource;
        this.event = schema + ".event";
    }

    /**
     * Some of the grantors, by the order of their ids.
     *
     * @param from the first of them; null: from the very first
     * @param until the first beyond them; null: to the very last
     */
    public record Part(@Nullable String from, @Nullable String until) {

        /** One grantor alone: no id goes on with an exclamation mark, which comes before all that ids are made of. */
        public static Part of(GrantorId grantorId) {
            return new Part(grantorId.value(), grantorId.value() + "!");
        }
    }

    /**
     * Cuts all grantors into parts of about as many records each.
     *
     * @param most at most how many parts
     */
    public List<Part> parts(int most, Position upTo) throws SQLException {
        Set<String> bounds = new LinkedHashSet<>();
        // A grantor has the more chances of being a bound the more records they have.
        long last = upTo.value();
        Object[] drawn = LongStream.range(1, most).map(n -> last / most * n + last % most * n / most).distinct().boxed().toArray();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection
                        .prepareStatement("select distinct grantor_id from " + event + " where position = any(?) order by 1")) {
            statement.setArray(1, connection.createArrayOf("int8", drawn));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    bounds.add(rows.getString(1));
                }
            }
        }
        List<Part> parts = new ArrayList<>();
        String from = null;
        for (String bound : bounds) {
            parts.add(new Part(from, bound));
            from = bound;
        }
        parts.add(new Part(from, null));
        return parts;
    }

    /** Receives the records. */
    @FunctionalInterface
    public interface Taking {

        /** The next record. */
        void take(LedgerRecord record);

        /** The next record cannot be read by this build. */
        default void takeUnreadable(GrantorId grantorId, Position position, RuntimeException why) {
            throw why;
        }
    }

    /** Hands over the records of the grantors of one part, each grantor's together and in order. */
    public void scan(Part part, Position upTo, Taking taking) throws SQLException {
        String sql = "select %s from %s where position <= ?%s%s order by grantor_id, sequence".formatted(EventRows.COLUMNS_FOR_THE_LAW,
                event,
                part.from() == null ? "" : " and grantor_id >= ?", part.until() == null ? "" : " and grantor_id < ?");
        try (Connection connection = dataSource.getConnection()) {
            // The driver fetches row by row only within a transaction.
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setFetchSize(FetchSize.first());
                int n = 1;
                statement.setLong(n++, upTo.value());
                if (part.from() != null) {
                    statement.setString(n++, part.from());
                }
                if (part.until() != null) {
                    statement.setString(n, part.until());
                }
                try (ResultSet rows = statement.executeQuery()) {
                    FetchSize fetched = new FetchSize(rows);
                    while (rows.next()) {
                        StoredEvent event = EventRows.readForTheLaw(rows);
                        fetched.read(event.json().length());
                        hand(event, taking);
                    }
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static void hand(StoredEvent event, Taking taking) {
        LedgerRecord record;
        try {
            record = event.record();
        } catch (UnreadableRecord e) {
            taking.takeUnreadable(event.grantorId(), event.position(), e);
            return;
        }
        taking.take(record);
    }
}
