package org.authorityledger.query.register;

import java.sql.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Question;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads what checks need from the register: the one seam through which authorities come to the law's questions. */
public final class Register {

    private final JdbcTemplate jdbc;

    public Register(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A question and the moment of knowledge it is asked about.
     *
     * @param knownAt as of when
     */
    public record Asked(Question question, java.time.Instant knownAt) {}

    /** For each question, in order, the authorities of its signers as known at its moment, in the order of recording. One round trip. */
    public List<List<Authority>> authorities(List<Asked> asked) {
        List<List<Authority>> found = new ArrayList<>(asked.size());
        asked.forEach(one -> found.add(new ArrayList<>(2)));
        String sql = "select q.n, " + AuthorityRows.COLUMNS
                + """
                        from unnest(?::text[], ?::timestamptz[]) with ordinality as q (grantor_id, known_at, n)
                          join register.authority_version v on v.grantor_id = q.grantor_id and v.known_until > q.known_at and v.known_from <= q.known_at
                        where v.attorney_id = any(?)
                        order by q.n, v.source_position, v.attorney_id
                        """;
        jdbc.query(connection -> {
            var statement = connection.prepareStatement(sql);
            Array grantors = connection.createArrayOf("text", asked.stream().map(one -> one.question().grantorId().value()).toArray());
            Array moments = connection.createArrayOf("timestamptz", asked.stream().map(one -> Moments.utc(one.knownAt())).toArray());
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
        jdbc.query("""
                select distinct on (p.kind, p.id) p.kind, p.id, p.name
                from unnest(?, ?) as asked (kind, id) join register.party_name p on p.kind = asked.kind and p.id = asked.id
                order by p.kind, p.id, p.last_position desc, p.name
                """, row -> {
            names.computeIfAbsent(PartyKind.valueOf(row.getString(1)), kind -> new HashMap<>()).put(row.getString(2), row.getString(3));
        }, kinds.toArray(String[]::new), values.toArray(String[]::new));
        return names;
    }
}
