package org.authorityledger.register;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Change;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Instrument;
import org.authorityledger.authority.Naming;
import org.authorityledger.authority.acts.ActDescription;
import org.authorityledger.authority.acts.EventParty;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Terms;
import org.jspecify.annotations.Nullable;

/** What a batch of records changes in the register, gathered before anything is written, so that it is written in a few statements. */
public final class RegisterBatch {

    /** A version of something, open until a record closes it. */
    static final class Version<T> {
        final T value;
        final long position;
        final Instant knownFrom;
        final RecordId openedBy;
        @Nullable
        Instant knownUntil;
        @Nullable
        RecordId closedBy;

        Version(T value, long position, LedgerRecord by) {
            this.value = value;
            this.position = position;
            this.knownFrom = by.recordedAt();
            this.openedBy = by.recordId();
        }
    }

    /** A version written by an earlier batch that a record of this one closes. */
    record Closing<K>(K key, Instant knownUntil, RecordId closedBy) {}

    record AuthorityKey(long sourcePosition, String attorneyId) {}

    record InstrumentKey(GrantorId grantorId, PoaId poaId) {}

    record InstrumentText(InstrumentKey key, long grantedAt, Terms terms) {}

    record NameKeyed(PartyKind kind, String id, String name) implements Comparable<NameKeyed> {
        @Override
        public int compareTo(NameKeyed other) {
            int order = kind.compareTo(other.kind);
            order = order != 0 ? order : id.compareTo(other.id);
            return order != 0 ? order : name.compareTo(other.name);
        }
    }

    /**
     * Where a name was last seen, and where with which number.
     *
     * @param cik null: never with a number, and {@code cikPosition} is 0
     */
    record NameSeen(@Nullable String cik, long cikPosition, long position) {

        static NameSeen of(@Nullable String cik, long position) {
            return new NameSeen(cik, cik == null ? 0 : position, position);
        }

        NameSeen and(NameSeen other) {
            NameSeen numbered = other.cikPosition > cikPosition ? other : this;
            return new NameSeen(numbered.cik, numbered.cikPosition, Math.max(position, other.position));
        }
    }

    record Concerned(EventParty concern, long position) {}

    final List<Version<Authority>> openedAuthorities = new ArrayList<>();
    final List<Closing<AuthorityKey>> closedAuthorities = new ArrayList<>();
    final List<Version<InstrumentText>> openedInstruments = new ArrayList<>();
    final List<Closing<InstrumentKey>> closedInstruments = new ArrayList<>();
    final Map<NameKeyed, NameSeen> names;
    final List<Concerned> concerned = new ArrayList<>();
    final Map<GrantorId, GrantorRecords> after = new LinkedHashMap<>();

    private final Map<AuthorityKey, Version<Authority>> openHere = new HashMap<>();
    private final Map<InstrumentKey, Version<InstrumentText>> openTextHere = new HashMap<>();

    public RegisterBatch() {
        this(new HashMap<>());
    }

    /**
     * One of several that gather their names together.
     *
     * @param names what the others have gathered, to be added to
     */
    RegisterBatch(Map<NameKeyed, NameSeen> names) {
        this.names = names;
    }

    /**
     * Takes in the next record of a grantor.
     *
     * @return all that is recorded of the grantor with it
     */
    public GrantorRecords take(LedgerRecord record, GrantorRecords before) {
        GrantorRecords now = before.with(record);
        Change change = Change.between(before.authorities(), now.authorities());
        for (Authority authority : change.closed()) {
            AuthorityKey key = key(authority, now);
            Version<Authority> here = openHere.remove(key);
            if (here == null) {
                closedAuthorities.add(new Closing<>(key, record.recordedAt(), record.recordId()));
            } else {
                here.knownUntil = record.recordedAt();
                here.closedBy = record.recordId();
            }
        }
        for (Authority authority : change.opened()) {
            AuthorityKey key = key(authority, now);
            Version<Authority> version = new Version<>(authority, key.sourcePosition(), record);
            openedAuthorities.add(version);
            openHere.put(key, version);
        }
        instruments(record, before, now);
        name(record, names);
        ActDescription.of(record.act()).parties(before).forEach(concern -> concerned.add(new Concerned(concern, record.position())));
        after.put(record.act().grantorId(), now);
        return now;
    }

    /** Adds the names that a record gives. */
    static void name(LedgerRecord record, Map<NameKeyed, NameSeen> names) {
        for (Naming name : Naming.by(record.act())) {
            names.merge(new NameKeyed(PartyKind.valueOf(name.part().name()), name.id(), name.name()),
                    NameSeen.of(name.cik() == null ? null : name.cik().value(), record.position()), NameSeen::and);
        }
    }

    private static AuthorityKey key(Authority authority, GrantorRecords records) {
        LedgerRecord source = records.unretracted().record(authority.source());
        if (source == null) {
            throw new IllegalStateException("authority without its source " + authority.source());
        }
        return new AuthorityKey(source.position(), authority.attorneyId().value());
    }

    private void instruments(LedgerRecord record, GrantorRecords before, GrantorRecords now) {
        for (Instrument earlier : before.unretracted().instruments()) {
            Instrument later = now.unretracted().instrument(earlier.poaId());
            if (later == null || !later.stating().recordId().equals(earlier.stating().recordId())) {
                InstrumentKey key = new InstrumentKey(record.act().grantorId(), earlier.poaId());
                Version<InstrumentText> here = openTextHere.remove(key);
                if (here == null) {
                    closedInstruments.add(new Closing<>(key, record.recordedAt(), record.recordId()));
                } else {
                    here.knownUntil = record.recordedAt();
                    here.closedBy = record.recordId();
                }
            }
        }
        for (Instrument later : now.unretracted().instruments()) {
            Instrument earlier = before.unretracted().instrument(later.poaId());
            if (earlier == null || !earlier.stating().recordId().equals(later.stating().recordId())) {
                InstrumentKey key = new InstrumentKey(record.act().grantorId(), later.poaId());
                Version<InstrumentText> version = new Version<>(new InstrumentText(key, later.grant().position(), later.terms()),
                        later.grant().position(), record);
                openedInstruments.add(version);
                openTextHere.put(key, version);
            }
        }
    }
}
