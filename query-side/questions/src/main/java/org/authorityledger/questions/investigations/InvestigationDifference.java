package org.authorityledger.questions.investigations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Change;
import org.authorityledger.authority.Consequences;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Names;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.http.StrictJson;
import org.authorityledger.questions.authorities.ListPlace;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.register.NamesOnRecord;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.Register;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.LedgerReader;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a workspace differs from the live ledger at its point: the rows of both registers are compared, over all effective days. Those of an overlay
 * are compared where its own tables hold rows; all others are the live ones.
 */
public final class InvestigationDifference {

    /** The columns by which the two registers are joined, and those of a version, which differ without a difference in the authority. */
    private static final Set<String> NOT_COMPARED = Set.of("source_position", "attorney_id", "way", "known_from", "known_until",
            "opened_by",
            "closed_by");

    private static final Set<String> JSON = Set.of("powers", "signing", "conditions");

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final LedgerReader reader;
    private final Investigations investigations;
    private final Register live;
    private final RegisterProgress progress;
    private final StrictJson json;

    InvestigationDifference(JdbcTemplate template, LedgerReader reader, Investigations investigations, Register live,
            RegisterProgress progress,
            StrictJson json) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.reader = reader;
        this.investigations = investigations;
        this.live = live;
        this.progress = progress;
        this.json = json;
    }

    /** How a record causes a difference. */
    public enum How {
        LEFT_OUT, ASSUMED
    }

    /** A record that changes what is known of an authority. */
    public record Cause(RecordId recordId, String type, Position position, How how) {

        static Cause of(LedgerRecord record, How how) {
            return new Cause(record.recordId(), record.act().getClass().getSimpleName(), record.position(), how);
        }
    }

    /**
     * A page of the differences.
     *
     * @param consequences from the live ledger to the workspace
     * @param causes by authority, the records that make it differ: first those left out, then the assumed ones; empty for an authority that
     *     the live register does not hold as the events say
     * @param parties of whom something else is known otherwise; on the first page, null on others
     * @param names the names last recorded in the workspace; for a party without a name there, the live name
     */
    public record DifferencesWithCauses(Investigation investigation, Consequences consequences, Map<Authority.Key, List<Cause>> causes,
            PartyDifference.@Nullable ChangedParties parties, Names names, @Nullable String next) {}

    /**
     * A page of the differences.
     *
     * @throws org.authorityledger.http.Problem if there is no such investigation, or it is not open
     */
    public DifferencesWithCauses page(UUID id, Page page) {
        Investigation investigation = investigations.ready(id);
        progress.await(investigation.position());
        InvestigationRequest request = InvestigationRequest.read((ObjectNode) JsonMapper.shared().readTree(investigation.request()), json);
        Set<RecordId> without = Set.copyOf(request.without());
        RegisterSchema workspace = Investigation.schema(investigation.id());
        List<ListPlace> read = places(investigation, workspace, investigation.differing(request.scoped()), page);
        List<ListPlace> places = page.cut(read);
        List<Authority> before = authorities("register.authority_version", "v.known_from <= :knownAt and v.known_until > :knownAt", places,
                investigation);
        List<Authority> after = authorities(workspace.table("authority_version"), "v.known_until = 'infinity'", places, investigation);
        Set<GrantorId> grantors = new LinkedHashSet<>();
        before.forEach(authority -> grantors.add(authority.grantorId()));
        after.forEach(authority -> grantors.add(authority.grantorId()));
        Map<Authority.Key, List<Cause>> causes = new HashMap<>();
        grantors.forEach(grantorId -> addCauses(grantorId, investigation, workspace, without, causes));
        Consequences consequences = Consequences.between(before, after);
        PartyDifference.ChangedParties parties = page.first()
                ? new PartyDifference(template, reader).of(investigation, investigation.differing(request.scoped()), without)
                : null;
        return new DifferencesWithCauses(investigation, consequences, causes, parties,
                names(investigation.register(template), Stream.concat(before.stream(), after.stream()).toList()),
                page.next(read, ListPlace::cursor));
    }

    private Names names(RegisterSchema workspace, List<Authority> all) {
        Names here = NamesOnRecord.of(new Register(template, workspace), all);
        Names there = NamesOnRecord.of(live, all);
        return (part, id) -> {
            String name = here.of(part, id);
            // A party whose only record is left out still has a name.
            return name.equals(id) ? there.of(part, id) : name;
        };
    }

    private List<ListPlace> places(Investigation investigation, RegisterSchema workspace, @Nullable String differing, Page page) {
        Map<String, Object> parameters = new HashMap<>(
                Map.of("knownAt", QuestionClock.utc(investigation.knownAt()), "limit", page.toRead()));
        String beyond = "";
        if (!page.first()) {
            beyond = " and (source_position, attorney_id, way) > (:sourcePosition, :attorneyId, :way)";
            ListPlace.parameters(page, 0, parameters);
        }
        String inScope = differing == null ? "" : " and v.grantor_id in (select s.grantor_id from " + differing + " s)";
        return jdbc.sql("""
                select source_position, attorney_id, way
                from (select * from register.authority_version v where v.known_from <= :knownAt and v.known_until > :knownAt%s) as a
                  full join (select * from %s v where v.known_until = 'infinity') as b using (source_position, attorney_id, way)
                where (%s) is distinct from (%s)
                  and not (coalesce(isempty(a.effective), true) and coalesce(isempty(b.effective), true))%s
                order by source_position, attorney_id, way limit :limit
                """.formatted(inScope, workspace.table("authority_version"), compared("a"), compared("b"), beyond))
                .params(parameters).query((row, n) -> ListPlace.of(row)).list();
    }

    /** The columns of an authority; JSON as text, since it has no equality of its own. */
    private static String compared(String alias) {
        return AuthorityRows.WRITTEN.stream().filter(column -> !NOT_COMPARED.contains(column))
                .map(column -> alias + "." + column + (JSON.contains(column) ? "::text" : "")).collect(Collectors.joining(", "));
    }

    private List<Authority> authorities(String table, String known, List<ListPlace> places, Investigation investigation) {
        AuthorityRows.Result rows = new AuthorityRows.Result();
        return jdbc
                .sql("select " + AuthorityRows.COLUMNS
                        + " from unnest(:sourcePositions, :attorneyIds, :ways) as k (source_position, attorney_id, way) join "
                        + table + " v on v.source_position = k.source_position and v.attorney_id = k.attorney_id and v.way = k.way where "
                        + known + " order by " + ListPlace.ORDER)
                .param("sourcePositions", places.stream().map(place -> place.sourcePosition().value()).toArray(Long[]::new))
                .param("attorneyIds", places.stream().map(ListPlace::attorneyId).toArray(String[]::new))
                .param("ways", places.stream().map(ListPlace::way).toArray(String[]::new))
                .param("knownAt", QuestionClock.utc(investigation.knownAt())).query((row, n) -> rows.authority(row)).list();
    }

    /** Leaves out and assumes one record after the other, and notes what each changes. */
    private void addCauses(GrantorId grantorId, Investigation investigation, RegisterSchema workspace, Set<RecordId> without,
            Map<Authority.Key, List<Cause>> causes) {
        List<LedgerRecord> records = new ArrayList<>(reader.forTheLaw(List.of(grantorId), investigation.position()));
        GrantorRecords known = GrantorRecords.of(records);
        for (LedgerRecord record : List.copyOf(records)) {
            if (without.contains(record.recordId())) {
                records.remove(record);
                GrantorRecords less = GrantorRecords.of(records);
                note(Change.between(known.authorities(), less.authorities()), record, How.LEFT_OUT, causes);
                known = less;
            }
        }
        for (LedgerRecord record : new LedgerReader(template, workspace.events()).forTheLaw(List.of(grantorId), Position.END)) {
            if (record.recordId().supposed()) {
                GrantorRecords more = known.with(record);
                note(Change.between(known.authorities(), more.authorities()), record, How.ASSUMED, causes);
                known = more;
            }
        }
    }

    private static void note(Change change, LedgerRecord record, How how, Map<Authority.Key, List<Cause>> causes) {
        Set<Authority.Key> touched = new LinkedHashSet<>();
        change.closed().forEach(authority -> touched.add(authority.key()));
        change.opened().forEach(authority -> touched.add(authority.key()));
        Cause cause = Cause.of(record, how);
        touched.forEach(key -> causes.computeIfAbsent(key, none -> new ArrayList<>(1)).add(cause));
    }
}
