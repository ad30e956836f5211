package org.authorityledger.questions.investigations;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.authorityledger.authority.KindStated;
import org.authorityledger.authority.PartyFacts;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.RecordId;
import org.authorityledger.register.FactsJson;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a workspace holds of parties otherwise than the live ledger at its point, beside authorities: who signs for them, whether they live, what
 * they must report, what is on file, and what they are. An answer about others may rest on it, by chains.
 */
public final class PartyDifference {

    /** The most that are listed. */
    static final int MOST = 1000;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final LedgerReader reader;

    PartyDifference(JdbcTemplate template, LedgerReader reader) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.reader = reader;
    }

    /** What is known otherwise of a party. */
    public enum What {
        SIGNATORIES, LIFE, DUTY, ON_FILE, KIND, KNOWN
    }

    /**
     * A party of whom something is known otherwise.
     *
     * @param changedBy the records left out of its stream or assumed in it, and those that state what it is
     */
    public record ChangedParty(PartyId partyId, Set<What> what, List<InvestigationDifference.Cause> changedBy) {}

    /**
     * The parties of whom something is known otherwise, by id.
     *
     * @param more whether there are more than are listed
     */
    public record ChangedParties(List<ChangedParty> parties, boolean more) {}

    private record Fact(PartyId partyId, Set<What> what) {}

    /**
     * Compares them.
     *
     * @param differing the table that names the streams in which they can differ; null: any
     */
    ChangedParties of(Investigation investigation, @Nullable String differing, Set<RecordId> without) {
        RegisterSchema workspace = Investigation.schema(investigation.id());
        Map<String, Set<What>> what = new TreeMap<>();
        String inScope = differing == null ? "" : " and v.grantor_id in (select s.grantor_id from " + differing + " s)";
        List<Fact> facts = jdbc.sql("""
                select grantor_id, a.facts as before, b.facts as after
                from (select * from register.party_facts_version v where v.known_from <= :knownAt and v.known_until > :knownAt%s) as a
                  full join (select * from %s v where v.known_until = 'infinity') as b using (grantor_id)
                where a.facts::text is distinct from b.facts::text
                order by grantor_id limit :limit
                """.formatted(inScope, workspace.table("party_facts_version")))
                .param("knownAt", QuestionClock.utc(investigation.knownAt())).param("limit", MOST + 1)
                .query((row, n) -> new Fact(PartyId.of(row.getString("grantor_id")),
                        changed(facts(row.getString("before")), facts(row.getString("after")))))
                .list();
        facts.forEach(fact -> what.computeIfAbsent(fact.partyId().value(), none -> EnumSet.noneOf(What.class)).addAll(fact.what()));
        differentKinds(investigation, workspace, inScope)
                .forEach(id -> what.computeIfAbsent(id, none -> EnumSet.noneOf(What.class)).add(What.KIND));
        Map<InvestigationDifference.Cause, LedgerRecord> causes = causes(investigation, workspace, without);
        List<ChangedParty> parties = new ArrayList<>();
        what.forEach((id, some) -> {
            if (parties.size() < MOST) {
                parties.add(new ChangedParty(PartyId.of(id), some,
                        causes.entrySet().stream().filter(cause -> concerns(cause.getValue(), id)).map(Map.Entry::getKey).toList()));
            }
        });
        return new ChangedParties(parties, what.size() > MOST);
    }

    /** What a party is may be stated in any stream: of an overlay, the parties are compared of whom a replayed stream says it, in all streams. */
    private List<String> differentKinds(Investigation investigation, RegisterSchema workspace, String inScope) {
        boolean overlay = investigation.replay() == Investigation.Replay.OVERLAY;
        String stated = overlay
                ? " and v.party_id in (select v.party_id from register.stated_kind v where true" + inScope
                        + " union select v.party_id from "
                        + workspace.table("stated_kind") + " v)"
                : "";
        String kinds = "select distinct on (v.party_id) v.party_id, v.kind from %s v where %s order by v.party_id, v.position desc";
        return jdbc.sql("""
                select party_id from (%s) as a full join (%s) as b using (party_id)
                where a.kind is distinct from b.kind order by party_id limit :limit
                """.formatted(
                kinds.formatted("register.stated_kind",
                        "v.known_from <= :knownAt and v.known_until > :knownAt" + (overlay ? stated : inScope)),
                kinds.formatted(investigation.register(template).sql("register.stated_kind"), "v.known_until = 'infinity'" + stated)))
                .param("knownAt", QuestionClock.utc(investigation.knownAt())).param("limit", MOST + 1).query(String.class).list();
    }

    private static PartyFacts facts(@Nullable String json) {
        return json == null ? PartyFacts.NONE : FactsJson.facts(json);
    }

    private static Set<What> changed(PartyFacts before, PartyFacts after) {
        Set<What> what = EnumSet.noneOf(What.class);
        add(what, What.KNOWN, before.known(), after.known());
        add(what, What.SIGNATORIES, before.signatories(), after.signatories());
        add(what, What.SIGNATORIES, before.minimumSignatories(), after.minimumSignatories());
        add(what, What.LIFE, before.hand(), after.hand());
        add(what, What.LIFE, before.dissolved(), after.dissolved());
        add(what, What.LIFE, before.attorneys(), after.attorneys());
        add(what, What.DUTY, before.duties(), after.duties());
        add(what, What.ON_FILE, before.confirmations(), after.confirmations());
        return what;
    }

    private static void add(Set<What> to, What what, Object before, Object after) {
        if (!before.equals(after)) {
            to.add(what);
        }
    }

    private static boolean concerns(LedgerRecord record, String id) {
        return record.act().grantorId().value().equals(id)
                || KindStated.by(record.act()).stream().anyMatch(stated -> stated.party().value().equals(id));
    }

    private Map<InvestigationDifference.Cause, LedgerRecord> causes(Investigation investigation, RegisterSchema workspace,
            Collection<RecordId> without) {
        Map<InvestigationDifference.Cause, LedgerRecord> causes = new LinkedHashMap<>();
        reader.records(without).stream().map(StoredEvent::record)
                .forEach(record -> causes.put(InvestigationDifference.Cause.of(record, InvestigationDifference.How.LEFT_OUT), record));
        new LedgerReader(template, workspace.events()).after(investigation.position(), MOST).stream().map(StoredEvent::record)
                .filter(record -> record.recordId().supposed())
                .forEach(record -> causes.put(InvestigationDifference.Cause.of(record, InvestigationDifference.How.ASSUMED), record));
        return causes;
    }
}
