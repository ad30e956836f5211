package org.authorityledger.register;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.authority.Conditions;
import org.authorityledger.authority.EndCause;
import org.authorityledger.authority.Ending;
import org.authorityledger.authority.Role;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Position;
import org.authorityledger.events.Power;
import org.authorityledger.events.RecordId;
import org.jspecify.annotations.Nullable;

/** The table {@code authority_version}: its columns, named here and nowhere else, and its rows as authorities. */
public final class AuthorityRows {

    /** The columns that the register writes, in order. The database computes one more, {@code effective}, from two of them. */
    public static final List<String> WRITTEN = List.of("source_position", "attorney_id", "source", "grantor_id", "poa_id", "issuer_id",
            "role",
            "in_place_of", "powers", "forms", "amendable_forms", "minimum_signatures", "effective_from", "effective_until", "end_cause",
            "ended_by", "way", "granted_at", "ended_at", "place", "signing", "conditions", "known_from", "known_until", "opened_by",
            "closed_by");

    /** Before the place of a co-agent. No id begins with it. */
    private static final String OF_CO_AGENT = "+";

    /** The columns that {@link Result} reads, of a table with the alias {@code v}. */
    public static final String COLUMNS = columns(Set.of("forms", "amendable_forms"));

    /** Every column that the register writes, of a table with the alias {@code v}, as {@link #version} reads it. */
    public static final String ALL_COLUMNS = columns(Set.of());

    /** The columns of {@link #COLUMNS} as nulls, but for some: a row of another kind in a result of authorities. */
    public static String nulls(Map<String, String> but) {
        return WRITTEN.stream().filter(column -> !column.equals("forms") && !column.equals("amendable_forms"))
                .map(column -> but.getOrDefault(column, "null::" + type(column))).collect(Collectors.joining(", ", "", "\n"));
    }

    private static String type(String column) {
        return switch (column) {
            case "source_position", "granted_at", "ended_at" -> "bigint";
            case "source", "ended_by", "opened_by", "closed_by" -> "uuid";
            case "powers", "signing", "conditions" -> "json";
            case "minimum_signatures" -> "int";
            case "effective_from", "effective_until" -> "date";
            case "known_from", "known_until" -> "timestamptz";
            default -> "text";
        };
    }

    private AuthorityRows() {}

    private static String columns(Set<String> except) {
        return WRITTEN.stream().filter(column -> !except.contains(column))
                .map(column -> column.equals("known_until") ? "nullif(v.known_until, 'infinity') as known_until" : "v." + column)
                .collect(Collectors.joining(", ", "", "\n"));
    }

    /** Reads the rows of one result. Those of one instrument come one after the other, and share its powers, which may be long. */
    public static final class Result {

        private @Nullable String json;
        private List<Power> powers = List.of();
        private @Nullable String conditionsJson;
        private Conditions conditions = Conditions.NONE;

        /** The authority of the next row. */
        public Authority authority(ResultSet row) throws SQLException {
            String next = row.getString("powers");
            if (!next.equals(json)) {
                powers = PowersJson.read(next);
                json = next;
            }
            String said = row.getString("conditions");
            if (!Objects.equals(said, conditionsJson)) {
                conditions = FactsJson.conditions(said);
                conditionsJson = said;
            }
            return AuthorityRows.authority(row, powers, conditions);
        }

        /** The version of the next row, with both clocks. */
        public AuthorityVersion version(ResultSet row) throws SQLException {
            return AuthorityRows.version(row, authority(row));
        }
    }

    /** The version of a row, with both clocks. */
    public static AuthorityVersion version(ResultSet row) throws SQLException {
        return new Result().version(row);
    }

    /** What identifies an authority beside its source and its holder. A record id has no space, and neither has the id of an issuer. */
    public static String way(Authority authority) {
        return authority.role() == Role.NAMED
                ? authority.issuerId().value()
                : Stream.concat(Stream.of(authority.issuerId().value(), authority.segment().toString()),
                        authority.through().stream().map(RecordId::toString)).collect(Collectors.joining(" "));
    }

    /** The place for which a signature counts, where it is neither the holder nor the one whose place they take. */
    public static @Nullable String place(Authority authority) {
        if (authority.placeOfCoAgent()) {
            return OF_CO_AGENT + authority.place().value();
        }
        AttorneyId usual = authority.inPlaceOf() == null ? authority.attorneyId() : authority.inPlaceOf();
        return authority.place().equals(usual) ? null : authority.place().value();
    }

    private static Authority authority(ResultSet row, List<Power> powers, Conditions conditions) throws SQLException {
        LocalDate until = row.getObject("effective_until", LocalDate.class);
        Ending ending = until == null
                ? null
                : new Ending(until, EndCause.valueOf(row.getString("end_cause")), new RecordId(row.getObject("ended_by", UUID.class)),
                        Position.of(row.getLong("ended_at")));
        String inPlaceOf = row.getString("in_place_of");
        String place = row.getString("place");
        AttorneyId attorneyId = AttorneyId.of(row.getString("attorney_id"));
        RecordId source = new RecordId(row.getObject("source", UUID.class));
        // The issuer, the record whose terms govern, and those through which it comes.
        List<String> way = List.of(row.getString("way").split(" "));
        return new Authority(source, way.size() < 2 ? source : RecordId.of(way.get(1)), Position.of(row.getLong("granted_at")),
                GrantorId.of(row.getString("grantor_id")), PoaId.of(row.getString("poa_id")), IssuerId.of(row.getString("issuer_id")),
                attorneyId, Role.valueOf(row.getString("role")), inPlaceOf == null ? null : AttorneyId.of(inPlaceOf),
                place != null ? AttorneyId.of(place.replace(OF_CO_AGENT, "")) : inPlaceOf == null ? attorneyId : AttorneyId.of(inPlaceOf),
                place != null && place.startsWith(OF_CO_AGENT), way.stream().skip(2).map(RecordId::of).toList(), powers,
                FactsJson.signing(row.getString("signing"), row.getInt("minimum_signatures")), conditions,
                Objects.requireNonNull(row.getObject("effective_from", LocalDate.class)), ending);
    }

    private static AuthorityVersion version(ResultSet row, Authority authority) throws SQLException {
        UUID closedBy = row.getObject("closed_by", UUID.class);
        return new AuthorityVersion(authority, Objects.requireNonNull(instant(row, "known_from")), instant(row, "known_until"),
                new RecordId(row.getObject("opened_by", UUID.class)), closedBy == null ? null : new RecordId(closedBy));
    }

    /** The instant in a column, or null. */
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
