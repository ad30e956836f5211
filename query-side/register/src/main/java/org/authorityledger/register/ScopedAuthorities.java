package org.authorityledger.register;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.KnownParties;
import org.authorityledger.authority.PartyFacts;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.Viewer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Authorities as they follow from the records that a viewer with a scope sees, and from no others: each stream asked for is read through the
 * policies of the database and put to the law itself. What the register keeps of a party as one row for all issuers is not read.
 *
 * <p>A question about an issuer outside the scope finds nothing recorded, of anyone.
 */
final class ScopedAuthorities implements Authorities {

    private static final KnownParties NOTHING = new KnownParties() {

        @Override
        public List<Authority> authorities(PartyId grantor) {
            return List.of();
        }

        @Override
        public PartyFacts facts(PartyId party) {
            return PartyFacts.NONE;
        }

        @Override
        public PartyKind kind(PartyId party) {
            return PartyKind.PERSON;
        }

        @Override
        public boolean complete() {
            return false;
        }
    };

    private final LedgerReader reader;
    private final JdbcClient jdbc;
    private final String lastStated;
    private final String lastNamed;

    ScopedAuthorities(JdbcTemplate jdbc, RegisterSchema schema) {
        this.reader = new LedgerReader(jdbc, schema.events());
        this.jdbc = JdbcClient.create(jdbc);
        // A statement falls with records that concern whom it concerns itself: the moments of the complete register hold in every scope.
        this.lastStated = schema.sql("""
                select w.n, w.party_id, k.kind
                from unnest(:numbers::int[], :parties::text[], :moments::timestamptz[]) as w (n, party_id, known_at)
                  cross join lateral (
                    select s.kind from register.stated_kind s
                    where s.party_id = w.party_id and s.known_from <= w.known_at and s.known_until > w.known_at
                    order by s.position desc limit 1
                  ) as k
                """);
        this.lastNamed = schema.sql("""
                select w.kind, w.id, n.name
                from unnest(:kinds::text[], :ids::text[]) as w (kind, id)
                  cross join lateral (
                    select p.name from register.event_party p
                    where p.id = w.id and p.kind = w.kind and p.name is not null
                    order by p.position desc limit 1
                  ) as n
                """);
    }

    @Override
    public List<KnownParties> parties(List<QuestionAsKnownAt> asked) {
        Viewer viewer = Viewer.current();
        Streams streams = new Streams(viewer, asked.stream().map(QuestionAsKnownAt::knownAt).max(Instant::compareTo).orElse(Instant.MIN));
        Set<PartyId> first = new LinkedHashSet<>();
        for (QuestionAsKnownAt one : asked) {
            if (viewer.sees(one.question().issuerId())) {
                first.add(PartyId.of(one.question().grantorId().value()));
                one.question().signers().forEach(signer -> first.add(PartyId.of(signer.value())));
            }
        }
        streams.read(first);
        Map<Instant, Set<PartyId>> unknown = new LinkedHashMap<>();
        List<KnownParties> parties = new ArrayList<>(asked.size());
        for (QuestionAsKnownAt one : asked) {
            if (viewer.sees(one.question().issuerId())) {
                Set<PartyId> here = unknown.computeIfAbsent(one.knownAt(), moment -> new LinkedHashSet<>());
                here.addAll(streams.named(PartyId.of(one.question().grantorId().value()), one.knownAt()));
                one.question().signers().forEach(signer -> here.add(PartyId.of(signer.value())));
                parties.add(new SeenParties(streams, one.knownAt()));
            } else {
                parties.add(NOTHING);
            }
        }
        streams.readKinds(unknown);
        return parties;
    }

    /** The names last recorded of them in what the viewer sees. */
    @Override
    public Map<org.authorityledger.register.PartyKind, Map<String, String>> names(
            Map<org.authorityledger.register.PartyKind, ? extends Collection<String>> ids) {
        Map<org.authorityledger.register.PartyKind, Map<String, String>> names = new LinkedHashMap<>();
        List<String> kinds = new ArrayList<>();
        List<String> values = new ArrayList<>();
        ids.forEach((kind, some) -> {
            names.put(kind, new HashMap<>());
            some.stream().distinct().forEach(id -> {
                kinds.add(kind.name());
                values.add(id);
            });
        });
        if (!values.isEmpty()) {
            jdbc.sql(lastNamed).param("kinds", kinds.toArray(String[]::new)).param("ids", values.toArray(String[]::new))
                    .query((RowCallbackHandler) row -> names
                            .computeIfAbsent(org.authorityledger.register.PartyKind.valueOf(row.getString("kind")), kind -> new HashMap<>())
                            .put(row.getString("id"), row.getString("name")));
        }
        return names;
    }

    /** The records that a viewer sees of some parties, up to the last moment that a batch of questions asks about. */
    private final class Streams {

        private final Viewer viewer;
        private final Instant last;
        private final Map<PartyId, GrantorRecords> streams = new HashMap<>();
        /** By how many of them were known, so that what follows from these is found once for all questions. */
        private final Map<PartyId, Map<Integer, GrantorRecords>> earlier = new HashMap<>();
        private final Map<Instant, Map<PartyId, PartyKind>> kinds = new HashMap<>();

        Streams(Viewer viewer, Instant last) {
            this.viewer = viewer;
            this.last = last;
        }

        void read(Collection<PartyId> parties) {
            if (parties.isEmpty()) {
                return;
            }
            List<GrantorId> grantors = parties.stream().map(party -> GrantorId.of(party.value())).toList();
            var found = viewer.see(() -> reader.readable(grantors, last.truncatedTo(ChronoUnit.MICROS)));
            for (GrantorId grantor : grantors) {
                streams.put(PartyId.of(grantor.value()), GrantorRecords.of(found.getOrDefault(grantor, List.of())));
            }
        }

        GrantorRecords at(PartyId party, Instant moment) {
            GrantorRecords all = streams.get(party);
            if (all == null) {
                read(Set.of(party));
                all = streams.getOrDefault(party, GrantorRecords.NONE);
            }
            GrantorRecords known = all.knownAt(moment);
            return known == all
                    ? all
                    : earlier.computeIfAbsent(party, none -> new HashMap<>()).computeIfAbsent(known.records().size(), none -> known);
        }

        List<Authority> authorities(PartyId party, Instant moment) {
            return Authorities.seen(at(party, moment).authorities(), viewer);
        }

        /** A party, and those who could sign for it. */
        Set<PartyId> named(PartyId party, Instant moment) {
            Set<PartyId> named = new LinkedHashSet<>(Set.of(party));
            authorities(party, moment).forEach(authority -> named.add(PartyId.of(authority.attorneyId().value())));
            at(party, moment).facts().signatories().forEach(signatory -> named.add(signatory.signatory()));
            return named;
        }

        PartyKind kind(PartyId party, Instant moment) {
            PartyKind kind = kinds.getOrDefault(moment, Map.of()).get(party);
            if (kind == null) {
                readKinds(Map.of(moment, named(party, moment)));
                kind = kinds.getOrDefault(moment, Map.of()).getOrDefault(party, PartyKind.PERSON);
            }
            return kind;
        }

        void readKinds(Map<Instant, Set<PartyId>> unknown) {
            List<Instant> moments = List.copyOf(unknown.keySet());
            List<Integer> numbers = new ArrayList<>();
            List<String> parties = new ArrayList<>();
            for (int n = 0; n < moments.size(); n++) {
                Map<PartyId, PartyKind> known = kinds.computeIfAbsent(moments.get(n), none -> new HashMap<>());
                for (PartyId party : unknown.getOrDefault(moments.get(n), Set.of())) {
                    if (known.putIfAbsent(party, PartyKind.PERSON) == null) {
                        numbers.add(n);
                        parties.add(party.value());
                    }
                }
            }
            if (parties.isEmpty()) {
                return;
            }
            viewer.see(() -> {
                jdbc.sql(lastStated).param("numbers", numbers.toArray(Integer[]::new)).param("parties", parties.toArray(String[]::new))
                        .param("moments", numbers.stream().map(n -> QuestionClock.utc(moments.get(n)).toString()).toArray(String[]::new))
                        .query((RowCallbackHandler) row -> kinds
                                .computeIfAbsent(moments.get(row.getInt("n")), none -> new HashMap<>())
                                .put(PartyId.of(row.getString("party_id")), PartyKind.valueOf(row.getString("kind"))));
                return parties;
            });
        }
    }

    /** The parties of one question. */
    private record SeenParties(Streams streams, Instant moment) implements KnownParties {

        @Override
        public List<Authority> authorities(PartyId grantor) {
            return streams.authorities(grantor, moment);
        }

        @Override
        public PartyFacts facts(PartyId party) {
            return streams.at(party, moment).facts();
        }

        @Override
        public PartyKind kind(PartyId party) {
            return streams.kind(party, moment);
        }

        @Override
        public boolean complete() {
            return false;
        }
    }
}
