package org.authorityledger.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.store.LedgerScan;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Fills an empty register at full speed: not record by record in the order of the ledger, with an update for each version that is closed, but
 * grantor by grantor, each life folded by the same law into its final versions, and these copied in.
 *
 * <p>Indexes and constraints are taken off the empty tables and put on the full ones: that is faster, and what is wrong is found all the same.
 */
public final class RegisterLoad {

    private static final int RECORDS_AT_ONCE = 4_000;
    private static final int NAMES_AT_ONCE = 100_000;
    private static final int MOST_PARTS = 64;
    private static final int RECORDS_WORTH_A_PART = 1_000;
    private static final String NAMES = "party_name";
    /** The longest index first: what is short fills the gap at the end. */
    private static final List<String> TABLES = List.of("event_party", "authority_version", NAMES, "instrument_version");

    /**
     * Where a grantor's records could not be taken in any further.
     *
     * @param position of the first record that could not
     */
    public record Undigested(long position, RuntimeException cause) {}

    private final Map<GrantorId, Undigested> undigested = new ConcurrentHashMap<>();
    private final DataSource owner;
    private final DataSource dataSource;
    private final RegisterSchema schema;
    private final int workers;
    /** Nothing is left out of the events: who has a record has all before it. */
    private final boolean ofAllEvents;

    /**
     * Of an empty register.
     *
     * @param owner connects as the owner of its tables
     * @param dataSource connects as the application; two connections for each worker are used at a time
     */
    public RegisterLoad(DataSource owner, DataSource dataSource, RegisterSchema schema, int workers) {
        this.owner = owner;
        this.dataSource = dataSource;
        this.schema = schema;
        this.workers = workers;
        this.ofAllEvents = schema.events().equals(RegisterSchema.LIVE.events());
    }

    /**
     * Puts in everything up to a position.
     *
     * @param done told from time to time how many more records were put in; what it throws ends the load
     * @param indexing told when all are in and the indexes are made
     */
    public void load(long upToPosition, LongConsumer done, Runnable indexing) throws SQLException, InterruptedException {
        Work work = dropIndexes();
        LedgerScan scan = new LedgerScan(dataSource, schema.events());
        int most = Math.clamp(upToPosition / RECORDS_WORTH_A_PART, 1, MOST_PARTS);
        Queue<LedgerScan.Part> parts = new ConcurrentLinkedQueue<>(upToPosition == 0 ? List.of() : scan.parts(most, upToPosition));
        inParallel(() -> {
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
        putOn(work.indexes());
        putOn(work.afterwards());
    }

    /** Whose records could not be taken in, and from where on. */
    public Map<GrantorId, Undigested> undigested() {
        return Map.copyOf(undigested);
    }

    /** Has every worker do this; the first failure ends all of them. */
    private void inParallel(Callable<@Nullable Void> work) throws SQLException, InterruptedException {
        try (ExecutorService pool = Executors.newFixedThreadPool(workers,
                Thread.ofPlatform().name("register-load-", 0).daemon(true).factory())) {
            List<Future<@Nullable Void>> running = new ArrayList<>();
            for (int n = 0; n < workers; n++) {
                running.add(pool.submit(work));
            }
            try {
                for (Future<@Nullable Void> each : running) {
                    each.get();
                }
            } catch (ExecutionException e) {
                pool.shutdownNow();
                switch (e.getCause()) {
                    case SQLException failure -> throw failure;
                    case RuntimeException failure -> throw failure;
                    case null, default -> throw new IllegalStateException(e);
                }
            } catch (InterruptedException e) {
                pool.shutdownNow();
                throw e;
            }
        }
    }

    /** Has a session not wait for the disk: what a crash may take of a register that is being filled is dropped with the rest of it. */
    private static void useBulkLoadSettings(Connection connection) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute("set synchronous_commit = off");
            // As many sessions work side by side as there are to be: none splits its work any further.
            sql.execute("set max_parallel_maintenance_workers = 0");
            sql.execute("set maintenance_work_mem = '256MB'");
            // Statistics good enough to begin with. Of a live register the server soon makes its own; a workspace is small, and does with these.
            sql.execute("set default_statistics_target = 25");
            // Whole pages of new indexes are logged: to compress them takes longer than to write them. Only a superuser may choose.
            sql.execute("select set_config('wal_compression', 'off', false) where current_setting('is_superuser') = 'on'");
        }
    }

    /** Gives a session back as it was. */
    private static void resetSettings(Connection connection) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute("reset synchronous_commit");
            sql.execute("reset max_parallel_maintenance_workers");
            sql.execute("reset maintenance_work_mem");
            sql.execute("reset default_statistics_target");
            sql.execute("select set_config('wal_compression', reset_val, false) from pg_settings"
                    + " where name = 'wal_compression' and current_setting('is_superuser') = 'on'");
        }
    }

    /** The lives of some grantors as rows, copied in when there are enough. */
    private final class Filling implements LedgerScan.Taking, AutoCloseable {

        private final LongConsumer done;
        private final Connection connection;
        private final RegisterCopy copy;
        /** Over many batches: most names are seen again and again. */
        private final Map<RegisterBatch.NameKeyed, RegisterBatch.NameSeen> names = new HashMap<>();
        private RegisterBatch batch = new RegisterBatch(names);
        private @Nullable GrantorId taking;
        private GrantorRecords known = GrantorRecords.NONE;
        private long records;

        Filling(LongConsumer done) throws SQLException {
            this.done = done;
            this.connection = dataSource.getConnection();
            this.copy = new RegisterCopy(connection, schema);
            useBulkLoadSettings(connection);
        }

        private void next(GrantorId grantorId) {
            if (!grantorId.equals(taking)) {
                if (records >= RECORDS_AT_ONCE) {
                    flush();
                }
                taking = grantorId;
                known = GrantorRecords.NONE;
            }
            records++;
        }

        @Override
        public void takeUnreadable(GrantorId grantorId, long position, RuntimeException why) {
            next(grantorId);
            undigested.putIfAbsent(grantorId, new Undigested(position, why));
        }

        @Override
        public void take(LedgerRecord record) {
            GrantorId grantorId = record.act().grantorId();
            next(grantorId);
            if (undigested.containsKey(grantorId)) {
                return;
            }
            if (ofAllEvents && known.version() != record.sequence()) {
                throw new IllegalStateException("record " + record.sequence() + " of grantor " + grantorId + " came after "
                        + known.version());
            }
            try {
                known = batch.take(record, known);
            } catch (RuntimeException e) {
                undigested.put(grantorId, new Undigested(record.position(), e));
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
                resetSettings(connection);
            }
        }
    }

    @FunctionalInterface
    private interface Copying {
        void run() throws SQLException;
    }

    /**
     * What is done to the full tables, each entry by one session, statement after statement.
     *
     * @param indexes can be made side by side, even on one table
     * @param afterwards takes a table for itself, one entry each
     */
    private record Work(List<List<String>> indexes, List<List<String>> afterwards) {}

    /** Takes the indexes off, and tells how to put them on again: the longest work first. */
    private Work dropIndexes() throws SQLException {
        Work work = new Work(new ArrayList<>(), new ArrayList<>());
        try (Connection connection = owner.getConnection(); Statement sql = connection.createStatement()) {
            // One transaction: the disk is waited for once.
            connection.setAutoCommit(false);
            sql.execute(schema
                    .sql("""
                            create unlogged table register.name_seen
                              (kind text collate "C", id text collate "C", name text collate "C", search_name text collate "C", cik text, position bigint)
                              with (autovacuum_enabled = off)
                            """));
            sql.execute(schema
                    .sql("""
                            do $$ begin
                              execute (select coalesce(string_agg(format('grant insert on register.name_seen to %I', grantee), '; '), 'select 1')
                                from information_schema.role_table_grants
                                where table_schema = 'register' and table_name = 'party_name' and privilege_type = 'INSERT' and grantee <> current_user);
                            end $$
                            """)
                    .replace("'register'", "'" + schema.tables() + "'"));
            for (String table : TABLES) {
                sql.execute("alter table " + schema.table(table) + " set (autovacuum_enabled = off)");
                List<String> afterwards = new ArrayList<>();
                List<String> indexes = dropIndexes(sql, schema.table(table), afterwards);
                afterwards.add(analyze(sql, table));
                if (table.equals(NAMES)) {
                    // The same names are seen in many places; the last recorded counts.
                    indexes.addFirst(schema
                            .sql("""
                                    insert into register.party_name (kind, id, name, search_name, cik, last_position, cik_position)
                                    select kind, id, name, min(search_name), (array_agg(cik order by position desc) filter (where cik is not null))[1],
                                      max(position), max(position) filter (where cik is not null)
                                    from register.name_seen group by kind, id, name
                                    """));
                    work.indexes().add(indexes);
                    afterwards.add(schema.sql("drop table register.name_seen"));
                } else {
                    indexes.forEach(index -> work.indexes().add(List.of(index)));
                }
                work.afterwards().add(afterwards);
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
        return work;
    }

    /**
     * Has the server vacuum a register that was loaded as it does everything: to be called for one that will be written to. Until then it passes by:
     * it would work on what is worked on anyway, and indexes, statistics and a dropping would wait for it.
     */
    public static void letVacuum(JdbcTemplate owner, RegisterSchema schema) {
        for (String table : TABLES) {
            owner.execute("alter table " + schema.table(table) + " reset (autovacuum_enabled)");
        }
    }

    /** For the planner, what it is asked by: nothing is looked up by arrays, JSON or records, and these take longest. */
    private String analyze(Statement sql, String table) throws SQLException {
        try (var row = sql.executeQuery("""
                select string_agg(attname, ', ' order by attnum) from pg_attribute
                where attrelid = '%s'::regclass and attnum > 0 and not attisdropped
                  and atttypid not in ('text[]'::regtype, 'json'::regtype, 'uuid'::regtype)
                """.formatted(schema.table(table)))) {
            row.next();
            return "analyze " + schema.table(table) + " (" + row.getString(1) + ")";
        }
    }

    /** Takes the indexes off one table, and adds how its constraints are made of them. */
    private List<String> dropIndexes(Statement sql, String table, List<String> constraints) throws SQLException {
        List<String> indexes = new ArrayList<>();
        List<String> takeOff = new ArrayList<>();
        try (var rows = sql.executeQuery("""
                select x.relname, pg_get_indexdef(i.indexrelid), c.conname, c.contype from pg_index i
                  join pg_class x on x.oid = i.indexrelid
                  left join pg_constraint c on c.conindid = i.indexrelid and c.contype in ('p', 'u') and c.conrelid = i.indrelid
                where i.indrelid = '%s'::regclass order by 1
                """.formatted(table))) {
            while (rows.next()) {
                String index = rows.getString(1);
                String constraint = rows.getString(3);
                indexes.add(rows.getString(2));
                if (constraint == null) {
                    takeOff.add("drop index " + schema.table(index));
                } else {
                    takeOff.add("alter table " + table + " drop constraint " + constraint);
                    constraints.add("alter table " + table + " add constraint " + constraint
                            + (rows.getString(4).equals("p") ? " primary key" : " unique") + " using index " + index);
                }
            }
        }
        for (String off : takeOff) {
            sql.execute(off);
        }
        return indexes;
    }

    private void putOn(List<List<String>> work) throws SQLException, InterruptedException {
        Queue<List<String>> rest = new ConcurrentLinkedQueue<>(work);
        inParallel(() -> {
            try (Connection connection = owner.getConnection()) {
                useBulkLoadSettings(connection);
                try (Statement sql = connection.createStatement()) {
                    for (List<String> statements = rest.poll(); statements != null; statements = rest.poll()) {
                        for (String statement : statements) {
                            sql.execute(statement);
                        }
                    }
                } finally {
                    resetSettings(connection);
                }
            }
            return null;
        });
    }
}
