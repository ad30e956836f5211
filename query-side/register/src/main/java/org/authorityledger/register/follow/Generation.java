package org.authorityledger.register.follow;

import java.util.Map;
import org.authorityledger.events.Position;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.AdvisoryLock;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which generation of a register is live, and how another replaces it while every question is answered in full (see ADR 12).
 *
 * <p>A transaction that adds to the live register begins with {@link #follow}, one that replaces it with {@link #replace}. Neither sees the other
 * half done.
 */
public final class Generation {

    /**
     * The edition of the code that computes a register from the events. It goes up with every change of what the tables hold for the same events: of
     * the law, of {@link RegisterBatch}, {@link RegisterWriter} or {@link org.authorityledger.authority.acts.ActDescription}. A register
     * of a lower edition is rebuilt automatically.
     */
    public static final int EDITION = 5;

    /** The first edition that was made by the present {@linkplain org.authorityledger.authority.Law#EDITION edition of the law}. */
    static final int FIRST_OF_THIS_LAW = 4;

    /** The name under which the live register's place in the feed is stored. */
    static final String PROCESSOR = "register";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final RegisterSchema schema;

    public Generation(JdbcTemplate jdbc, RegisterSchema schema) {
        this.template = jdbc;
        this.jdbc = JdbcClient.create(jdbc);
        this.schema = schema;
    }

    /**
     * Keeps the register from being replaced until the end of the current transaction.
     *
     * @return the position up to which it was built: records up to there must not be added again
     */
    Position follow() {
        // Two statements: the second must see what was committed while the first waited.
        AdvisoryLock.shareInTransaction(template, AdvisoryLock.REGISTER_SWITCH);
        return builtTo();
    }

    /** Waits for those who add to the live register, and keeps all others from it until the end of the current transaction. */
    public void replace() {
        AdvisoryLock.holdInTransaction(template, AdvisoryLock.REGISTER_SWITCH);
    }

    /** The position up to which it was built; {@link Position#START} for a register that was never rebuilt. */
    public Position builtTo() {
        return sql("select built_to from register.generation").query((row, n) -> Position.of(row.getLong(1))).optional()
                .orElse(Position.START);
    }

    /** The edition of the code that made it; 0 where a build without editions did. */
    public int edition() {
        return sql("select edition from register.generation").query(Integer.class).optional().orElse(0);
    }

    /** Whether the code that made it did not know all that this code does. */
    boolean ofEarlierEdition() {
        return edition() < EDITION;
    }

    /** Whether it was made by an earlier edition of the law: nothing can be answered from it by this one. */
    boolean ofEarlierLaw() {
        return edition() < FIRST_OF_THIS_LAW;
    }

    /** Marks an empty register as made by this code. */
    void begin() {
        sql("""
                insert into register.generation (edition, built_to)
                select :edition, 0 where not exists (select from register.token_entry) and not exists (select from register.authority_version)
                on conflict do nothing
                """)
                .param("edition", EDITION).update();
    }

    /** Marks the register as built by this code up to a position. */
    public void builtTo(Position position) {
        sql("""
                insert into register.generation (edition, built_to) values (:edition, :position)
                on conflict (only_one) do update set edition = excluded.edition, built_to = excluded.built_to
                """).param("edition", EDITION).param("position", position.value()).update();
    }

    /**
     * The position up to which every record is in it, by what all nodes have stored. A segment without news stores its token once a second, and
     * {@linkplain #note notes its position} when another node calls.
     */
    public Position position() {
        return Position.of(sql("""
                select greatest(
                  (select min(greatest(t.position, n.position))
                   from (select segment, coalesce((convert_from(token, 'UTF8')::json ->> 'globalIndex')::bigint, 0) as position
                         from register.token_entry where processor_name = :processor) t
                     left join register.segment_position n on n.segment = t.segment and n.token <= t.position),
                  (select built_to from register.generation), 0)
                """).param("processor", PROCESSOR).query(Long.class).single());
    }

    /** Notes how far the segments of this node have come, for other nodes. What they have processed is committed. */
    void note(Map<Integer, EventTrackerStatus> segments) {
        sql("""
                insert into register.segment_position as n (segment, token, position)
                select t.segment, t.position, greatest(t.position, here.position)
                from unnest(:segments, :positions) as here (segment, position)
                  join (select segment, coalesce((convert_from(token, 'UTF8')::json ->> 'globalIndex')::bigint, 0) as position
                        from register.token_entry where processor_name = :processor) t on t.segment = here.segment
                on conflict (segment) do update set token = excluded.token, position = excluded.position
                where n.position < excluded.position or n.token > excluded.token
                """).param("processor", PROCESSOR).param("segments", segments.keySet().toArray(Integer[]::new))
                .param("positions", segments.values().stream().map(status -> status.getCurrentPosition().orElse(0)).toArray(Long[]::new))
                .update();
    }

    private JdbcClient.StatementSpec sql(String sql) {
        return jdbc.sql(schema.sql(sql));
    }
}
