package org.authorityledger.register.follow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Change;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Instrument;
import org.authorityledger.authority.KindStated;
import org.authorityledger.authority.Naming;
import org.authorityledger.authority.PartyFacts;
import org.authorityledger.authority.acts.ActDescription;
import org.authorityledger.events.Document;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.Terms;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.RowSize;
import org.jspecify.annotations.Nullable;

/** What a batch of records changes in the register, gathered before anything is written, so that it is written in a few statements. */
public final class RegisterBatch {

    /** A version of something, open until a record closes it. */
    public static final class Version<T> {
        private final T value;
        private final Position position;
        private final Instant knownFrom;
        private final RecordId openedBy;
        private @Nullable Instant knownUntil;
        private @Nullable RecordId closedBy;

        private Version(T value, Position position, LedgerRecord by) {
            this.value = value;
            this.position = position;
            this.knownFrom = by.recordedAt();
            this.openedBy = by.recordId();
        }

        private void close(LedgerRecord by) {
            knownUntil = by.recordedAt();
            closedBy = by.recordId();
        }

        /** What is known. */
        public T value() {
            return value;
        }

        /** The position of the record that it stems from. */
        public Position position() {
            return position;
        }

        /** Since when it is known. */
        public Instant knownFrom() {
            return knownFrom;
        }

        /** The record by which it is known. */
        public RecordId openedBy() {
            return openedBy;
        }

        /** Until when it was known; null: it still is. */
        public @Nullable Instant knownUntil() {
            return knownUntil;
        }

        /** The record since which it is no longer known; null: it still is. */
        public @Nullable RecordId closedBy() {
            return closedBy;
        }
    }

    /** A version written by an earlier batch that a record of this one closes. */
    record Closing<K>(K key, Instant knownUntil, RecordId closedBy) {}

    record AuthorityKey(Position sourcePosition, String attorneyId, String way) {}

    record KindKey(PartyId party, Position position) {}

    /** Which instrument. */
    public record InstrumentKey(GrantorId grantorId, PoaId poaId) {}

    /** The terms of an instrument, those of its riders, and the position of its grant. */
    public record InstrumentText(InstrumentKey key, Position grantedAt, RecordId statedBy, Terms terms, List<Instrument.Amendment> riders) {

        /** The issuers of all its terms, each once. */
        public List<String> issuers() {
            return all().flatMap(some -> some.issuers().stream()).map(issuer -> issuer.issuerId().value()).distinct().toList();
        }

        /** The papers of all its terms, by their SHA-256, each once. */
        public List<String> documents() {
            return all().map(Terms::document).filter(Objects::nonNull).map(Document::sha256).distinct().toList();
        }

        private Stream<Terms> all() {
            return Stream.concat(Stream.of(terms), riders.stream().map(Instrument.Amendment::terms));
        }
    }

    /**
     * What follows from the records of a party beside its authorities.
     *
     * @param issuers those of its duties and of the appointments that it knows
     */
    public record Facts(GrantorId grantorId, PartyFacts facts, List<String> issuers) {

        /** Whom it names as signatories, each once. */
        public List<String> signatories() {
            return facts.signatories().stream().map(signatory -> signatory.signatory().value()).distinct().toList();
        }
    }

    /** That a record says what a party is. */
    public record Kind(KindStated stated, Position position, GrantorId grantorId) {}

    /** A name of someone, as it was spelled. */
    public record NameKeyed(PartyKind kind, String id, String name) implements Comparable<NameKeyed> {
        @Override
        public int compareTo(NameKeyed other) {
            int order = kind.compareTo(other.kind);
            order = order != 0 ? order : id.compareTo(other.id);
            return order != 0 ? order : name.compareTo(other.name);
        }
    }

    /**
     * Where a name was last seen, and where it was last seen with a number.
     *
     * @param cik null: never with a number, and {@code cikPosition} is 0
     */
    public record NameSeen(@Nullable String cik, Position cikPosition, Position position) {

        static NameSeen of(@Nullable String cik, Position position) {
            return new NameSeen(cik, cik == null ? Position.START : position, position);
        }

        NameSeen and(NameSeen other) {
            NameSeen numbered = other.cikPosition.isAfter(cikPosition) ? other : this;
            return new NameSeen(numbered.cik, numbered.cikPosition, Position.max(position, other.position));
        }
    }

    /**
     * Someone whom a record is about, and the record's position.
     *
     * @param name what the record calls them; null: it names them by their id alone
     * @param cik the number that it gives with the name, if any
     */
    public record PartyEntry(PartyKind kind, String id, Position position, @Nullable String name, @Nullable String cik) {}

    private record PartyKeyed(PartyKind kind, String id) {}

    /** More than any command may bring about now; a record from before there were limits may be larger. */
    private static final long LARGEST_RECORD = 16_000_000;

    private final List<Version<Authority>> openedAuthorities = new ArrayList<>();
    private final List<Closing<AuthorityKey>> closedAuthorities = new ArrayList<>();
    private final List<Version<InstrumentText>> openedInstruments = new ArrayList<>();
    private final List<Closing<InstrumentKey>> closedInstruments = new ArrayList<>();
    private final List<Version<Facts>> openedFacts = new ArrayList<>();
    private final List<Closing<GrantorId>> closedFacts = new ArrayList<>();
    private final List<Version<Kind>> openedKinds = new ArrayList<>();
    private final List<Closing<KindKey>> closedKinds = new ArrayList<>();
    private final List<PartyEntry> parties = new ArrayList<>();
    private final Map<NameKeyed, NameSeen> names;
    private final Map<GrantorId, GrantorRecords> after = new LinkedHashMap<>();

    private long size;

    private final Map<AuthorityKey, Version<Authority>> openHere = new HashMap<>();
    private final Map<InstrumentKey, Version<InstrumentText>> openTextHere = new HashMap<>();
    private final Map<GrantorId, Version<Facts>> openFactsHere = new HashMap<>();
    private final Map<KindKey, Version<Kind>> openKindsHere = new HashMap<>();

    public RegisterBatch() {
        this(new HashMap<>());
    }

    /**
     * One of several that gather their names together.
     *
     * @param names what the others have gathered, to be added to
     */
    public RegisterBatch(Map<NameKeyed, NameSeen> names) {
        this.names = names;
    }

    /**
     * Adds the next record of a grantor.
     *
     * @return everything recorded of the grantor, with this record
     */
    public GrantorRecords take(LedgerRecord record, GrantorRecords before) {
        GrantorRecords now = before.with(record);
        Change change = Change.between(before.authorities(), now.authorities());
        size += requireDigestible(record, change.opened());
        for (Authority authority : change.closed()) {
            AuthorityKey key = key(authority, now);
            Version<Authority> here = openHere.remove(key);
            if (here == null) {
                closedAuthorities.add(new Closing<>(key, record.recordedAt(), record.recordId()));
            } else {
                here.close(record);
            }
        }
        for (Authority authority : change.opened()) {
            AuthorityKey key = key(authority, now);
            Version<Authority> version = new Version<>(authority, key.sourcePosition(), record);
            openedAuthorities.add(version);
            openHere.put(key, version);
        }
        instruments(record, before, now);
        facts(record, before, now);
        kinds(record, before, now);
        name(record, names);
        parties(record, before);
        after.put(record.act().grantorId(), now);
        return now;
    }

    /** Whom a record is about, and whom it gives a name: a record calls no one by two names. */
    private void parties(LedgerRecord record, GrantorRecords before) {
        Map<PartyKeyed, PartyEntry> entries = new LinkedHashMap<>();
        for (Naming name : Naming.by(record.act())) {
            PartyKind kind = PartyKind.valueOf(name.part().name());
            entries.putIfAbsent(new PartyKeyed(kind, name.id()),
                    new PartyEntry(kind, name.id(), record.position(), name.name(), name.cik() == null ? null : name.cik().value()));
        }
        ActDescription.of(record.act()).parties(before).forEach(party -> {
            PartyKind kind = PartyKind.valueOf(party.kind().name());
            entries.putIfAbsent(new PartyKeyed(kind, party.id()), new PartyEntry(kind, party.id(), record.position(), null, null));
        });
        parties.addAll(entries.values());
    }

    /** The size of what a record opens. One that is too large waits like any other that cannot be processed. */
    private static long requireDigestible(LedgerRecord record, List<Authority> opened) {
        RowSize rows = new RowSize();
        long size = 0;
        for (Authority authority : opened) {
            size += rows.of(authority);
        }
        if (size > LARGEST_RECORD) {
            throw new IllegalStateException("record " + record.recordId() + " is too large for the register: the powers of "
                    + opened.size() + " authorities have " + size + " characters, and it takes " + LARGEST_RECORD);
        }
        return size;
    }

    /** Adds the names that a record gives. */
    public static void name(LedgerRecord record, Map<NameKeyed, NameSeen> names) {
        for (Naming name : Naming.by(record.act())) {
            names.merge(new NameKeyed(PartyKind.valueOf(name.part().name()), name.id(), name.name()),
                    NameSeen.of(name.cik() == null ? null : name.cik().value(), record.position()), NameSeen::and);
        }
    }

    /** The versions of authorities that begin to be known, some of them already closed again. */
    public List<Version<Authority>> openedAuthorities() {
        return openedAuthorities;
    }

    List<Closing<AuthorityKey>> closedAuthorities() {
        return closedAuthorities;
    }

    /** The versions of instruments' terms that begin to be known, some of them already closed again. */
    public List<Version<InstrumentText>> openedInstruments() {
        return openedInstruments;
    }

    List<Closing<InstrumentKey>> closedInstruments() {
        return closedInstruments;
    }

    /** The versions of facts that begin to be known, some of them already closed again. */
    public List<Version<Facts>> openedFacts() {
        return openedFacts;
    }

    List<Closing<GrantorId>> closedFacts() {
        return closedFacts;
    }

    /** What its records say parties are, some of it already retracted. */
    public List<Version<Kind>> openedKinds() {
        return openedKinds;
    }

    List<Closing<KindKey>> closedKinds() {
        return closedKinds;
    }

    /** Whom its records are about, and whom they give names. */
    public List<PartyEntry> parties() {
        return parties;
    }

    Map<NameKeyed, NameSeen> names() {
        return names;
    }

    /** Everything recorded of its grantors, with its records. */
    Map<GrantorId, GrantorRecords> after() {
        return after;
    }

    /** About how large the rows of its authorities are, in characters. */
    public long size() {
        return size;
    }

    /** Whether it changes only what it added itself: nothing that was written before. */
    public boolean closesNothingElse() {
        return closedAuthorities.isEmpty() && closedInstruments.isEmpty() && closedFacts.isEmpty() && closedKinds.isEmpty();
    }

    private static AuthorityKey key(Authority authority, GrantorRecords records) {
        LedgerRecord source = records.unretracted().record(authority.source());
        if (source == null) {
            throw new IllegalStateException("authority without its source " + authority.source());
        }
        return new AuthorityKey(source.position(), authority.attorneyId().value(), AuthorityRows.way(authority));
    }

    private static boolean sameText(Instrument one, Instrument other) {
        return one.stating().recordId().equals(other.stating().recordId())
                && one.amendments().stream().map(rider -> rider.stating().recordId()).toList()
                        .equals(other.amendments().stream().map(rider -> rider.stating().recordId()).toList());
    }

    private void facts(LedgerRecord record, GrantorRecords before, GrantorRecords now) {
        GrantorId grantorId = record.act().grantorId();
        List<String> issuers = issuers(now);
        boolean first = before.version().isNone();
        if (!first && before.facts().equals(now.facts()) && issuers(before).equals(issuers)) {
            return;
        }
        Version<Facts> here = openFactsHere.remove(grantorId);
        if (here != null) {
            here.close(record);
        } else if (!first) {
            closedFacts.add(new Closing<>(grantorId, record.recordedAt(), record.recordId()));
        }
        Version<Facts> version = new Version<>(new Facts(grantorId, now.facts(), issuers), record.position(), record);
        openedFacts.add(version);
        openFactsHere.put(grantorId, version);
    }

    /** Those of duties to report and of appointments: an instrument has its own beside its terms. */
    private static List<String> issuers(GrantorRecords records) {
        TreeSet<String> issuers = new TreeSet<>();
        records.unretracted().reportingDuty().facts().forEach(fact -> issuers.add(fact.issuerId().value()));
        for (Instrument instrument : records.unretracted().instruments()) {
            for (Instrument.Substitution substitution : instrument.substitutions()) {
                if (substitution.record().act() instanceof SubstituteAppointed act) {
                    act.issuers().forEach(issuer -> issuers.add(issuer.value()));
                }
            }
        }
        return List.copyOf(issuers);
    }

    private void kinds(LedgerRecord record, GrantorRecords before, GrantorRecords now) {
        if (now.unretracted().stands(record.recordId())) {
            for (KindStated stated : KindStated.by(record.act())) {
                Version<Kind> version = new Version<>(new Kind(stated, record.position(), record.act().grantorId()), record.position(),
                        record);
                openedKinds.add(version);
                openKindsHere.put(new KindKey(stated.party(), record.position()), version);
            }
        }
        if (record.act() instanceof RecordRetracted) {
            for (LedgerRecord earlier : before.records()) {
                if (before.unretracted().stands(earlier.recordId()) && !now.unretracted().stands(earlier.recordId())) {
                    KindStated.by(earlier.act()).forEach(stated -> takenBack(new KindKey(stated.party(), earlier.position()), record));
                }
            }
        }
    }

    private void takenBack(KindKey key, LedgerRecord by) {
        Version<Kind> here = openKindsHere.remove(key);
        if (here == null) {
            closedKinds.add(new Closing<>(key, by.recordedAt(), by.recordId()));
        } else {
            here.close(by);
        }
    }

    private void instruments(LedgerRecord record, GrantorRecords before, GrantorRecords now) {
        for (Instrument earlier : before.unretracted().instruments()) {
            Instrument later = now.unretracted().instrument(earlier.poaId());
            if (later == null || !sameText(earlier, later)) {
                InstrumentKey key = new InstrumentKey(record.act().grantorId(), earlier.poaId());
                Version<InstrumentText> here = openTextHere.remove(key);
                if (here == null) {
                    closedInstruments.add(new Closing<>(key, record.recordedAt(), record.recordId()));
                } else {
                    here.close(record);
                }
            }
        }
        for (Instrument later : now.unretracted().instruments()) {
            Instrument earlier = before.unretracted().instrument(later.poaId());
            if (earlier == null || !sameText(earlier, later)) {
                InstrumentKey key = new InstrumentKey(record.act().grantorId(), later.poaId());
                Version<InstrumentText> version = new Version<>(
                        new InstrumentText(key, later.grant().position(), later.stating().recordId(), later.terms(),
                                later.amendments()),
                        later.grant().position(), record);
                openedInstruments.add(version);
                openTextHere.put(key, version);
            }
        }
    }
}
