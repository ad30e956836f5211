package org.authorityledger.inbox.findings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.authorityledger.documents.signature.PartyNames;
import org.authorityledger.events.Position;
import org.authorityledger.inbox.Candidate;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.RegisterProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whom the ledger knows, by number and by the words of their names, in memory: a page of findings looks up thousands of names. It holds every name
 * that anyone ever had there, and is brought up to the register before it is asked.
 */
final class PartyIndex {

    private static final int MOST = 20;

    private final JdbcClient jdbc;
    private final RegisterProgress progress;
    private final Part people = new Part(true);
    private final Part issuers = new Part(false);
    private @Nullable Position position;

    PartyIndex(JdbcTemplate jdbc, RegisterProgress progress) {
        this.jdbc = JdbcClient.create(jdbc);
        this.progress = progress;
    }

    private record Named(String id, Names names) {}

    /**
     * Someone who may be meant.
     *
     * @param ids all that are theirs, that of the candidate first
     * @param sure false: they have another suffix than the name that was sought, or none, and so may be a father or a son
     */
    record Meant(Candidate candidate, List<String> ids, boolean sure) {}

    /** @param sure as of {@link Meant} */
    private record Found(List<Candidate> some, boolean sure) {}

    /** People and companies under one kind of id. */
    private static final class Part {
        private final boolean mayBePeople;
        private final Map<String, Set<String>> byNumber = new HashMap<>();
        private final Map<String, Set<String>> numbers = new HashMap<>();
        private final Map<String, List<Named>> byWord = new HashMap<>();
        private final Map<String, Map<String, Named>> byId = new HashMap<>();

        Part(boolean mayBePeople) {
            this.mayBePeople = mayBePeople;
        }

        void add(String id, String name, @Nullable String cik) {
            if (cik != null) {
                byNumber.computeIfAbsent(number(cik), none -> new HashSet<>()).add(id);
                numbers.computeIfAbsent(id, none -> new HashSet<>()).add(number(cik));
            }
            Named named = new Named(id, Names.of(name));
            if (byId.computeIfAbsent(id, none -> new LinkedHashMap<>(2)).putIfAbsent(name, named) == null) {
                named.names().keys().forEach(word -> byWord.computeIfAbsent(word, none -> new ArrayList<>(1)).add(named));
            }
        }

        Set<String> numbered(String cik) {
            return byNumber.getOrDefault(number(cik), Set.of());
        }

        /**
         * The number decides; else the whole name; else a name that may be the same one's. A suffix that is sought and that none of these has leaves
         * it open who is meant.
         */
        Found find(@Nullable String name, @Nullable String cik) {
            Set<String> found = cik == null ? Set.of() : numbered(cik);
            boolean sure = true;
            if (found.isEmpty() && name != null) {
                Names sought = Names.of(name);
                List<Named> near = near(sought);
                found = ids(near, cik, one -> mayBePeople ? one.names().whole(sought) : one.names().sameWords(sought));
                if (found.isEmpty()) {
                    found = ids(near, cik, one -> one.names().sameCompany(sought) || (mayBePeople && one.names().samePerson(sought)));
                    if (mayBePeople && sought.suffix() != null && found.stream().noneMatch(id -> hasSuffix(id, sought))) {
                        sure = false;
                        found = ids(near, cik, one -> one.names().samePerson(sought.withSuffixOf(one.names())));
                    }
                }
            }
            return new Found(found.stream().sorted().limit(MOST).map(this::candidate).toList(), sure);
        }

        private boolean hasSuffix(String id, Names sought) {
            return byId.getOrDefault(id, Map.of()).values().stream().anyMatch(one -> one.names().sameSuffix(sought));
        }

        private Set<String> ids(List<Named> near, @Nullable String cik, Predicate<Named> same) {
            Set<String> ids = new HashSet<>();
            for (Named one : near) {
                if (!ids.contains(one.id()) && same.test(one) && !otherwiseNumbered(one.id(), cik)) {
                    ids.add(one.id());
                }
            }
            return ids;
        }

        private boolean otherwiseNumbered(String id, @Nullable String cik) {
            Set<String> own = numbers.getOrDefault(id, Set.of());
            return cik != null && !own.isEmpty() && !own.contains(number(cik));
        }

        /** Those that share a word: the rarest of the two or more that the same name must share. */
        private List<Named> near(Names sought) {
            List<List<Named>> lists = sought.keys().stream().map(word -> byWord.getOrDefault(word, List.of()))
                    .sorted((one, other) -> Integer.compare(one.size(), other.size())).toList();
            Set<Named> near = new HashSet<>();
            // A whole name in the middle may be missing there, so one of any two words is shared by every same name of three or more.
            lists.stream().limit(Math.max(1, lists.size() - 1)).forEach(near::addAll);
            return new ArrayList<>(near);
        }

        @Nullable
        OnForms onForms(String id) {
            Map<String, Named> names = byId.get(id);
            return names == null
                    ? null
                    : new OnForms(id, List.copyOf(numbers.getOrDefault(id, Set.of())),
                            names.values().stream().map(one -> one.names().longestWord()).filter(word -> !word.isEmpty()).distinct()
                                    .toList());
        }

        private Candidate candidate(String id) {
            Collection<Named> names = byId.getOrDefault(id, Map.of()).values();
            String last = id;
            for (Named one : names) {
                last = one.names().name();
            }
            return new Candidate(id, last, numbers.getOrDefault(id, Set.of()).stream().sorted().findFirst().orElse(null));
        }
    }

    private static String number(String cik) {
        return cik.replaceFirst("^0+", "");
    }

    /** Reads what was recorded since it was last brought up. */
    synchronized void refresh() {
        Position reached = progress.position();
        if (reached.equals(position)) {
            return;
        }
        jdbc.sql("select kind, id, name, cik from register.party_name where last_position > :seen order by last_position, id, name")
                .param("seen", position == null ? -1 : position.value()).query((row, n) -> {
                    Part part = PartyKind.valueOf(row.getString("kind")) == PartyKind.ISSUER ? issuers : people;
                    part.add(Objects.requireNonNull(row.getString("id")), Objects.requireNonNull(row.getString("name")),
                            row.getString("cik"));
                    return n;
                }).list();
        position = reached;
    }

    /**
     * Those who may be meant, a person or an entity, in whatever part they stand in the ledger: each with all their ids. One is the answer.
     *
     * @param identities which ids people have joined or parted
     */
    synchronized List<Meant> party(@Nullable String name, @Nullable String cik, Identities.Known identities) {
        Set<String> stated = new TreeSet<>();
        String number = cik == null ? null : Identities.ofCik(cik);
        if (number != null) {
            identities.sameAs(number).stream().filter(people.byId::containsKey).forEach(stated::add);
        }
        if (cik != null && !stated.isEmpty()) {
            stated.addAll(people.numbered(cik));
        }
        Found found = stated.isEmpty() ? people.find(name, cik) : new Found(stated.stream().map(people::candidate).toList(), true);
        Map<String, Meant> meant = new LinkedHashMap<>();
        for (Candidate one : found.some()) {
            if (number == null || !identities.areParted(number, one.id())) {
                Set<String> ids = new LinkedHashSet<>(Set.of(one.id()));
                identities.sameAs(one.id()).stream().filter(people.byId::containsKey).forEach(ids::add);
                meant.putIfAbsent(new TreeSet<>(ids).first(), new Meant(one, List.copyOf(ids), found.sure()));
            }
        }
        return List.copyOf(meant.values());
    }

    /**
     * How one with this id may be found on forms.
     *
     * @param numbers without leading zeros
     * @param words one of each name: a form that means this one has one of them, or a number
     */
    record OnForms(String id, List<String> numbers, List<String> words) {}

    /** How an issuer may be found on forms; null: no issuer has this id. */
    synchronized @Nullable OnForms issuerOnForms(String id) {
        return issuers.onForms(id);
    }

    /** How a person or an entity may be found on forms; null: no one has this id. */
    synchronized @Nullable OnForms partyOnForms(String id) {
        return people.onForms(id);
    }

    /** Ids by what they are. */
    record Kinds(Set<String> people, Set<String> entities) {

        boolean mixed() {
            return !people.isEmpty() && !entities.isEmpty();
        }
    }

    /** What these are: as last stated; where nothing is stated, a person unless a name has a word that no person's has. */
    synchronized Kinds kinds(Collection<String> ids) {
        Map<String, String> stated = new HashMap<>();
        jdbc.sql(
                "select party_id, kind from register.stated_kind where party_id = any(:ids) and known_until = 'infinity' order by position")
                .param("ids", ids.toArray(String[]::new)).query((row, n) -> stated.put(row.getString("party_id"), row.getString("kind")))
                .list();
        Kinds kinds = new Kinds(new TreeSet<>(), new TreeSet<>());
        for (String id : ids) {
            Collection<String> names = people.byId.getOrDefault(id, Map.of()).keySet();
            if (stated.containsKey(id)) {
                ("ENTITY".equals(stated.get(id)) ? kinds.entities() : kinds.people()).add(id);
            } else if (!names.isEmpty() && names.stream().noneMatch(PartyNames::entity)) {
                kinds.people().add(id);
            }
        }
        return kinds;
    }

    /** Every name that these ids ever had. */
    synchronized List<String> names(Collection<String> ids) {
        return ids.stream().flatMap(id -> people.byId.getOrDefault(id, Map.of()).keySet().stream()).toList();
    }

    /** Whether the ledger has a person or an entity under this id. */
    synchronized boolean knows(String id) {
        return people.byId.containsKey(id);
    }

    synchronized List<Candidate> issuer(@Nullable String name, @Nullable String cik) {
        return issuers.find(name, cik).some();
    }
}
