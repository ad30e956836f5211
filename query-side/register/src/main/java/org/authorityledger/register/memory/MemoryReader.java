package org.authorityledger.register.memory;

import com.github.benmanes.caffeine.cache.Interner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.register.FactsJson;
import org.authorityledger.register.RowSize;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads from the live register what is remembered of it. */
final class MemoryReader {

    /** The most versions of one party, and the most compressed bytes of these, that are kept. */
    private static final int MOST_VERSIONS = 1000;
    private static final int MOST_BYTES = 1_000_000;

    /** About how many bytes a version of facts or a kind takes beside its facts; these take about one for each character. */
    private static final int VERSION = 500;
    /** About how many bytes a version of an authority takes beside what it may have in common with others, counted in the heap. */
    private static final int AUTHORITY = 180;
    /** A record's id. */
    private static final int RECORD = 56;
    /** A short text, such as an id. */
    private static final int TEXT = 80;
    private static final int DAY = 24;
    private static final int ENDING = 120;
    /** What an instrument says of who signs together, or of conditions, where it is not as with the one before. */
    private static final int RULE = 100;

    private static final String PARTIES = """
            with w as materialized (
                select w.id, w.entity,
                  (select count(*) from register.authority_version a where a.grantor_id = w.id)
                  + (select count(*) from register.party_facts_version f where f.grantor_id = w.id)
                  + case when w.entity then (select count(*) from register.stated_kind s where s.party_id = w.id) else 0 end as versions,
                  coalesce((select sum(pg_column_size(a.powers)) from register.authority_version a where a.grantor_id = w.id), 0)
                  + coalesce((select sum(pg_column_size(f.facts)) from register.party_facts_version f where f.grantor_id = w.id), 0) as bytes
                from unnest(:ids::text[], :entities::boolean[]) as w (id, entity)
              ), k as materialized (
                select id, entity from w where versions <= :versions and bytes <= :bytes
              )
            select 0 as part, w.id as party, null::bigint as stated_at, """
            + AuthorityRows.COLUMNS + """
                    from k as w cross join lateral (select * from register.authority_version a where a.grantor_id = w.id offset 0) as v
                    union all
                    select 1, w.id, null, """ + AuthorityRows.nulls(Map.of("powers", "f.facts", "known_from", "f.known_from", "known_until",
                    "nullif(f.known_until, 'infinity')"))
            + """
                    from k as w cross join lateral (select * from register.party_facts_version f where f.grantor_id = w.id offset 0) as f
                    union all
                    select 2, w.id, s.position, """
            + AuthorityRows.nulls(Map.of("role", "s.kind", "known_from", "s.known_from", "known_until",
                    "nullif(s.known_until, 'infinity')"))
            + """
                    from k as w cross join lateral (select * from register.stated_kind s where s.party_id = w.id offset 0) as s
                    where w.entity
                    union all
                    select 3, w.id, null, """ + AuthorityRows.nulls(Map.of()) + """
                    from w where versions > :versions or bytes > :bytes
                    order by part, party, stated_at desc, source_position, attorney_id, way
                    """;

    private static final String TOUCHED = """
            with t as materialized (
                select distinct grantor_id from ledger.event where position > :after and position <= :until
              )
            select 0 as part, grantor_id as id from t
            union all
            select distinct 1, s.party_id from register.stated_kind s where s.grantor_id in (select grantor_id from t)
            union all
            select distinct 2, s.party_id from register.stated_kind s where s.kind = 'ENTITY' and s.grantor_id in (select grantor_id from t)
            union all
            select distinct 3, p.id from register.event_party p where p.position > :after and p.position <= :until
            """;

    private final JdbcClient jdbc;
    private final Interner<Object> common = Interner.newWeakInterner();

    MemoryReader(JdbcTemplate jdbc) {
        this.jdbc = JdbcClient.create(jdbc);
    }

    /**
     * Whom some records touch.
     *
     * @param parties in whose streams they are, and of whom these streams say what they are
     * @param entities those of the latter that were ever said to be entities
     * @param named whom the records mention and those in whose streams they are
     */
    record Touched(Set<PartyId> parties, Set<String> entities, Set<String> named) {}

    /** Whom the records between two positions touch, the second included. */
    Touched touched(Position after, Position until) {
        Touched touched = new Touched(new HashSet<>(), new HashSet<>(), new HashSet<>());
        jdbc.sql(TOUCHED).param("after", after.value()).param("until", until.value()).query(row -> {
            String id = row.getString("id");
            switch (row.getInt("part")) {
                case 0 -> {
                    touched.parties().add(PartyId.of(id));
                    touched.named().add(id);
                }
                case 1 -> touched.parties().add(PartyId.of(id));
                case 2 -> touched.entities().add(id);
                default -> touched.named().add(id);
            }
        });
        return touched;
    }

    /** Which tables are the live register: a rebuild replaces them. */
    long generation() {
        return jdbc.sql("select 'register'::regnamespace::oid::bigint").query(Long.class).single();
    }

    /** Who was ever said to be an entity. */
    Set<String> entities() {
        return jdbc.sql("select distinct party_id from register.stated_kind where kind = 'ENTITY'").query(String.class).set();
    }

    /**
     * All that the register holds of some parties.
     *
     * @param entities who was ever said to be an entity: of others it is not read what they are
     */
    Map<PartyId, Remembered> read(Collection<PartyId> parties, Set<String> entities) {
        Map<String, Remembered.Gathering> gathering = new LinkedHashMap<>();
        List<Boolean> isEntity = new ArrayList<>(parties.size());
        for (PartyId party : parties) {
            gathering.put(party.value(), new Remembered.Gathering());
            isEntity.add(entities.contains(party.value()));
        }
        AuthorityRows.Result rows = new AuthorityRows.Result();
        Sharing sharing = new Sharing();
        jdbc.sql(PARTIES).param("ids", gathering.keySet().toArray(String[]::new)).param("entities", isEntity.toArray(Boolean[]::new))
                .param("versions", MOST_VERSIONS).param("bytes", MOST_BYTES)
                .query(row -> {
                    Remembered.Gathering party = Objects.requireNonNull(gathering.get(row.getString("party")));
                    switch (row.getInt("part")) {
                        case 0 -> {
                            AuthorityVersion version = rows.version(row);
                            Authority shared = sharing.with(version.authority());
                            party.add(new Remembered.Known<>(shared, version.knownFrom(), version.knownUntil()), sharing.size());
                        }
                        case 1 -> {
                            String facts = row.getString("powers");
                            party.addFacts(known(row, FactsJson.facts(facts)), VERSION + facts.length());
                        }
                        case 2 -> party.addKind(known(row, PartyKind.valueOf(row.getString("role"))), VERSION);
                        default -> party.isTooLarge();
                    }
                });
        Map<PartyId, Remembered> read = new HashMap<>();
        gathering.forEach((id, gathered) -> read.put(PartyId.of(id), gathered.gathered()));
        return read;
    }

    private static <T> Remembered.Known<T> known(ResultSet row, T value) throws SQLException {
        return new Remembered.Known<>(value, Objects.requireNonNull(AuthorityRows.instant(row, "known_from")),
                AuthorityRows.instant(row, "known_until"));
    }

    /**
     * Some of those who have a name of a kind, in the order of their ids.
     *
     * @param after the id that the last of the ones before had; empty: from the first
     */
    List<String> ids(org.authorityledger.register.PartyKind kind, String after, int most) {
        return jdbc.sql("select distinct id from register.party_name where kind = :kind and id > :after order by id limit :most")
                .param("kind", kind.name()).param("after", after).param("most", most).query(String.class).list();
    }

    /**
     * What many versions say alike is kept once: the attorney, the issuer, the powers of everyone, and what versions of one instrument have in
     * common, which come one after the other.
     */
    private final class Sharing {

        private final RowSize rows = new RowSize();
        private @Nullable Authority last;
        private long size;

        Authority with(Authority one) {
            Authority before = last;
            size = AUTHORITY + (one.ending() == null ? 0 : ENDING) + (long) RECORD * one.through().size();
            RecordId source = before != null && before.source().equals(one.source()) ? before.source() : counted(one.source(), RECORD);
            boolean same = before != null && before.poaId().equals(one.poaId());
            boolean samePowers = before != null && before.powers().equals(one.powers());
            Authority shared = new Authority(source, one.segment().equals(source) ? source : counted(one.segment(), RECORD), one.granted(),
                    before != null && before.grantorId().equals(one.grantorId()) ? before.grantorId() : one.grantorId(),
                    before != null && same ? before.poaId() : counted(one.poaId(), TEXT), kept(one.issuerId(), TEXT),
                    kept(one.attorneyId(), TEXT), one.role(), one.inPlaceOf() == null ? null : kept(one.inPlaceOf(), TEXT),
                    kept(one.place(), TEXT), one.placeOfCoAgent(), one.through(),
                    before != null && samePowers ? before.powers() : kept(one.powers(), rows.of(one)),
                    kept(one.signing(), samePowers ? 0 : RULE),
                    kept(one.conditions(), samePowers ? 0 : RULE),
                    before != null && before.from().equals(one.from()) ? before.from() : counted(one.from(), DAY), one.ending());
            last = shared;
            return shared;
        }

        /** About how many bytes the last one takes that no other one had taken before. */
        long size() {
            return size;
        }

        private <T> T counted(T one, long bytes) {
            size += bytes;
            return one;
        }

        @SuppressWarnings("unchecked")
        private <T> T kept(T one, long bytes) {
            T kept = (T) common.intern(one);
            return kept == one ? counted(one, bytes) : kept;
        }
    }
}
