package org.authorityledger.questions.gaps;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.Gap;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PartyId;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.LedgerReader;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds gaps: candidates from the register, judged by the law from their records. */
public final class Gaps {

    private static final int AT_ONCE = 200;
    /** Grantors without gaps are no rows: after this many candidates a page ends, so that no request reads the whole ledger. */
    static final int MOST_LOOKED_AT = 2_000;
    /** Comes after every id: ids have no such character. */
    private static final String LAST = "~";

    private final JdbcClient jdbc;
    private final RegisterSchema schema;
    private final LedgerReader reader;

    public Gaps(JdbcTemplate jdbc, RegisterSchema schema) {
        this.jdbc = JdbcClient.create(jdbc);
        this.schema = schema;
        this.reader = new LedgerReader(jdbc, schema.events());
    }

    /**
     * Gaps by grantor and issuer.
     *
     * @param gaps one more than a page at most
     * @param lookedAt the grantor and issuer looked at last, where the page ended before it was full; null: nothing is left, or the page is full
     */
    public record Found(List<Gap> gaps, @Nullable List<String> lookedAt) {}

    private record Candidate(String grantorId, String issuerId) {}

    /** The gaps of a form. */
    public Found find(@Nullable IssuerId issuer, FormAsked form, Moment moment, Page page) {
        return find(null, issuer, form, moment, page);
    }

    /** The gaps of a form of one grantor, by issuer. */
    public List<Gap> of(GrantorId grantorId, FormAsked form, Moment moment) {
        List<Gap> all = new ArrayList<>();
        Page page = new Page(AT_ONCE, List.of());
        while (true) {
            Found found = find(grantorId, null, form, moment, page);
            List<Gap> some = page.cut(found.gaps());
            all.addAll(some);
            if (found.lookedAt() != null) {
                page = page.following(found.lookedAt());
            } else if (found.gaps().size() > some.size()) {
                page = page.following(List.of(some.getLast().grantorId().value(), some.getLast().issuerId().value()));
            } else {
                return all;
            }
        }
    }

    /** Those of some grantors who have a gap of a form, at whatever issuer. */
    public Set<GrantorId> among(Collection<GrantorId> grantors, FormAsked form, Moment moment) {
        Set<GrantorId> found = new LinkedHashSet<>();
        if (grantors.isEmpty() || form.form().regime() == null) {
            return found;
        }
        List<Candidate> candidates = jdbc
                .sql(schema.sql("select c.grantor_id, c.issuer_id from (" + issuers("instrument_version") + " union "
                        + issuers("party_facts_version") + ") as c where c.issuer_id <> 'ANY' order by c.grantor_id, c.issuer_id"))
                .param("knownAt", QuestionClock.utc(moment.knownAt()))
                .param("grantors", grantors.stream().map(GrantorId::value).toArray(String[]::new))
                .query((row, n) -> new Candidate(row.getString(1), row.getString(2))).list();
        List<PartyId> parties = candidates.stream().map(one -> PartyId.of(one.grantorId())).distinct().toList();
        for (int from = 0; from < parties.size(); from += AT_ONCE) {
            Set<PartyId> some = new LinkedHashSet<>(parties.subList(from, Math.min(parties.size(), from + AT_ONCE)));
            StreamParties known = StreamParties.of(reader, jdbc, schema, moment.knownAt());
            known.readWithNamed(some);
            for (Candidate one : candidates) {
                GrantorId grantorId = GrantorId.of(one.grantorId());
                if (some.contains(PartyId.of(one.grantorId())) && !found.contains(grantorId)
                        && Gap.exists(grantorId, IssuerId.of(one.issuerId()), form, moment.on(), known)) {
                    found.add(grantorId);
                }
            }
        }
        return found;
    }

    private static String issuers(String table) {
        return "select v.grantor_id, unnest(v.issuers) as issuer_id from register." + table
                + " v where v.known_from <= :knownAt and v.known_until > :knownAt and v.grantor_id = any(:grantors)";
    }

    private Found find(@Nullable GrantorId grantorId, @Nullable IssuerId issuer, FormAsked form, Moment moment, Page page) {
        List<Gap> found = new ArrayList<>();
        if (form.form().regime() == null) {
            return new Found(found, null);
        }
        int lookedAt = 0;
        Candidate after = page.first() ? new Candidate("", "") : new Candidate(page.after().get(0), page.after().get(1));
        while (true) {
            String last = issuer == null && grantorId == null ? lastOfSome(after) : LAST;
            List<Candidate> candidates = candidates(grantorId, issuer, moment, after, last);
            StreamParties parties = StreamParties.of(reader, jdbc, schema, moment.knownAt());
            parties.readWithNamed(candidates.stream().map(one -> PartyId.of(one.grantorId())).distinct().toList());
            for (Candidate one : candidates) {
                Gap gap = Gap.of(GrantorId.of(one.grantorId()), IssuerId.of(one.issuerId()), form, moment.on(), parties);
                if (gap != null) {
                    found.add(gap);
                    if (found.size() >= page.toRead()) {
                        return new Found(found, null);
                    }
                }
            }
            boolean all = candidates.size() < AT_ONCE;
            if (all && last.equals(LAST)) {
                return new Found(found, null);
            }
            after = all ? new Candidate(last, LAST) : candidates.getLast();
            lookedAt += AT_ONCE;
            if (lookedAt >= MOST_LOOKED_AT) {
                return new Found(found, List.of(after.grantorId(), after.issuerId()));
            }
        }
    }

    /** The last one of the next grantors, so that no more than these are read and sorted; {@link #LAST}: these are all. */
    private String lastOfSome(Candidate after) {
        String some = "(select distinct v.grantor_id from register.%s v where v.grantor_id >= :grantor order by v.grantor_id limit :most)";
        return jdbc.sql(schema.sql("select coalesce(max(n.grantor_id), :last) from (" + some.formatted("instrument_version") + " union "
                + some.formatted("party_facts_version")
                + " order by grantor_id limit :most) as n having count(*) = :most union all select :last"
                + " limit 1")).param("grantor", after.grantorId()).param("most", AT_ONCE).param("last", LAST).query(String.class).single();
    }

    /** The grantors and the issuers that their instruments, appointments and duties name. */
    private List<Candidate> candidates(@Nullable GrantorId grantorId, @Nullable IssuerId issuer, Moment moment, Candidate after,
            String last) {
        Map<String, Object> parameters = new HashMap<>(Map.of("knownAt", QuestionClock.utc(moment.knownAt()), "grantor", after.grantorId(),
                "issuer", after.issuerId(), "last", last, "most", AT_ONCE));
        String only = "";
        if (issuer != null) {
            only = " and v.issuers @> array[:only::text]";
            parameters.put("only", issuer.value());
        }
        if (grantorId != null) {
            only += " and v.grantor_id = :of";
            parameters.put("of", grantorId.value());
        }
        String one = "select v.grantor_id, unnest(v.issuers) as issuer_id from register.%s v where v.known_from <= :knownAt"
                + " and v.known_until > :knownAt and v.grantor_id >= :grantor and v.grantor_id <= :last" + only;
        return jdbc.sql(schema.sql("select distinct c.grantor_id, c.issuer_id from (" + one.formatted("instrument_version") + " union all "
                + one.formatted("party_facts_version") + ") as c where c.issuer_id <> 'ANY'"
                + " and (c.grantor_id, c.issuer_id) > (:grantor, :issuer)" + (issuer == null ? "" : " and c.issuer_id = :only")
                + " order by c.grantor_id, c.issuer_id limit :most")).params(parameters)
                .query((row, n) -> new Candidate(row.getString(1), row.getString(2))).list();
    }
}
