package org.authorityledger.query.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
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

/**
 * Fills an empty register at full speed: not record by record in the order of the ledger, with an update for each version that is closed, but
 * grantor by grantor, each life folded by the same law into its final versions, and these copied in.
 *
 * <p>Indexes and constraints are taken off the empty tables and put on the full ones: that is faster, and what is wrong is found all the same.
 */
public final class RegisterLoad {

    private static final int RECORDS_AT_ONCE = 4_000;
    private static final int PARTS = 64;
    private static final List<String> TABLES = List.of("authority_version", "instrument_version", "event_party", "party_name");

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
    }

    /**
     * Puts in everything up to a position.
     *
     * @param done told from time to time how many more records were put in; what it throws ends the load
     * @param indexing told when all are in and the indexes are made
     */
    public void load(long upToPosition, LongConsumer done, Runnable indexing) throws SQLException, InterruptedException {
        List<Taken> taken = takeOffIndexes();
        LedgerScan scan = new LedgerScan(dataSource);
        Queue<LedgerScan.Part> parts = new ConcurrentLinkedQueue<>(upToPosition == 0 ? List.of() : scan.parts(PARTS, upToPosition));
        inParallel(() -> {
            for (LedgerScan.Part part = parts.poll(); part != null; part = parts.poll()) {
                try (Filling filling = new Filling(done)) {
                    scan.scan(part, upToPosition, filling::take);
                    filling.flush();
                }
            }
            return null;
        });
        indexing.run();
        gatherNames();
        putOnIndexes(taken);
    }

    /** Whose records could not be taken in, and from where on. */
    public Map<GrantorId, Undigested> undigested() {
        return Map.copyOf(undigested);
    }

    private void inParallel(Callable<@Nullable Void> work) throws SQLException, InterruptedException {
        List<Callable<@Nullable Void>> all = new ArrayList<>();
        for (int n = 0; n < workers; n++) {
            all.add(work);
        }
        inParallel(all);
    }

    private void inParallel(List<Callable<@Nullable Void>> work) throws SQLException, InterruptedException {
        try (ExecutorService pool = Executors.newFixedThreadPool(workers,
                Thread.ofPlatform().name("register-load-", 0).daemon(true).factory())) {
            List<Future<@Nullable Void>> running = new ArrayList<>();
            work.forEach(each -> running.add(pool.submit(each)));
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

    /** The lives of some grantors as rows, copied in when there are enough. */
    private final class Filling implements AutoCloseable {

        private final LongConsumer done;
        private final Connection connection;
        private RegisterBatch batch = new RegisterBatch();
        private GrantorRecords known = GrantorRecords.NONE;
        private long records;

        Filling(LongConsumer done) throws SQLException {
            this.done = done;
            this.connection = dataSource.getConnection();
        }

        void take(LedgerRecord record) {
            if (record.sequence() == 0) {
                if (records >= RECORDS_AT_ONCE) {
                    flush();
                }
                known = GrantorRecords.NONE;
            }
            records++;
            if (undigested.containsKey(record.act().grantorId())) {
                return;
            }
            if (known.version() != record.sequence()) {
                throw new IllegalStateException("record " + record.sequence() + " of grantor " + record.act().grantorId() + " came after "
                        + known.version());
            }
            try {
                known = batch.take(record, known);
            } catch (RuntimeException e) {
                undigested.put(record.act().grantorId(), new Undigested(record.position(), e));
            }
        }

        void flush() {
            if (!batch.closedAuthorities.isEmpty() || !batch.closedInstruments.isEmpty()) {
                throw new IllegalStateException("a whole life closes nothing but what it opened");
            }
            try {
                new RegisterCopy(connection, schema).write(batch);
            } catch (SQLException e) {
                throw new DataAccessResourceFailureException("could not copy into " + schema.tables(), e);
            }
            done.accept(records);
            batch = new RegisterBatch();
            records = 0;
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    /** The same names are seen in many places; the last recorded counts. */
    private void gatherNames() throws SQLException {
        try (Connection connection = owner.getConnection(); Statement sql = connection.createStatement()) {
            sql.execute(schema.sql("""
                    insert into register.party_name (kind, id, name, search_name, cik, last_position, cik_position)
                    select kind, id, name, min(search_name), (array_agg(cik order by position desc) filter (where cik is not null))[1],
                      max(position), max(position) filter (where cik is not null)
                    from register.name_seen group by kind, id, name
                    """));
            sql.execute(schema.sql("drop table register.name_seen"));
        }
    }

    /** What was taken off a table, and how to put it on again. */
    private record Taken(String table, String putOn) {}

    private List<Taken> takeOffIndexes() throws SQLException {
        List<Taken> taken = new ArrayList<>();
        try (Connection connection = owner.getConnection(); Statement sql = connection.createStatement()) {
            sql.execute(schema
                    .sql("""
                            create unlogged table register.name_seen
                              (kind text collate "C", id text collate "C", name text collate "C", search_name text collate "C", cik text, position bigint)
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
                List<String> takeOff = new ArrayList<>();
                try (var rows = sql.executeQuery(
                        "select conname, pg_get_constraintdef(oid) from pg_constraint where contype in ('p', 'u', 'x') and conrelid = '"
                                + schema.table(table) + "'::regclass order by 1")) {
                    while (rows.next()) {
                        takeOff.add("alter table " + schema.table(table) + " drop constraint " + rows.getString(1));
                        taken.add(new Taken(table,
                                "alter table " + schema.table(table) + " add constraint " + rows.getString(1) + " " + rows.getString(2)));
                    }
                }
                for (String off : takeOff) {
                    sql.execute(off);
                }
                takeOff.clear();
                try (var rows = sql.executeQuery("select indexname, indexdef from pg_indexes where schemaname = '" + schema.tables()
                        + "' and tablename = '" + table + "' order by 1")) {
                    while (rows.next()) {
                        takeOff.add("drop index " + schema.table(rows.getString(1)));
                        taken.add(new Taken(table, rows.getString(2)));
                    }
                }
                for (String off : takeOff) {
                    sql.execute(off);
                }
            }
        }
        return taken;
    }

    private void putOnIndexes(List<Taken> taken) throws SQLException, InterruptedException {
        List<Callable<@Nullable Void>> work = new ArrayList<>();
        for (String table : TABLES) {
            work.add(() -> {
                try (Connection connection = owner.getConnection(); Statement sql = connection.createStatement()) {
                    sql.execute("set maintenance_work_mem = '256MB'");
                    try {
                        for (Taken one : taken) {
                            if (one.table().equals(table)) {
                                sql.execute(one.putOn());
                            }
                        }
                        sql.execute("analyze " + schema.table(table));
                    } finally {
                        sql.execute("reset maintenance_work_mem");
                    }
                }
                return null;
            });
        }
        inParallel(work);
    }
}
