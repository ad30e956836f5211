package org.authorityledger.register;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.KnownParties;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.Position;
import org.authorityledger.store.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Authorities as the register holds them, one round trip for each method. For a viewer with a scope they follow from the records of the scope: facts
 * of parties, and their names, are kept as one row for all issuers.
 *
 * <p>The fences ({@code offset 0}) keep the planner to the few versions of one grantor. Without them it would also go through everything that an
 * attorney ever had from any grantor, by an index that is slow at it.
 */
public final class Register implements Authorities {

    /** Up to this number, names are looked up one by one in one statement, which the server plans once; beyond it they are joined. */
    private static final int FEW = 8;

    private static final String KIND = AuthorityRows.nulls(Map.of("attorney_id", "k.party_id", "role", "k.kind"));

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final List<String> ofFew;
    private final String many;
    private final String manyNames;
    private final String kinds;
    private final List<String> fewNames;
    private final ScopedAuthorities scoped;

    public Register(JdbcTemplate jdbc) {
        this(jdbc, RegisterSchema.LIVE);
    }

    public Register(JdbcTemplate jdbc, RegisterSchema schema) {
        this.template = jdbc;
        this.jdbc = JdbcClient.create(jdbc);
        this.ofFew = IntStream.rangeClosed(1, FEW).mapToObj(signers -> ofOne(schema, signers)).toList();
        this.many = schema
                .sql("""
                        with q as materialized (
                            select * from unnest(:grantors::text[], :moments::timestamptz[]) with ordinality as q (grantor_id, known_at, n)
                          ), p as materialized (
                            select p.n, p.party_id, q.known_at from unnest(:numbers::bigint[], :parties::text[]) as p (n, party_id) join q on q.n = p.n
                          ), a as materialized (
                            select q.n, q.known_at, v.*
                            from q cross join lateral (
                                select * from register.authority_version a
                                where a.grantor_id = q.grantor_id and a.known_until > q.known_at and a.known_from <= q.known_at offset 0
                              ) as v
                            where v.attorney_id = any(:signers)
                              or (select true from register.stated_kind s where s.party_id = v.attorney_id and s.kind = 'ENTITY' limit 1)
                          ), f as materialized (
                            select p.n, p.known_at, x.grantor_id, x.facts, x.signatories
                            from p join register.party_facts_version x
                              on x.grantor_id = p.party_id and x.known_until > p.known_at and x.known_from <= p.known_at
                          )
                        select 0 as part, v.n, """
                        + AuthorityRows.COLUMNS + """
                                from a as v
                                union all
                                select 1, f.n, """ + AuthorityRows.nulls(Map.of("grantor_id", "f.grantor_id", "powers", "f.facts")) + """
                                from f
                                union all
                                select 2, w.n, """ + KIND + """
                                from (
                                    select n, known_at, party_id from p
                                    union select n, known_at, attorney_id from a
                                    union select n, known_at, unnest(signatories) from f
                                  ) as w
                                  cross join lateral (
                                    select * from register.stated_kind s
                                    where s.party_id = w.party_id and s.known_from <= w.known_at and s.known_until > w.known_at
                                    order by s.position desc limit 1
                                  ) as k
                                order by part, n, source_position, attorney_id, way
                                """);
        this.manyNames = schema.sql("""
                select distinct on (p.kind, p.id) p.kind, p.id, p.name
                from unnest(:kinds, :ids) as asked (kind, id) join register.party_name p on p.kind = asked.kind and p.id = asked.id
                order by p.kind, p.id, p.last_position desc, p.name
                """);
        this.kinds = schema.sql("""
                select s.party_id, s.position, s.kind = 'ENTITY' as entity, s.known_from, nullif(s.known_until, 'infinity') as known_until
                from register.stated_kind s
                where s.party_id = any(:parties)
                  and exists (select from register.stated_kind e where e.party_id = s.party_id and e.kind = 'ENTITY')
                limit :most
                """);
        this.fewNames = fewNames(schema);
        this.scoped = new ScopedAuthorities(jdbc, schema);
    }

    /**
     * How one question with this many signers is read. As plain as can be, with a parameter for each id: the server then keeps one plan for it,
     * where planning would cost more than answering. The limit keeps it from reading every entity first.
     */
    private static String ofOne(RegisterSchema schema, int signers) {
        String ids = ", ?".repeat(signers).substring(2);
        return schema.sql("select 0 as part, 1 as n, " + AuthorityRows.COLUMNS + """
                from (
                    select * from register.authority_version a where a.grantor_id = ? and a.known_until > ? and a.known_from <= ? offset 0
                  ) as v
                where v.attorney_id in (%1$s)
                  or (select true from register.stated_kind s where s.party_id = v.attorney_id and s.kind = 'ENTITY' limit 1)
                union all
                select 1, 1, """.formatted(ids) + AuthorityRows.nulls(Map.of("grantor_id", "f.grantor_id", "powers", "f.facts")) + """
                from register.party_facts_version f where f.grantor_id in (?, %1$s) and f.known_until > ? and f.known_from <= ?
                union all
                select 2, 1, """.formatted(ids) + KIND + """
                from (
                    select unnest(array[?, %1$s]::text[]) as party_id
                    union select unnest(f.signatories) from register.party_facts_version f
                      where f.grantor_id in (?, %1$s) and f.known_until > ? and f.known_from <= ?
                  ) as w
                  cross join lateral (
                    select * from register.stated_kind s
                    where s.party_id = w.party_id and s.known_until > ? and s.known_from <= ?
                    order by s.position desc limit 1
                  ) as k
                order by part, source_position, attorney_id, way
                """.formatted(ids));
    }

    /** How one name, two names and so on are looked up, in this order. */
    private static List<String> fewNames(RegisterSchema schema) {
        List<String> statements = new ArrayList<>(FEW);
        String statement = "";
        for (int n = 0; n < FEW; n++) {
            statement += (n == 0 ? "" : " union all ") + """
                    (select p.kind, p.id, p.name from register.party_name p where p.kind = :kind%d and p.id = :id%d
                     order by p.last_position desc, p.name limit 1)""".formatted(n, n);
            statements.add(schema.sql(statement));
        }
        return statements;
    }

    @Override
    public List<KnownParties> parties(List<QuestionAsKnownAt> asked) {
        if (!Viewer.current().equals(Viewer.ALL)) {
            return scoped.parties(asked);
        }
        List<RegisterParties> found = new ArrayList<>(asked.size());
        List<PartyId> grantors = new ArrayList<>(asked.size());
        for (QuestionAsKnownAt one : asked) {
            found.add(new RegisterParties((parties, party) -> read(List.of(one), List.of(party), List.of(parties))));
            grantors.add(PartyId.of(one.question().grantorId().value()));
        }
        read(asked, grantors, found);
        return List.copyOf(found);
    }

    /**
     * Reads one grantor for each question, and of its signers whether they live. Of many at once it also reads what each attorney found is;
     * of one, the signers are known already, and of an entity beside them everything is read when it is asked for.
     */
    private void read(List<QuestionAsKnownAt> asked, List<PartyId> grantors, List<RegisterParties> into) {
        List<Long> numbers = new ArrayList<>();
        List<PartyId> parties = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Set<PartyId> here = new LinkedHashSet<>(Set.of(grantors.get(i)));
            asked.get(i).question().signers().forEach(signer -> here.add(PartyId.of(signer.value())));
            into.get(i).reading(grantors.get(i));
            for (PartyId party : here) {
                into.get(i).factsOf(party);
                numbers.add(i + 1L);
                parties.add(party);
            }
        }
        List<String> signers = asked.stream().flatMap(one -> one.question().signers().stream()).distinct().map(AttorneyId::value)
                .toList();
        AuthorityRows.Result rows = new AuthorityRows.Result();
        RowCallbackHandler each = row -> {
            RegisterParties here = into.get(row.getInt("n") - 1);
            switch (row.getInt("part")) {
                case 0 -> {
                    Authority authority = rows.authority(row);
                    here.add(authority);
                    if (asked.size() > 1) {
                        here.kindOf(PartyId.of(authority.attorneyId().value()));
                    }
                }
                case 1 -> here.add(PartyId.of(row.getString("grantor_id")), FactsJson.facts(row.getString("powers")));
                default -> here.add(PartyId.of(row.getString("attorney_id")),
                        org.authorityledger.events.PartyKind.valueOf(row.getString("role")));
            }
        };
        if (asked.size() == 1 && signers.size() <= FEW) {
            String grantor = grantors.getFirst().value();
            OffsetDateTime moment = QuestionClock.utc(asked.getFirst().knownAt());
            List<Object> asking = new ArrayList<>(List.of(grantor, moment, moment));
            asking.addAll(signers);
            List<Object> facts = new ArrayList<>(List.of(grantor));
            facts.addAll(signers);
            asking.addAll(facts);
            asking.addAll(List.of(moment, moment));
            asking.addAll(facts);
            asking.addAll(facts);
            asking.addAll(List.of(moment, moment));
            asking.addAll(List.of(moment, moment));
            template.query(ofFew.get(signers.size() - 1), each, asking.toArray());
        } else {
            jdbc.sql(many).param("grantors", texts(grantors))
                    .param("moments", texts(asked.stream().map(one -> QuestionClock.utc(one.knownAt())).toList()))
                    .param("numbers", numbers.toArray(Long[]::new)).param("parties", texts(parties)).param("signers", texts(signers))
                    .query(each);
        }
    }

    private static String[] texts(Collection<?> values) {
        return values.stream().map(Object::toString).toArray(String[]::new);
    }

    /**
     * The moments at which it changed what one of these parties is: as last stated in any stream, a person where nothing is stated.
     *
     * @param most how many statements are read at most
     * @return null: there are more
     */
    public @Nullable List<Instant> kindChanges(Collection<PartyId> parties, int most) {
        record Statement(String party, Position position, boolean entity, Instant from, @Nullable Instant until) {}
        List<Statement> statements = jdbc.sql(kinds).param("parties", texts(parties)).param("most", most + 1)
                .query((row, n) -> new Statement(row.getString("party_id"), Position.of(row.getLong("position")), row.getBoolean("entity"),
                        row.getObject("known_from", OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getObject("known_until", OffsetDateTime.class)).map(OffsetDateTime::toInstant)
                                .orElse(null)))
                .list();
        if (statements.size() > most) {
            return null;
        }
        List<Instant> changes = new ArrayList<>();
        statements.stream().collect(Collectors.groupingBy(Statement::party)).values().forEach(ofOne -> {
            TreeMap<Instant, List<Runnable>> turns = new TreeMap<>();
            TreeMap<Position, Boolean> known = new TreeMap<>();
            for (Statement one : ofOne) {
                turns.computeIfAbsent(one.from(), none -> new ArrayList<>()).add(() -> known.put(one.position(), one.entity()));
                if (one.until() != null) {
                    turns.computeIfAbsent(one.until(), none -> new ArrayList<>()).add(() -> known.remove(one.position()));
                }
            }
            boolean entity = false;
            for (Map.Entry<Instant, List<Runnable>> turn : turns.entrySet()) {
                turn.getValue().forEach(Runnable::run);
                boolean now = !known.isEmpty() && known.lastEntry().getValue();
                if (now != entity) {
                    changes.add(turn.getKey());
                    entity = now;
                }
            }
        });
        return changes;
    }

    @Override
    public Map<PartyKind, Map<String, String>> names(Map<PartyKind, ? extends Collection<String>> ids) {
        if (!Viewer.current().equals(Viewer.ALL)) {
            return scoped.names(ids);
        }
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
