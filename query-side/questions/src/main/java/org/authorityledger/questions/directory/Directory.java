package org.authorityledger.questions.directory;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Position;
import org.authorityledger.events.Terms;
import org.authorityledger.events.Version;
import org.authorityledger.history.ActJson;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.register.FactsJson;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.register.SoughtName;
import org.authorityledger.store.FewAtOnce;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads from the register which parties are known, under which names, and what instruments say. */
public final class Directory {

    private static final String KNOWN = " v.known_from <= :knownAt and v.known_until > :knownAt ";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final RegisterSchema schema;

    public Directory(JdbcTemplate jdbc) {
        this(jdbc, RegisterSchema.LIVE);
    }

    public Directory(JdbcTemplate jdbc, RegisterSchema schema) {
        this.template = jdbc;
        this.jdbc = JdbcClient.create(jdbc);
        this.schema = schema;
    }

    /**
     * A party known to the ledger.
     *
     * @param name the name last recorded
     * @param names every name ever recorded, the last recorded first
     */
    public record KnownParty(String id, String name, @Nullable String cik, List<String> names) {}

    /** The parties of a kind that ever had a name found by this text, or all of them without one, in the order of their ids. */
    public List<KnownParty> search(PartyKind kind, @Nullable String q, Page page) {
        Map<String, Object> parameters = new HashMap<>(Map.of("kind", kind.name(), "limit", page.toRead()));
        String sql = "select distinct id from register.party_name p where kind = :kind";
        if (q != null && !q.isEmpty()) {
            sql += " and " + SoughtName.of(q).finds(parameters);
        }
        if (!page.first()) {
            sql += " and id > :after";
            parameters.put("after", page.after().getFirst());
        }
        return named(kind, jdbc.sql(schema.sql(sql + " order by id limit :limit")).params(parameters).query(String.class).list());
    }

    /** The party with this id; null if the ledger knows none. */
    public @Nullable KnownParty find(PartyKind kind, String id) {
        List<KnownParty> found = named(kind, List.of(id));
        if (found.isEmpty() && kind == PartyKind.ATTORNEY) {
            // Who signs for an entity is found among those who sign.
            found = named(PartyKind.SIGNATORY, List.of(id));
        }
        return found.isEmpty() ? null : found.getFirst();
    }

    /** How many records a grantor's stream had at a moment: a command can be made to depend on it. */
    Version version(GrantorId grantorId, Moment moment) {
        return jdbc.sql("select coalesce(max(sequence) + 1, 0) from ledger.event where grantor_id = :grantor and recorded_at <= :knownAt")
                .param("grantor", grantorId.value()).param("knownAt", QuestionClock.utc(moment.knownAt()))
                .query((row, n) -> Version.of(row.getLong(1))).single();
    }

    private List<KnownParty> named(PartyKind kind, List<String> ids) {
        return jdbc.sql(schema.sql("""
                select id, array_agg(name order by last_position desc, name) as names,
                  (array_agg(cik order by last_position desc) filter (where cik is not null))[1] as cik
                from register.party_name p where kind = :kind and id = any(:ids) group by id order by id
                """)).param("kind", kind.name()).param("ids", ids.toArray(String[]::new)).query((row, n) -> {
            List<String> names = texts(row, "names");
            return new KnownParty(row.getString("id"), names.getFirst(), row.getString("cik"), names);
        }).list();
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return Arrays.asList((String[]) array.getArray());
    }

    /** A page of instruments, each with what it says and what became of it. */
    record Instruments(List<Map<String, Object>> items, @Nullable String next) {}

    /** One instrument as known at a moment; empty if it was not known then. */
    Optional<Map<String, Object>> instrument(GrantorId grantorId, PoaId poaId, Moment moment) {
        return instruments(grantorId, poaId, moment, new Page(1, List.of())).items().stream().findFirst();
    }

    /**
     * The instruments of a grantor, as known at a moment, in the order of recording, each with the authorities under it and whether they are in
     * force on the day.
     */
    Instruments instruments(GrantorId grantorId, Moment moment, Page page) {
        return instruments(grantorId, null, moment, page);
    }

    private Instruments instruments(GrantorId grantorId, @Nullable PoaId poaId, Moment moment, Page page) {
        Map<String, Object> parameters = new HashMap<>(
                Map.of("grantor", grantorId.value(), "knownAt", QuestionClock.utc(moment.knownAt())));
        String some = "";
        if (poaId != null) {
            some = " and v.poa_id = :poa";
            parameters.put("poa", poaId.value());
        }
        if (!page.first()) {
            some += " and v.granted_at > :after";
            parameters.put("after", page.number(0));
        }
        record Granted(String poaId, Position at) {}
        List<Granted> read = jdbc
                .sql(schema.sql("select v.poa_id, v.granted_at from register.instrument_version v where v.grantor_id = :grantor and" + KNOWN
                        + some + " order by v.granted_at limit :limit"))
                .params(parameters).param("limit", page.toRead())
                .query((row, n) -> new Granted(row.getString("poa_id"), Position.of(row.getLong("granted_at")))).list();
        List<Granted> granted = page.cut(read);
        if (granted.isEmpty()) {
            return new Instruments(List.of(), null);
        }
        parameters.put("poas", granted.stream().map(Granted::poaId).toArray(String[]::new));
        String these = " from register.%s v where v.grantor_id = :grantor and v.poa_id = any(:poas) and" + KNOWN;
        AuthorityRows.Result rows = new AuthorityRows.Result();
        Map<PoaId, List<Authority>> authorities = FewAtOnce.list(template, schema.sql("select " + AuthorityRows.COLUMNS
                + these.formatted("authority_version") + "and not isempty(v.effective) order by v.source_position, v.attorney_id, v.way"),
                parameters,
                (row, n) -> rows.authority(row)).stream().collect(Collectors.groupingBy(Authority::poaId));
        List<Map<String, Object>> items = jdbc
                .sql(schema.sql(
                        "select v.poa_id, v.terms, v.riders, v.stated_by, (select e.record_id from ledger.event e where e.position = v.granted_at)"
                                + " as granted_by" + these.formatted("instrument_version") + "order by v.granted_at"))
                .params(parameters).query((row, n) -> {
                    Map<String, Object> fields = instrument(grantorId, row);
                    fields.put("authorities", authorities.getOrDefault(PoaId.of(row.getString("poa_id")), List.of()).stream()
                            .map(authority -> authority(authority, moment)).toList());
                    return fields;
                }).list();
        return new Instruments(items, page.next(read, one -> List.of(one.at().toString())));
    }

    private static Map<String, Object> instrument(GrantorId grantorId, ResultSet row) throws SQLException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("grantorId", grantorId);
        fields.put("poaId", row.getString("poa_id"));
        fields.put("recordId", Objects.requireNonNull(row.getString("granted_by")));
        fields.put("termsRecordId", Objects.requireNonNull(row.getString("stated_by")));
        terms(ActJson.readTerms(row.getString("terms")), fields);
        List<FactsJson.Rider> riders = FactsJson.riders(row.getString("riders"));
        if (!riders.isEmpty()) {
            fields.put("amendments", riders.stream().map(rider -> {
                Map<String, Object> said = new LinkedHashMap<>();
                said.put("recordId", rider.recordId());
                said.put("termsRecordId", rider.statedBy());
                terms(rider.terms(), said);
                return said;
            }).toList());
        }
        return fields;
    }

    /** What terms say, by the names of a grant; what they do not say is left out. */
    private static void terms(Terms terms, Map<String, Object> fields) {
        if (terms.issuers().size() == 1) {
            fields.put("issuer", terms.issuers().getFirst());
        }
        fields.put("issuers", terms.issuers());
        fields.put("attorneys", terms.attorneys());
        fields.put("powers", terms.powers());
        fields.put("minimumSignatures", terms.signing().signatures());
        fields.put("signing", terms.signing());
        fields.put("executedOn", terms.executedOn());
        fields.put("effectiveOn", terms.effectiveOn());
        put("expiresOn", terms.expiresOn(), fields);
        fields.put("untilCeasedReporting", terms.untilCeasedReporting());
        fields.put("substitutionAllowed", terms.substitutionAllowed());
        fields.put("substitution", terms.substitution());
        put("durable", terms.durable(), fields);
        put("governingLaw", terms.governingLaw(), fields);
        fields.put("supersedesPrior", terms.supersedesPrior());
        fields.put("supersedes", terms.supersedes());
        fields.put("revocationTakesEffect", terms.revocationTakesEffect());
        if (!terms.onBehalfOf().none()) {
            fields.put("onBehalfOf", terms.onBehalfOf());
        }
        fields.put("undated", terms.undated());
        fields.put("termsSeen", terms.termsSeen());
        put("document", terms.document(), fields);
    }

    private static void put(String name, @Nullable Object value, Map<String, Object> fields) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    private static Map<String, Object> authority(Authority authority, Moment moment) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("attorneyId", authority.attorneyId());
        fields.put("role", authority.role());
        fields.put("issuerId", authority.issuerId());
        if (authority.inPlaceOf() != null) {
            fields.put("inPlaceOf", authority.inPlaceOf());
        }
        fields.put("forms", authority.forms());
        fields.put("from", authority.from());
        if (authority.ending() != null) {
            fields.put("until", authority.ending().on());
            fields.put("endCause", authority.ending().cause());
            fields.put("endedBy", authority.ending().recordId());
        }
        fields.put("inForce", authority.inForceOn(moment.on()));
        return fields;
    }

    /** For how many grantors and at how many issuers an attorney may sign. */
    Map<String, Object> signsFor(AttorneyId attorneyId, Moment moment) {
        return counts("v.attorney_id = :id", attorneyId.value(), moment,
                "count(distinct v.grantor_id) as grantors, count(distinct v.issuer_id) as issuers");
    }

    /** How many authorities are in force at an issuer, including those for all issuers. */
    Map<String, Object> authoritiesAt(IssuerId issuerId, Moment moment) {
        return counts("v.issuer_id in (:id, 'ANY')", issuerId.value(), moment,
                "count(distinct v.grantor_id) as grantors, count(distinct v.attorney_id) as attorneys");
    }

    private Map<String, Object> counts(String whose, String id, Moment moment, String counted) {
        return jdbc
                .sql(schema
                        .sql("select count(*) as \"authoritiesInForce\", " + counted + " from register.authority_version v where " + whose
                                + " and" + KNOWN + "and v.effective @> :on"))
                .param("id", id).param("knownAt", QuestionClock.utc(moment.knownAt())).param("on", moment.on()).query().singleRow();
    }
}
