package org.authorityledger.register.reporting;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.authorityledger.store.AdvisoryLock;
import org.authorityledger.store.StoreConfiguration.Migrations;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The role of the database that reads the views of {@link ReportingViews} and nothing else. No one can sign in as it until a password is set; then
 * what PostgreSQL allows everyone, and could hold up the ledger or fill its disk, is taken from everyone but the application.
 */
public final class ReportingRole {

    /** Its name. */
    public static final String NAME = "ledger_reporting";

    private static final Logger LOG = LoggerFactory.getLogger(ReportingRole.class);

    private static final List<String> SETTINGS = List.of("search_path = reporting", "default_transaction_read_only = on",
            "statement_timeout = '60s'", "idle_in_transaction_session_timeout = '60s'", "lock_timeout = '5s'");

    /** Temporary tables and large objects take room; a lock of the ledger's own numbers would stop it. */
    private static final String CLOSE_TO_EVERYONE = """
            do $$
            declare
              one text;
            begin
              execute format('revoke temporary on database %1$I from public', current_database());
              execute format('grant temporary on database %1$I to %2$I', current_database(), '${applicationRole}');
              for one in
                select p.oid::regprocedure::text from pg_proc p
                where p.pronamespace = 'pg_catalog'::regnamespace
                  and (p.proname like 'pg\\_advisory%' or p.proname like 'pg\\_try\\_advisory%' or p.proname like 'lo\\_%' or p.proname = 'loread'
                    or p.proname = 'lowrite')
                  and has_function_privilege('ledger_reporting', p.oid, 'execute')
              loop
                execute format('revoke execute on function pg_catalog.%s from public', one);
                execute format('grant execute on function pg_catalog.%s to %I', one, '${applicationRole}');
              end loop;
            end $$
            """;

    private final Migrations migrations;

    public ReportingRole(Migrations migrations) {
        this.migrations = migrations;
    }

    /**
     * Makes the role if it is missing, and lets it sign in with a password or not at all. Where the owner of the schemas may not make roles, an
     * administrator of the database does (see {@code docs/dashboards.md}), and a password here is refused.
     *
     * @param password null: no one signs in as it
     * @throws IllegalStateException when there is a password and the owner may not set it
     */
    public void prepare(@Nullable String password) {
        JdbcTemplate owner = new JdbcTemplate(migrations.owner());
        boolean mayMakeRoles = Boolean.TRUE.equals(owner
                .queryForObject("select rolsuper or rolcreaterole from pg_roles where rolname = current_user", Boolean.class));
        if (!mayMakeRoles) {
            if (password != null) {
                throw new IllegalStateException("ledger.reporting.password is set, but the owner of the schemas may not make roles. "
                        + "Let an administrator of the database make the role: see docs/dashboards.md");
            }
            return;
        }
        new TransactionTemplate(new JdbcTransactionManager(migrations.owner())).executeWithoutResult(status -> {
            AdvisoryLock.holdInTransaction(owner, AdvisoryLock.REGISTER_SWITCH);
            prepare(owner, password);
        });
        openToTheRole(owner);
        if (password != null) {
            closeToEveryone(owner);
        }
    }

    /** Its sessions see everything, unless they narrow it themselves: the policies of the ledger show nothing to who does not say who they are. */
    private static void openToTheRole(JdbcTemplate owner) {
        Boolean said = owner.queryForObject("select exists (select from pg_db_role_setting where setrole = '" + NAME
                + "'::regrole and setconfig @> array['ledger.viewer=*'])", Boolean.class);
        if (Boolean.TRUE.equals(said)) {
            return;
        }
        try {
            owner.execute("alter role " + NAME + " set ledger.viewer = '*'");
        } catch (DataAccessException e) {
            LOG.warn("The views show {} no authorities and no events before a superuser says what it sees (see docs/dashboards.md)", NAME);
        }
    }

    private static void prepare(JdbcTemplate owner, @Nullable String password) {
        if (Boolean.FALSE
                .equals(owner.queryForObject("select exists (select from pg_roles where rolname = '" + NAME + "')", Boolean.class))) {
            owner.execute(
                    "create role " + NAME + " nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls connection limit 20");
            SETTINGS.forEach(setting -> owner.execute("alter role " + NAME + " set " + setting));
        }
        Boolean open = owner.queryForObject("select rolcanlogin from pg_roles where rolname = '" + NAME + "'", Boolean.class);
        if (password != null) {
            owner.execute((ConnectionCallback<Boolean>) connection -> setPassword(connection, password));
            owner.execute("alter role " + NAME + " login");
        } else if (Boolean.TRUE.equals(open)) {
            owner.execute("alter role " + NAME + " nologin");
        }
    }

    /** Sends a verifier, not the password. */
    private static boolean setPassword(Connection connection, String password) throws SQLException {
        connection.unwrap(PGConnection.class).alterUserPassword(NAME, password.toCharArray(), "scram-sha-256");
        return true;
    }

    private void closeToEveryone(JdbcTemplate owner) {
        try {
            owner.execute(CLOSE_TO_EVERYONE.replace("${applicationRole}", migrations.applicationRole().replace("'", "''")));
        } catch (DataAccessException e) {
            LOG.warn("{} can sign in, and can still take locks and room of the database: only a superuser can prevent that "
                    + "(see docs/dashboards.md)", NAME);
        }
    }
}
