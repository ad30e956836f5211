package org.authorityledger.register.rebuild;

import java.util.List;
import org.authorityledger.events.Position;
import org.authorityledger.register.RegisterOverlay;
import org.authorityledger.register.RegisterSchema;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The own tables of a register that is an overlay: like those of the live one, but for some streams only. They are filled by a {@link RegisterLoad}
 * of these streams, between {@link #create} and {@link #finish}.
 */
public final class OverlayTables {

    private final JdbcTemplate owner;
    private final RegisterSchema schema;
    private final TablesLikeLive tables;

    /** @param owner connects as the owner of the live register */
    public OverlayTables(JdbcTemplate owner, RegisterSchema schema) {
        this.owner = owner;
        this.schema = schema;
        this.tables = new TablesLikeLive(owner, schema);
    }

    /** Creates them empty. */
    public void create(String applicationRole) {
        tables.create(applicationRole);
        owner.execute("create table " + schema.table(RegisterOverlay.STREAMS)
                + " (grantor_id text collate \"C\" not null, constraint a_stream_is_replayed_once primary key (grantor_id))");
        owner.execute("create table " + schema.table(RegisterOverlay.RECORDS)
                + " (position bigint not null, constraint a_record_is_replayed_once primary key (position))");
        owner.execute("create table " + schema.table(RegisterOverlay.NAMES)
                + " (kind text collate \"C\" not null, id text collate \"C\" not null, name text collate \"C\" not null,"
                + " constraint a_name_is_replayed_once primary key (kind, id, name))");
        tables.grant(applicationRole);
    }

    /**
     * Notes, after they were filled, what is not read from the live register. From here on they show a viewer what the live ones show.
     *
     * @param jdbc connects as the application
     * @param position up to which position they were filled from the ledger
     */
    public void finish(JdbcTemplate jdbc, List<String> streams, Position position) {
        jdbc.batchUpdate("insert into " + schema.table(RegisterOverlay.STREAMS) + " (grantor_id) values (?)",
                streams.stream().map(one -> new Object[]{ one}).toList());
        jdbc.update("insert into " + schema.table(RegisterOverlay.RECORDS) + " (position)"
                + " select e.position from ledger.event e where e.grantor_id = any(?) and e.position <= ?",
                streams.toArray(String[]::new), position.value());
        jdbc.update("""
                insert into %1$s.%2$s (kind, id, name)
                select p.kind, p.id, p.name from register.event_party p
                where p.name is not null and p.position in (select r.position from %1$s.%3$s r)
                union select n.kind, n.id, n.name from %1$s.party_name n
                """.formatted(schema.tables(), RegisterOverlay.NAMES, RegisterOverlay.RECORDS));
        for (String table : List.of(RegisterOverlay.STREAMS, RegisterOverlay.RECORDS, RegisterOverlay.NAMES)) {
            owner.execute("analyze " + schema.table(table));
        }
        tables.guard();
    }
}
