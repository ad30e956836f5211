package org.authorityledger.transparencylog;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/** The policies that decide which rows a viewer sees, as this database has them and as the migrations of this build made them. */
final class RowPolicies {

    /** Each policy, and each table that is held to its policies, as a line of the guards. */
    static final String LINES = """
            select 'policy ' || n.nspname || '.' || c.relname || ' ' || p.polname || case when p.polpermissive then '' else ' restrictive' end
              || ' ' || p.polcmd::text || ' to ' || p.polroles::text || coalesce(' using ' || md5(pg_get_expr(p.polqual, p.polrelid)), '')
              || coalesce(' check ' || md5(pg_get_expr(p.polwithcheck, p.polrelid)), '')
            from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('ledger', 'proof', 'approval', 'register')
            union all
            select 'rows ' || n.nspname || '.' || c.relname || case when c.relforcerowsecurity then ' forced' else '' end
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('ledger', 'proof', 'approval', 'register') and c.relrowsecurity
            """;

    private final Set<String> actual;

    /** Reads the policies of this database. */
    RowPolicies(JdbcTemplate jdbc) {
        String path = jdbc.queryForObject("show search_path", String.class);
        // Without a search path, every name is written in full.
        jdbc.queryForList("select set_config('search_path', '', true)");
        actual = new TreeSet<>(jdbc.queryForList(LINES, String.class));
        jdbc.queryForList("select set_config('search_path', ?, true)", path);
    }

    /** Whether a line of the guards is one of these. */
    static boolean isOne(String guard) {
        return guard.startsWith("policy ") || guard.startsWith("rows ");
    }

    /**
     * Whether a table has policies, and exactly those that this build gave it.
     *
     * @param table with its schema
     */
    boolean areOfThisBuild(String table) {
        List<String> expected = of(table, DatabaseAudit.expected());
        return !expected.isEmpty() && expected.equals(of(table, actual));
    }

    private static List<String> of(String table, Iterable<String> guards) {
        Set<String> lines = new TreeSet<>();
        guards.forEach(guard -> {
            if (isOne(guard) && guard.split(" ")[1].equals(table)) {
                lines.add(guard);
            }
        });
        return List.copyOf(lines);
    }
}
