package org.authorityledger.pages.reports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.PartyFacts;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Position;
import org.authorityledger.events.Terms;
import org.authorityledger.history.ActJson;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.register.FactsJson;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.store.FewAtOnce;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what reports list, some grantors at a time. */
final class ReportRows {

    private static final String KNOWN = " v.known_from <= :knownAt and v.known_until > :knownAt";
    private static final int AT_ONCE = 200;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    ReportRows(JdbcTemplate jdbc) {
        this.template = jdbc;
        this.jdbc = JdbcClient.create(jdbc);
    }

    /**
     * An instrument as known at a moment.
     *
     * @param grantedAt its place among those of its grantor
     * @param grantedBy the record of the grant
     */
    record KnownInstrument(PoaId poaId, Position grantedAt, String grantedBy, Terms terms, List<FactsJson.Rider> riders) {}

    /** The grantors that have an authority at an issuer, or whose instruments, duties or appointments name it. */
    List<String> grantorsAt(IssuerId issuer, Moment moment) {
        return jdbc.sql("select v.grantor_id from register.authority_version v where" + KNOWN
                + " and v.issuer_id in (:issuer, 'ANY') and not isempty(v.effective)"
                + " union select v.grantor_id from register.instrument_version v where" + KNOWN + " and v.issuers @> array[:issuer::text]"
                + " union select v.grantor_id from register.party_facts_version v where" + KNOWN + " and v.issuers @> array[:issuer::text]")
                .param("issuer", issuer.value()).param("knownAt", QuestionClock.utc(moment.knownAt())).query(String.class).list();
    }

    /**
     * The authorities that some grantors gave, as known at a moment, grantor by grantor in this order and by the day they begin.
     *
     * @param issuer at this issuer, including those for all issuers; null: at any
     */
    List<Authority> authorities(List<String> grantors, @Nullable IssuerId issuer, Moment moment) {
        Map<String, Object> parameters = new HashMap<>(
                Map.of("grantors", grantors.toArray(String[]::new), "knownAt", QuestionClock.utc(moment.knownAt())));
        String at = "";
        if (issuer != null) {
            at = " and v.issuer_id in (:issuer, 'ANY')";
            parameters.put("issuer", issuer.value());
        }
        AuthorityRows.Result rows = new AuthorityRows.Result();
        Map<String, List<Authority>> found = new LinkedHashMap<>();
        grantors.forEach(grantor -> found.put(grantor, new ArrayList<>()));
        FewAtOnce
                .list(template, "select " + AuthorityRows.COLUMNS + " from register.authority_version v where v.grantor_id = any(:grantors)"
                        + " and" + KNOWN + at
                        + " and not isempty(v.effective) order by v.effective_from, v.source_position, v.attorney_id, v.way",
                        parameters, (row, n) -> rows.authority(row))
                .forEach(one -> Objects.requireNonNull(found.get(one.grantorId().value())).add(one));
        return found.values().stream().flatMap(List::stream).toList();
    }

    /** What follows from the records of some grantors beside their authorities; those of whom there is nothing are missing. */
    Map<String, PartyFacts> facts(List<String> grantors, Moment moment) {
        Map<String, PartyFacts> facts = new HashMap<>();
        jdbc.sql("select v.grantor_id, v.facts from register.party_facts_version v where v.grantor_id = any(:grantors) and" + KNOWN)
                .param("grantors", grantors.toArray(String[]::new)).param("knownAt", QuestionClock.utc(moment.knownAt())).query(row -> {
                    facts.put(row.getString(1), FactsJson.facts(row.getString(2)));
                });
        return facts;
    }

    /** Hands over every instrument of a grantor, as known at a moment, in the order of recording. */
    void eachInstrument(GrantorId grantorId, Moment moment, Consumer<KnownInstrument> taker) {
        Position after = Position.START;
        while (true) {
            List<KnownInstrument> some = jdbc
                    .sql("select v.poa_id, v.granted_at, (select e.record_id from ledger.event e where e.position = v.granted_at) as granted_by,"
                            + " v.terms, v.riders from register.instrument_version v where v.grantor_id = :grantor and" + KNOWN
                            + " and v.granted_at > :after order by v.granted_at limit :most")
                    .param("grantor", grantorId.value()).param("knownAt", QuestionClock.utc(moment.knownAt())).param("after", after.value())
                    .param("most", AT_ONCE)
                    .query((row, n) -> new KnownInstrument(PoaId.of(row.getString("poa_id")), Position.of(row.getLong("granted_at")),
                            String.valueOf(row.getString("granted_by")), ActJson.readTerms(row.getString("terms")),
                            FactsJson.riders(row.getString("riders"))))
                    .list();
            some.forEach(taker);
            if (some.size() < AT_ONCE) {
                return;
            }
            after = some.getLast().grantedAt();
        }
    }
}
