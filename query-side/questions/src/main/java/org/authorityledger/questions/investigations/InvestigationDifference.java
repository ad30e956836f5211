package org.authorityledger.questions.investigations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Change;
import org.authorityledger.authority.Consequences;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Names;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.RecordId;
import org.authorityledger.http.StrictJson;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.NamesOnRecord;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.register.Register;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is answered otherwise in a workspace than the live ledger did at its point: the rows of both registers side by side, over the whole of
 * effective time.
 */
public final class InvestigationDifference {

    private static final String COMPARED = "%1$s.source, %1$s.grantor_id, %1$s.poa_id, %1$s.issuer_id, %1$s.role, %1$s.in_place_of, %1$s.powers::text,"
            + " %1$s.minimum_signatures, %1$s.effective_from, %1$s.effective_until, %1$s.end_cause, %1$s.ended_by";

    private final JdbcTemplate jdbc;
    private final LedgerReader reader;
    private final Investigations investigations;
    private final Register live;
    private final RegisterProgress reach;
    private final StrictJson json;

    InvestigationDifference(JdbcTemplate jdbc, LedgerReader reader, Investigations investigations, Register live, RegisterProgress reach,
            StrictJson json) {
        this.jdbc = jdbc;
        this.reader = reader;
        this.investigations = investigations;
        this.live = live;
        this.reach = reach;
        this.json = json;
    }

    /** How a record is behind a difference. */
    public enum How {
        LEFT_OUT, ASSUMED
    }

    /** A record that makes an authority be known otherwise. */
    public record Behind(RecordId recordId, String type, long position, How how) {}

    /**
     * A page of it.
     *
     * @param consequences from the live ledger to the workspace
     * @param behind by authority, the records that make it differ, in the order of leaving out and then of supposing; none where the live
     *     register does not hold what follows from the events
     * @param names the last recorded names in the workspace; of whom it knows none, the live ones
     */
    public record Found(Investigation investigation, Consequences consequences, Map<Authority.Key, List<Behind>> behind, Names names,
            @Nullable String next) {}

    private record Key(long sourcePosition, String attorneyId) {

        List<String> parts() {
            return List.of(Long.toString(sourcePosition), attorneyId);
        }
    }

    /**
     * A page of it.
     *
     * @throws org.authorityledger.http.Problem when there is no investigation of this name, or it cannot be asked
     */
    public Found page(UUID id, Page page) {
        Investigation investigation = investigations.ready(id);
        reach.await(investigation.position());
        InvestigationRequest asked = InvestigationRequest.read((ObjectNode) JsonMapper.shared().readTree(investigation.request()), json);
        Set<RecordId> without = Set.copyOf(asked.without());
        RegisterSchema workspace = Investigation.schema(investigation.id());
        List<Key> read = keys(investigation, workspace, asked.scoped(), page);
        List<Key> keys = page.cut(read);
        List<Authority> before = authorities("register.authority_version", "v.known_from <= ? and v.known_until > ?", keys,
                QuestionClock.utc(investigation.knownAt()), QuestionClock.utc(investigation.knownAt()));
        List<Authority> supposed = authorities(workspace.table("authority_version"), "v.known_until = 'infinity'", keys);
        Set<GrantorId> grantors = new LinkedHashSet<>();
        before.forEach(authority -> grantors.add(authority.grantorId()));
        supposed.forEach(authority -> grantors.add(authority.grantorId()));
        Map<Authority.Key, List<Behind>> behind = new HashMap<>();
        grantors.forEach(grantorId -> behind(grantorId, investigation, workspace, without, behind));
        Consequences consequences = Consequences.between(before, supposed);
        return new Found(investigation, consequences, behind, names(workspace, Stream.concat(before.stream(), supposed.stream()).toList()),
                page.next(read, Key::parts));
    }

    private Names names(RegisterSchema workspace, List<Authority> all) {
        Names here = NamesOnRecord.of(new Register(jdbc, workspace), all);
        Names there = NamesOnRecord.of(live, all);
        return (part, id) -> {
            String name = here.of(part, id);
            // Whose only record is left out has a name all the same.
            return name.equals(id) ? there.of(part, id) : name;
        };
    }

    private List<Key> keys(Investigation investigation, RegisterSchema workspace, boolean scoped, Page page) {
        List<Object> arguments = new ArrayList<>(
                List.of(QuestionClock.utc(investigation.knownAt()), QuestionClock.utc(investigation.knownAt())));
        String beyond = "";
        if (!page.first()) {
            beyond = " and (source_position, attorney_id) > (?, ?)";
            arguments.add(page.number(0));
            arguments.add(page.after().get(1));
        }
        arguments.add(page.toRead());
        String inScope = scoped ? " and v.grantor_id in (select s.grantor_id from " + workspace.table("scope") + " s)" : "";
        return jdbc.query("""
                select source_position, attorney_id
                from (select * from register.authority_version v where v.known_from <= ? and v.known_until > ?%s) as a
                  full join (select * from %s v where v.known_until = 'infinity') as b using (source_position, attorney_id)
                where (%s) is distinct from (%s)
                  and not (coalesce(isempty(a.effective), true) and coalesce(isempty(b.effective), true))%s
                order by source_position, attorney_id limit ?
                """.formatted(inScope, workspace.table("authority_version"), COMPARED.formatted("a"), COMPARED.formatted("b"), beyond),
                (row, n) -> new Key(row.getLong(1), row.getString(2)), arguments.toArray());
    }

    private List<Authority> authorities(String table, String known, List<Key> keys, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(keys.stream().map(Key::sourcePosition).toArray(Long[]::new),
                keys.stream().map(Key::attorneyId).toArray(String[]::new)));
        all.addAll(List.of(arguments));
        return jdbc
                .query("select " + AuthorityRows.COLUMNS + " from unnest(?::bigint[], ?::text[]) as k (source_position, attorney_id) join "
                        + table + " v on v.source_position = k.source_position and v.attorney_id = k.attorney_id where " + known
                        + " order by v.source_position, v.attorney_id", (row, n) -> AuthorityRows.authority(row), all.toArray());
    }

    /** Leaves out and supposes one record after the other, and sees what each changes. */
    private void behind(GrantorId grantorId, Investigation investigation, RegisterSchema workspace, Set<RecordId> without,
            Map<Authority.Key, List<Behind>> behind) {
        List<LedgerRecord> records = new ArrayList<>(
                reader.streams(List.of(grantorId), investigation.position()).stream().map(StoredEvent::record).toList());
        GrantorRecords known = GrantorRecords.of(records);
        for (LedgerRecord record : List.copyOf(records)) {
            if (without.contains(record.recordId())) {
                records.remove(record);
                GrantorRecords less = GrantorRecords.of(records);
                note(Change.between(known.authorities(), less.authorities()), record, How.LEFT_OUT, behind);
                known = less;
            }
        }
        for (StoredEvent event : new LedgerReader(jdbc, workspace.events()).streams(List.of(grantorId), Long.MAX_VALUE)) {
            if (event.record().recordId().supposed()) {
                GrantorRecords more = known.with(event.record());
                note(Change.between(known.authorities(), more.authorities()), event.record(), How.ASSUMED, behind);
                known = more;
            }
        }
    }

    private static void note(Change change, LedgerRecord record, How how, Map<Authority.Key, List<Behind>> behind) {
        Set<Authority.Key> touched = new LinkedHashSet<>();
        change.closed().forEach(authority -> touched.add(authority.key()));
        change.opened().forEach(authority -> touched.add(authority.key()));
        Behind one = new Behind(record.recordId(), record.act().getClass().getSimpleName(), record.position(), how);
        touched.forEach(key -> behind.computeIfAbsent(key, none -> new ArrayList<>(1)).add(one));
    }
}
