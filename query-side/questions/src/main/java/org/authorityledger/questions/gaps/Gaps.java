package org.authorityledger.questions.gaps;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.Gap;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
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

    private Found find(@Nullable GrantorId grantorId, @Nullable IssuerId issuer, FormAsked form, Moment moment, Page page) {
        List<Gap> found = new ArrayList<>();
        if (form.form().regime() == null) {
            return new Found(found, null);
        }
        int lookedAt = 0;
        Candidate after = page.first() ? new Candidate("", "") : new Candidate(page.after().get(0), page.after().get(1));
        while (true) {
            List<Candidate> candidates = candidates(grantorId, issuer, moment, after);
            StreamParties parties = new StreamParties(reader, party -> kind(party, moment), moment.knownAt());
            parties.read(candidates.stream().map(one -> PartyId.of(one.grantorId())).distinct().toList());
            for (Candidate one : candidates) {
                Gap gap = Gap.of(GrantorId.of(one.grantorId()), IssuerId.of(one.issuerId()), form, moment.on(), parties);
                if (gap != null) {
                    found.add(gap);
                    if (found.size() >= page.toRead()) {
                        return new Found(found, null);
                    }
                }
            }
            if (candidates.size() < AT_ONCE) {
                return new Found(found, null);
            }
            after = candidates.getLast();
            lookedAt += candidates.size();
            if (lookedAt >= MOST_LOOKED_AT) {
                return new Found(found, List.of(after.grantorId(), after.issuerId()));
            }
        }
    }

    /** The grantors and the issuers that their instruments, appointments and duties name. */
    private List<Candidate> candidates(@Nullable GrantorId grantorId, @Nullable IssuerId issuer, Moment moment, Candidate after) {
        Map<String, Object> parameters = new HashMap<>(Map.of("knownAt", QuestionClock.utc(moment.knownAt()), "grantor", after.grantorId(),
                "issuer", after.issuerId(), "most", AT_ONCE));
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
                + " and v.known_until > :knownAt and v.grantor_id >= :grantor" + only;
        return jdbc.sql(schema.sql("select distinct c.grantor_id, c.issuer_id from (" + one.formatted("instrument_version") + " union all "
                + one.formatted("party_facts_version") + ") as c where c.issuer_id <> 'ANY'"
                + " and (c.grantor_id, c.issuer_id) > (:grantor, :issuer)" + (issuer == null ? "" : " and c.issuer_id = :only")
                + " order by c.grantor_id, c.issuer_id limit :most")).params(parameters)
                .query((row, n) -> new Candidate(row.getString(1), row.getString(2))).list();
    }

    private PartyKind kind(PartyId party, Moment moment) {
        return jdbc.sql(schema.sql("""
                select s.kind from register.stated_kind s
                where s.party_id = :party and s.known_from <= :knownAt and s.known_until > :knownAt order by s.position desc limit 1
                """)).param("party", party.value()).param("knownAt", QuestionClock.utc(moment.knownAt())).query(String.class).optional()
                .map(PartyKind::valueOf).orElse(PartyKind.PERSON);
    }
}
