package org.authorityledger.register.reporting;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.AdvisoryLock;
import org.authorityledger.store.StoreConfiguration.Migrations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the views that dashboards read. A view is bound to its tables, and a rebuild puts other tables in their place: so each register has views of
 * its own, and a rebuild renames both schemas in one transaction. No one who reads is held up by that, and no one finds the views gone.
 */
public final class ReportingViews {

    /** The schema of the views over the live register. */
    public static final String LIVE = "reporting";
    /** The beginning of the names of views over a register that is being built. */
    public static final String NEXT = "reporting_next_";
    /** The beginning of the names of views over a register that was replaced. */
    public static final String OLD = "reporting_old_";

    private static final Logger LOG = LoggerFactory.getLogger(ReportingViews.class);
    private static final String SCRIPT = "/db/reporting/reporting.sql";
    private static final Pattern VIEWS = Pattern.compile("\\breporting\\.(?=[a-z])");
    /** Over the live tables, and granted to the role, if there is one: an administrator may have made it since. */
    private static final String BOUND_AND_GRANTED = """
            select exists (select from pg_depend d join pg_rewrite r on r.oid = d.objid
                where r.ev_class = to_regclass('reporting.authority_history') and d.refobjid = to_regclass('register.authority_version'))
              and not exists (select from pg_roles r
                where r.rolname = 'ledger_reporting' and not has_schema_privilege(r.oid, 'reporting', 'usage'))
            """;
    private static final String MADE_BY = "select obj_description(to_regnamespace('reporting')::oid, 'pg_namespace')";

    private final Migrations migrations;
    private final ZoneId zone;
    private final String script;
    private final String madeBy;

    /** @param zone where a day begins, for the views about today */
    public ReportingViews(Migrations migrations, ZoneId zone) {
        this.migrations = migrations;
        this.zone = zone;
        this.script = read();
        CRC32C sum = new CRC32C();
        sum.update((script + zone + migrations.applicationRole()).getBytes(StandardCharsets.UTF_8));
        this.madeBy = "What dashboards read, version 1; days end in the zone " + zone + " (" + Long.toHexString(sum.getValue()) + ")";
    }

    private static String read() {
        try (InputStream in = Objects.requireNonNull(ReportingViews.class.getResourceAsStream(SCRIPT))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the views over the live register, unless this build has already made them over it. */
    public void prepare() {
        JdbcTemplate owner = new JdbcTemplate(migrations.owner());
        if (current(owner)) {
            return;
        }
        String old = OLD + UUID.randomUUID().toString().replace("-", "");
        inTransaction(owner, () -> {
            // No register is replaced meanwhile, and no other node does the same.
            AdvisoryLock.holdInTransaction(owner, AdvisoryLock.REGISTER_SWITCH);
            if (!current(owner)) {
                if (exists(owner)) {
                    owner.execute("alter schema " + LIVE + " rename to " + old);
                }
                make(owner, RegisterSchema.LIVE, LIVE);
            }
        });
        try {
            inTransaction(owner, () -> {
                owner.execute("set local lock_timeout = '2s'");
                owner.execute("drop schema if exists " + old + " cascade");
            });
        } catch (DataAccessException e) {
            LOG.info("{} is still read; the next rebuild or start drops it", old);
        }
    }

    /** Makes the views over a register that is being built. */
    public void prepare(RegisterSchema next, String schema) {
        JdbcTemplate owner = new JdbcTemplate(migrations.owner());
        inTransaction(owner, () -> make(owner, next, schema));
    }

    /**
     * Puts the views over another register in the place of the live ones, in the transaction that replaces the register.
     *
     * @param owner connected as the owner of both
     */
    public static void replace(JdbcTemplate owner, String next, String old) {
        if (exists(owner)) {
            owner.execute("alter schema " + LIVE + " rename to " + old);
        }
        owner.execute("alter schema " + next + " rename to " + LIVE);
    }

    private static void inTransaction(JdbcTemplate owner, Runnable work) {
        new TransactionTemplate(new JdbcTransactionManager(Objects.requireNonNull(owner.getDataSource())))
                .executeWithoutResult(status -> work.run());
    }

    private static boolean exists(JdbcTemplate owner) {
        return Boolean.TRUE.equals(owner.queryForObject("select to_regnamespace('reporting') is not null", Boolean.class));
    }

    private boolean current(JdbcTemplate owner) {
        String comment = exists(owner) ? owner.queryForObject(MADE_BY, String.class) : null;
        return madeBy.equals(comment) && Boolean.TRUE.equals(owner.queryForObject(BOUND_AND_GRANTED, Boolean.class));
    }

    private void make(JdbcTemplate owner, RegisterSchema register, String schema) {
        owner.execute("create schema " + schema);
        function(owner, schema, "today", "date", "(now() at time zone '" + zone.getId() + "')::date", "Which day it is in the ledger");
        function(owner, schema, "zone", "text", "'" + zone.getId() + "'::text", "The zone in which a day begins");
        // The text of a function names the live views, which are found when it is called.
        owner.execute("set local check_function_bodies = off");
        String[] parts = register.sql(script).split("\\$\\$", -1);
        for (int outside = 0; outside < parts.length; outside += 2) {
            parts[outside] = VIEWS.matcher(parts[outside]).replaceAll(Matcher.quoteReplacement(schema + "."));
        }
        owner.execute(String.join("$$", parts).replace("${schema}", schema).replace("${applicationRole}",
                migrations.applicationRole().replace("'", "''")));
        owner.execute("comment on schema " + schema + " is '" + madeBy + "'");
    }
    private static void function(JdbcTemplate owner, String schema, String name, String type, String sql, String comment) {
        owner.execute("create function " + schema + "." + name + "() returns " + type + " language sql stable return " + sql);
        owner.execute("comment on function " + schema + "." + name + "() is '" + comment + "'");
    }
}
