package org.authorityledger.register.rebuild;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Position;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.register.RowSize;
import org.authorityledger.register.follow.FirstFailure;
import org.authorityledger.register.follow.RegisterBatch;
import org.authorityledger.store.LedgerScan;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Fills an empty register at full speed: not record by record in the order of the ledger, with an update for each version that is closed, but
 * grantor by grantor. The same law computes the final versions of everything recorded of a grantor, and these are copied in.
 */
public final class RegisterLoad {

    private static final int RECORDS_AT_ONCE = 4_000;
    private static final int NAMES_AT_ONCE = 100_000;
    private static final int MOST_PARTS = 64;
    private static final int RECORDS_WORTH_A_PART = 1_000;

    private final Map<GrantorId, FirstFailure> failures = new ConcurrentHashMap<>();
    private final BulkLoadTables tables;
    private final DataSource dataSource;
    private final RegisterSchema schema;
    private final int workers;
    /** No event is left out: a record comes after all records before it. */
    private final boolean ofAllEvents;

    /**
     * Of an empty register.
     *
     * @param owner connects as the owner of its tables
     * @param dataSource connects as the application; each worker uses two connections at a time
     */
    public RegisterLoad(DataSource owner, DataSource dataSource, RegisterSchema schema, int workers) {
        this.tables = new BulkLoadTables(owner, schema);
        this.dataSource = dataSource;
        this.schema = schema;
        this.workers = workers;
        this.ofAllEvents = schema.events().equals(RegisterSchema.LIVE.events());
    }

    /**
     * Loads everything up to a position.
     *
     * @param done receives now and then how many more records are loaded; what it throws ends the load
     * @param indexing runs when all records are loaded, before the indexes are created
     */
    public void load(Position upToPosition, LongConsumer done, Runnable indexing) throws SQLException, InterruptedException {
        int most = Math.clamp(upToPosition.value() / RECORDS_WORTH_A_PART, 1, MOST_PARTS);
        LedgerScan scan = new LedgerScan(dataSource, schema.events());
        load(scan, upToPosition.equals(Position.START) ? List.of() : scan.parts(most, upToPosition), upToPosition, done, indexing);
    }

    /** Loads everything up to a position in one part: for few events among many. */
    public void loadAtOnce(Position upToPosition, LongConsumer done) throws SQLException, InterruptedException {
        load(new LedgerScan(dataSource, schema.events()), List.of(new LedgerScan.Part(null, null)), upToPosition, done, () -> {});
    }

    /** Loads what was recorded of some grantors up to a position, as {@link #load(Position, LongConsumer, Runnable)} does of all. */
    public void load(Collection<GrantorId> grantors, Position upToPosition, LongConsumer done) throws SQLException, InterruptedException {
        load(new LedgerScan(dataSource, schema.events()), grantors.stream().map(LedgerScan.Part::of).toList(), upToPosition, done,
                () -> {});
    }

    private void load(LedgerScan scan, List<LedgerScan.Part> all, Position upToPosition, LongConsumer done, Runnable indexing)
            throws SQLException, InterruptedException {
        tables.dropIndexes();
        Queue<LedgerScan.Part> parts = new ConcurrentLinkedQueue<>(all);
        SideBySide.run(workers, () -> {
            try (Filling filling = new Filling(done)) {
                for (LedgerScan.Part part = parts.poll(); part != null; part = parts.poll()) {
                    scan.scan(part, upToPosition, filling);
                }
                filling.flush();
                filling.flushNames();
            }
            return null;
        });
        indexing.run();
        tables.createIndexes(workers);
    }

    /** The grantors with records that could not be processed, and the first such record of each. */
    public Map<GrantorId, FirstFailure> failures() {
        return Map.copyOf(failures);
    }

    /** Computes the rows of some grantors, and copies them in when there are enough. */
    private final class Filling implements LedgerScan.Taking, AutoCloseable {

        private final LongConsumer done;
        private final Connection connection;
        private final RegisterCopy copy;
        /** Kept over many batches: most names are seen again and again. */
        private final Map<RegisterBatch.NameKeyed, RegisterBatch.NameSeen> names = new HashMap<>();
        private RegisterBatch batch = new RegisterBatch(names);
        private @Nullable GrantorId grantor;
        private GrantorRecords known = GrantorRecords.NONE;
        private long records;

        Filling(LongConsumer done) throws SQLException {
            this.done = done;
            this.connection = dataSource.getConnection();
            this.copy = new RegisterCopy(connection, schema);
            BulkLoadSession.useBulkLoadSettings(connection);
        }

        private void next(GrantorId grantorId) {
            if (!grantorId.equals(grantor)) {
                if (records >= RECORDS_AT_ONCE || batch.size() >= RowSize.WRITTEN_AT_ONCE) {
                    flush();
                }
                grantor = grantorId;
                known = GrantorRecords.NONE;
            }
            records++;
        }

        @Override
        public void takeUnreadable(GrantorId grantorId, Position position, RuntimeException why) {
            next(grantorId);
            failures.putIfAbsent(grantorId, new FirstFailure(position, why));
        }

        @Override
        public void take(LedgerRecord record) {
            GrantorId grantorId = record.act().grantorId();
            next(grantorId);
            if (failures.containsKey(grantorId)) {
                return;
            }
            if (ofAllEvents && !known.version().nextSequence().equals(record.sequence())) {
                throw new IllegalStateException("record " + record.sequence() + " of grantor " + grantorId + " came after "
                        + known.version());
            }
            try {
                known = batch.take(record, known);
            } catch (RuntimeException e) {
                failures.put(grantorId, new FirstFailure(record.position(), e));
            }
        }

        void flush() {
            copying(() -> copy.write(batch));
            done.accept(records);
            batch = new RegisterBatch(names);
            records = 0;
            if (names.size() > NAMES_AT_ONCE) {
                flushNames();
            }
        }

        void flushNames() {
            copying(() -> copy.write(names));
            names.clear();
        }

        private void copying(Copying work) {
            try {
                work.run();
            } catch (SQLException e) {
                throw new DataAccessResourceFailureException("could not copy into " + schema.tables(), e);
            }
        }

        @Override
        public void close() throws SQLException {
            try (connection) {
                BulkLoadSession.resetSettings(connection);
            }
        }
    }

    @FunctionalInterface
    private interface Copying {
        void run() throws SQLException;
    }
}
