package org.authorityledger.store;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings a database's schemas to what this build needs. Each side keeps a history of its own. */
public final class LedgerSchema {

    private LedgerSchema() {}

    /**
     * Creates or migrates the one schema that has the name of its migrations.
     *
     * @param owner connects as the role that owns the schema
     * @param schema its name; the migrations are found under {@code db/<schema>}
     * @param applicationRole the role that the application works as; it may be the owner
     */
    public static void migrate(DataSource owner, String schema, String applicationRole) {
        flyway(owner, schema, schema, applicationRole).migrate();
    }

    /**
     * Creates or migrates a schema of any name. Its migrations name no schema; they find their own first in the search path.
     *
     * @param set which migrations, found under {@code db/<set>}
     */
    public static void migrate(DataSource owner, String set, String schema, String applicationRole) {
        flyway(owner, set, schema, applicationRole).migrate();
    }

    /**
     * As {@link #migrate}, for what can always be built again: where a migration that was applied now reads otherwise, its new text is taken for
     * what was applied.
     */
    public static void realign(DataSource owner, String set, String schema, String applicationRole) {
        Flyway flyway = flyway(owner, set, schema, applicationRole);
        if (!flyway.validateWithResult().validationSuccessful && flyway.info().current() != null) {
            flyway.repair();
        }
        flyway.migrate();
    }

    /** Whether every migration of a set was applied to a schema. */
    static boolean upToDate(DataSource owner, String set, String schema, String applicationRole) {
        return flyway(owner, set, schema, applicationRole).info().pending().length == 0;
    }

    private static Flyway flyway(DataSource owner, String set, String schema, String applicationRole) {
        // All that is to be done in one transaction: it is there as a whole or not at all, and the disk is waited for once.
        FluentConfiguration configuration = Flyway.configure().dataSource(owner).schemas(schema).defaultSchema(schema).table("migration")
                .locations("classpath:db/" + set).placeholders(Map.of("applicationRole", applicationRole)).group(true);
        return configuration.load();
    }
}
