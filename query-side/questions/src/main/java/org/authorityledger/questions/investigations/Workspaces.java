package org.authorityledger.questions.investigations;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Position;
import org.authorityledger.history.ActJson;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.register.InstrumentRows;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterOverlay;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.register.rebuild.OverlayTables;
import org.authorityledger.register.rebuild.RegisterLoad;
import org.authorityledger.store.StoreConfiguration.Migrations;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes and drops workspaces: for each investigation one schema, with its own register and its own view of the events. The register of an overlay
 * holds the streams that are replayed, and reads all others from the live one.
 *
 * <p>The events are not copied. The view shows the events of the ledger up to the point, without those left out, and the assumed ones,
 * which are in a table of the workspace.
 */
final class Workspaces {

    /** Several are replayed side by side. */
    private static final int WORKERS = 1;
    private static final int ROWS = 1000;
    /** Each may have a payload of a megabyte. */
    private static final int FETCHED = 50;
    private static final String NAMED = "^investigation_[0-9a-f]{32}$";

    private final Migrations migrations;
    private final JdbcTemplate owner;
    private final TransactionTemplate asOwner;
    private final DataSource dataSource;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    Workspaces(Migrations migrations, DataSource dataSource, JdbcTemplate jdbc, TransactionTemplate transactions) {
        this.migrations = migrations;
        this.owner = new JdbcTemplate(migrations.owner());
        this.asOwner = new TransactionTemplate(new JdbcTransactionManager(migrations.owner()));
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * Replays a plan into a new workspace.
     *
     * @param done receives the number of records replayed, from time to time
     * @param cancelled whether to stop
     * @return the SHA-256 over the plan and the content of the workspace
     * @throws CancellationException if {@code cancelled}
     */
    byte[] make(UUID id, InvestigationPlan plan, LongConsumer done, BooleanSupplier cancelled) {
        RegisterSchema schema = Investigation.schema(id);
        if (plan.touched() == null) {
            migrations.migrate("register", schema.tables());
            asOwner.executeWithoutResult(status -> events(schema, plan));
            replay(schema, plan, done, cancelled);
        } else {
            OverlayTables tables = new OverlayTables(owner, schema);
            asOwner.executeWithoutResult(status -> {
                tables.create(migrations.applicationRole());
                events(schema, plan);
            });
            replay(schema, plan, done, cancelled);
            tables.finish(jdbc, plan.touched().stream().map(GrantorId::value).toList(), plan.position());
        }
        return digest(schema, plan);
    }

    private void events(RegisterSchema schema, InvestigationPlan plan) {
        owner.execute("create table " + schema.table("supposed") + " (like ledger.event including all)");
        owner.execute("create table " + schema.table("scope")
                + " (grantor_id text collate \"C\" not null, constraint a_grantor_is_named_once primary key (grantor_id))");
        SortedSet<GrantorId> scope = plan.scope();
        if (scope != null) {
            owner.batchUpdate(schema.sql("insert into register.scope (grantor_id) values (?)"), scope, ROWS,
                    (statement, grantorId) -> statement.setString(1, grantorId.value()));
        }
        owner.batchUpdate(schema.sql("""
                insert into register.supposed (position, record_id, grantor_id, sequence, type, revision, recorded_at, recorded_by, payload)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?::json)
                """), plan.assumed(), ROWS, (statement, record) -> {
            statement.setLong(1, record.position().value());
            statement.setObject(2, record.recordId().value());
            statement.setString(3, record.act().grantorId().value());
            statement.setLong(4, record.sequence().value());
            statement.setString(5, ActJson.type(record.act()));
            statement.setString(6, ActJson.revision(record.act()));
            statement.setObject(7, QuestionClock.utc(record.recordedAt()));
            statement.setString(8, record.recordedBy());
            statement.setString(9, ActJson.write(record.act()));
        });
        String columns = String.join(", u.", owner.queryForList("""
                select attname::text from pg_attribute
                where attrelid = 'ledger.event'::regclass and attnum > 0 and not attisdropped order by attnum
                """, String.class));
        String leftOut = plan.without().isEmpty()
                ? ""
                : " and u.record_id <> all (array["
                        + plan.without().stream().map(recordId -> "'" + recordId + "'::uuid").collect(Collectors.joining(", ")) + "])";
        String scoped = scope == null ? "" : " and u.grantor_id in (select s.grantor_id from " + schema.table("scope") + " s)";
        // Put together first, and then cut: so each is read by its own indexes, in the order of the ledger.
        owner.execute("create view " + schema.table("event") + " with (security_invoker) as select u." + columns
                + " from (select e.*, false as supposed from ledger.event e union all select s.*, true as supposed from "
                + schema.table("supposed") + " s) as u where u.supposed or u.position <= " + plan.position() + leftOut + scoped);
        String role = migrations.applicationRole().replace("\"", "\"\"");
        owner.execute("grant select on " + schema.table("event") + ", " + schema.table("supposed") + ", " + schema.table("scope") + " to \""
                + role + "\"");
    }

    private void replay(RegisterSchema schema, InvestigationPlan plan, LongConsumer done, BooleanSupplier cancelled) {
        AtomicLong replayed = new AtomicLong();
        RegisterLoad load = new RegisterLoad(migrations.owner(), dataSource, schema, WORKERS);
        try {
            Position last = Position.of(plan.position().value() + plan.assumed().size());
            LongConsumer loaded = more -> {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException("the investigation was closed");
                }
                done.accept(replayed.addAndGet(more));
            };
            if (plan.touched() == null) {
                load.load(last, loaded, () -> {});
            } else {
                load.load(plan.touched(), last, loaded);
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("could not replay into " + schema.tables(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the server is stopping");
        }
        load.failures().forEach((grantorId, failure) -> {
            throw new IllegalStateException("record " + failure.position() + " of grantor " + grantorId + " cannot be replayed",
                    failure.cause());
        });
        if (replayed.get() != plan.records()) {
            throw new IllegalStateException("replayed " + replayed + " records instead of " + plan.records());
        }
    }

    /** Over what was replayed: an overlay has another digest than the full replay of the same plan. */
    private byte[] digest(RegisterSchema schema, InvestigationPlan plan) {
        MessageDigest digest = InvestigationPlan.sha256();
        digest.update(plan.text().getBytes(StandardCharsets.UTF_8));
        String replayed = "";
        if (plan.touched() != null) {
            digest.update(Investigation.Replay.OVERLAY.name().getBytes(StandardCharsets.UTF_8));
            replayed = " where e.grantor_id in (select s.grantor_id from " + schema.table(RegisterOverlay.STREAMS) + " s)";
        }
        String events = "select e.position, e.record_id, e.grantor_id, e.sequence, e.type, e.revision, e.recorded_at, e.payload::text"
                + " from ledger.event e" + replayed + " order by e.position";
        transactions.executeWithoutResult(status -> {
            jdbc.execute("set local timezone = 'UTC'");
            jdbc.execute("set local datestyle = 'ISO, YMD'");
            rows(digest, schema, events);
            // Columns by name: the order in which the database stores them may change, and the digest must not.
            rows(digest, schema, select(AuthorityRows.WRITTEN, "authority_version", "source_position", "attorney_id", "way", "known_from"));
            rows(digest, schema, select(InstrumentRows.WRITTEN, "instrument_version", "grantor_id", "poa_id", "known_from"));
            rows(digest, schema, select(InstrumentRows.FACTS, "party_facts_version", "grantor_id", "known_from"));
            rows(digest, schema, select(InstrumentRows.KINDS, "stated_kind", "party_id", "position"));
            rows(digest, schema, """
                    select t.kind, t.id, t.name, t.search_name, t.cik, t.last_position, t.cik_position
                    from register.party_name t order by t.kind, t.id, t.name
                    """);
            // The names that records give are among the names above, and grantors are those of the events.
            rows(digest, schema, """
                    select t.kind, t.id, t.position from register.event_party t where t.kind <> 'GRANTOR' order by t.kind, t.id, t.position
                    """.strip());
        });
        return digest.digest();
    }

    private static String select(List<String> columns, String table, String... order) {
        return "select t." + String.join(", t.", columns) + " from register." + table + " t order by t." + String.join(", t.", order);
    }

    private void rows(MessageDigest digest, RegisterSchema schema, String sql) {
        jdbc.query(connection -> {
            var statement = connection.prepareStatement(schema.sql("select r::text from (" + sql + ") as r"));
            statement.setFetchSize(FETCHED);
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

    /** Drops all workspaces except those of some investigations, and returns how many. */
    int dropAllBut(Supplier<List<UUID>> kept) {
        // In this order: an investigation is recorded before its workspace is made, so no new workspace is dropped.
        List<String> all = jdbc.queryForList("select nspname from pg_namespace where nspname ~ ?", String.class, NAMED);
        List<String> names = kept.get().stream().map(id -> Investigation.schema(id).tables()).toList();
        List<String> leftOver = all.stream().filter(name -> !names.contains(name)).toList();
        leftOver.forEach(this::drop);
        return leftOver.size();
    }
}
