package org.authorityledger.pages.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.authority.Naming;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.wording.ActText;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.pages.wording.NameSearch;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.PartyNames;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.Register;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds what is searched for by a number or an id: a party by its CIK or id, an instrument, a record. */
final class RecordSearch {

    private static final int MOST = 12;
    private static final Pattern CIK = Pattern.compile("(?:cik[\\s:#]*)?(\\d{1,10})", Pattern.CASE_INSENSITIVE);
    private static final Pattern POSITION = Pattern.compile("[1-9]\\d{0,17}");
    private static final Pattern RECORD = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final JdbcClient jdbc;
    private final LedgerReader ledger;
    private final Register register;
    private final ActText actText;

    RecordSearch(JdbcClient jdbc, LedgerReader ledger, Register register, ActText actText) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.register = register;
        this.actText = actText;
    }

    /** An instrument of a grantor. */
    record FoundInstrument(String poaId, String grantorId, String grantor) {

        public String path() {
            return Links.instrument(GrantorId.of(grantorId), PoaId.of(poaId));
        }
    }

    /** A record, in a few words. */
    record FoundRecord(StoredEvent event, String grantor, String words) {

        public String path() {
            return "/ledger/" + event.record().recordId();
        }
    }

    /** Those with this CIK, with or without its leading zeros, and those with this id. */
    List<NameSearch.Match> parties(String q) {
        Matcher cik = CIK.matcher(q);
        String number = cik.matches() ? "0".repeat(10 - cik.group(1).length()) + cik.group(1) : "";
        return jdbc
                .sql("""
                        select distinct on (found.kind, found.id) found.kind, found.id, last.name
                        from (
                          select kind, id from register.party_name where cik = :cik
                          union select kind, id from register.party_name where kind in ('GRANTOR', 'ATTORNEY', 'ISSUER', 'SIGNATORY') and id = :id
                        ) as found cross join lateral (
                          select p.name from register.party_name p where p.kind = found.kind and p.id = found.id order by p.last_position desc, p.name limit 1
                        ) as last
                        order by found.kind, found.id limit :most
                        """)
                .param("cik", number).param("id", q).param("most", MOST)
                .query((row, n) -> new NameSearch.Match(PartyKind.valueOf(row.getString("kind")), row.getString("id"),
                        row.getString("name"),
                        null))
                .list();
    }

    /** Those whose id begins with this, apart from case. */
    List<FoundInstrument> instruments(String q, AsOf asOf) {
        if (!ID.matcher(q).matches()) {
            return List.of();
        }
        record Found(String poaId, String grantorId) {}
        List<Found> found = jdbc.sql("""
                select v.poa_id, v.grantor_id from register.instrument_version v
                where lower(v.poa_id) collate "C" like :begins and v.known_from <= :knownAt and v.known_until > :knownAt
                order by lower(v.poa_id) collate "C", v.grantor_id limit :most
                """).param("begins", q.toLowerCase(Locale.ROOT).replace("_", "\\_") + "%")
                .param("knownAt", QuestionClock.utc(asOf.knownAt())).param("most", MOST)
                .query((row, n) -> new Found(row.getString("poa_id"), row.getString("grantor_id"))).list();
        PartyNames names = PartyNames.of(register, found.stream().map(Found::grantorId).distinct().toList());
        return found.stream().map(one -> new FoundInstrument(one.poaId(), one.grantorId(), names.grantor(one.grantorId()))).toList();
    }

    /** The record with this id, or in this position. */
    List<FoundRecord> records(String q, AsOf asOf) {
        List<StoredEvent> found = RECORD.matcher(q).matches()
                ? ledger.records(List.of(new RecordId(UUID.fromString(q))))
                : POSITION.matcher(q).matches() ? ledger.at(List.of(Position.of(Long.parseLong(q)))) : List.of();
        List<StoredEvent> known = found.stream().filter(event -> !event.record().recordedAt().isAfter(asOf.knownAt())).toList();
        return ActText.named(register, names -> known.stream().map(event -> new FoundRecord(event,
                names.of(Naming.Part.GRANTOR, event.grantorId().value()), actText.briefly(event.record().act(), names))).toList());
    }

    /** Parties by what they are, those found by a number or an id first. */
    Map<PartyKind, List<NameSearch.Match>> byKind(List<NameSearch.Match> first, NameSearch names, String q) {
        Map<PartyKind, List<NameSearch.Match>> kinds = new LinkedHashMap<>();
        for (PartyKind kind : PartyKind.values()) {
            Map<String, NameSearch.Match> some = new LinkedHashMap<>();
            first.stream().filter(one -> one.kind() == kind).forEach(one -> some.put(one.id(), one));
            names.search(kind, q).forEach(one -> some.putIfAbsent(one.id(), one));
            if (!some.isEmpty()) {
                kinds.put(kind, List.copyOf(some.values()));
            }
        }
        return kinds;
    }
}
