package org.authorityledger.inbox.findings;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.store.AdvisoryLock;
import org.authorityledger.store.RecordIds;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which ids mean one person, as people have stated. An id is one of the ledger, or {@code CIK} and ten digits. Of each pair the last statement
 * counts; those that say "the same" join whole chains, and none may contradict another. Statements are only added.
 */
public final class Identities {

    private static final Pattern CIK = Pattern.compile("CIK\\d{10}");

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Map<Pair, Stated> last = new HashMap<>();
    private long seen;
    private Known known = new Known(Map.of(), Set.of());
    private final List<Stated> all = new ArrayList<>();
    private volatile Past past = new Past(List.of(), Set.of(), known);

    Identities(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.template = jdbc;
        this.jdbc = JdbcClient.create(jdbc);
        this.transaction = transaction;
    }

    /** What a person says about two ids. */
    public enum Statement {
        /** Both mean one person. */
        SAME_PERSON,
        /** They mean two. */
        NOT_SAME_PERSON,
        /** What was said of them before does not hold; nothing is said. */
        WITHDRAWN
    }

    /** Two ids, in their order. */
    public record Pair(String one, String other) {
        static Pair of(String a, String b) {
            return a.compareTo(b) < 0 ? new Pair(a, b) : new Pair(b, a);
        }
    }

    /** A statement that was recorded. */
    public record Stated(UUID identityId, long arrival, Pair pair, Statement statement, String reason, Instant recordedAt,
            String recordedBy) {}

    /**
     * Who is who, by all statements that hold.
     *
     * @param same by id, all ids of that person, its own too
     * @param parted pairs that are stated to be two
     */
    record Known(Map<String, Set<String>> same, Set<Pair> parted) {

        /** All ids of the person with this one. */
        Set<String> sameAs(String id) {
            return same.getOrDefault(id, Set.of(id));
        }

        /** Whether these ids are stated to be of two people. */
        boolean areParted(String one, String other) {
            return !parted.isEmpty()
                    && sameAs(one).stream().anyMatch(a -> sameAs(other).stream().anyMatch(b -> parted.contains(Pair.of(a, b))));
        }
    }

    /**
     * What was stated, for those who ask as of an earlier moment.
     *
     * @param all in the order of recording
     * @param everJoined the ids of which it was ever stated that another means the same
     * @param last by all of them
     */
    private record Past(List<Stated> all, Set<String> everJoined, Known last) {}

    /** A CIK as an id. */
    static String ofCik(String cik) {
        return "CIK" + "0".repeat(Math.max(0, 10 - cik.length())) + cik;
    }

    static boolean isCik(String id) {
        return CIK.matcher(id).matches();
    }

    /** Who is who now. */
    synchronized Known now() {
        List<Stated> more = read("where arrival > :seen order by arrival", Map.of("seen", seen));
        if (!more.isEmpty()) {
            more.forEach(one -> last.put(one.pair(), one));
            seen = more.getLast().arrival();
            known = known(last.values());
            all.addAll(more);
            Set<String> joined = new HashSet<>();
            all.stream().filter(one -> one.statement() == Statement.SAME_PERSON).map(Stated::pair)
                    .forEach(pair -> joined.addAll(List.of(pair.one(), pair.other())));
            past = new Past(List.copyOf(all), joined, known);
        }
        return known;
    }

    /**
     * The other ids of the ledger that mean the one with this id, as stated by a moment; those of EDGAR are left out. It reads no database: what was
     * stated since {@link #now()} was last asked is not known yet.
     */
    List<String> othersAt(String id, Instant knownAt) {
        Past stated = past;
        if (!stated.everJoined().contains(id)) {
            return List.of();
        }
        Known then = stated.last();
        if (stated.all().getLast().recordedAt().isAfter(knownAt)) {
            Map<Pair, Stated> standing = new HashMap<>();
            stated.all().stream().filter(one -> !one.recordedAt().isAfter(knownAt)).forEach(one -> standing.put(one.pair(), one));
            then = known(standing.values());
        }
        return then.sameAs(id).stream().filter(other -> !other.equals(id) && !isCik(other)).sorted().toList();
    }

    private static Known known(Collection<Stated> statements) {
        Map<String, Set<String>> joined = new HashMap<>();
        Set<Pair> parted = new HashSet<>();
        for (Stated one : statements) {
            if (one.statement() == Statement.SAME_PERSON) {
                joined.computeIfAbsent(one.pair().one(), none -> new HashSet<>()).add(one.pair().other());
                joined.computeIfAbsent(one.pair().other(), none -> new HashSet<>()).add(one.pair().one());
            } else if (one.statement() == Statement.NOT_SAME_PERSON) {
                parted.add(one.pair());
            }
        }
        Map<String, Set<String>> same = new HashMap<>();
        for (String id : joined.keySet()) {
            if (!same.containsKey(id)) {
                Set<String> all = reached(id, joined);
                all.forEach(each -> same.put(each, all));
            }
        }
        return new Known(same, parted);
    }

    private static Set<String> reached(String from, Map<String, Set<String>> joined) {
        Set<String> reached = new TreeSet<>(Set.of(from));
        Deque<String> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            for (String next : joined.getOrDefault(open.pop(), Set.of())) {
                if (reached.add(next)) {
                    open.push(next);
                }
            }
        }
        return reached;
    }

    /**
     * Records a statement; the one that stands already is not recorded again.
     *
     * @throws Problem if it contradicts others, joins too many, or withdraws nothing
     */
    Stated state(Pair pair, Statement statement, String reason, CommandRecorder.Sender sender) {
        Stated stated = Objects.requireNonNull(transaction.execute(status -> {
            AdvisoryLock.holdInTransaction(template, AdvisoryLock.STATING_ABOUT_FINDINGS);
            Map<Pair, Stated> standing = new LinkedHashMap<>();
            read("order by arrival", Map.of()).forEach(one -> standing.put(one.pair(), one));
            Stated before = standing.get(pair);
            if (before != null && before.statement() == statement && before.reason().equals(reason)) {
                return before;
            }
            if (statement == Statement.WITHDRAWN && (before == null || before.statement() == Statement.WITHDRAWN)) {
                throw new Problem(HttpStatus.CONFLICT, "NOTHING_TO_WITHDRAW", "Nothing stands that was said of these two.", List.of());
            }
            UUID identityId = RecordIds.mint();
            standing.put(pair, new Stated(identityId, 0, pair, statement, reason, Instant.EPOCH, sender.user()));
            requireNoContradiction(pair, known(standing.values()));
            jdbc.sql("""
                    insert into documents.identity (identity_id, one, other, statement, reason, recorded_by, source_address, correlation_id)
                    values (:id, :one, :other, :statement, :reason, :by, :address, :correlation)
                    """).param("id", identityId).param("one", pair.one()).param("other", pair.other()).param("statement", statement.name())
                    .param("reason", reason).param("by", sender.user()).param("address", sender.address())
                    .param("correlation", sender.correlationId()).update();
            return read("where identity_id = :id", Map.of("id", identityId)).getFirst();
        }));
        now();
        return stated;
    }

    private static void requireNoContradiction(Pair pair, Known known) {
        Set<String> all = known.sameAs(pair.one());
        Limit.IDS_OF_A_PERSON.require("parties", all.size());
        for (Pair parted : known.parted()) {
            if (known.sameAs(parted.one()).contains(parted.other())) {
                throw new Problem(HttpStatus.CONFLICT, "IDENTITY_CONTRADICTED", parted.one() + " and " + parted.other()
                        + " would be one person by one statement and two by another. Withdraw the one that is wrong first.", List.of());
            }
        }
    }

    /** Statements about an id, or all, the last first. */
    List<Stated> statements(@Nullable String party, @Nullable Long before, int most) {
        Map<String, Object> parameters = new HashMap<>(Map.of("before", before == null ? Long.MAX_VALUE : before, "most", most));
        String about = "";
        if (party != null) {
            about = " and (one = :party or other = :party)";
            parameters.put("party", party);
        }
        return read("where arrival < :before" + about + " order by arrival desc limit :most", parameters);
    }

    /** Every statement about any of these ids, the first first. */
    List<Stated> about(Collection<String> ids) {
        Set<String> all = new HashSet<>(ids);
        Known now = now();
        ids.forEach(id -> all.addAll(now.sameAs(id)));
        return read("where one = any(:ids) or other = any(:ids) order by arrival", Map.of("ids", all.toArray(String[]::new)));
    }

    private List<Stated> read(String where, Map<String, Object> parameters) {
        return new ArrayList<>(jdbc
                .sql("select identity_id, arrival, one, other, statement, reason, recorded_at, recorded_by from documents.identity "
                        + where)
                .params(parameters).query(Identities::read).list());
    }

    private static Stated read(ResultSet row, int n) throws SQLException {
        return new Stated(row.getObject("identity_id", UUID.class), row.getLong("arrival"),
                new Pair(row.getString("one"), row.getString("other")), Statement.valueOf(row.getString("statement")),
                row.getString("reason"), Objects.requireNonNull(row.getObject("recorded_at", OffsetDateTime.class)).toInstant(),
                row.getString("recorded_by"));
    }
}
