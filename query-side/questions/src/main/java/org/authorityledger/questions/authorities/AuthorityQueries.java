package org.authorityledger.questions.authorities;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads lists of authorities from the register, page by page in the order of recording. */
public final class AuthorityQueries {

    private static final String KNOWN_AND_IN_FORCE = " v.known_from <= ? and v.known_until > ? and v.effective @> ?";

    private static final int EACH = 1_000;
    /** So many records are few enough to look up whom they concern. */
    private static final int FEW = 2_000;

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

    /** Every version of a grantor's authorities, also of those that never were, in the order of recording: all that a check considers. */
    public List<AuthorityVersion> considered(GrantorId grantorId, int most) {
        return jdbc.query(schema.sql("select " + AuthorityRows.COLUMNS
                + " from register.authority_version v where v.grantor_id = ? order by v.source_position, v.attorney_id, v.known_from limit ?"),
                (row, n) -> AuthorityRows.version(row), grantorId.value(), most);
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
            return QuestionClock.utc(Dates.parseInstant(text));
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

    /**
     * The authorities in force at only one of the moments, or at both but by another version: in one pass in the order of the list, which stops when the
     * page is full.
     */
    private List<Key> differing(AuthorityFilter filter, Moment from, Moment to, Page page) {
        List<Object> arguments = new ArrayList<>();
        String inForce = "(" + KNOWN_AND_IN_FORCE + ")";
        arguments.addAll(at(from));
        arguments.addAll(at(to));
        StringBuilder sql = new StringBuilder("select v.source_position, v.attorney_id from register.authority_version v where (")
                .append(inForce).append(" or ").append(inForce).append(")").append(filter.sql(arguments))
                .append(candidates(from, to, arguments));
        if (!page.first()) {
            sql.append(" and (v.source_position, v.attorney_id) > (?, ?)");
            arguments.add(page.number(0));
            arguments.add(page.after().get(1));
        }
        sql.append(" group by v.source_position, v.attorney_id having min(v.known_from) filter (where ").append(inForce)
                .append(") is distinct from min(v.known_from) filter (where ").append(inForce)
                .append(") order by v.source_position, v.attorney_id limit ?");
        arguments.addAll(at(from));
        arguments.addAll(at(to));
        arguments.add(page.toRead());
        return jdbc.query(schema.sql(sql.toString()), (row, n) -> new Key(row.getLong(1), row.getString(2)), arguments.toArray());
    }

    /** Only what begins or ends between the days, or was recorded between the moments of knowledge, can differ: where that is little, it is looked up. */
    private String candidates(Moment from, Moment to, List<Object> arguments) {
        List<String> either = new ArrayList<>();
        if (!from.knownAt().equals(to.knownAt())) {
            List<Object> between = from.knownAt().isBefore(to.knownAt())
                    ? List.of(QuestionClock.utc(from.knownAt()), QuestionClock.utc(to.knownAt()))
                    : List.of(QuestionClock.utc(to.knownAt()), QuestionClock.utc(from.knownAt()));
            String recorded = " from ledger.event e where e.recorded_at > ? and e.recorded_at <= ?";
            Long count = jdbc.queryForObject(
                    schema.sql("select count(*) from (select 1" + recorded + " limit " + (FEW + 1) + ") as recorded"),
                    Long.class, between.toArray());
            if (count == null || count > FEW) {
                return "";
            }
            either.add("v.grantor_id = any(array(select e.grantor_id" + recorded + "))");
            arguments.addAll(between);
        }
        if (!from.on().equals(to.on())) {
            LocalDate earlier = from.on().isBefore(to.on()) ? from.on() : to.on();
            LocalDate later = from.on().isBefore(to.on()) ? to.on() : from.on();
            either.add("v.effective_from > ? and v.effective_from <= ? or v.effective_until > ? and v.effective_until <= ?");
            arguments.addAll(List.of(earlier, later, earlier, later));
        }
        return either.isEmpty() ? " and false" : " and (" + String.join(" or ", either) + ")";
    }

    private static List<Object> at(Moment moment) {
        List<Object> arguments = new ArrayList<>();
        arguments.add(QuestionClock.utc(moment.knownAt()));
        arguments.add(QuestionClock.utc(moment.knownAt()));
        arguments.add(moment.on());
        return arguments;
    }
}
