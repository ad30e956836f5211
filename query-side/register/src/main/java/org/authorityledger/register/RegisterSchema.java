package org.authorityledger.register;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.store.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * Which schema holds a register, and which schema the events it is computed from. There may be several registers side by side: the live one, one
 * being built, those of investigations, and those of scopes.
 *
 * <p>SQL is written for the live one, with {@code register.} and {@code ledger.} before the names of tables, so that it can be tried in psql as it
 * is; {@link #sql} makes it mean this one.
 *
 * @param tables the schema of its tables
 * @param events the schema with the table or view {@code event}
 * @param overlay where its tables hold some streams only, how the others are read from the live register; null: they hold all
 * @param within the scope whose records alone it follows from; null: it follows from those of everyone
 */
public record RegisterSchema(String tables, String events, @Nullable RegisterOverlay overlay, @Nullable Viewer within) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final Pattern TABLES = Pattern.compile("\\bregister\\.([a-z][a-z_]*)");
    /** Tables whose rows have no policies: of one party there is one row for all issuers, and the whole text of an instrument. */
    private static final Pattern WITHOUT_POLICIES = Pattern.compile("\\bregister\\.(party_name|instrument_version|party_facts_version)\\b");
    private static final Pattern EVENTS = Pattern.compile("\\bledger\\.(?=[a-z])");

    /** The register that answers every question but those to an investigation. */
    public static final RegisterSchema LIVE = new RegisterSchema("register", "ledger");

    public RegisterSchema {
        if (!NAME.matcher(tables).matches() || !NAME.matcher(events).matches()) {
            throw new IllegalArgumentException("not the name of a schema: " + tables + ", " + events);
        }
    }

    /** A register whose tables hold all that it answers from. */
    public RegisterSchema(String tables, String events) {
        this(tables, events, null, null);
    }

    /** This register as an overlay: its tables hold some streams, and all others are read from the live register. */
    public RegisterSchema with(RegisterOverlay how) {
        return new RegisterSchema(tables, events, how, within);
    }

    /** A register of its own for one scope, beside a view of the events that concern it. */
    public static RegisterSchema ofScope(String name, Viewer scope) {
        return new RegisterSchema(name, name, null, scope);
    }

    /** A register beside the live one, computed from the same events. */
    public static RegisterSchema ofTheLedger(String tables) {
        return new RegisterSchema(tables, LIVE.events());
    }

    /**
     * This SQL, with {@code register.} and {@code ledger.} meaning the schemas of this register.
     *
     * @throws IllegalStateException if someone with a scope would read rows that no policy keeps from them, and that are not of their scope alone
     */
    public String sql(String sql) {
        Viewer viewer = Viewer.current();
        if (viewer.scoped() && !viewer.equals(within) && WITHOUT_POLICIES.matcher(sql).find()) {
            throw new IllegalStateException("a register of others is not for a scope: " + tables);
        }
        if (equals(LIVE)) {
            return sql;
        }
        return TABLES.matcher(EVENTS.matcher(sql).replaceAll(Matcher.quoteReplacement(events + ".")))
                .replaceAll(found -> Matcher.quoteReplacement(read(found.group(1))));
    }

    private String read(String name) {
        String select = overlay == null ? null : overlay.select(name, tables);
        return select == null ? table(name) : "(" + select + ")";
    }

    /** A table of this register, with its schema: of an overlay, one that holds some streams only. */
    public String table(String name) {
        return tables + "." + name;
    }
}
