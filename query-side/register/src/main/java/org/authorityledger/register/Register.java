package org.authorityledger.register;

import java.sql.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Question;
import org.authorityledger.events.AttorneyId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * Reads what checks need from the register: the one seam through which authorities come to the law's questions.
 *
 * <p>The fences ({@code offset 0}) keep the planner to the few versions of one grantor: on its own it would also go through all that an attorney
 * ever had, over all grantors, by an index that is slow at it.
 */
public final class Register {

    /** So many names are looked up one by one in one statement, which the server plans once; more are joined. */
    private static final int FEW = 8;

    private final JdbcTemplate jdbc;
    private final String many;
    private final String one;
    private final String fewNames;
    private final String manyNames;

    public Register(JdbcTemplate jdbc) {
        this(jdbc, RegisterSchema.LIVE);
    }

    public Register(JdbcTemplate jdbc, RegisterSchema schema) {
        this.jdbc = jdbc;
        this.many = schema.sql("select q.n, " + AuthorityRows.COLUMNS + """
                from unnest(?::text[], ?::timestamptz[]) with ordinality as q (grantor_id, known_at, n)
                  cross join lateral (
                    select * from register.authority_version a
                    where a.grantor_id = q.grantor_id and a.known_until > q.known_at and a.known_from <= q.known_at offset 0
                  ) as v
                where v.attorney_id = any(?)
                order by q.n, v.source_position, v.attorney_id
                """);
        // As plain as can be: the server then keeps one plan for it, where planning would cost more than answering.
        this.one = schema.sql("select " + AuthorityRows.COLUMNS + """
                from (
                  select * from register.authority_version a where a.grantor_id = ? and a.known_until > ? and a.known_from <= ? offset 0
                ) as v
                where v.attorney_id = any(?)
                order by v.source_position, v.attorney_id
                """);
        this.fewNames = schema.sql(
                "(select kind, id, name from register.party_name where kind = ? and id = ? order by last_position desc, name limit 1)");
        this.manyNames = schema.sql("""
                select distinct on (p.kind, p.id) p.kind, p.id, p.name
                from unnest(?, ?) as asked (kind, id) join register.party_name p on p.kind = asked.kind and p.id = asked.id
                order by p.kind, p.id, p.last_position desc, p.name
                """);
    }

    /**
     * A question and the moment of knowledge it is asked about.
     *
     * @param knownAt as of when
     */
    public record QuestionAsKnownAt(Question question, java.time.Instant knownAt) {}

    /** For each question, in order, the authorities of its signers as known at its moment, in the order of recording. One round trip. */
    public List<List<Authority>> authorities(List<QuestionAsKnownAt> asked) {
        if (asked.size() == 1) {
            return List.of(authorities(asked.getFirst()));
        }
        List<List<Authority>> found = new ArrayList<>(asked.size());
        asked.forEach(one -> found.add(new ArrayList<>(2)));
        jdbc.query(connection -> {
            var statement = connection.prepareStatement(many);
            Array grantors = connection.createArrayOf("text", asked.stream().map(one -> one.question().grantorId().value()).toArray());
            Array moments = connection.createArrayOf("timestamptz", asked.stream().map(one -> QuestionClock.utc(one.knownAt())).toArray());
            Array signers = connection.createArrayOf("text",
                    asked.stream().flatMap(one -> one.question().signers().stream()).map(Object::toString).distinct().toArray());
            statement.setArray(1, grantors);
            statement.setArray(2, moments);
            statement.setArray(3, signers);
            return statement;
        }, row -> {
            found.get(row.getInt("n") - 1).add(AuthorityRows.authority(row));
        });
        return found;
    }

    private List<Authority> authorities(QuestionAsKnownAt asked) {
        return jdbc.query(one, (row, n) -> AuthorityRows.authority(row), asked.question().grantorId().value(), QuestionClock.utc(asked.knownAt()),
                QuestionClock.utc(asked.knownAt()), asked.question().signers().stream().map(AttorneyId::value).toArray(String[]::new));
    }

    /** The last recorded names of these parties, by kind and id; those without a name are not in it. */
    public Map<PartyKind, Map<String, String>> names(Map<PartyKind, ? extends Collection<String>> ids) {
        Map<PartyKind, Map<String, String>> names = new LinkedHashMap<>();
        List<String> kinds = new ArrayList<>();
        List<String> values = new ArrayList<>();
        ids.forEach((kind, some) -> {
            names.put(kind, new HashMap<>());
            some.stream().distinct().forEach(id -> {
                kinds.add(kind.name());
                values.add(id);
            });
        });
        if (values.isEmpty()) {
            return names;
        }
        RowCallbackHandler taking = row -> names.computeIfAbsent(PartyKind.valueOf(row.getString(1)), kind -> new HashMap<>())
                .put(row.getString(2), row.getString(3));
        if (values.size() <= FEW) {
            List<String> arguments = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                arguments.add(kinds.get(i));
                arguments.add(values.get(i));
            }
            jdbc.query(String.join(" union all ", Collections.nCopies(values.size(), fewNames)), taking, arguments.toArray());
        } else {
            jdbc.query(manyNames, taking, kinds.toArray(String[]::new), values.toArray(String[]::new));
        }
        return names;
    }
}
