package org.authorityledger.register;

import java.util.List;
import org.authorityledger.store.AdvisoryLocks;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Which generation of a register is live, and how it is replaced by another without a moment in which nothing or half of it can be asked (see ADR
 * 12).
 *
 * <p>Whoever adds to the live register does so in a transaction that begins with {@link #follow}; whoever replaces it does so in one that begins
 * with {@link #replace}. Neither sees the other half done.
 */
public final class Generation {

    /**
     * The edition of the code that makes a register of the events. It goes up with every change of what the tables hold for the same events: of the
     * law, of {@link RegisterBatch}, {@link RegisterWriter} or {@link org.authorityledger.authority.acts.ActDescription}. A register of a lower edition is rebuilt by itself.
     */
    public static final int EDITION = 2;

    /** The name under which the live register's place in the feed is stored. */
    public static final String PROCESSOR = "register";

    private final JdbcTemplate jdbc;
    private final RegisterSchema schema;

    public Generation(JdbcTemplate jdbc, RegisterSchema schema) {
        this.jdbc = jdbc;
        this.schema = schema;
    }

    /**
     * Keeps the register from being replaced until the end of the transaction there is.
     *
     * @return the position up to which everything was put in when it was built: what is at or below it is not to be added again
     */
    public long follow() {
        // Two statements: the second must see what was committed while the first waited.
        jdbc.query("select pg_advisory_xact_lock_shared(?)", row -> {}, AdvisoryLocks.REGISTER_SWITCH);
        return builtTo();
    }

    /** Waits until nobody adds to the live register any more, and keeps everybody from it until the end of the transaction there is. */
    public void replace() {
        jdbc.query("select pg_advisory_xact_lock(?)", row -> {}, AdvisoryLocks.REGISTER_SWITCH);
    }

    /** The position up to which it was built; 0 for one that was never built but only followed. */
    public long builtTo() {
        List<Long> builtTo = jdbc.queryForList(schema.sql("select built_to from register.generation"), Long.class);
        return builtTo.isEmpty() ? 0 : builtTo.getFirst();
    }

    /** The edition of the code that made it; 0 where a build without editions did. */
    public int edition() {
        List<Integer> edition = jdbc.queryForList(schema.sql("select edition from register.generation"), Integer.class);
        return edition.isEmpty() ? 0 : edition.getFirst();
    }

    /** Marks a register in which nothing is as made by this code. */
    public void begin() {
        jdbc.update(schema.sql("""
                insert into register.generation (edition, built_to)
                select ?, 0 where not exists (select from register.token_entry) and not exists (select from register.authority_version)
                on conflict do nothing
                """), EDITION);
    }

    /** Marks the register as built by this code up to a position. */
    public void builtTo(long position) {
        jdbc.update(schema.sql("""
                insert into register.generation (edition, built_to) values (?, ?)
                on conflict (only_one) do update set edition = excluded.edition, built_to = excluded.built_to
                """), EDITION, position);
    }

    /** Up to which position everything is in it, by what all nodes have stored: a segment without news stores its place once a second. */
    public long position() {
        Long stored = jdbc.queryForObject(schema.sql("""
                select greatest(
                  (select min(coalesce((convert_from(token, 'UTF8')::json ->> 'globalIndex')::bigint, 0))
                   from register.token_entry where processor_name = ?),
                  (select built_to from register.generation), 0)
                """), Long.class, PROCESSOR);
        return stored == null ? 0 : stored;
    }
}
