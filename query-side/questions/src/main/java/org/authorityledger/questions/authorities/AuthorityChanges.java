package org.authorityledger.questions.authorities;

import jakarta.servlet.http.HttpServletRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.EndCause;
import org.authorityledger.http.Dates;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterSchema;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads which authorities began or ended in a span of days, sorted by date. Unlike the difference between two days, it has also those that
 * did both within the span.
 */
public final class AuthorityChanges {

    private static final int EACH = 1_000;
    private static final int CURSOR_PARTS = 1 + ListPlace.PARTS;

    private final JdbcClient jdbc;
    private final RegisterSchema schema;

    public AuthorityChanges(JdbcTemplate jdbc, RegisterSchema schema) {
        this.jdbc = JdbcClient.create(jdbc);
        this.schema = schema;
    }

    /**
     * Which changes are asked for, in {@code [from, until)}.
     *
     * @param from null: from the beginning
     * @param until null: without an end
     * @param cause only those that ended for it within the span; null: any
     * @param began whether they must have begun within the span, or must not; null: either
     * @param ended likewise
     */
    public record Span(@Nullable LocalDate from, @Nullable LocalDate until, @Nullable EndCause cause, @Nullable Boolean began,
            @Nullable Boolean ended) {

        boolean has(@Nullable LocalDate day) {
            return day != null && (from == null || !day.isBefore(from)) && (until == null || day.isBefore(until));
        }

        /** The day by which a list is sorted: of the end, if ends are asked for; otherwise of the first change within the span. */
        private String day() {
            return Boolean.TRUE.equals(ended) || cause != null
                    ? "v.effective_until"
                    : "case when " + within("v.effective_from") + " then v.effective_from else v.effective_until end";
        }

        private String within(String column) {
            return "(" + column + " is not null" + (from == null ? "" : " and " + column + " >= :from")
                    + (until == null ? "" : " and " + column + " < :until") + ")";
        }

        private String sql(Map<String, Object> parameters) {
            String beginning = within("v.effective_from");
            String end = within("v.effective_until");
            List<String> all = new ArrayList<>(List.of("(" + beginning + " or " + end + ")"));
            if (began != null) {
                all.add(began ? beginning : "not " + beginning);
            }
            if (ended != null) {
                all.add(ended ? end : "not " + end);
            }
            if (cause != null) {
                all.add(end + " and v.end_cause = :cause");
                parameters.put("cause", cause.name());
            }
            if (from != null) {
                parameters.put("from", from);
            }
            if (until != null) {
                parameters.put("until", until);
            }
            return " and " + String.join(" and ", all);
        }
    }

    /** In which order they are listed. */
    public enum Order {
        EARLIEST_FIRST("asc", ">"), LATEST_FIRST("desc", "<");

        private final String sql;
        private final String beyond;

        Order(String sql, String beyond) {
            this.sql = sql;
            this.beyond = beyond;
        }
    }

    /** An authority, and whether it began and ended within the span. */
    public record ChangedAuthority(Authority authority, boolean began, boolean ended) {}

    /**
     * A page of them.
     *
     * @param total how many there are on all pages
     * @param next the cursor of the next page; null: this is the last
     */
    public record Changes(List<ChangedAuthority> changed, long total, @Nullable String next) {}

    private record Listed(LocalDate day, ListPlace place, Authority authority) {

        static Listed of(ResultSet row, AuthorityRows.Result rows) throws SQLException {
            return new Listed(Objects.requireNonNull(row.getObject("changed_on", LocalDate.class)), ListPlace.of(row),
                    rows.authority(row));
        }

        List<String> cursor() {
            return List.of(day.toString(), place.sourcePosition().toString(), place.attorneyId(), place.way());
        }
    }

    /** The page of a list that a client requests. */
    public static Page page(@Nullable Integer limit, @Nullable String cursor, HttpServletRequest request) {
        return Page.of(limit, cursor, CURSOR_PARTS, request);
    }

    /** The page of a list whose question has another form than that of a request. */
    public static Page page(int limit, @Nullable String cursor, String question) {
        return Page.of(limit, cursor, CURSOR_PARTS, question);
    }

    /** A page of the changes of a span, as known at a moment. */
    public Changes find(Span span, AuthorityFilter filter, Instant knownAt, Order order, Page page) {
        Part part = part(span, filter, knownAt, order, page);
        return new Changes(part.changed(),
                page.first() && part.next() == null ? part.changed().size() : count(span, filter, knownAt), part.next());
    }

    /**
     * A page of them that is not counted.
     *
     * @param next the cursor of the next page; null: this is the last
     */
    public record Part(List<ChangedAuthority> changed, @Nullable String next) {}

    /** A page of the changes of a span, as known at a moment, without how many there are on all pages. */
    public Part part(Span span, AuthorityFilter filter, Instant knownAt, Order order, Page page) {
        List<Listed> read = list(span, filter, knownAt, order, page);
        return new Part(page.cut(read).stream().map(Listed::authority)
                .map(authority -> new ChangedAuthority(authority, span.has(authority.from()), span.has(authority.until()))).toList(),
                page.next(read, Listed::cursor));
    }

    /** Hands over every change of a span, read in pages. */
    public void each(Span span, AuthorityFilter filter, Instant knownAt, Order order, Consumer<ChangedAuthority> taker) {
        Page page = new Page(EACH, List.of());
        while (true) {
            List<Listed> read = list(span, filter, knownAt, order, page);
            page.cut(read).stream().map(Listed::authority).forEach(authority -> taker
                    .accept(new ChangedAuthority(authority, span.has(authority.from()), span.has(authority.until()))));
            if (read.size() <= EACH) {
                return;
            }
            page = page.following(read.get(EACH - 1).cursor());
        }
    }

    private List<Listed> list(Span span, AuthorityFilter filter, Instant knownAt, Order order, Page page) {
        Map<String, Object> parameters = new HashMap<>();
        String day = span.day();
        String sql = "select " + AuthorityRows.COLUMNS + ", " + day + " as changed_on" + from(span, filter, knownAt, parameters);
        if (!page.first()) {
            sql += " and (" + day + ", " + ListPlace.ORDER + ") " + order.beyond + " (:day, :sourcePosition, :attorneyId, :way)";
            parameters.put("day", day(page.after().get(0)));
            ListPlace.parameters(page, 1, parameters);
        }
        sql += " order by changed_on %1$s, v.source_position %1$s, v.attorney_id %1$s, v.way %1$s limit :limit".formatted(order.sql);
        parameters.put("limit", page.toRead());
        AuthorityRows.Result rows = new AuthorityRows.Result();
        return jdbc.sql(schema.sql(sql)).params(parameters).query((row, n) -> Listed.of(row, rows)).list();
    }

    /** How many changes a span has. */
    public long count(Span span, AuthorityFilter filter, Instant knownAt) {
        Map<String, Object> parameters = new HashMap<>();
        return jdbc.sql(schema.sql("select count(*)" + from(span, filter, knownAt, parameters))).params(parameters).query(Long.class)
                .single();
    }

    private static String from(Span span, AuthorityFilter filter, Instant knownAt, Map<String, Object> parameters) {
        parameters.put("knownAt", QuestionClock.utc(knownAt));
        return " from register.authority_version v where v.known_from <= :knownAt and v.known_until > :knownAt and not isempty(v.effective)"
                + span.sql(parameters) + filter.sql(parameters);
    }

    private static LocalDate day(String text) {
        try {
            return Dates.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("cursor", "is not a cursor from this list");
        }
    }
}
