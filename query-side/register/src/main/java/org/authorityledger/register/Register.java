package org.authorityledger.register;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.Authority;
import org.authorityledger.events.AttorneyId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Authorities as the register holds them, one round trip for each method.
 *
 * <p>The fences ({@code offset 0}) keep the planner to the few versions of one grantor. Without them it would also go through everything that an
 * attorney ever had from any grantor, by an index that is slow at it.
 */
public final class Register implements Authorities {

    /** Up to this number, names are looked up one by one in one statement, which the server plans once; beyond it they are joined. */
    private static final int FEW = 8;

    private final JdbcClient jdbc;
    private final String many;
    private final String one;
    private final String manyNames;
    private final List<String> fewNames;

    public Register(JdbcTemplate jdbc) {
        this(jdbc, RegisterSchema.LIVE);
    }

    public Register(JdbcTemplate jdbc, RegisterSchema schema) {
        this.jdbc = JdbcClient.create(jdbc);
        this.many = schema.sql("select q.n, " + AuthorityRows.COLUMNS + """
                from unnest(:grantors::text[], :moments::timestamptz[]) with ordinality as q (grantor_id, known_at, n)
                  cross join lateral (
                    select * from register.authority_version a
                    where a.grantor_id = q.grantor_id and a.known_until > q.known_at and a.known_from <= q.known_at offset 0
                  ) as v
                where v.attorney_id = any(:signers)
                order by q.n, v.source_position, v.attorney_id
                """);
        // As plain as can be: the server then keeps one plan for it, where planning would cost more than answering.
        this.one = schema.sql("select " + AuthorityRows.COLUMNS + """
                from (
                  select * from register.authority_version a
                  where a.grantor_id = :grantor and a.known_until > :knownAt and a.known_from <= :knownAt offset 0
                ) as v
                where v.attorney_id = any(:signers)
                order by v.source_position, v.attorney_id
                """);
        this.manyNames = schema.sql("""
                select distinct on (p.kind, p.id) p.kind, p.id, p.name
                from unnest(:kinds, :ids) as asked (kind, id) join register.party_name p on p.kind = asked.kind and p.id = asked.id
                order by p.kind, p.id, p.last_position desc, p.name
                """);
        this.fewNames = fewNames(schema);
    }

    /** How one name, two names and so on are looked up, in this order. */
    private static List<String> fewNames(RegisterSchema schema) {
        List<String> statements = new ArrayList<>(FEW);
        String statement = "";
        for (int n = 0; n < FEW; n++) {
            statement += (n == 0 ? "" : " union all ") + """
                    (select kind, id, name from register.party_name where kind = :kind%d and id = :id%d
                     order by last_position desc, name limit 1)""".formatted(n, n);
            statements.add(schema.sql(statement));
        }
        return statements;
    }

    @Override
    public List<List<Authority>> authorities(List<QuestionAsKnownAt> asked) {
        if (asked.size() == 1) {
            return List.of(authorities(asked.getFirst()));
        }
        AuthorityRows.Result rows = new AuthorityRows.Result();
        List<List<Authority>> found = new ArrayList<>(asked.size());
        asked.forEach(one -> found.add(new ArrayList<>(2)));
        jdbc.sql(many).param("grantors", texts(asked.stream().map(one -> one.question().grantorId()).toList()))
                .param("moments", texts(asked.stream().map(one -> QuestionClock.utc(one.knownAt())).toList()))
                .param("signers", texts(asked.stream().flatMap(one -> one.question().signers().stream()).distinct().toList()))
                .query(row -> {
                    found.get(row.getInt("n") - 1).add(rows.authority(row));
                });
        return found;
    }

    private List<Authority> authorities(QuestionAsKnownAt asked) {
        AuthorityRows.Result rows = new AuthorityRows.Result();
        return jdbc.sql(one).param("grantor", asked.question().grantorId().value()).param("knownAt", QuestionClock.utc(asked.knownAt()))
                .param("signers", asked.question().signers().stream().map(AttorneyId::value).toArray(String[]::new))
                .query((row, n) -> rows.authority(row)).list();
    }

    private static String[] texts(Collection<?> values) {
        return values.stream().map(Object::toString).toArray(String[]::new);
    }

    @Override
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
        RowCallbackHandler each = row -> names.computeIfAbsent(PartyKind.valueOf(row.getString("kind")), kind -> new HashMap<>())
                .put(row.getString("id"), row.getString("name"));
        if (values.size() <= FEW) {
            JdbcClient.StatementSpec few = jdbc.sql(fewNames.get(values.size() - 1));
            for (int n = 0; n < values.size(); n++) {
                few = few.param("kind" + n, kinds.get(n)).param("id" + n, values.get(n));
            }
            few.query(each);
        } else {
            jdbc.sql(manyNames).param("kinds", texts(kinds)).param("ids", texts(values)).query(each);
        }
        return names;
    }
}
