package org.authorityledger.register.rebuild;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.Position;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.Viewer;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The own tables of the register of a scope: like those of the live one, but following from the records that concern the scope alone, and without
 * what follows from these for other issuers. They are filled by a {@link RegisterLoad} between {@link #create} and {@link #finish}.
 *
 * <p>The view of the events shows those that concerned the scope when the tables were created, whatever is recorded later.
 */
public final class ScopeTables {

    /** The own table of the positions of the events that concern the scope. */
    private static final String SEEN = "seen";
    private static final long BEYOND_ALL = Long.MAX_VALUE;

    private final JdbcTemplate owner;
    private final JdbcTemplate jdbc;
    private final RegisterSchema schema;
    private final Viewer scope;
    private final TablesLikeLive tables;

    /**
     * Of a schema that is not there yet.
     *
     * @param owner connects as the owner of the live register
     * @param jdbc connects as the application
     */
    public ScopeTables(JdbcTemplate owner, JdbcTemplate jdbc, RegisterSchema schema) {
        this.owner = owner;
        this.jdbc = jdbc;
        this.schema = schema;
        this.scope = Objects.requireNonNull(schema.within());
        this.tables = new TablesLikeLive(owner, schema);
    }

    /**
     * Creates them empty, with the view of the events.
     *
     * @param head a position up to which everything is recorded
     * @return the position for which the view holds: everything up to it that concerns the scope is in it, and nothing beyond
     */
    public Position create(String applicationRole, Position head) {
        tables.create(applicationRole);
        owner.execute("create table " + schema.table(SEEN) + " (position bigint not null)");
        owner.execute("create view " + schema.table("event") + " with (security_invoker) as select e.* from ledger.event e"
                + " where e.position in (select s.position from " + schema.table(SEEN) + " s)");
        tables.grant(applicationRole);
        // One statement sees one state of the ledger. Nothing that concerns the scope comes after the last one that it finds, so that what it finds
        // is what concerned the scope then, also by records that made earlier ones concern it.
        scope.see(() -> jdbc.update("insert into " + schema.table(SEEN) + " (position) select p from ledger.seen_positions(0, ?) as p",
                BEYOND_ALL));
        owner.execute("alter table " + schema.table(SEEN) + " add constraint an_event_is_seen_once primary key (position)");
        owner.execute("analyze " + schema.table(SEEN));
        Long last = jdbc.queryForObject("select max(position) from " + schema.table(SEEN), Long.class);
        return last == null ? head : Position.max(head, Position.of(last));
    }

    /**
     * Removes, after they were filled, what follows for issuers outside the scope, and the names of these. What is left shows a viewer what the live
     * register shows them.
     */
    public void finish() {
        String[] issuers = Stream.concat(scope.issuers().stream(), Stream.of(IssuerId.ANY.value())).toArray(String[]::new);
        owner.update("delete from " + schema.table("authority_version") + " where issuer_id <> all (?::text[])", (Object) issuers);
        for (String table : List.of("event_party", "party_name")) {
            owner.update("delete from " + schema.table(table) + " where kind = 'ISSUER' and id <> all (?::text[])", (Object) issuers);
        }
        for (String table : List.of("instrument_version", "party_facts_version")) {
            // The order of the issuers means nothing: they are looked up.
            owner.update(
                    "update " + schema.table(table) + " set issuers = array(select i from unnest(issuers) as i where i = any (?::text[]))"
                            + " where not issuers <@ ?::text[]",
                    issuers, issuers);
        }
        tables.guard();
    }
}
