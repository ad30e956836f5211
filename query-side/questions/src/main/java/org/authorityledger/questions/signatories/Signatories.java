package org.authorityledger.questions.signatories;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.Ending;
import org.authorityledger.authority.PartyFacts;
import org.authorityledger.authority.SigningOfficer;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.FactsJson;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterSchema;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads signatories from the register, entity by entity. */
public final class Signatories {

    private static final int AT_ONCE = 200;

    private final JdbcClient jdbc;
    private final RegisterSchema schema;

    public Signatories(JdbcTemplate jdbc, RegisterSchema schema) {
        this.jdbc = JdbcClient.create(jdbc);
        this.schema = schema;
    }

    /**
     * A signatory.
     *
     * @param minimum how many of the entity must sign together
     * @param incapacity since when they are incapacitated by the entity's own records; null: they are not
     */
    public record Listed(SigningOfficer officer, int minimum, @Nullable Ending incapacity) {

        /** Its place in the list. */
        public List<String> cursor() {
            return List.of(officer.grantorId().value(), officer.source().toString());
        }
    }

    private record Entity(String grantorId, PartyFacts facts) {

        static Entity of(ResultSet row) throws SQLException {
            return new Entity(row.getString("grantor_id"), FactsJson.facts(row.getString("facts")));
        }
    }

    /** One more than a page of those in force, by entity and in the order of recording. */
    public List<Listed> inForce(@Nullable GrantorId grantor, @Nullable PartyId signatory, Moment moment, Page page) {
        List<Listed> found = new ArrayList<>();
        String from = page.first() ? "" : page.after().getFirst();
        boolean beyond = page.first();
        while (true) {
            List<Entity> entities = entities(grantor, signatory, moment, from);
            for (Entity entity : entities) {
                for (SigningOfficer officer : entity.facts().signatoriesListed()) {
                    boolean asked = officer.inForceOn(moment.on()) && (signatory == null || officer.signatory().equals(signatory));
                    if (!beyond) {
                        // The page before ended with this one, or with one of an entity before.
                        boolean passed = entity.grantorId().compareTo(page.after().getFirst()) > 0;
                        beyond = passed || officer.source().toString().equals(page.after().get(1));
                        if (!passed) {
                            continue;
                        }
                    }
                    if (asked) {
                        found.add(new Listed(officer, entity.facts().minimumSignatories(),
                                entity.facts().incapacity(officer.signatory())));
                    }
                }
                if (found.size() >= page.toRead()) {
                    return found;
                }
            }
            if (entities.size() < AT_ONCE) {
                return found;
            }
            // The next in order: no id has a space.
            from = entities.getLast().grantorId() + " ";
        }
    }

    private List<Entity> entities(@Nullable GrantorId grantor, @Nullable PartyId signatory, Moment moment, String from) {
        Map<String, Object> parameters = new HashMap<>(
                Map.of("knownAt", QuestionClock.utc(moment.knownAt()), "from", from, "most", AT_ONCE));
        String which = "cardinality(v.signatories) > 0";
        if (grantor != null) {
            which += " and v.grantor_id = :grantor";
            parameters.put("grantor", grantor.value());
        }
        if (signatory != null) {
            which += " and v.signatories @> array[:signatory::text]";
            parameters.put("signatory", signatory.value());
        }
        return jdbc.sql(schema.sql("select v.grantor_id, v.facts from register.party_facts_version v where " + which
                + " and v.grantor_id >= :from and v.known_from <= :knownAt and v.known_until > :knownAt order by v.grantor_id limit :most"))
                .params(parameters).query((row, n) -> Entity.of(row)).list();
    }

    /** What these parties are, as last stated; those of whom nothing is stated are missing. */
    Map<String, PartyKind> kinds(List<String> parties, Moment moment) {
        Map<String, PartyKind> kinds = new HashMap<>();
        jdbc.sql(schema.sql("""
                select distinct on (s.party_id) s.party_id, s.kind from register.stated_kind s
                where s.party_id = any(:parties) and s.known_from <= :knownAt and s.known_until > :knownAt
                order by s.party_id, s.position desc
                """)).param("parties", parties.toArray(String[]::new)).param("knownAt", QuestionClock.utc(moment.knownAt()))
                .query(row -> {
                    kinds.put(row.getString("party_id"), PartyKind.valueOf(row.getString("kind")));
                });
        return kinds;
    }
}
