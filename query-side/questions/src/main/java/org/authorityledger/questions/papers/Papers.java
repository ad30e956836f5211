package org.authorityledger.questions.papers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Terms;
import org.authorityledger.history.ActJson;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.FactsJson;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterSchema;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads which instruments have terms that come from one paper. */
public final class Papers {

    private final JdbcClient jdbc;
    private final RegisterSchema schema;

    public Papers(JdbcTemplate jdbc, RegisterSchema schema) {
        this.jdbc = JdbcClient.create(jdbc);
        this.schema = schema;
    }

    /**
     * An instrument of the paper.
     *
     * @param terms the earliest of its terms that come from it
     * @param statedBy the record that states them
     */
    record OfPaper(String grantorId, String poaId, Position grantedAt, Terms terms, RecordId statedBy) {

        List<String> cursor() {
            return List.of(grantedAt.toString());
        }
    }

    /** One more than a page of them, in the order of recording. */
    List<OfPaper> find(String sha256, Instant knownAt, Page page) {
        Map<String, Object> parameters = new HashMap<>(
                Map.of("paper", sha256, "knownAt", QuestionClock.utc(knownAt), "limit", page.toRead()));
        String beyond = "";
        if (!page.first()) {
            beyond = " and v.granted_at > :after";
            parameters.put("after", page.number(0));
        }
        return jdbc.sql(schema.sql("""
                select v.grantor_id, v.poa_id, v.granted_at, v.terms, v.riders, v.stated_by from register.instrument_version v
                where v.documents @> array[:paper::text] and v.known_from <= :knownAt and v.known_until > :knownAt
                """ + beyond + " order by v.granted_at limit :limit")).params(parameters).query((row, n) -> {
            List<FactsJson.Rider> carrying = new ArrayList<>();
            RecordId statedBy = RecordId.of(row.getString("stated_by"));
            carrying.add(new FactsJson.Rider(statedBy, statedBy, ActJson.readTerms(row.getString("terms"))));
            carrying.addAll(FactsJson.riders(row.getString("riders")));
            FactsJson.Rider earliest = carrying.stream()
                    .filter(one -> one.terms().document() != null && one.terms().document().sha256().equals(sha256)).findFirst()
                    .orElseThrow();
            return new OfPaper(row.getString("grantor_id"), row.getString("poa_id"), Position.of(row.getLong("granted_at")),
                    earliest.terms(),
                    earliest.statedBy());
        }).list();
    }
}
