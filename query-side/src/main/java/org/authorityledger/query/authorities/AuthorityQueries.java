package org.authorityledger.query.authorities;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.authority.Difference;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.http.Dates;
import org.authorityledger.http.Problem;
import org.authorityledger.query.answers.Page;
import org.authorityledger.query.register.AuthorityRows;
import org.authorityledger.query.register.Moments;
import org.authorityledger.query.register.RegisterSchema;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads lists of authorities from the register, page by page in the order of recording. */
public final class AuthorityQueries {

    private static final String KNOWN_AND_IN_FORCE = " v.known_from <= ? and v.known_until > ? and v.effective @> ?";

    private static final int EACH = 1_000;

    private final JdbcTemplate jdbc;
    private final RegisterSchema schema;

    public AuthorityQueries(JdbcTemplate jdbc) {
        this(jdbc, RegisterSchema.LIVE);
    }

    public AuthorityQueries(JdbcTemplate jdbc, RegisterSchema schema) {
        this.jdbc = jdbc;
        this.schema = schema;
    }

    /** An authority and where it stands in the order of the list. */
    record Row(long sourcePosition, Authority authority) {

        List<String> key() {
            return List.of(Long.toString(sourcePosition), authority.attorneyId().value());
        }
    }

    /** A version and where it stands in the order of the list. */
    record VersionRow(long sourcePosition, AuthorityVersion version) {

        List<String> key() {
            return List.of(Long.toString(sourcePosition), version.authority().attorneyId().value(), version.knownFrom().toString());
        }
    }

    /** A page of differences. */
    public record Differences(List<Difference> differences, @Nullable String next) {}

    private record Key(long sourcePosition, String attorneyId) {

        List<String> parts() {
            return List.of(Long.toString(sourcePosition), attorneyId);
        }
    }

    List<Row> inForce(AuthorityFilter filter, Moment moment, Page page) {
        List<Object> arguments = at(moment);
        StringBuilder sql = new StringBuilder("select ").append(AuthorityRows.COLUMNS).append(" from register.authority_version v where")
                .append(KNOWN_AND_IN_FORCE).append(filter.sql(arguments));
        if (!page.first()) {
            sql.append(" and (v.source_position, v.attorney_id) > (?, ?)");
            arguments.add(page.number(0));
            arguments.add(page.after().get(1));
        }
        sql.append(" order by v.source_position, v.attorney_id limit ?");
        arguments.add(page.toRead());
        return jdbc.query(schema.sql(sql.toString()), (row, n) -> new Row(row.getLong("source_position"), AuthorityRows.authority(row)),
                arguments.toArray());
    }

    /**
     * Every version of the authorities asked for, those that never were left out, in the order of recording: at most so many, the first recorded ones.
     */
    public List<AuthorityVersion> lives(AuthorityFilter filter, int most) {
        return history(filter, new Page(most, List.of())).stream().limit(most).map(VersionRow::version).toList();
    }

    /** Hands over every version of the authorities asked for, in the order of recording, read in pages. */
    public void eachVersion(AuthorityFilter filter, Consumer<AuthorityVersion> taker) {
        Page page = new Page(EACH, List.of());
        while (true) {
            List<VersionRow> read = history(filter, page);
            page.cut(read).forEach(row -> taker.accept(row.version()));
            if (read.size() <= EACH) {
                return;
            }
            page = new Page(EACH, read.get(EACH - 1).key());
        }
    }

    /** Hands over every difference of two moments, in the order of recording, read in pages. */
    public void eachDifference(AuthorityFilter filter, Moment from, Moment to, Consumer<Difference> taker) {
        String next = null;
        do {
            Differences found = differences(filter, from, to, Page.of(EACH, next, 2));
            found.differences().forEach(taker);
            next = found.next();
        } while (next != null);
    }

    List<VersionRow> history(AuthorityFilter filter, Page page) {
        List<Object> arguments = new ArrayList<>();
        StringBuilder sql = new StringBuilder("select ").append(AuthorityRows.COLUMNS)
                .append(" from register.authority_version v where not isempty(v.effective)").append(filter.sql(arguments));
        if (!page.first()) {
            sql.append(" and (v.source_position, v.attorney_id, v.known_from) > (?, ?, ?)");
            arguments.add(page.number(0));
            arguments.add(page.after().get(1));
            arguments.add(knownFrom(page.after().get(2)));
        }
        sql.append(" order by v.source_position, v.attorney_id, v.known_from limit ?");
        arguments.add(page.toRead());
        return jdbc.query(schema.sql(sql.toString()),
                (row, n) -> new VersionRow(row.getLong("source_position"), AuthorityRows.version(row)),
                arguments.toArray());
    }

    private static OffsetDateTime knownFrom(String text) {
        try {
            return Moments.utc(Dates.parseInstant(text));
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("cursor", "is not a cursor that this list gave out");
        }
    }

    /** A page of what is different between two moments. */
    public Differences differences(AuthorityFilter filter, Moment from, Moment to, Page page) {
        List<Key> read = differing(filter, from, to, page);
        List<Key> keys = page.cut(read);
        if (keys.isEmpty()) {
            return new Differences(List.of(), null);
        }
        List<AuthorityVersion> lives = jdbc.query(
                schema.sql("select " + AuthorityRows.COLUMNS + """
                        from unnest(?, ?) as k (source_position, attorney_id)
                          join register.authority_version v on v.source_position = k.source_position and v.attorney_id = k.attorney_id
                        order by v.source_position, v.attorney_id, v.known_from
                        """), (row, n) -> AuthorityRows.version(row), keys.stream().map(Key::sourcePosition).toArray(Long[]::new),
                keys.stream().map(Key::attorneyId).toArray(String[]::new));
        return new Differences(Difference.between(from, to, lives), page.next(read, Key::parts));
    }

    /** The authorities in force at only one of the moments, or at both but by another version. */
    private List<Key> differing(AuthorityFilter filter, Moment from, Moment to, Page page) {
        List<Object> arguments = new ArrayList<>();
        String sql = "select source_position, attorney_id from " + inForceAt(filter, from, to, page, arguments) + " as a full join "
                + inForceAt(filter, to, from, page, arguments) + """
                         as b using (source_position, attorney_id)
                        where a.known_from is distinct from b.known_from
                        order by source_position, attorney_id limit ?
                        """;
        arguments.add(page.toRead());
        return jdbc.query(schema.sql(sql), (row, n) -> new Key(row.getLong(1), row.getString(2)), arguments.toArray());
    }

    private static String inForceAt(AuthorityFilter filter, Moment moment, Moment other, Page page, List<Object> arguments) {
        arguments.addAll(at(moment));
        String sql = "(select v.source_position, v.attorney_id, v.known_from from register.authority_version v where" + KNOWN_AND_IN_FORCE
                + filter.sql(arguments);
        if (moment.knownAt().equals(other.knownAt())) {
            // With one knowledge, only what begins or ends after the earlier day and up to the later one can differ: a few by an index, of all.
            LocalDate earlier = moment.on().isBefore(other.on()) ? moment.on() : other.on();
            LocalDate later = moment.on().isBefore(other.on()) ? other.on() : moment.on();
            sql += " and (v.effective_from > ? and v.effective_from <= ? or v.effective_until > ? and v.effective_until <= ?)";
            arguments.addAll(List.of(earlier, later, earlier, later));
        }
        if (page.first()) {
            return sql + ")";
        }
        arguments.add(page.number(0));
        arguments.add(page.after().get(1));
        return sql + " and (v.source_position, v.attorney_id) > (?, ?))";
    }

    private static List<Object> at(Moment moment) {
        List<Object> arguments = new ArrayList<>();
        arguments.add(Moments.utc(moment.knownAt()));
        arguments.add(Moments.utc(moment.knownAt()));
        arguments.add(moment.on());
        return arguments;
    }
}
