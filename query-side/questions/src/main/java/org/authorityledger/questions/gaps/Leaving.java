package org.authorityledger.questions.gaps;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.ChainTooLarge;
import org.authorityledger.authority.Consequences;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.Gap;
import org.authorityledger.authority.KnownParties;
import org.authorityledger.authority.SigningOfficer;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PoaId;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.LedgerReader;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What ends when someone goes who signs for others, and for whom no one may sign then? The register says whose records to look at; the law judges
 * these records, once as they are and once as if the departure were recorded.
 */
public final class Leaving {

    /** The number of parts of the place of a row. */
    public static final int KEY = 2;
    private static final int AT_ONCE = 200;
    /** After this many checks a page ends, even if it is not full. */
    static final int MOST_LOOKED_AT = 2_000;
    /** From a signatory to the entities that sign by them. */
    private static final int MOST_LINKS = 8;
    private static final int MOST_ENTITIES = 2_000;
    private static final String KNOWN = " v.known_from <= :knownAt and v.known_until > :knownAt ";
    private static final String GOES_ON = " and not isempty(v.effective) and (v.effective_until is null or v.effective_until > :on)";

    private final JdbcClient jdbc;
    private final RegisterSchema schema;
    private final LedgerReader reader;

    public Leaving(JdbcTemplate jdbc, RegisterSchema schema) {
        this.jdbc = JdbcClient.create(jdbc);
        this.schema = schema;
        this.reader = new LedgerReader(jdbc, schema.events());
    }

    /**
     * Who goes, and how.
     *
     * @param onlyAlone only what leaves someone without a signer
     */
    public record Asked(AttorneyId attorneyId, Departure by, boolean onlyAlone) {}

    /**
     * One instrument, or one entity that they sign for.
     *
     * @param poaId the instrument; null: they sign for the grantor as a signatory
     * @param held what they hold under it on that day or later; of an instrument that they sign for an attorney, what the attorney holds
     * @param officer as what they sign for the grantor; null: under an instrument
     * @param through the entity for which they sign under it; null: they hold it themselves
     * @param ended everyone whose authority under it ends, or is another, by the departure
     * @param goesOn whether they still hold something under it
     * @param others who may still sign under it on that day or later, or as signatories
     * @param alone the forms that someone could sign on that day, and that then no one may sign but the grantor, by issuer
     */
    public record Row(GrantorId grantorId, @Nullable PoaId poaId, List<Authority> held, @Nullable SigningOfficer officer,
            @Nullable AttorneyId through, List<AttorneyId> ended, boolean goesOn, List<AttorneyId> others,
            Map<IssuerId, List<Form>> alone) {

        public Row {
            held = List.copyOf(held);
            ended = List.copyOf(ended);
            others = List.copyOf(others);
        }

        /** Its place in the list. */
        public List<String> key() {
            return List.of(grantorId.value(), within());
        }

        /** No id has a space: signatories come first. */
        private String within() {
            return poaId != null ? poaId.value() : " " + (officer == null ? "" : officer.source());
        }
    }

    /**
     * A page.
     *
     * @param rows one more than a page at most, by grantor and instrument
     * @param lookedAt the place of the row looked at last, where the page ended before it was full; null: nothing is left, or the page is full
     */
    public record Found(List<Row> rows, @Nullable List<String> lookedAt) {}

    /** How many instruments there are under which someone holds something on a day or later, as substitute, co-agent and officeholder too. */
    public long instruments(AttorneyId attorneyId, Moment moment) {
        return jdbc.sql(schema.sql("select count(*) from (select distinct v.grantor_id, v.poa_id from register.authority_version v"
                + " where v.attorney_id = :attorney and" + KNOWN + GOES_ON + ") as held"))
                .param("attorney", attorneyId.value()).param("knownAt", QuestionClock.utc(moment.knownAt())).param("on", moment.on())
                .query(Long.class).single();
    }

    /**
     * What ends.
     *
     * @throws ChainTooLarge when the parties lead to too many others
     */
    public Found find(Asked asked, Moment moment, Page page) {
        Set<String> entities = entities(asked.attorneyId(), moment);
        List<Row> found = new ArrayList<>();
        String from = page.first() ? "" : page.after().getFirst();
        int looked = 0;
        while (true) {
            List<GrantorId> grantors = grantors(asked.attorneyId(), entities, moment, from);
            StreamParties before = StreamParties.of(reader, jdbc, schema, moment.knownAt());
            before.readWithNamed(grantors.stream().map(one -> PartyId.of(one.value())).toList());
            KnownParties after = before.supposing((party, standing) -> asked.by().of(asked.attorneyId(), moment.on(),
                    GrantorId.of(party.value()), standing));
            for (GrantorId grantorId : grantors) {
                Judged judged = new Judged(grantorId, asked, moment.on(), entities, before, after);
                for (Row row : judged.rows()) {
                    if (!page.first() && grantorId.value().equals(page.after().getFirst())
                            && row.within().compareTo(page.after().get(1)) <= 0) {
                        continue;
                    }
                    Row whole = judged.whole(row);
                    looked += 1 + judged.checks;
                    judged.checks = 0;
                    boolean alone = !whole.alone().isEmpty();
                    if (alone || !asked.onlyAlone() && whole.through() == null) {
                        found.add(whole);
                    }
                    if (found.size() >= page.toRead()) {
                        return new Found(found, null);
                    }
                    if (looked >= MOST_LOOKED_AT) {
                        return new Found(found, whole.key());
                    }
                }
            }
            if (grantors.size() < AT_ONCE) {
                return new Found(found, null);
            }
            // The next in order: no id has a space.
            from = grantors.getLast().value() + " ";
        }
    }

    /** The grantors of whom they, or an entity that signs by them, hold something on that day or later, in the order of their ids. */
    private List<GrantorId> grantors(AttorneyId attorneyId, Set<String> entities, Moment moment, String from) {
        List<String> holders = Stream.concat(Stream.of(attorneyId.value()), entities.stream()).toList();
        return jdbc.sql(schema.sql("select v.grantor_id from register.authority_version v where v.attorney_id = any(:holders)"
                + " and v.grantor_id >= :from and" + KNOWN + GOES_ON
                + " union select v.grantor_id from register.party_facts_version v where v.signatories @> array[:attorney::text]"
                + " and v.grantor_id >= :from and" + KNOWN + "order by grantor_id limit :most"))
                .params(Map.of("holders", holders.toArray(String[]::new), "attorney", attorneyId.value(), "from", from, "knownAt",
                        QuestionClock.utc(moment.knownAt()), "on", moment.on(), "most", AT_ONCE))
                .query((row, n) -> GrantorId.of(row.getString(1))).list();
    }

    /** The entities to whose signatures their hand may lead. */
    private Set<String> entities(AttorneyId attorneyId, Moment moment) {
        Set<String> entities = new LinkedHashSet<>();
        Set<String> next = Set.of(attorneyId.value());
        for (int link = 0; link < MOST_LINKS && !next.isEmpty(); link++) {
            List<String> signed = jdbc.sql(schema.sql("select distinct v.grantor_id from register.party_facts_version v"
                    + " where v.signatories && :signatories::text[] and" + KNOWN + "limit :most"))
                    .param("signatories", next.toArray(String[]::new)).param("knownAt", QuestionClock.utc(moment.knownAt()))
                    .param("most", MOST_ENTITIES + 1).query(String.class).list();
            next = new LinkedHashSet<>(signed);
            next.removeAll(entities);
            entities.addAll(next);
            if (entities.size() > MOST_ENTITIES) {
                throw new ChainTooLarge();
            }
        }
        return entities;
    }

    /** The records of one grantor, judged twice. */
    private static final class Judged {

        private final GrantorId grantorId;
        private final PartyId grantor;
        private final Asked asked;
        private final LocalDate on;
        private final Set<String> entities;
        private final KnownParties before;
        private final KnownParties after;
        private final Map<PoaId, Set<AttorneyId>> ended = new HashMap<>();
        private int checks;

        Judged(GrantorId grantorId, Asked asked, LocalDate on, Set<String> entities, KnownParties before, KnownParties after) {
            this.grantorId = grantorId;
            this.grantor = PartyId.of(grantorId.value());
            this.asked = asked;
            this.on = on;
            this.entities = entities;
            this.before = before;
            this.after = after;
            Consequences all = Consequences.between(before.authorities(grantor), after.authorities(grantor));
            Stream.concat(all.lost().stream(), all.changed().stream().map(Consequences.Changed::before))
                    .forEach(one -> ended.computeIfAbsent(one.poaId(), poa -> new LinkedHashSet<>()).add(one.attorneyId()));
        }

        /** By instrument, without what takes checks. */
        List<Row> rows() {
            List<Row> rows = new ArrayList<>();
            List<SigningOfficer> still = after.facts(grantor).signatoriesListed().stream().filter(this::goesOn).toList();
            for (SigningOfficer officer : before.facts(grantor).signatoriesListed()) {
                if (goesOn(officer) && officer.signatory().value().equals(asked.attorneyId().value())) {
                    boolean stays = still.stream().anyMatch(one -> one.source().equals(officer.source()));
                    rows.add(new Row(grantorId, null, List.of(), officer, null, stays ? List.of() : List.of(asked.attorneyId()), stays,
                            still.stream().map(one -> AttorneyId.of(one.signatory().value()))
                                    .filter(one -> !one.equals(asked.attorneyId())).distinct().toList(),
                            Map.of()));
                }
            }
            Map<PoaId, List<Authority>> own = new LinkedHashMap<>();
            Map<PoaId, List<Authority>> through = new LinkedHashMap<>();
            for (Authority authority : before.authorities(grantor)) {
                if (!goesOn(authority)) {
                    continue;
                }
                if (authority.attorneyId().equals(asked.attorneyId())) {
                    own.computeIfAbsent(authority.poaId(), poa -> new ArrayList<>()).add(authority);
                } else if (entities.contains(authority.attorneyId().value())) {
                    through.computeIfAbsent(authority.poaId(), poa -> new ArrayList<>()).add(authority);
                }
            }
            own.forEach((poaId, held) -> rows.add(row(poaId, held, null)));
            through.forEach((poaId, held) -> {
                if (!own.containsKey(poaId)) {
                    rows.add(row(poaId, held, held.getFirst().attorneyId()));
                }
            });
            rows.sort(Comparator.comparing(Row::within));
            return rows;
        }

        private Row row(PoaId poaId, List<Authority> held, @Nullable AttorneyId through) {
            List<AttorneyId> still = after.authorities(grantor).stream().filter(one -> one.poaId().equals(poaId) && goesOn(one))
                    .map(Authority::attorneyId).distinct().toList();
            return new Row(grantorId, poaId, held, null, through, List.copyOf(ended.getOrDefault(poaId, Set.of())),
                    still.contains(asked.attorneyId()), still.stream().filter(one -> !one.equals(asked.attorneyId())).toList(), Map.of());
        }

        /** The row with the forms that no one may sign then. */
        Row whole(Row row) {
            Map<IssuerId, List<Form>> alone = new TreeMap<>();
            for (IssuerId issuerId : issuers(row)) {
                List<Form> forms = Form.seven().stream().filter(form -> form.regime() != null && covers(row, issuerId, form))
                        .filter(form -> leavesAlone(issuerId, new FormAsked(form, false))).toList();
                if (!forms.isEmpty()) {
                    alone.put(issuerId, forms);
                }
            }
            return new Row(row.grantorId(), row.poaId(), row.held(), row.officer(), row.through(), row.ended(), row.goesOn(), row.others(),
                    alone);
        }

        private boolean leavesAlone(IssuerId issuerId, FormAsked form) {
            checks++;
            return Gap.exists(grantorId, issuerId, form, on, after) && !Gap.exists(grantorId, issuerId, form, on, before);
        }

        private boolean covers(Row row, IssuerId issuerId, Form form) {
            return row.officer() != null
                    ? row.officer().inForceOn(on) && row.officer().covers(form)
                    : row.held().stream().anyMatch(one -> one.inForceOn(on) && one.issuerId().covers(issuerId) && one.lists(form));
        }

        /** Of what is for any issuer: those that the grantor's records name, and any other. */
        private Set<IssuerId> issuers(Row row) {
            Set<IssuerId> issuers = new TreeSet<>();
            row.held().forEach(one -> issuers.add(one.issuerId()));
            if (row.officer() != null || issuers.contains(IssuerId.ANY)) {
                issuers.add(IssuerId.ANY);
                before.authorities(grantor).forEach(one -> issuers.add(one.issuerId()));
                before.facts(grantor).duty().facts().forEach(one -> issuers.add(one.issuerId()));
            }
            return issuers;
        }

        private boolean goesOn(Authority authority) {
            LocalDate until = authority.until();
            return !authority.neverWas() && (until == null || until.isAfter(on));
        }

        private boolean goesOn(SigningOfficer officer) {
            LocalDate until = officer.until();
            return until == null || until.isAfter(officer.from()) && until.isAfter(on);
        }
    }
}
