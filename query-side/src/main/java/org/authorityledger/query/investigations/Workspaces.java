package org.authorityledger.query.investigations;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.history.ActJson;
import org.authorityledger.query.register.Moments;
import org.authorityledger.query.register.RegisterBatch;
import org.authorityledger.query.register.RegisterSchema;
import org.authorityledger.query.register.RegisterWriter;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoreConfiguration.Migrations;
import org.authorityledger.store.StoredEvent;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes and drops workspaces: for each investigation one schema, with a register of its own and its own view of the events.
 *
 * <p>The events are not copied. The view shows those of the ledger up to the point, without those left out, and those that are supposed, which
 * lie in a table of the workspace.
 */
final class Workspaces {

    private static final int GRANTORS_AT_ONCE = 100;
    private static final int ROWS = 1000;
    private static final String NAMED = "^investigation_[0-9a-f]{32}$";

    private final Migrations migrations;
    private final JdbcTemplate owner;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    Workspaces(Migrations migrations, JdbcTemplate jdbc, TransactionTemplate transactions) {
        this.migrations = migrations;
        this.owner = new JdbcTemplate(migrations.owner());
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * Replays what is supposed into a new workspace.
     *
     * @param done told from time to time how many records are replayed
     * @param cancelled whether it is not wanted any more
     * @return the SHA-256 over the premise and what the workspace holds
     * @throws CancellationException when it is not
     */
    byte[] make(UUID id, Premise premise, LongConsumer done, BooleanSupplier cancelled) {
        RegisterSchema schema = Investigation.schema(id);
        migrations.migrate("register", schema.tables());
        events(schema, premise);
        replay(schema, premise, done, cancelled);
        for (String table : List.of("authority_version", "instrument_version", "event_party", "party_name")) {
            owner.execute("analyze " + schema.table(table));
        }
        return digest(schema, premise);
    }

    private void events(RegisterSchema schema, Premise premise) {
        owner.execute("create table " + schema.table("supposed") + " (like ledger.event including all)");
        owner.execute("create table " + schema.table("scope")
                + " (grantor_id text collate \"C\" not null, constraint a_grantor_is_named_once primary key (grantor_id))");
        SortedSet<GrantorId> scope = premise.scope();
        if (scope != null) {
            owner.batchUpdate(schema.sql("insert into register.scope (grantor_id) values (?)"), scope, ROWS,
                    (statement, grantorId) -> statement.setString(1, grantorId.value()));
        }
        owner.batchUpdate(schema.sql("""
                insert into register.supposed (position, record_id, grantor_id, sequence, type, revision, recorded_at, recorded_by, payload)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?::json)
                """), premise.assumed(), ROWS, (statement, record) -> {
            statement.setLong(1, record.position());
            statement.setObject(2, record.recordId().value());
            statement.setString(3, record.act().grantorId().value());
            statement.setLong(4, record.sequence());
            statement.setString(5, ActJson.type(record.act()));
            statement.setString(6, ActJson.revision(record.act()));
            statement.setObject(7, Moments.utc(record.recordedAt()));
            statement.setString(8, record.recordedBy());
            statement.setString(9, ActJson.write(record.act()));
        });
        String leftOut = premise.without().isEmpty()
                ? ""
                : " and e.record_id <> all (array["
                        + premise.without().stream().map(recordId -> "'" + recordId + "'::uuid").collect(Collectors.joining(", ")) + "])";
        String scoped = scope == null ? "" : " and e.grantor_id in (select s.grantor_id from " + schema.table("scope") + " s)";
        owner.execute(
                "create view " + schema.table("event") + " as select e.* from ledger.event e where e.position <= " + premise.position()
                        + leftOut + scoped + " union all select s.* from " + schema.table("supposed") + " s");
        String role = migrations.applicationRole().replace("\"", "\"\"");
        owner.execute("grant select on " + schema.table("event") + ", " + schema.table("supposed") + ", " + schema.table("scope") + " to \""
                + role + "\"");
    }

    /** Grantor by grantor, each life folded by the law into its versions: what one grantor's records give no other's can change. */
    private void replay(RegisterSchema schema, Premise premise, LongConsumer done, BooleanSupplier cancelled) {
        LedgerReader reader = new LedgerReader(jdbc, schema.events());
        RegisterWriter writer = new RegisterWriter(jdbc, schema);
        long replayed = 0;
        List<GrantorId> some = grantors(schema, premise, "");
        while (!some.isEmpty()) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("the investigation was closed");
            }
            Map<GrantorId, List<LedgerRecord>> lives = new LinkedHashMap<>();
            for (StoredEvent event : reader.streams(some, Long.MAX_VALUE)) {
                lives.computeIfAbsent(event.record().act().grantorId(), key -> new ArrayList<>()).add(event.record());
            }
            RegisterBatch batch = new RegisterBatch();
            for (List<LedgerRecord> life : lives.values()) {
                GrantorRecords known = GrantorRecords.NONE;
                for (LedgerRecord record : life) {
                    known = batch.take(record, known);
                }
                replayed += life.size();
            }
            transactions.executeWithoutResult(status -> writer.write(batch));
            done.accept(replayed);
            some = grantors(schema, premise, some.getLast().value());
        }
        if (replayed != premise.records()) {
            throw new IllegalStateException("replayed " + replayed + " records where there are " + premise.records());
        }
    }

    private List<GrantorId> grantors(RegisterSchema schema, Premise premise, String after) {
        if (premise.scope() != null) {
            return jdbc.query(schema.sql("select grantor_id from register.scope where grantor_id > ? order by grantor_id limit ?"),
                    (row, n) -> GrantorId.of(row.getString(1)), after, GRANTORS_AT_ONCE);
        }
        // The ledger's own table: a grantor whose first record is left out still has others.
        return jdbc.query("""
                select grantor_id from (
                  (select grantor_id from ledger.event where sequence = 0 and position <= ? and grantor_id > ? order by grantor_id limit ?)
                  union
                  (select distinct grantor_id from %s where grantor_id > ?)
                ) as g order by grantor_id limit ?
                """.formatted(schema.table("supposed")), (row, n) -> GrantorId.of(row.getString(1)), premise.position(), after,
                GRANTORS_AT_ONCE, after, GRANTORS_AT_ONCE);
    }

    private byte[] digest(RegisterSchema schema, Premise premise) {
        MessageDigest digest = Premise.sha256();
        digest.update(premise.text().getBytes(StandardCharsets.UTF_8));
        transactions.executeWithoutResult(status -> {
            jdbc.execute("set local timezone = 'UTC'");
            jdbc.execute("set local datestyle = 'ISO, YMD'");
            rows(digest, schema,
                    "select e.position, e.record_id, e.grantor_id, e.sequence, e.type, e.revision, e.recorded_at, e.payload::text"
                            + " from ledger.event e order by e.position");
            rows(digest, schema, "select t.* from register.authority_version t order by t.source_position, t.attorney_id, t.known_from");
            rows(digest, schema, "select t.* from register.instrument_version t order by t.grantor_id, t.poa_id, t.known_from");
            rows(digest, schema, "select t.* from register.party_name t order by t.kind, t.id, t.name");
            rows(digest, schema, "select t.* from register.event_party t order by t.kind, t.id, t.position");
        });
        return digest.digest();
    }

    private void rows(MessageDigest digest, RegisterSchema schema, String sql) {
        jdbc.query(connection -> {
            var statement = connection.prepareStatement(schema.sql("select r::text from (" + sql + ") as r"));
            statement.setFetchSize(ROWS);
            return statement;
        }, row -> {
            digest.update(row.getString(1).getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
        });
    }

    /** Drops the workspace, if there is one. */
    void drop(UUID id) {
        drop(Investigation.schema(id).tables());
    }

    private void drop(String schema) {
        owner.execute("drop schema if exists " + schema + " cascade");
    }

    /** Drops every workspace but those of these, which are asked for only after the workspaces there are have been listed. */
    int dropAllBut(Supplier<List<UUID>> kept) {
        // In this order: one is recorded as opened before its workspace is made.
        List<String> all = jdbc.queryForList("select nspname from pg_namespace where nspname ~ ?", String.class, NAMED);
        List<String> names = kept.get().stream().map(id -> Investigation.schema(id).tables()).toList();
        List<String> leftOver = all.stream().filter(name -> !names.contains(name)).toList();
        leftOver.forEach(this::drop);
        return leftOver.size();
    }
}
