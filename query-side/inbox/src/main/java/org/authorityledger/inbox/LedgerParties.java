package org.authorityledger.inbox;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.GrantorId;
import org.authorityledger.history.ActJson;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.SoughtName;
import org.authorityledger.store.LedgerReader;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads from the register whom the ledger knows by a number or a name, and which instruments they have. */
public final class LedgerParties {

    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");
    private static final int MOST = 20;
    private static final int FILTER_SHIFT = 8;
    /** A power of two. Beside a million names, about six in a hundred others are looked up without need. */
    private static final int FILTER_BITS = 1 << 24;

    private final JdbcClient jdbc;
    private final LedgerReader ledger;

    /** Reads by this connection. */
    public LedgerParties(JdbcTemplate jdbc) {
        this.jdbc = JdbcClient.create(jdbc);
        this.ledger = new LedgerReader(jdbc);
    }

    /** All that is recorded of a grantor, as far as it can be read. */
    GrantorRecords records(String grantorId) {
        GrantorId id = GrantorId.of(grantorId);
        return GrantorRecords.of(ledger.readable(List.of(id), END_OF_TIME).getOrDefault(id, List.of()));
    }

    /** Parties of any of these kinds that have this number, without its leading zeros. */
    public List<Candidate> numbered(List<PartyKind> kinds, String cik) {
        return found(kinds, "ltrim(cik, '0') = :cik", new HashMap<>(Map.of("cik", cik.replaceFirst("^0+", ""))));
    }

    /** Parties of any of these kinds that ever had this name, without case, accents and punctuation. */
    public List<Candidate> called(List<PartyKind> kinds, String name) {
        Map<String, Object> parameters = new HashMap<>();
        return found(kinds, SoughtName.of(name).isTheName(parameters), parameters);
    }

    private List<Candidate> found(List<PartyKind> kinds, String condition, Map<String, Object> parameters) {
        parameters.put("kinds", names(kinds));
        parameters.put("most", MOST);
        return jdbc.sql("""
                with those as (
                  select distinct id from register.party_name where kind = any(:kinds) and %s order by id limit :most
                )
                select p.id, (array_agg(p.name order by p.last_position desc, p.name))[1] as name,
                  (array_agg(p.cik order by p.cik_position desc) filter (where p.cik is not null))[1] as cik
                from register.party_name p join those on those.id = p.id where p.kind = any(:kinds) group by p.id order by p.id
                """.formatted(condition)).params(parameters)
                .query((row, n) -> new Candidate(row.getString("id"), row.getString("name"), row.getString("cik"))).list();
    }

    /** Whether the ledger has a party of any of these kinds under this id. */
    public boolean taken(List<PartyKind> kinds, String id) {
        return jdbc.sql("select exists (select from register.party_name where kind = any(:kinds) and id = :id)")
                .param("kinds", names(kinds)).param("id", id).query(Boolean.class).single();
    }

    /**
     * Which texts are a name, a number or an id of anyone in the ledger: surely not, or perhaps. Most of a new sheet is surely not there, and
     * need not be looked up one by one.
     */
    public Predicate<String> perhapsKnown() {
        BitSet known = new BitSet(FILTER_BITS);
        jdbc.sql("select id, search_name, ltrim(coalesce(cik, ''), '0') as cik from register.party_name").query(row -> {
            String name = Objects.requireNonNull(row.getString("search_name"));
            int further = name.indexOf(" | ");
            known.set(bit((further < 0 ? name : name.substring(0, further)).strip()));
            known.set(bit(Objects.requireNonNull(row.getString("id"))));
            known.set(bit(Objects.requireNonNull(row.getString("cik"))));
        });
        return text -> known.get(bit(text));
    }

    private static int bit(String text) {
        int hash = text.hashCode();
        return (hash ^ hash >>> FILTER_SHIFT) & FILTER_BITS - 1;
    }

    /** An instrument of a grantor. */
    record Instrument(String poaId, LocalDate executedOn) {}

    /** The instruments of a grantor as known now, in the order of recording; the first of many. */
    List<Instrument> instruments(String grantorId) {
        return jdbc.sql("""
                select v.poa_id, v.terms from register.instrument_version v
                where v.grantor_id = :grantor and v.known_until = 'infinity' order by v.granted_at limit :most
                """).param("grantor", grantorId).param("most", MOST)
                .query((row, n) -> new Instrument(row.getString("poa_id"), ActJson.readTerms(row.getString("terms")).executedOn())).list();
    }

    private static String[] names(List<PartyKind> kinds) {
        return Arrays.stream(kinds.toArray(PartyKind[]::new)).map(Enum::name).toArray(String[]::new);
    }

    /** Of several, those that have no other number than this. */
    public static List<Candidate> notOtherwiseNumbered(List<Candidate> some, @Nullable String cik) {
        return some.stream()
                .filter(one -> cik == null || one.cik() == null || one.cik().replaceFirst("^0+", "").equals(cik.replaceFirst("^0+", "")))
                .toList();
    }
}
