package org.authorityledger.questions.directory;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Terms;
import org.authorityledger.history.ActJson;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.NameKey;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.RegisterSchema;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads from the register who is known under which names, and what instruments say. */
public final class Directory {

    private static final String KNOWN = " v.known_from <= ? and v.known_until > ? ";

    private final JdbcTemplate jdbc;
    private final RegisterSchema schema;

    public Directory(JdbcTemplate jdbc) {
        this(jdbc, RegisterSchema.LIVE);
    }

    public Directory(JdbcTemplate jdbc, RegisterSchema schema) {
        this.jdbc = jdbc;
        this.schema = schema;
    }

    /**
     * Someone known.
     *
     * @param name the name last recorded
     * @param names every name ever recorded, the last recorded first
     */
    public record Found(String id, String name, @Nullable String cik, List<String> names) {}

    /** Those of a kind with a name that contains what is asked for; all of them when nothing is. In the order of their ids. */
    public List<Found> search(PartyKind kind, @Nullable String q, Page page) {
        List<Object> arguments = new ArrayList<>(List.of(kind.name()));
        String sql = "select distinct id from register.party_name where kind = ?";
        if (q != null) {
            sql += " and search_name like ?";
            arguments.add("%" + NameKey.of(q).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
        }
        if (!page.first()) {
            sql += " and id > ?";
            arguments.add(page.after().getFirst());
        }
        arguments.add(page.toRead());
        List<String> ids = jdbc.queryForList(schema.sql(sql + " order by id limit ?"), String.class, arguments.toArray());
        return named(kind, ids);
    }

    /** Someone known by their id; null when nobody is. */
    public @Nullable Found find(PartyKind kind, String id) {
        List<Found> found = named(kind, List.of(id));
        return found.isEmpty() ? null : found.getFirst();
    }

    private List<Found> named(PartyKind kind, List<String> ids) {
        return jdbc.query(schema.sql("""
                select id, array_agg(name order by last_position desc, name) as names,
                  (array_agg(cik order by last_position desc) filter (where cik is not null))[1] as cik
                from register.party_name where kind = ? and id = any(?) group by id order by id
                """), (row, n) -> {
            List<String> names = texts(row, "names");
            return new Found(row.getString("id"), names.getFirst(), row.getString("cik"), names);
        }, kind.name(), ids.toArray(String[]::new));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return Arrays.asList((String[]) array.getArray());
    }

    /** The instruments of a grantor, or one of them, as known at a moment, each with who may sign under it on the day. */
    List<Map<String, Object>> instruments(GrantorId grantorId, @Nullable PoaId poaId, Moment moment) {
        List<Object> arguments = new ArrayList<>(List.of(grantorId.value(), QuestionClock.utc(moment.knownAt()), QuestionClock.utc(moment.knownAt())));
        String one = "";
        if (poaId != null) {
            one = " and v.poa_id = ?";
            arguments.add(poaId.value());
        }
        Map<String, List<Authority>> authorities = new LinkedHashMap<>();
        jdbc.query(schema.sql("select " + AuthorityRows.COLUMNS
                + " from register.authority_version v where v.grantor_id = ? and not isempty(v.effective) and" + KNOWN + one
                + " order by v.source_position, v.attorney_id"), row -> {
                    Authority authority = AuthorityRows.authority(row);
                    authorities.computeIfAbsent(authority.poaId().value(), key -> new ArrayList<>()).add(authority);
                }, arguments.toArray());
        return jdbc.query(schema.sql("""
                select v.poa_id, v.terms, v.opened_by, e.record_id as granted_by
                from register.instrument_version v join ledger.event e on e.position = v.granted_at
                where v.grantor_id = ? and
                """ + KNOWN + one + " order by v.granted_at"), (row, n) -> {
            Map<String, Object> fields = instrument(grantorId, row);
            fields.put("authorities",
                    authorities.getOrDefault(row.getString("poa_id"), List.of()).stream().map(authority -> authority(authority, moment))
                            .toList());
            return fields;
        }, arguments.toArray());
    }

    private static Map<String, Object> instrument(GrantorId grantorId, ResultSet row) throws SQLException {
        Terms terms = ActJson.readTerms(row.getString("terms"));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("grantorId", grantorId);
        fields.put("poaId", row.getString("poa_id"));
        fields.put("recordId", Objects.requireNonNull(row.getString("granted_by")));
        fields.put("termsRecordId", Objects.requireNonNull(row.getString("opened_by")));
        fields.put("issuer", terms.issuer());
        fields.put("attorneys", terms.attorneys());
        fields.put("powers", terms.powers());
        fields.put("minimumSignatures", terms.minimumSignatures());
        fields.put("executedOn", terms.executedOn());
        fields.put("effectiveOn", terms.effectiveOn());
        if (terms.expiresOn() != null) {
            fields.put("expiresOn", terms.expiresOn());
        }
        fields.put("untilCeasedReporting", terms.untilCeasedReporting());
        fields.put("substitutionAllowed", terms.substitutionAllowed());
        fields.put("durable", terms.durable());
        fields.put("supersedesPrior", terms.supersedesPrior());
        if (terms.document() != null) {
            fields.put("document", terms.document());
        }
        return fields;
    }

    private static Map<String, Object> authority(Authority authority, Moment moment) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("attorneyId", authority.attorneyId());
        fields.put("role", authority.role());
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
        return counts("v.attorney_id = ?", attorneyId.value(), moment,
                "count(distinct v.grantor_id) as grantors, count(distinct v.issuer_id) as issuers");
    }

    /** How many authorities are in force at an issuer, those for all issuers included. */
    Map<String, Object> authoritiesAt(IssuerId issuerId, Moment moment) {
        return counts("v.issuer_id in (?, 'ANY')", issuerId.value(), moment,
                "count(distinct v.grantor_id) as grantors, count(distinct v.attorney_id) as attorneys");
    }

    private Map<String, Object> counts(String whose, String id, Moment moment, String counted) {
        return jdbc.queryForMap(
                schema.sql("select count(*) as \"authoritiesInForce\", " + counted + " from register.authority_version v where " + whose
                        + " and" + KNOWN + "and v.effective @> ?"),
                id, QuestionClock.utc(moment.knownAt()), QuestionClock.utc(moment.knownAt()), moment.on());
    }
}
