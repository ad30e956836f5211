package org.authorityledger.store;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings a database's schemas to what this build needs. Each side keeps a history of its own. */
public final class LedgerSchema {

    private LedgerSchema() {}

    /**
     * Creates or migrates one schema.
     *
     * @param owner connects as the role that owns the schema
     * @param schema its name; the migrations are found under {@code db/<schema>}
     * @param applicationRole the role that the application works as; it may be the owner
     */
    public static void migrate(DataSource owner, String schema, String applicationRole) {
        Flyway.configure().dataSource(owner).schemas(schema).defaultSchema(schema).table("migration").locations("classpath:db/" + schema)
                .placeholders(Map.of("applicationRole", applicationRole)).load().migrate();
    }
}
