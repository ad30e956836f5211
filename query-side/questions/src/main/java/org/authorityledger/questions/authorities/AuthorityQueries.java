package org.authorityledger.questions.authorities;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.authority.Difference;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.events.GrantorId;
import org.authorityledger.http.Dates;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.FewAtOnce;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads lists of authorities from the register, page by page, in the order of recording. */
public final class AuthorityQueries {

    private static final String BEYOND_CURSOR = " and (" + ListPlace.ORDER + ") > (:sourcePosition, :attorneyId, :way)";
    private static final String KNOWN_BY = "v.known_from <= :knownAt";
    private static final int EACH = 1_000;
    /** Up to this number of records, looking up their grantors is faster than reading the whole list. */
    private static final int FEW = 2_000;

    /** Up to this number of rows, reading all at once is faster and takes little memory. */
    private static final int FEW_ROWS = 101;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final RegisterSchema schema;

    public AuthorityQueries(JdbcTemplate jdbc) {
        this(jdbc, RegisterSchema.LIVE);
    }

    public AuthorityQueries(JdbcTemplate jdbc, RegisterSchema schema) {
        this.template = jdbc;
        this.jdbc = JdbcClient.create(jdbc);
        this.schema = schema;
    }

    /** An authority in force, and its place in the list. */
    record ListedAuthority(ListPlace place, Authority authority) {

        List<String> cursor() {
            return place.cursor();
        }
    }

    /** A version of an authority, and the place of the authority in the list. */
    record ListedVersion(ListPlace place, AuthorityVersion version) {

        List<String> cursor() {
            return List.of(place.sourcePosition().toString(), place.attorneyId(), place.way(), version.knownFrom().toString());
        }
    }

    /** A page of differences. */
    public record Differences(List<Difference> differences, @Nullable String next) {}

    List<ListedAuthority> inForce(AuthorityFilter filter, Moment moment, Page page) {
        Map<String, Object> parameters = new HashMap<>();
        String sql = "select " + AuthorityRows.COLUMNS + " from register.authority_version v where " + inForce("at", moment, parameters)
                + filter.sql(parameters) + beyond(page, parameters) + " order by " + ListPlace.ORDER + " limit :limit";
        parameters.put("limit", page.toRead());
        AuthorityRows.Result rows = new AuthorityRows.Result();
        return read(sql, parameters, page.toRead(), (row, n) -> new ListedAuthority(ListPlace.of(row), rows.authority(row)));
    }

    private <T> List<T> read(String sql, Map<String, Object> parameters, int most, RowMapper<T> mapper) {
        return most <= FEW_ROWS
                ? jdbc.sql(schema.sql(sql)).params(parameters).query(mapper).list()
                : FewAtOnce.list(template, schema.sql(sql), parameters, mapper);
    }

    /**
     * The first versions of the authorities of a filter, in the order of recording and at most this number. Authorities that never were in
     * force are left out.
     */
    public List<AuthorityVersion> lives(AuthorityFilter filter, int most) {
        return history(filter, null, new Page(most, List.of())).stream().limit(most).map(ListedVersion::version).toList();
    }

    /** Every version of a grantor's authorities, also of those that never were, in the order of recording: all that a check considers. */
    public List<AuthorityVersion> considered(GrantorId grantorId, int most) {
        AuthorityRows.Result rows = new AuthorityRows.Result();
        return read("select " + AuthorityRows.COLUMNS + """
                from register.authority_version v where v.grantor_id = :grantor
                order by v.source_position, v.attorney_id, v.way, v.known_from limit :limit
                """, Map.of("grantor", grantorId.value(), "limit", most), most, (row, n) -> rows.version(row));
    }

    /** Hands over every version of the authorities of a filter, as known at a moment, in the order of recording, read in pages. */
    public void eachVersion(AuthorityFilter filter, Instant knownAt, Consumer<AuthorityVersion> taker) {
        Page page = new Page(EACH, List.of());
        while (true) {
            List<ListedVersion> read = history(filter, knownAt, page);
            page.cut(read).forEach(listed -> taker.accept(listed.version()));
            if (read.size() <= EACH) {
                return;
            }
            page = page.following(read.get(EACH - 1).cursor());
        }
    }

    /** Hands over every difference between two moments, in the order of recording, read in pages. */
    public void eachDifference(AuthorityFilter filter, Moment from, Moment to, Consumer<Difference> taker) {
        Page page = new Page(EACH, List.of());
        while (true) {
            List<ListPlace> read = differing(filter, from, to, page);
            at(page.cut(read), from, to).forEach(taker);
            if (read.size() <= EACH) {
                return;
            }
            page = page.following(read.get(EACH - 1).cursor());
        }
    }

    /** How many versions {@link #eachVersion} hands over. */
    public long countVersions(AuthorityFilter filter, Instant knownAt) {
        Map<String, Object> parameters = new HashMap<>(Map.of("knownAt", QuestionClock.utc(knownAt)));
        return jdbc.sql(schema.sql("select count(*) from register.authority_version v where not isempty(v.effective) and " + KNOWN_BY
                + filter.sql(parameters))).params(parameters).query(Long.class).single();
    }

    /**
     * A page of the versions of the authorities of a filter.
     *
     * @param knownAt as the ledger knew them then, so that what was recorded later changes no page; null: all of them
     */
    List<ListedVersion> history(AuthorityFilter filter, @Nullable Instant knownAt, Page page) {
        Map<String, Object> parameters = new HashMap<>();
        StringBuilder sql = new StringBuilder("select ").append(AuthorityRows.COLUMNS)
                .append(" from register.authority_version v where not isempty(v.effective)").append(filter.sql(parameters));
        if (knownAt != null) {
            sql.append(" and ").append(KNOWN_BY);
            parameters.put("knownAt", QuestionClock.utc(knownAt));
        }
        if (!page.first()) {
            sql.append(" and (").append(ListPlace.ORDER).append(", v.known_from) > (:sourcePosition, :attorneyId, :way, :knownFrom)");
            ListPlace.parameters(page, 0, parameters);
            parameters.put("knownFrom", knownFrom(page.after().get(ListPlace.PARTS)));
        }
        sql.append(" order by ").append(ListPlace.ORDER).append(", v.known_from limit :limit");
        parameters.put("limit", page.toRead());
        AuthorityRows.Result rows = new AuthorityRows.Result();
        return read(sql.toString(), parameters, page.toRead(),
                (row, n) -> new ListedVersion(ListPlace.of(row), asKnown(rows.version(row), knownAt)));
    }

    /** A version that was closed only later was open then. */
    private static AuthorityVersion asKnown(AuthorityVersion version, @Nullable Instant knownAt) {
        return knownAt != null && version.knownAt(knownAt) && version.knownUntil() != null
                ? new AuthorityVersion(version.authority(), version.knownFrom(), null, version.openedBy(), null)
                : version;
    }

    private static OffsetDateTime knownFrom(String text) {
        try {
            return QuestionClock.utc(Dates.parseInstant(text));
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("cursor", "is not a cursor that this list gave out");
        }
    }

    /** A page of what differs between two moments. */
    public Differences differences(AuthorityFilter filter, Moment from, Moment to, Page page) {
        List<ListPlace> read = differing(filter, from, to, page);
        return new Differences(at(page.cut(read), from, to), page.next(read, ListPlace::cursor));
    }

    private List<Difference> at(List<ListPlace> places, Moment from, Moment to) {
        if (places.isEmpty()) {
            return List.of();
        }
        AuthorityRows.Result rows = new AuthorityRows.Result();
        List<AuthorityVersion> versions = read("select " + AuthorityRows.COLUMNS + """
                from unnest(:sourcePositions, :attorneyIds, :ways) as k (source_position, attorney_id, way)
                  join register.authority_version v
                    on v.source_position = k.source_position and v.attorney_id = k.attorney_id and v.way = k.way
                order by v.source_position, v.attorney_id, v.way, v.known_from
                """,
                Map.of("sourcePositions", places.stream().map(place -> place.sourcePosition().value()).toArray(Long[]::new), "attorneyIds",
                        places.stream().map(ListPlace::attorneyId).toArray(String[]::new), "ways",
                        places.stream().map(ListPlace::way).toArray(String[]::new)),
                places.size(), (row, n) -> rows.version(row));
        return Difference.between(from, to, versions);
    }

    /**
     * The authorities in force at only one of the moments, or at both but in another version. One pass in the order of the list finds them,
     * and stops when the page is full.
     */
    private List<ListPlace> differing(AuthorityFilter filter, Moment from, Moment to, Page page) {
        Map<String, Object> parameters = new HashMap<>();
        String before = "(" + inForce("from", from, parameters) + ")";
        String after = "(" + inForce("to", to, parameters) + ")";
        String sql = "select " + ListPlace.ORDER + " from register.authority_version v where (" + before + " or " + after + ")"
                + filter.sql(parameters) + candidates(from, to, parameters) + beyond(page, parameters)
                + " group by " + ListPlace.ORDER + " having min(v.known_from) filter (where " + before
                + ") is distinct from min(v.known_from) filter (where " + after
                + ") order by " + ListPlace.ORDER + " limit :limit";
        parameters.put("limit", page.toRead());
        return jdbc.sql(schema.sql(sql)).params(parameters).query((row, n) -> ListPlace.of(row)).list();
    }

    /**
     * A condition that narrows the search, if possible: two moments can differ only in what begins or ends between their days, or was
     * recorded between their moments of knowledge.
     */
    private String candidates(Moment from, Moment to, Map<String, Object> parameters) {
        List<String> either = new ArrayList<>();
        if (!from.knownAt().equals(to.knownAt())) {
            boolean forward = from.knownAt().isBefore(to.knownAt());
            Map<String, Object> between = Map.of("recordedAfter", QuestionClock.utc(forward ? from.knownAt() : to.knownAt()),
                    "recordedUpTo", QuestionClock.utc(forward ? to.knownAt() : from.knownAt()));
            String recorded = " from ledger.event e where e.recorded_at > :recordedAfter and e.recorded_at <= :recordedUpTo";
            long count = jdbc.sql(schema.sql("select count(*) from (select 1" + recorded + " limit " + (FEW + 1) + ") as recorded"))
                    .params(between).query(Long.class).single();
            if (count > FEW) {
                return "";
            }
            either.add("v.grantor_id = any(array(select e.grantor_id" + recorded + "))");
            parameters.putAll(between);
        }
        if (!from.on().equals(to.on())) {
            LocalDate earlier = from.on().isBefore(to.on()) ? from.on() : to.on();
            LocalDate later = from.on().isBefore(to.on()) ? to.on() : from.on();
            either.add("v.effective_from > :earlier and v.effective_from <= :later"
                    + " or v.effective_until > :earlier and v.effective_until <= :later");
            parameters.put("earlier", earlier);
            parameters.put("later", later);
        }
        return either.isEmpty() ? " and false" : " and (" + String.join(" or ", either) + ")";
    }

    /** What follows the last row of the page before. */
    private static String beyond(Page page, Map<String, Object> parameters) {
        if (page.first()) {
            return "";
        }
        ListPlace.parameters(page, 0, parameters);
        return BEYOND_CURSOR;
    }

    /** The condition for a version to be known and in force at a moment, whose parameters begin with this name. */
    private static String inForce(String name, Moment moment, Map<String, Object> parameters) {
        parameters.put(name + "KnownAt", QuestionClock.utc(moment.knownAt()));
        parameters.put(name + "On", moment.on());
        return "v.known_from <= :%1$sKnownAt and v.known_until > :%1$sKnownAt and v.effective @> :%1$sOn".formatted(name);
    }
}
