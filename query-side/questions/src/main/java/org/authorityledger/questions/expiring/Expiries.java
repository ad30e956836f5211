package org.authorityledger.questions.expiring;

import java.time.LocalDate;
import java.util.List;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PoaId;
import org.authorityledger.register.QuestionClock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which instruments in force end by a fixed last day, the earliest first? */
public final class Expiries {

    private static final String THESE = """
             from register.authority_version a where a.end_cause = 'EXPIRED' and a.effective_until > :on
             and a.effective_until <= :within and a.effective_from <= :on and a.known_from <= :knownAt and a.known_until > :knownAt
            """;
    private static final String EACH = "select distinct a.effective_until, a.grantor_id, a.poa_id" + THESE;

    private final JdbcClient jdbc;

    public Expiries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An instrument, or a part of it, that expires.
     *
     * @param until the first day on which it is in force no more
     */
    public record Expiry(LocalDate until, GrantorId grantorId, PoaId poaId) {

        /** The last day on which it is in force. */
        public LocalDate lastDay() {
            return until.minusDays(1);
        }
    }

    /**
     * Some of them.
     *
     * @param within the latest day from which one is in force no more
     * @param after the one before; null: from the first
     */
    public List<Expiry> find(Moment moment, LocalDate within, @Nullable Expiry after, int most) {
        JdbcClient.StatementSpec asked = jdbc
                .sql(EACH + (after == null ? "" : " and (a.effective_until, a.grantor_id, a.poa_id) > (:until, :grantor, :poa)")
                        + " order by a.effective_until, a.grantor_id, a.poa_id limit :most")
                .param("knownAt", QuestionClock.utc(moment.knownAt())).param("on", moment.on()).param("within", within).param("most", most);
        if (after != null) {
            asked = asked.param("until", after.until()).param("grantor", after.grantorId().value()).param("poa", after.poaId().value());
        }
        return asked.query((row, n) -> new Expiry(row.getObject("effective_until", LocalDate.class),
                GrantorId.of(row.getString("grantor_id")), PoaId.of(row.getString("poa_id")))).list();
    }

    /** How many there are. */
    public long count(Moment moment, LocalDate within) {
        return jdbc.sql("select count(*) from (" + EACH + ") as expiring").param("knownAt", QuestionClock.utc(moment.knownAt()))
                .param("on", moment.on()).param("within", within).query(Long.class).single();
    }
}
