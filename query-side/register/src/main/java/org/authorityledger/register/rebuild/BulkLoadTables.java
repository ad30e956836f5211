package org.authorityledger.register.rebuild;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.authorityledger.register.RegisterSchema;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The tables of a register that is filled at once. Their indexes and constraints are dropped while they are empty and created when they are full:
 * that is faster, and finds every fault just the same.
 */
final class BulkLoadTables {

    private static final String NAMES = "party_name";
    /** The longest index first: a short one fills the gap at the end. */
    static final List<String> TABLES = List.of("event_party", "authority_version", NAMES, "instrument_version",
            "party_facts_version", "stated_kind");

    private final DataSource owner;
    private final RegisterSchema schema;
    /** Statements that can run side by side, even on one table. Each entry is for one session. */
    private final List<List<String>> indexes = new ArrayList<>();
    /** Statements that need a table for themselves, one entry for each table. */
    private final List<List<String>> constraints = new ArrayList<>();

    /** @param owner connects as the owner of the tables */
    BulkLoadTables(DataSource owner, RegisterSchema schema) {
        this.owner = owner;
        this.schema = schema;
    }

    /** Drops the indexes, and keeps the statements that create them again. */
    void dropIndexes() throws SQLException {
        try (Connection connection = owner.getConnection(); Statement sql = connection.createStatement()) {
            // One transaction waits for the disk only once.
            connection.setAutoCommit(false);
            createNamesSeen(sql);
            for (String table : TABLES) {
                sql.execute("alter table " + schema.table(table) + " set (autovacuum_enabled = off)");
                List<String> onIndexes = new ArrayList<>();
                List<String> afterwards = new ArrayList<>();
                dropIndexes(sql, schema.table(table), onIndexes, afterwards);
                dropPolicies(sql, schema.table(table), afterwards);
                afterwards.add(analyze(sql, table));
                if (table.equals(NAMES)) {
                    onIndexes.addFirst(fillNames());
                    indexes.add(onIndexes);
                    afterwards.add(schema.sql("drop table register.name_seen"));
                } else {
                    onIndexes.forEach(index -> indexes.add(List.of(index)));
                }
                constraints.add(afterwards);
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    /** Creates the indexes and the constraints that are made of them, in several sessions. */
    void createIndexes(int sessions) throws SQLException, InterruptedException {
        execute(indexes, sessions);
        execute(constraints, sessions);
    }

    private void execute(List<List<String>> work, int sessions) throws SQLException, InterruptedException {
        Queue<List<String>> rest = new ConcurrentLinkedQueue<>(work);
        SideBySide.run(sessions, () -> {
            try (Connection connection = owner.getConnection()) {
                BulkLoadSession.useBulkLoadSettings(connection);
                try (Statement sql = connection.createStatement()) {
                    for (List<String> statements = rest.poll(); statements != null; statements = rest.poll()) {
                        for (String statement : statements) {
                            sql.execute(statement);
                        }
                    }
                } finally {
                    BulkLoadSession.resetSettings(connection);
                }
            }
            return null;
        });
    }

    /** The table in which each worker writes the names it saw. */
    private void createNamesSeen(Statement sql) throws SQLException {
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
    }

    /** The same names are seen in many places; the last recorded counts. */
    private String fillNames() {
        return schema.sql("""
                insert into register.party_name (kind, id, name, search_name, cik, last_position, cik_position)
                select kind, id, name, min(search_name), (array_agg(cik order by position desc) filter (where cik is not null))[1],
                  max(position), max(position) filter (where cik is not null)
                from register.name_seen group by kind, id, name
                """);
    }

    /**
     * Lets the server vacuum a register that will be written to from now on. During the load it must not: it would process what is being changed
     * anyway, and keep indexes, statistics and a drop waiting.
     */
    static void letVacuum(JdbcTemplate owner, RegisterSchema schema) {
        for (String table : TABLES) {
            owner.execute("alter table " + schema.table(table) + " reset (autovacuum_enabled)");
        }
    }

    /** Statistics for the columns that questions look up. Arrays, JSON and record ids are never looked up, and would take longest. */
    private String analyze(Statement sql, String table) throws SQLException {
        try (ResultSet row = sql.executeQuery("""
                select string_agg(attname, ', ' order by attnum) from pg_attribute
                where attrelid = '%s'::regclass and attnum > 0 and not attisdropped
                  and atttypid not in ('text[]'::regtype, 'json'::regtype, 'uuid'::regtype)
                """.formatted(schema.table(table)))) {
            row.next();
            return "analyze " + schema.table(table) + " (" + row.getString(1) + ")";
        }
    }

    /** The server copies into no table that has row-level security: it comes back before anyone asks this register. */
    private static void dropPolicies(Statement sql, String table, List<String> afterwards) throws SQLException {
        boolean secured;
        try (ResultSet row = sql.executeQuery("select relrowsecurity from pg_class where oid = '" + table + "'::regclass")) {
            secured = row.next() && row.getBoolean(1);
        }
        if (secured) {
            sql.execute("alter table " + table + " disable row level security");
            afterwards.add("alter table " + table + " enable row level security");
        }
    }

    /** Drops the indexes of one table. */
    private void dropIndexes(Statement sql, String table, List<String> createIndexes, List<String> addConstraints) throws SQLException {
        List<String> drops = new ArrayList<>();
        try (ResultSet rows = sql.executeQuery("""
                select x.relname, pg_get_indexdef(i.indexrelid), c.conname, c.contype from pg_index i
                  join pg_class x on x.oid = i.indexrelid
                  left join pg_constraint c on c.conindid = i.indexrelid and c.contype in ('p', 'u') and c.conrelid = i.indrelid
                where i.indrelid = '%s'::regclass order by 1
                """.formatted(table))) {
            while (rows.next()) {
                String index = rows.getString(1);
                String constraint = rows.getString(3);
                createIndexes.add(rows.getString(2));
                if (constraint == null) {
                    drops.add("drop index " + schema.table(index));
                } else {
                    drops.add("alter table " + table + " drop constraint " + constraint);
                    addConstraints.add("alter table " + table + " add constraint " + constraint
                            + (rows.getString(4).equals("p") ? " primary key" : " unique") + " using index " + index);
                }
            }
        }
        for (String drop : drops) {
            sql.execute(drop);
        }
    }
}
