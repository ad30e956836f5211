package org.authorityledger.access.looked;

import jakarta.servlet.http.HttpServletRequest;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.authorityledger.events.Position;
import org.authorityledger.store.Worker;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The log of who looked. Lines wait in memory for half a second at most before they are written; a process that is killed takes these with it.
 * Where more wait than there is room for, since the database is away, further ones are lost and counted in a metric.
 */
public final class AccessLog implements AutoCloseable {

    /** Of a path or a query, the characters that are kept. */
    static final int LONGEST = 2_000;
    static final Duration WRITES_EVERY = Duration.ofMillis(500);
    /** For how long a line cannot be removed, whatever is set. */
    static final Duration SHORTEST_KEPT = Duration.ofDays(30);
    private static final Duration FORGETS_EVERY = Duration.ofHours(1);
    private static final int MOST_WAITING = 100_000;
    private static final int BATCH = 2_000;
    private static final String INSERT = """
            insert into access.look (asked_at, username, source_address, method, path, query, status, position)
            select * from unnest(?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::bigint[])
            """;

    private final JdbcTemplate jdbc;
    private final Duration kept;
    private final BlockingQueue<Look> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final Worker writer = new Worker("access-log", WRITES_EVERY, this::write);
    private final Worker forgetting = new Worker("access-log-forgets", FORGETS_EVERY, this::forget);

    /** @throws IllegalArgumentException if lines would be kept for less than 30 days */
    AccessLog(JdbcTemplate jdbc, Duration kept) {
        if (kept.compareTo(SHORTEST_KEPT) < 0) {
            throw new IllegalArgumentException("ledger.access-log.keep must be at least " + SHORTEST_KEPT.toDays() + " days");
        }
        this.jdbc = jdbc;
        this.kept = kept;
    }

    AccessLog start() {
        writer.start();
        forgetting.start();
        return this;
    }

    Worker writer() {
        return writer;
    }

    /** How many lines could not be kept since the process began. */
    long lost() {
        return lost.get();
    }

    int waiting() {
        return waiting.size();
    }

    @Override
    public void close() {
        writer.close();
        forgetting.close();
        write();
    }

    /**
     * Notes a question that was answered.
     *
     * @param user who asked
     * @param position how far the ledger had come when it was asked
     */
    public void note(String user, HttpServletRequest request, int status, Position position) {
        note(user, request.getRemoteAddr(), Objects.requireNonNull(request.getMethod()), request.getRequestURI(),
                request.getQueryString(), status, position);
    }

    /**
     * Notes what was read for someone, if not as the answer to a request of theirs that can be written down as it was.
     *
     * @param user for whom
     * @param sourceAddress where it went; null: it is not known
     * @param method how it was asked for
     * @param position how far the ledger had come
     */
    public void note(String user, @Nullable String sourceAddress, String method, String path, @Nullable String query, int status,
            Position position) {
        add(new Look(0, Instant.now().truncatedTo(ChronoUnit.MICROS), user, sourceAddress, method, String.valueOf(cut(path)), cut(query),
                status, position));
    }

    void add(Look look) {
        if (!waiting.offer(look)) {
            lost.incrementAndGet();
        }
    }

    static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private synchronized void write() {
        List<Look> some = new ArrayList<>();
        while (waiting.drainTo(some, BATCH) > 0) {
            try {
                insert(some);
            } catch (RuntimeException e) {
                // They wait for the next turn, unless others have taken their places.
                some.stream().filter(look -> !waiting.offer(look)).forEach(look -> lost.incrementAndGet());
                throw e;
            }
            some.clear();
        }
    }

    private void insert(List<Look> some) {
        jdbc.execute((Connection connection) -> {
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                insert.setArray(1, array(connection, "timestamptz", some, look -> look.askedAt().atOffset(ZoneOffset.UTC).toString()));
                insert.setArray(2, array(connection, "text", some, Look::username));
                insert.setArray(3, array(connection, "text", some, Look::sourceAddress));
                insert.setArray(4, array(connection, "text", some, Look::method));
                insert.setArray(5, array(connection, "text", some, Look::path));
                insert.setArray(6, array(connection, "text", some, Look::query));
                insert.setArray(7, array(connection, "int4", some, Look::status));
                insert.setArray(8, array(connection, "int8", some, look -> look.position().value()));
                return insert.executeUpdate();
            }
        });
    }

    private static Array array(Connection connection, String type, List<Look> some, Function<Look, @Nullable Object> value)
            throws SQLException {
        return connection.createArrayOf(type, some.stream().map(value).toArray());
    }

    /** Removes what is older than is kept. */
    void forget() {
        jdbc.update("delete from access.look where asked_at < ?", Instant.now().minus(kept).atOffset(ZoneOffset.UTC));
    }

    /**
     * What to look for.
     *
     * @param username who; null: anyone
     * @param about what the path or the query contains, as it was sent; null: anything
     * @param grantor whom the path or a parameter names, as it was sent; null: anyone
     * @param attorney whom the path or a parameter names as attorney or signer; null: anyone
     * @param from the first instant; null: from the beginning
     * @param until the first instant that is not asked about any more; null: to the end
     */
    public record Asked(@Nullable String username, @Nullable String about, @Nullable String grantor, @Nullable String attorney,
            @Nullable Instant from, @Nullable Instant until) {}

    /** The questions, the newest first; what still waits is written before. */
    public List<Look> looks(Asked asked, @Nullable Long before, int most) {
        write();
        Map<String, Object> parameters = new HashMap<>(Map.of("most", most));
        StringBuilder sql = new StringBuilder("select * from access.look where true");
        where(sql, parameters, " and look_id < :before", "before", before);
        where(sql, parameters, " and username = :username", "username", asked.username());
        where(sql, parameters, " and (strpos(path, :about) > 0 or strpos(query, :about) > 0)", "about", asked.about());
        where(sql, parameters, " and (" + inPath("grantors", "grantor") + " or " + inQuery("grantor", "grantor") + ")", "grantor",
                asked.grantor());
        where(sql, parameters, " and (" + inPath("attorneys", "attorney") + " or " + inQuery("attorney", "attorney") + " or "
                + inQuery("signer", "attorney") + ")", "attorney", asked.attorney());
        where(sql, parameters, " and asked_at >= :from", "from", utc(asked.from()));
        where(sql, parameters, " and asked_at < :until", "until", utc(asked.until()));
        return JdbcClient.create(jdbc).sql(sql + " order by look_id desc limit :most").params(parameters).query(AccessLog::look).list();
    }

    private static String inPath(String collection, String id) {
        return "strpos(path || '/', '/%s/' || :%s || '/') > 0".formatted(collection, id);
    }

    private static String inQuery(String parameter, String id) {
        return "strpos('&' || query || '&', '&%s=' || :%s || '&') > 0".formatted(parameter, id);
    }

    private static void where(StringBuilder sql, Map<String, Object> parameters, String condition, String name, @Nullable Object value) {
        if (value != null) {
            sql.append(condition);
            parameters.put(name, value);
        }
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static Look look(ResultSet row, int n) throws SQLException {
        return new Look(row.getLong("look_id"), Objects.requireNonNull(row.getObject("asked_at", OffsetDateTime.class)).toInstant(),
                row.getString("username"), row.getString("source_address"), row.getString("method"), row.getString("path"),
                row.getString("query"), row.getInt("status"), Position.of(row.getLong("position")));
    }
}
