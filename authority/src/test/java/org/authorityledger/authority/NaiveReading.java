package org.authorityledger.authority;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyDied;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.AttorneyIncapacitated;
import org.authorityledger.events.AttorneyResigned;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.ConfirmationFiled;
import org.authorityledger.events.Delivery;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorBeganReporting;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorDissolved;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.GrantorIncapacitated;
import org.authorityledger.events.GrantorResumedReporting;
import org.authorityledger.events.IncumbencyRecorded;
import org.authorityledger.events.Issuer;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Notice;
import org.authorityledger.events.Party;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.Person;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Power;
import org.authorityledger.events.PowerOfAttorneyAmended;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.Recipient;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.Regime;
import org.authorityledger.events.RevocationDelivered;
import org.authorityledger.events.RevocationTakesEffect;
import org.authorityledger.events.SignatoryEnded;
import org.authorityledger.events.SignatoryRecorded;
import org.authorityledger.events.SigningRule;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.SubstitutionPower;
import org.authorityledger.events.SubstitutionRevoked;
import org.authorityledger.events.Terms;
import org.jspecify.annotations.Nullable;

/**
 * A second reading of the law, second edition: slow and literal, made from its text alone. It shares nothing with the law's code but the acts,
 * and has roles, causes, reasons and remarks as plain words, so that the two can be held against each other.
 *
 * <p>Open readings, where the text leaves a choice:
 * <ol>
 * <li>A rider that another of its day displaces, and a grant's terms that a rider displaces on the first day, govern no day; those whom they
 * name have an authority that is void from the start (AMENDED). Such an empty segment bars nothing later.
 * <li>AMENDED, EXPIRED and SUPERSEDED rest on the record that states the terms: the last correction of them, where there is one.
 * <li>Where another cause falls on the very day on which a segment ends, the one recorded first names the end; only if it is not AMENDED does
 * it bar later segments (a cause that goes by its date alone makes them void all the same).
 * <li>Bars go by issuer: an end at ANY bars a later segment at each named issuer; an end at a named issuer bars that one alone, also where it
 * ends the whole instrument.
 * <li>Terms on a day before the instrument's life are the grant's; a rider that takes effect before the grant applies from the grant's day.
 * <li>The lapse looks at the terms in force on each day, also on days on which they are not for that issuer.
 * <li>A person who already is in a chain of substitutes gets nothing from it once more.
 * <li>A substitute has an authority for each segment of the principal, also where it is void as the appointment begins later.
 * <li>A substitute's own end makes the later ones void; whole ends bar co-agents as they bar those whom a rider names first.
 * <li>A co-agent whose appointer is not in force on the day holds nothing at all, not even what is void.
 * <li>Where one record ends the principal and the substitute on one day, the substitute's own cause names the end.
 * <li>A co-agent is another place than a named attorney of the same id; two appointments of one co-agent are one place.
 * <li>An accessory clause without amendments adds none; its own capacities are not asked.
 * <li>A cut that leaves no issuer in common gives nothing; one that leaves no form in common gives an authority without clauses.
 * <li>Kinds: what a record stated still counts after a correction of it that is silent; recording a signatory counts after what the same record
 * says of the entity's kind. An unknown grantor whom another stream calls an entity is an entity.
 * <li>Signatories of a grantor asked about count although the last stated kind is PERSON; in a chain only an ENTITY signs by signatories.
 * <li>The stream of the grantor asked about is, within a chain, also that of each party whose signatory or attorney comes next.
 * <li>A signatory who is a person and dead by the entity's stream is not represented by an instrument either; one incapacitated may be.
 * <li>The place of an entity is filled by those under its own instruments with {@code onBehalfOf} the principal, too; the place of a person
 * only by that person, a substitute or a holder.
 * <li>NO_SIGNATORY under an instrument ranks with JOINT_SIGNATURE_REQUIRED; it is given when no place at all is filled under it.
 * <li>A dead grantor's own hand is answered by the cause, also where signatories who are represented would be too few, or enough.
 * <li>Equal ends by one record: the authority given first. A notice counts when it stands in any record of the same kind of event.
 * <li>ENDS_THAT_DAY is also given for the grantor's own hand and for a dissolution.
 * <li>CEASED_AT_THIS_ISSUER goes by the instrument's terms on the day (ANY), also for a substitute cut to one issuer.
 * <li>Gaps ask for the form itself, no amendment and no capacity, with all other parties together as signers.
 * </ol>
 */
public final class NaiveReading {

    /** That someone holds authority, or would have held it had it not ended before it began. */
    public record Held(GrantorId grantorId, RecordId givenBy, RecordId segment, PoaId poaId, IssuerId issuerId, AttorneyId attorneyId,
            String role, @Nullable AttorneyId inPlaceOf, AttorneyId place, boolean placeOfCoAgent, List<Power> powers, LocalDate from,
            @Nullable End end) {

        /** Whether {@code from <= day < until}. */
        public boolean inForceOn(LocalDate day) {
            return !day.isBefore(from) && !endedOn(day);
        }

        /** The first day without it; null: open. */
        public @Nullable LocalDate until() {
            return end == null ? null : end.on;
        }

        /** Whether it never was in force. */
        public boolean isVoid() {
            return end != null && !end.on.isAfter(from);
        }

        /** Every form that one of its powers lists. */
        public Set<Form> forms() {
            Set<Form> forms = new TreeSet<>();
            powers.forEach(power -> forms.addAll(power.forms()));
            return forms;
        }

        private boolean endedOn(LocalDate day) {
            return end != null && !day.isBefore(end.on);
        }
    }

    /** What ends an authority, from which day on, and the record that says so. */
    public record End(LocalDate on, String cause, RecordId endedBy) {}

    /** How far one signer got under one instrument, what ended it for that signer, the clauses that cover what is asked, and who fills it. */
    public record Tried(Held held, String reason, @Nullable End end, List<String> clauses, Set<String> filledBy) {}

    /** Whether the signature is good, and why; what was decisive, all that was tried, the remarks, and whom a yes by signatories rests on. */
    public record Verdict(boolean authorized, String reason, @Nullable Tried decisive, List<Tried> tried, Set<String> remarks,
            Set<String> chain) {}

    /** An instrument of a grantor. */
    public record Paper(GrantorId grantorId, PoaId poaId) {}

    /** An entity's signatory as recorded. */
    public record SignatoryHeld(RecordId recordId, PartyId partyId, LocalDate from, @Nullable LocalDate until, Set<Form> forms) {}

    private record Recorded<A extends LegalAct>(LedgerRecord record, A act) {}

    /** Terms as the grant or a rider ({@code source}) states them, or the last correction of it ({@code statedBy}). */
    private record Version(LedgerRecord source, LedgerRecord statedBy, Terms terms) {}

    /** Part of an instrument's life under one version; open where there is no next one. */
    private record Segment(int index, Version version, LocalDate start, @Nullable LocalDate until, @Nullable Version next) {

        private boolean empty() {
            return until != null && !until.isAfter(start);
        }

        private boolean has(LocalDate day) {
            return !day.isBefore(start) && (until == null || day.isBefore(until));
        }

        private Terms terms() {
            return version.terms;
        }
    }

    private record Instrument(String grantor, PoaId poaId, LedgerRecord grant, List<Segment> segments) {

        private Terms own() {
            return segments.getFirst().terms();
        }

        private Terms on(LocalDate day) {
            Terms terms = own();
            for (Segment segment : segments) {
                terms = segment.start.isAfter(day) ? terms : segment.terms();
            }
            return terms;
        }
    }

    /** A holding with the way it came: from which appointment of the terms, by which substitutions, through whom. */
    private record Holding(Held held, AttorneyId root, List<SubstituteAppointed> cuts, List<AttorneyId> through) {}

    /** A co-agent once validly appointed, for the later segments. */
    private record CoAgent(Recorded<SubstituteAppointed> appointment, AttorneyId root, List<SubstituteAppointed> cuts,
            List<AttorneyId> through, int appointedIn) {}

    /** What is asked, the part of the instruments that may count, and the way of a chain down to here. */
    private record Asked(IssuerId issuer, Form form, boolean amendment, Set<Capacity> capacities, LocalDate on,
            BiPredicate<Held, Power> counts, List<String> way, int links) {

        private Asked through(String party, int moreLinks) {
            List<String> longer = new ArrayList<>(way);
            longer.add(party);
            return new Asked(issuer, form, amendment, capacities, on, counts, longer, links + moreLinks);
        }
    }

    private static final List<String> ORDER_OF_TRIAL = List.of("ISSUER_NOT_COVERED", "FORM_NOT_COVERED", "AMENDMENT_NOT_COVERED",
            "CAPACITY_NOT_COVERED", "NOT_YET_EFFECTIVE", "ended", "JOINT_SIGNATURE_REQUIRED", "IN_FORCE");
    private static final Set<String> WHOLE_INSTRUMENT = Set.of("EXPIRED", "CEASED_REPORTING", "SUPERSEDED", "GRANTOR_DIED",
            "GRANTOR_DISSOLVED", "GRANTOR_INCAPACITATED");
    private static final int MOST_LINKS = 8;
    private static final LocalDate LAST_EXPIRY = LocalDate.of(9999, 12, 30);
    private static final BiPredicate<Held, Power> EVERYTHING = (held, power) -> true;

    private final Map<String, List<LedgerRecord>> known = new TreeMap<>();
    private final Map<String, List<LedgerRecord>> standing = new TreeMap<>();
    private final Map<String, List<Instrument>> instruments = new HashMap<>();
    private final Map<String, List<Held>> authorities = new HashMap<>();
    private final Map<RecordId, LedgerRecord> byId = new HashMap<>();
    private final Map<String, PartyKind> kinds = new HashMap<>();
    private final @Nullable String only;

    /** What the records of one grantor, and of no one else, mean as known at {@code knownAt}. */
    public NaiveReading(List<LedgerRecord> records, Instant knownAt) {
        this(records.isEmpty() ? Map.of() : Map.of(records.getFirst().act().grantorId().value(), records), knownAt);
    }

    /** What the records of all these streams mean as known at {@code knownAt}; each under the id of its party. */
    public NaiveReading(Map<String, List<LedgerRecord>> world, Instant knownAt) {
        only = world.size() == 1 ? world.keySet().iterator().next() : null;
        world.forEach((party, records) -> {
            List<LedgerRecord> seen = records.stream().filter(record -> !record.recordedAt().isAfter(knownAt))
                    .sorted(Comparator.comparing(LedgerRecord::sequence)).toList();
            known.put(party, seen);
            standing.put(party, seen.stream().filter(record -> stands(record, seen)).toList());
            seen.forEach(record -> byId.put(record.recordId(), record));
        });
        readKinds();
        for (String party : known.keySet()) {
            instruments.put(party, readInstruments(party));
        }
        for (String party : known.keySet()) {
            authorities.put(party, readAuthorities(party));
        }
    }

    /** Every authority of the one grantor of whom this is the reading. */
    public List<Held> authorities() {
        return only == null ? List.of() : authorities.getOrDefault(only, List.of());
    }

    /** Every authority of this grantor, also one that never was, in the order of the records that give them. */
    public List<Held> authorities(GrantorId grantorId) {
        return authorities.getOrDefault(grantorId.value(), List.of());
    }

    // ---- Which records count

    /**
     * "RetractRecord names any earlier event. From then on in recorded time that record, and what it implied, is as if never recorded.
     * Retracting a grant takes with it all that depends on it; an appointment, what depends on that."
     */
    private static boolean stands(LedgerRecord record, List<LedgerRecord> stream) {
        for (LedgerRecord other : stream) {
            if (other.act() instanceof RecordRetracted retraction && retraction.recordId().equals(record.recordId())) {
                return false;
            }
        }
        PoaId poaId = record.act().poaId();
        if (poaId != null && !(record.act() instanceof PowerOfAttorneyGranted) && stream.stream()
                .noneMatch(other -> other.act() instanceof PowerOfAttorneyGranted grant && grant.poaId().equals(poaId)
                        && stands(other, stream))) {
            return false;
        }
        return switch (record.act()) {
            case RevocationDelivered delivery -> stands(delivery.revocation(), stream);
            case SubstitutionRevoked revocation -> stands(revocation.substitution(), stream);
            case SignatoryEnded end -> stands(end.signatory(), stream);
            case PowerOfAttorneyCorrected correction -> {
                RecordId amendment = correction.amendment();
                yield amendment == null || stands(amendment, stream);
            }
            default -> true;
        };
    }

    private static boolean stands(RecordId recordId, List<LedgerRecord> stream) {
        return stream.stream().anyMatch(record -> record.recordId().equals(recordId) && stands(record, stream));
    }

    private <A extends LegalAct> List<Recorded<A>> recorded(String party, Class<A> act) {
        List<Recorded<A>> found = new ArrayList<>();
        for (LedgerRecord record : standing.getOrDefault(party, List.of())) {
            if (act.isInstance(record.act())) {
                found.add(new Recorded<>(record, act.cast(record.act())));
            }
        }
        return found;
    }

    /** "Unknown grantor (one whose records are all retracted is unknown)"; "nothing unretracted of G is known at K". */
    public boolean unknown(GrantorId grantorId) {
        return standing.getOrDefault(grantorId.value(), List.of()).stream().allMatch(record -> record.act() instanceof RecordRetracted);
    }

    // ---- What a party is

    /**
     * "A kind: PERSON or ENTITY: the last stated one counts (over all streams known at K; a record without kind states nothing; recording a
     * signatory states that the stream's party is an ENTITY), none stated: PERSON."
     */
    public PartyKind kind(String party) {
        return kinds.getOrDefault(party, PartyKind.PERSON);
    }

    private void readKinds() {
        List<LedgerRecord> all = new ArrayList<>();
        standing.values().forEach(all::addAll);
        all.sort(Comparator.comparing(LedgerRecord::recordedAt).thenComparing(LedgerRecord::position));
        for (LedgerRecord record : all) {
            String grantor = record.act().grantorId().value();
            switch (record.act()) {
                case PowerOfAttorneyGranted grant -> {
                    state(grantor, grant.grantor());
                    state(grant.terms());
                }
                case PowerOfAttorneyAmended rider -> {
                    state(grantor, rider.grantor());
                    state(rider.terms());
                }
                case PowerOfAttorneyCorrected correction -> {
                    state(grantor, correction.grantor());
                    state(correction.terms());
                }
                case SubstituteAppointed appointment -> state(appointment.substitute());
                case IncumbencyRecorded incumbency -> state(incumbency.holder());
                case SignatoryRecorded signatory -> {
                    state(grantor, signatory.grantor());
                    state(grantor, PartyKind.ENTITY);
                    state(signatory.signatory().partyId().value(), signatory.signatory().kind());
                }
                default -> {
                    // Says nothing of what anyone is.
                }
            }
        }
    }

    private void state(String party, @Nullable Party said) {
        if (said != null) {
            state(party, said.kind());
        }
    }

    private void state(Person said) {
        state(said.attorneyId().value(), said.kind());
    }

    private void state(Terms terms) {
        terms.attorneys().forEach(attorney -> state(attorney.attorneyId().value(), attorney.kind()));
    }

    private void state(String party, @Nullable PartyKind kind) {
        if (kind != null) {
            kinds.put(party, kind);
        }
    }

    private boolean person(String party) {
        return kind(party) == PartyKind.PERSON;
    }

    // ---- What the instruments say

    /**
     * "On day d the terms of P are those of the latest amendment with effectiveOn <= d (two on one day: the later recorded), else the grant's.
     * P's life is thus cut into segments, each [segment start, next segment start). ... The grant's own effectiveOn begins P's life; an
     * amendment that (after a correction) takes effect before it applies from then." A correction "replaces the terms of the grant, or of the
     * amendment that it names, over the whole of effective time that those terms govern".
     */
    private List<Instrument> readInstruments(String party) {
        List<Instrument> all = new ArrayList<>();
        for (Recorded<PowerOfAttorneyGranted> grant : recorded(party, PowerOfAttorneyGranted.class)) {
            PoaId poaId = grant.act.poaId();
            Version own = corrected(party, poaId, null, grant.record, grant.act.terms());
            List<Version> riders = new ArrayList<>();
            for (Recorded<PowerOfAttorneyAmended> rider : recorded(party, PowerOfAttorneyAmended.class)) {
                if (rider.act.poaId().equals(poaId)) {
                    riders.add(corrected(party, poaId, rider.record.recordId(), rider.record, rider.act.terms()));
                }
            }
            riders.sort(Comparator.comparing((Version version) -> version.terms.effectiveOn())
                    .thenComparing(version -> version.source.sequence()));
            List<Version> versions = new ArrayList<>();
            versions.add(own);
            versions.addAll(riders);
            LocalDate life = own.terms.effectiveOn();
            List<Segment> segments = new ArrayList<>();
            for (int i = 0; i < versions.size(); i++) {
                Version next = i + 1 < versions.size() ? versions.get(i + 1) : null;
                segments.add(new Segment(i, versions.get(i), later(life, versions.get(i).terms.effectiveOn()),
                        next == null ? null : later(life, next.terms.effectiveOn()), next));
            }
            all.add(new Instrument(party, poaId, grant.record, List.copyOf(segments)));
        }
        return all;
    }

    private Version corrected(String party, PoaId poaId, @Nullable RecordId rider, LedgerRecord source, Terms terms) {
        Version version = new Version(source, source, terms);
        for (Recorded<PowerOfAttorneyCorrected> correction : recorded(party, PowerOfAttorneyCorrected.class)) {
            RecordId corrects = correction.act.amendment();
            if (correction.act.poaId().equals(poaId) && (corrects == null ? rider == null : corrects.equals(rider))) {
                version = new Version(source, correction.record, correction.act.terms());
            }
        }
        return version;
    }

    private @Nullable Instrument instrument(String party, PoaId poaId) {
        return instruments.getOrDefault(party, List.of()).stream().filter(one -> one.poaId.equals(poaId)).findFirst().orElse(null);
    }

    private Terms termsOf(Held held) {
        Instrument instrument = instrument(held.grantorId.value(), held.poaId);
        if (instrument != null) {
            for (Segment segment : instrument.segments) {
                if (segment.version.source.recordId().equals(held.segment)) {
                    return segment.terms();
                }
            }
        }
        throw new IllegalStateException("an authority without terms: " + held);
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    // ---- Who holds authority

    private List<Held> readAuthorities(String party) {
        Set<Held> all = new LinkedHashSet<>();
        for (Instrument poa : instruments.getOrDefault(party, List.of())) {
            List<CoAgent> coAgents = new ArrayList<>();
            for (Segment segment : poa.segments) {
                List<Holding> roots = new ArrayList<>();
                for (Issuer issuer : segment.terms().issuers()) {
                    for (Attorney attorney : segment.terms().attorneys()) {
                        Holding holding = appointment(poa, segment, issuer.issuerId(), attorney);
                        if (holding != null) {
                            roots.add(holding);
                        }
                    }
                }
                for (CoAgent coAgent : List.copyOf(coAgents)) {
                    for (Issuer issuer : segment.terms().issuers()) {
                        roots.addAll(carriedOn(poa, segment, issuer.issuerId(), coAgent));
                    }
                }
                for (Holding root : roots) {
                    spread(poa, segment, root, all, coAgents);
                }
            }
        }
        return all.stream().filter(held -> !held.role.equals("OFFICE"))
                .sorted(Comparator.comparing((Held held) -> record(held.givenBy).sequence()).thenComparing(Held::from)
                        .thenComparing(Held::attorneyId).thenComparing(Held::issuerId).thenComparing(held -> held.segment.toString())
                        .thenComparing(Held::place))
                .toList();
    }

    private LedgerRecord record(RecordId recordId) {
        LedgerRecord record = byId.get(recordId);
        if (record == null) {
            throw new IllegalStateException("no record " + recordId);
        }
        return record;
    }

    /**
     * "For attorney A, authority begins with the first segment that names A at this issuer; each further segment is an authority of its own
     * (source: the amendment), the one before it ends with cause AMENDED." An office is read the same way, and "itself signs nothing".
     */
    private @Nullable Holding appointment(Instrument poa, Segment segment, IssuerId issuer, Attorney attorney) {
        if (barred(poa, segment, issuer, attorney.attorneyId())) {
            return null;
        }
        RecordId source = segment.version.source.recordId();
        AttorneyId id = attorney.attorneyId();
        Held held = new Held(GrantorId.of(poa.grantor), source, source, poa.poaId, issuer, id, attorney.office() ? "OFFICE" : "NAMED", null,
                id, false, clausesOf(segment.terms(), id, List.of()), segment.start, earliest(ends(poa, segment, issuer, attorney)));
        return new Holding(held, id, List.of(), List.of(id));
    }

    /**
     * "Whatever else ends A's authority at that issuer in one segment ends it: later segments give A nothing there; what ends the whole
     * instrument bars those too whom a later amendment names first. ... An end at one named issuer does not bar a later segment for ANY."
     */
    private boolean barred(Instrument poa, Segment segment, IssuerId issuer, AttorneyId attorneyId) {
        for (Segment before : poa.segments.subList(0, segment.index)) {
            IssuerId there = before.terms().names(issuer) ? issuer : before.terms().names(IssuerId.ANY) ? IssuerId.ANY : null;
            if (there == null || before.empty()) {
                continue;
            }
            Attorney attorney = before.terms().attorney(attorneyId);
            if (endsOtherThanByRider(wholeEnds(poa, before, there))
                    || (attorney != null && endsOtherThanByRider(ends(poa, before, there, attorney)))) {
                return true;
            }
        }
        return false;
    }

    private boolean endsOtherThanByRider(List<End> ends) {
        End end = earliest(ends);
        return end != null && !end.cause.equals("AMENDED");
    }

    /** The holding itself, then all that come from it in this segment: holders of an office, substitutes, co-agents. */
    private void spread(Instrument poa, Segment segment, Holding from, Set<Held> all, List<CoAgent> coAgents) {
        all.add(from.held);
        if (from.held.role.equals("OFFICE")) {
            for (Recorded<IncumbencyRecorded> incumbency : recorded(poa.grantor, IncumbencyRecorded.class)) {
                AttorneyId holder = incumbency.act.holder().attorneyId();
                if (incumbency.act.poaId().equals(poa.poaId) && incumbency.act.officeId().equals(from.held.attorneyId)
                        && !from.through.contains(holder)) {
                    spread(poa, segment, holder(poa, incumbency, from), all, coAgents);
                }
            }
        }
        for (Recorded<SubstituteAppointed> appointment : recorded(poa.grantor, SubstituteAppointed.class)) {
            SubstituteAppointed act = appointment.act;
            if (act.poaId().equals(poa.poaId) && act.attorneyId().equals(from.held.attorneyId) && mayAppoint(segment.terms(), from.held)
                    && !from.through.contains(act.substitute().attorneyId())) {
                if (act.as() == SubstituteAppointed.As.SUBSTITUTE) {
                    for (Holding substitute : substitutes(poa, segment, appointment, from)) {
                        spread(poa, segment, substitute, all, coAgents);
                    }
                } else if (segment.has(act.effectiveOn()) && from.held.inForceOn(act.effectiveOn())) {
                    CoAgent coAgent = new CoAgent(appointment, from.root, plus(from.cuts, act),
                            plus(from.through, act.substitute().attorneyId()), segment.index);
                    if (!coAgents.contains(coAgent)) {
                        coAgents.add(coAgent);
                    }
                    for (IssuerId issuer : cut(from.held.issuerId, act)) {
                        spread(poa, segment, coAgent(poa, segment, issuer, coAgent, cut(from.held.powers, act), act.effectiveOn()), all,
                                coAgents);
                    }
                }
            }
        }
    }

    /**
     * "Someone who is named (by the terms of the segment) appoints for their named place only; who is not, for all places they hold."
     * "WITH_RESUBSTITUTION a substitute or co-agent may appoint either." "Where the terms allow no substitution, S holds nothing."
     * "A substitution may name the office or its holder as A."
     */
    private static boolean mayAppoint(Terms terms, Held appointer) {
        Attorney named = terms.attorney(appointer.attorneyId);
        if (named != null && !named.office() && !appointer.role.equals("NAMED")) {
            return false;
        }
        boolean second = appointer.role.equals("SUBSTITUTE") || appointer.role.equals("CO_AGENT");
        return second ? terms.substitution() == SubstitutionPower.WITH_RESUBSTITUTION : terms.substitutionAllowed();
    }

    /**
     * "S holds the place of A for the given forms, issuers, capacities (none given: all that A has) in [effectiveOn, earliest of revokedOn,
     * until) cut to A's own interval; S falls when A falls ...; its own end: REVOKED, EXPIRED (until), or a cause of the table that names S."
     */
    private List<Holding> substitutes(Instrument poa, Segment segment, Recorded<SubstituteAppointed> appointment, Holding principal) {
        List<Holding> all = new ArrayList<>();
        AttorneyId substitute = appointment.act.substitute().attorneyId();
        for (IssuerId issuer : cut(principal.held.issuerId, appointment.act)) {
            List<End> ends = appointmentEnds(poa, appointment);
            ends.addAll(fallsWith(principal.held));
            Held held = new Held(principal.held.grantorId, appointment.record.recordId(), segment.version.source.recordId(), poa.poaId,
                    issuer, substitute, "SUBSTITUTE", principal.held.attorneyId, principal.held.place, principal.held.placeOfCoAgent,
                    cut(principal.held.powers, appointment.act), later(appointment.act.effectiveOn(), principal.held.from), earliest(ends));
            all.add(new Holding(held, principal.root, plus(principal.cuts, appointment.act), plus(principal.through, substitute)));
        }
        return all;
    }

    /** What ends an appointment by itself. */
    private List<End> appointmentEnds(Instrument poa, Recorded<SubstituteAppointed> appointment) {
        List<End> ends = new ArrayList<>();
        for (Recorded<SubstitutionRevoked> revocation : recorded(poa.grantor, SubstitutionRevoked.class)) {
            if (revocation.act.substitution().equals(appointment.record.recordId())) {
                ends.add(end(revocation.act.effectiveOn(), "REVOKED", revocation.record));
            }
        }
        LocalDate until = appointment.act.until();
        if (until != null) {
            ends.add(end(until, "EXPIRED", appointment.record));
        }
        ends.addAll(endsThatName(poa, appointment.act.substitute().attorneyId()));
        return ends;
    }

    /** "S falls when A falls: with A's cause where that ends the whole instrument or is AMENDED, else PRINCIPAL_ATTORNEY_ENDED." */
    private static List<End> fallsWith(Held principal) {
        End end = principal.end;
        if (end == null) {
            return List.of();
        }
        boolean sameCause = (WHOLE_INSTRUMENT.contains(end.cause) && !ownExpiry(principal, end)) || end.cause.equals("AMENDED");
        return List.of(sameCause ? end : new End(end.on, "PRINCIPAL_ATTORNEY_ENDED", end.endedBy));
    }

    /** The EXPIRED of an appointment that has an {@code until} ends no whole instrument. */
    private static boolean ownExpiry(Held principal, End end) {
        return end.cause.equals("EXPIRED") && end.endedBy.equals(principal.givenBy)
                && (principal.role.equals("SUBSTITUTE") || principal.role.equals("CO_AGENT"));
    }

    /**
     * "A holder H of office O has O's authority in P within [from, until) of the incumbency cut to O's own interval, cause LEFT_OFFICE, any
     * cause that names H (as for a substitute), or as a substitute falls with its principal."
     */
    private Holding holder(Instrument poa, Recorded<IncumbencyRecorded> incumbency, Holding office) {
        AttorneyId holder = incumbency.act.holder().attorneyId();
        List<End> ends = new ArrayList<>();
        LocalDate leaves = incumbency.act.until();
        if (leaves != null) {
            ends.add(end(leaves, "LEFT_OFFICE", incumbency.record));
        }
        ends.addAll(endsThatName(poa, holder));
        ends.addAll(fallsWith(office.held));
        Held held = new Held(office.held.grantorId, incumbency.record.recordId(), office.held.segment, poa.poaId, office.held.issuerId,
                holder, "OFFICEHOLDER", office.held.attorneyId, office.held.place, false, office.held.powers,
                later(incumbency.act.from(), office.held.from), earliest(ends));
        return new Holding(held, office.root, office.cuts, plus(office.through, holder));
    }

    /**
     * "As a substitute, with a place of its own: not cut by A's end, but A must be in force on the day of the appointment; it ends by every cause
     * of the table that ends the whole instrument and by those that name it."
     */
    private Holding coAgent(Instrument poa, Segment segment, IssuerId issuer, CoAgent coAgent, List<Power> powers, LocalDate from) {
        AttorneyId id = coAgent.appointment.act.substitute().attorneyId();
        List<End> ends = appointmentEnds(poa, coAgent.appointment);
        // What ends the instrument at a named issuer alone is no end of a paper for ANY, of which this is a part.
        ends.addAll(wholeEnds(poa, segment, segment.terms().names(issuer) ? issuer : IssuerId.ANY));
        Held held = new Held(GrantorId.of(poa.grantor), coAgent.appointment.record.recordId(), segment.version.source.recordId(), poa.poaId,
                issuer, id, "CO_AGENT", null, id, true, powers, from, earliest(ends));
        return new Holding(held, coAgent.root, coAgent.cuts, coAgent.through);
    }

    /**
     * "The permission is needed on the day of the appointment only; in later segments it holds, at every issuer of those terms, the clauses that
     * its appointer holds or would hold."
     */
    private List<Holding> carriedOn(Instrument poa, Segment segment, IssuerId issuer, CoAgent coAgent) {
        if (coAgent.appointedIn >= segment.index || barredForAll(poa, segment, issuer)) {
            return List.of();
        }
        Set<IssuerId> issuers = Set.of(issuer);
        for (SubstituteAppointed act : coAgent.cuts) {
            Set<IssuerId> kept = new TreeSet<>();
            issuers.forEach(one -> kept.addAll(cut(one, act)));
            issuers = kept;
        }
        List<Power> powers = clausesOf(segment.terms(), coAgent.root, coAgent.cuts);
        return issuers.stream().map(one -> coAgent(poa, segment, one, coAgent, powers, segment.start)).toList();
    }

    private boolean barredForAll(Instrument poa, Segment segment, IssuerId issuer) {
        return barred(poa, segment, issuer, AttorneyId.of("someone-whom-no-terms-name"));
    }

    private static <T> List<T> plus(List<T> list, T one) {
        List<T> longer = new ArrayList<>(list);
        longer.add(one);
        return List.copyOf(longer);
    }

    // ---- Which powers

    /** "attorneys? (the ids that have this power; absent = all of the instrument)", cut by each substitution on the way. */
    private static List<Power> clausesOf(Terms terms, AttorneyId root, List<SubstituteAppointed> cuts) {
        List<Power> powers = terms.powers().stream().filter(power -> power.isOf(root)).toList();
        for (SubstituteAppointed act : cuts) {
            powers = cut(powers, act);
        }
        return powers;
    }

    /** "for the given forms, issuers, capacities (none given: all that A has)": the issuers. */
    private static List<IssuerId> cut(IssuerId principals, SubstituteAppointed act) {
        if (act.issuers().isEmpty() || act.issuers().contains(IssuerId.ANY) || act.issuers().contains(principals)) {
            return List.of(principals);
        }
        return principals.equals(IssuerId.ANY) ? act.issuers() : List.of();
    }

    /** The forms and the capacities; "an empty intersection covers nothing". An accessory clause adds to what is left of the others. */
    private static List<Power> cut(List<Power> powers, SubstituteAppointed act) {
        List<Power> all = new ArrayList<>();
        for (Power power : powers) {
            if (power.accessory()) {
                all.add(power);
                continue;
            }
            Set<Form> forms = new HashSet<>(power.forms());
            if (!act.forms().isEmpty() && !act.forms().contains(Form.ALL)) {
                forms = new HashSet<>(act.forms());
                forms.removeIf(form -> !power.lists(form));
            }
            Set<Capacity> capacities = new HashSet<>(power.capacities());
            if (capacities.isEmpty()) {
                capacities.addAll(act.capacities());
            } else if (!act.capacities().isEmpty()) {
                capacities.retainAll(act.capacities());
                if (capacities.isEmpty()) {
                    continue;
                }
            }
            if (!forms.isEmpty()) {
                all.add(new Power(power.clause(), forms, power.amendments(), capacities, power.text(), power.attorneys(), power.signing(),
                        power.accessoryTo()));
            }
        }
        return List.copyOf(all);
    }

    // ---- What ends them

    /** For a named attorney or an office in the segment: "until = the earliest of its end and" every row of the table. */
    private List<End> ends(Instrument poa, Segment segment, IssuerId issuer, Attorney attorney) {
        List<End> ends = new ArrayList<>(wholeEnds(poa, segment, issuer));
        ends.addAll(endsThatName(poa, attorney.attorneyId()));
        // "EMPLOYMENT_ENDED: effectiveOn, if P says so for A; not before the executedOn of the terms in force, and where both the record and P
        // name A's employer, only if they are the same (case and spaces aside)"
        for (Recorded<AttorneyEmploymentEnded> employment : recorded(poa.grantor, AttorneyEmploymentEnded.class)) {
            if (attorney.endsWithEmployment() && employment.act.attorneyId().equals(attorney.attorneyId())
                    && !employment.act.effectiveOn().isBefore(segment.terms().executedOn())
                    && sameEmployer(employment.act.employer(), attorney.employer())) {
                ends.add(end(employment.act.effectiveOn(), "EMPLOYMENT_ENDED", employment.record));
            }
        }
        return ends;
    }

    private static boolean sameEmployer(@Nullable String one, @Nullable String other) {
        return one == null || other == null || bare(one).equals(bare(other));
    }

    private static String bare(String name) {
        return name.replaceAll("\\s+", "").toLowerCase(Locale.ROOT);
    }

    /** The end of the segment, and the rows of the table that end the whole instrument at this issuer. */
    private List<End> wholeEnds(Instrument poa, Segment segment, IssuerId issuer) {
        List<End> ends = new ArrayList<>();
        Terms terms = segment.terms();
        if (segment.until != null && segment.next != null) {
            ends.add(end(segment.until, "AMENDED", segment.next.statedBy));
        }
        // "EXPIRED: expiresOn + 1 day", of "at most 9999-12-30"
        LocalDate lastDay = terms.expiresOn();
        if (lastDay != null && !lastDay.isAfter(LAST_EXPIRY)) {
            ends.add(end(lastDay.plusDays(1), "EXPIRED", segment.version.statedBy));
        }
        // "CEASED_REPORTING: the lapse date of P at I"
        End lapse = lapse(poa, issuer);
        if (lapse != null) {
            ends.add(lapse);
        }
        // "SUPERSEDED: effectiveOn of another instrument Q of the grantor with supersedesPrior for I or for ANY, that takes effect after P does,
        // or on the same day and recorded after it; or of any Q that names P in supersedes. Q's own grant, not its amendments"
        for (Instrument other : instruments.getOrDefault(poa.grantor, List.of())) {
            Terms its = other.own();
            boolean after = its.effectiveOn().isAfter(poa.own().effectiveOn())
                    || (its.effectiveOn().equals(poa.own().effectiveOn()) && other.grant.sequence().isAfter(poa.grant.sequence()));
            boolean prior = its.supersedesPrior() && (its.names(issuer) || its.names(IssuerId.ANY)) && after;
            if (!other.poaId.equals(poa.poaId) && (prior || its.supersedes().contains(poa.poaId))) {
                ends.add(end(its.effectiveOn(), "SUPERSEDED", other.segments.getFirst().version.statedBy));
            }
        }
        for (Recorded<GrantorDied> death : recorded(poa.grantor, GrantorDied.class)) {
            ends.add(end(death.act.on(), "GRANTOR_DIED", death.record));
        }
        for (Recorded<GrantorDissolved> dissolution : recorded(poa.grantor, GrantorDissolved.class)) {
            ends.add(end(dissolution.act.on(), "GRANTOR_DISSOLVED", dissolution.record));
        }
        // "GRANTOR_INCAPACITATED: on, unless durable is true"
        for (Recorded<GrantorIncapacitated> incapacity : recorded(poa.grantor, GrantorIncapacitated.class)) {
            if (!Boolean.TRUE.equals(terms.durable())) {
                ends.add(end(incapacity.act.on(), "GRANTOR_INCAPACITATED", incapacity.record));
            }
        }
        return ends;
    }

    /** "revocation, resignation, death, incapacity of the attorney; such a cause ends every place that S holds or is later given under P." */
    private List<End> endsThatName(Instrument poa, AttorneyId a) {
        List<End> ends = new ArrayList<>();
        for (Recorded<PowerOfAttorneyRevoked> revocation : recorded(poa.grantor, PowerOfAttorneyRevoked.class)) {
            if (revocation.act.poaId().equals(poa.poaId) && revocation.act.names(a)) {
                ends.addAll(revoked(poa, revocation, a));
            }
        }
        for (Recorded<AttorneyResigned> resignation : recorded(poa.grantor, AttorneyResigned.class)) {
            if (resignation.act.poaId().equals(poa.poaId) && resignation.act.attorneyId().equals(a)) {
                ends.add(end(resignation.act.effectiveOn(), "RESIGNED", resignation.record));
            }
        }
        ends.addAll(goneByStreamOf(poa.grantor, a.value()));
        return ends;
    }

    /**
     * "REVOKED, for a revocation of P that names A, by the terms in force on signedOn: deliveredOn to A; or the first delivery to the issuer; or
     * signedOn."
     */
    private List<End> revoked(Instrument poa, Recorded<PowerOfAttorneyRevoked> revocation, AttorneyId a) {
        RevocationTakesEffect takesEffect = poa.on(revocation.act.signedOn()).revocationTakesEffect();
        if (takesEffect == RevocationTakesEffect.ON_SIGNING) {
            return List.of(end(revocation.act.signedOn(), "REVOKED", revocation.record));
        }
        boolean toIssuer = takesEffect == RevocationTakesEffect.ON_DELIVERY_TO_ISSUER;
        List<End> ends = new ArrayList<>();
        for (Delivery delivery : revocation.act.deliveries()) {
            if (toIssuer ? delivery.to() == Recipient.ISSUER : a.equals(delivery.attorneyId())) {
                ends.add(end(delivery.deliveredOn(), "REVOKED", revocation.record));
            }
        }
        for (Recorded<RevocationDelivered> delivery : recorded(poa.grantor, RevocationDelivered.class)) {
            if (delivery.act.revocation().equals(revocation.record.recordId())
                    && (toIssuer ? delivery.act.to() == Recipient.ISSUER : a.equals(delivery.act.attorneyId()))) {
                ends.add(end(delivery.act.deliveredOn(), "REVOKED", delivery.record));
            }
        }
        return ends;
    }

    private static End end(LocalDate on, String cause, LedgerRecord record) {
        return new End(on, cause, record.recordId());
    }

    /** "the earliest"; "on one same date the cause recorded first names the end." */
    private @Nullable End earliest(List<End> ends) {
        End earliest = null;
        for (End end : ends) {
            if (earliest == null || end.on.isBefore(earliest.on)
                    || (end.on.equals(earliest.on) && recordedBefore(end.endedBy, earliest.endedBy))) {
                earliest = end;
            }
        }
        return earliest;
    }

    private boolean recordedBefore(RecordId one, RecordId other) {
        int order = record(one).recordedAt().compareTo(record(other).recordedAt());
        return order != 0 ? order < 0 : record(one).position().isBefore(record(other).position());
    }

    // ---- Duty and lapse

    /** One fact about an obligation to report. */
    private record Fact(LedgerRecord record, IssuerId issuer, Set<Regime> regimes, LocalDate effectiveOn, String says) {}

    private List<Fact> facts(String party, Regime regime, IssuerId issuer) {
        List<Fact> facts = new ArrayList<>();
        for (LedgerRecord record : standing.getOrDefault(party, List.of())) {
            Fact fact = switch (record.act()) {
                case GrantorBeganReporting began -> new Fact(record, began.issuerId(), began.regimes(), began.effectiveOn(), "BEGAN");
                case GrantorResumedReporting resumed -> new Fact(record, resumed.issuerId(), resumed.regimes(), resumed.effectiveOn(),
                        "RESUMED");
                case GrantorCeasedReporting ceased -> new Fact(record, ceased.issuerId(), ceased.regimes(), ceased.effectiveOn(), "CEASED");
                default -> null;
            };
            if (fact != null && fact.regimes.contains(regime) && (fact.issuer.equals(IssuerId.ANY) || fact.issuer.equals(issuer))) {
                facts.add(fact);
            }
        }
        return facts;
    }

    private static @Nullable Fact deciding(List<Fact> facts, LocalDate day) {
        Fact deciding = null;
        for (Fact fact : facts) {
            if (!fact.effectiveOn.isAfter(day) && (deciding == null || !fact.effectiveOn.isBefore(deciding.effectiveOn))) {
                deciding = fact;
            }
        }
        return deciding;
    }

    /**
     * REQUIRED, CEASED or NOT_YET: "look at the facts for that issuer or for ANY with effectiveOn <= d: the latest effectiveOn decides, of two on
     * one date the later recorded. No fact by d: not yet, if the earliest fact of all (by effectiveOn, then recorded first) is a beginning;
     * otherwise required, as presumed."
     */
    public String duty(GrantorId grantorId, Regime regime, IssuerId issuer, LocalDate day) {
        List<Fact> facts = facts(grantorId.value(), regime, issuer);
        Fact deciding = deciding(facts, day);
        if (deciding != null) {
            return deciding.says.equals("CEASED") ? "CEASED" : "REQUIRED";
        }
        Fact first = null;
        for (Fact fact : facts) {
            first = first == null || fact.effectiveOn.isBefore(first.effectiveOn) ? fact : first;
        }
        return first != null && first.says.equals("BEGAN") ? "NOT_YET" : "REQUIRED";
    }

    /** When and by which record this instrument lapses at the issuer, or at ANY for one that is for all; null: never. */
    public @Nullable End lapse(GrantorId grantorId, PoaId poaId, IssuerId issuer) {
        Instrument poa = instrument(grantorId.value(), poaId);
        return poa == null ? null : lapse(poa, issuer);
    }

    /**
     * "P lapses at I on the first day d after its first effective day there on which every regime in R (as of d) has ceased while on the day
     * before at least one of them was required. The record of the lapse is the last recorded of the facts that decide on d. For an ANY instrument
     * only facts for ANY count."
     */
    private @Nullable End lapse(Instrument poa, IssuerId issuer) {
        LocalDate first = null;
        for (Segment segment : poa.segments) {
            first = first == null && !segment.empty() && segment.terms().names(issuer) ? segment.start : first;
        }
        if (first == null) {
            return null;
        }
        GrantorId grantor = GrantorId.of(poa.grantor);
        LocalDate last = first;
        for (Regime regime : Regime.values()) {
            for (Fact fact : facts(poa.grantor, regime, issuer)) {
                last = later(last, fact.effectiveOn);
            }
        }
        for (LocalDate day = first.plusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
            Set<Regime> regimes = poa.on(day).untilCeasedReporting();
            boolean allCeased = !regimes.isEmpty();
            boolean requiredBefore = false;
            LedgerRecord lastRecorded = null;
            for (Regime regime : regimes) {
                allCeased = allCeased && duty(grantor, regime, issuer, day).equals("CEASED");
                requiredBefore = requiredBefore || duty(grantor, regime, issuer, day.minusDays(1)).equals("REQUIRED");
                Fact deciding = deciding(facts(poa.grantor, regime, issuer), day);
                if (deciding != null && (lastRecorded == null || deciding.record.sequence().isAfter(lastRecorded.sequence()))) {
                    lastRecorded = deciding.record;
                }
            }
            if (allCeased && requiredBefore && lastRecorded != null) {
                return end(day, "CEASED_REPORTING", lastRecorded);
            }
        }
        return null;
    }

    // ---- The dead

    private List<End> goneByStreamOf(String stream, String who) {
        List<End> ends = new ArrayList<>();
        for (Recorded<AttorneyDied> death : recorded(stream, AttorneyDied.class)) {
            if (death.act.attorneyId().value().equals(who)) {
                ends.add(end(death.act.on(), "ATTORNEY_DIED", death.record));
            }
        }
        for (Recorded<AttorneyIncapacitated> incapacity : recorded(stream, AttorneyIncapacitated.class)) {
            if (incapacity.act.attorneyId().value().equals(who)) {
                ends.add(end(incapacity.act.on(), "ATTORNEY_INCAPACITATED", incapacity.record));
            }
        }
        return ends;
    }

    /** The death or incapacity that a party's own stream states; the earlier of the two names it. */
    private @Nullable End goneByOwn(String party, String died, String incapacitated) {
        List<End> ends = new ArrayList<>();
        for (Recorded<GrantorDied> death : recorded(party, GrantorDied.class)) {
            ends.add(end(death.act.on(), died, death.record));
        }
        for (Recorded<GrantorIncapacitated> incapacity : recorded(party, GrantorIncapacitated.class)) {
            ends.add(end(incapacity.act.on(), incapacitated, incapacity.record));
        }
        return earliest(ends);
    }

    /**
     * "The dead sign nothing: a person in S who by D has died or been incapacitated, by any record known at K in the stream of the grantor asked
     * about or in their own, fills no place and represents no one."
     */
    private @Nullable End gone(String who, Collection<String> streams, LocalDate on) {
        List<End> ends = new ArrayList<>();
        End own = goneByOwn(who, "ATTORNEY_DIED", "ATTORNEY_INCAPACITATED");
        if (own != null) {
            ends.add(own);
        }
        streams.forEach(stream -> ends.addAll(goneByStreamOf(stream, who)));
        End gone = earliest(ends);
        return gone == null || gone.on.isAfter(on) ? null : gone;
    }

    /** Whether this party has died or been incapacitated by the day, as this grantor's stream or their own has it. */
    public boolean gone(String party, GrantorId grantorId, LocalDate on) {
        return gone(party, List.of(grantorId.value()), on) != null;
    }

    private @Nullable End dissolved(String party, LocalDate on) {
        List<End> ends = new ArrayList<>();
        for (Recorded<GrantorDissolved> dissolution : recorded(party, GrantorDissolved.class)) {
            ends.add(end(dissolution.act.on(), "GRANTOR_DISSOLVED", dissolution.record));
        }
        End dissolved = earliest(ends);
        return dissolved == null || dissolved.on.isAfter(on) ? null : dissolved;
    }

    /** "An entity in S is no one's hand"; the dead sign nothing: who is left. */
    private Set<String> hands(Collection<String> signers, Asked asked) {
        Set<String> hands = new TreeSet<>();
        for (String signer : signers) {
            if (person(signer) && gone(signer, asked.way, asked.on) == null) {
                hands.add(signer);
            }
        }
        return hands;
    }

    // ---- Who signs for an entity

    /** "in an entity's stream: signatory, from, until?, forms?"; "EndSignatory: signatory record, effectiveOn". */
    public List<SignatoryHeld> signatories(GrantorId entity) {
        List<SignatoryHeld> all = new ArrayList<>();
        for (Recorded<SignatoryRecorded> signatory : recorded(entity.value(), SignatoryRecorded.class)) {
            LocalDate until = signatory.act.until();
            for (Recorded<SignatoryEnded> end : recorded(entity.value(), SignatoryEnded.class)) {
                if (end.act.signatory().equals(signatory.record.recordId()) && (until == null || end.act.effectiveOn().isBefore(until))) {
                    until = end.act.effectiveOn();
                }
            }
            all.add(new SignatoryHeld(signatory.record.recordId(), signatory.act.signatory().partyId(), signatory.act.from(), until,
                    signatory.act.forms()));
        }
        return all;
    }

    /** Those in force; "from its dissolution an entity has no signatories". */
    public List<SignatoryHeld> signatories(GrantorId entity, LocalDate on) {
        return dissolved(entity.value(), on) != null
                ? List.of()
                : signatories(entity).stream().filter(one -> !on.isBefore(one.from) && (one.until == null || on.isBefore(one.until)))
                        .toList();
    }

    /** "minimumSignatories: how many must sign together; the last record that states it counts, none: 1". */
    public int minimumSignatories(GrantorId entity) {
        int minimum = 1;
        for (Recorded<SignatoryRecorded> signatory : recorded(entity.value(), SignatoryRecorded.class)) {
            Integer stated = signatory.act.minimumSignatories();
            minimum = stated == null ? minimum : stated;
        }
        return minimum;
    }

    /** How many different signatories different people among the signers represent. The way of {@code asked} ends with the entity. */
    private int represented(String entity, Set<String> signers, Asked asked) {
        List<Set<String>> filled = new ArrayList<>(signatoriesFilled(entity, signers, asked).values());
        return most(filled, 0, Set.of());
    }

    private Map<String, Set<String>> signatoriesFilled(String entity, Set<String> signers, Asked asked) {
        Map<String, Set<String>> filled = new TreeMap<>();
        if (asked.links >= MOST_LINKS) {
            return filled;
        }
        for (SignatoryHeld signatory : signatories(GrantorId.of(entity), asked.on)) {
            String party = signatory.partyId.value();
            boolean forForm = signatory.forms.isEmpty() || signatory.forms.contains(asked.form) || signatory.forms.contains(Form.ALL);
            if (forForm && !filled.containsKey(party)) {
                Set<String> people = whoRepresent(party, entity, signers, asked, 1);
                if (!people.isEmpty()) {
                    filled.put(party, people);
                }
            }
        }
        return filled;
    }

    /** The greatest number of places that different people fill. */
    private static int most(List<Set<String>> places, int from, Set<String> taken) {
        if (from == places.size()) {
            return 0;
        }
        int most = most(places, from + 1, taken);
        for (String one : places.get(from)) {
            if (!taken.contains(one)) {
                Set<String> more = new HashSet<>(taken);
                more.add(one);
                most = Math.max(most, 1 + most(places, from + 1, more));
            }
        }
        return most;
    }

    /**
     * "X is represented when X is a person in S (not dead or incapacitated by D by X's own stream), or X, person or entity, has an instrument with
     * onBehalfOf G (or ANY) under which S may sign the form at this issuer in the capacity asked, or X is an entity and signs by its own
     * signatories (the same rule again, at most 8 links from signatory to entity, no party twice in a chain)."
     *
     * <p>The people among the signers any one of whom counts for X, none: X is not represented: "a place that takes several people to represent an
     * entity is filled by them together, any one of whom counts for it". Everyone who takes part in one of the ways counts; that somebody represents
     * X alone in another way takes nothing from those who represent it together.
     */
    private Set<String> whoRepresent(String x, String principal, Set<String> signers, Asked asked, int moreLinks) {
        if (asked.way.contains(x)) {
            return Set.of();
        }
        Asked further = asked.through(x, moreLinks);
        Set<String> hands = hands(signers, further);
        Set<String> people = new TreeSet<>();
        if (person(x)) {
            if (hands.contains(x)) {
                people.add(x);
            }
            // Dead by the stream of the entity: such a signatory is nothing more.
            for (String stream : asked.way) {
                for (Recorded<AttorneyDied> death : recorded(stream, AttorneyDied.class)) {
                    if (death.act.attorneyId().value().equals(x) && !death.act.on().isAfter(asked.on)) {
                        return people;
                    }
                }
            }
        }
        for (Tried tried : tried(x, hands, further, principal)) {
            if (tried.reason.equals("IN_FORCE")) {
                people.addAll(tried.filledBy);
            }
        }
        if (!person(x) && represented(x, hands, further) >= minimumSignatories(GrantorId.of(x))) {
            signatoriesFilled(x, hands, further).values().forEach(people::addAll);
        }
        return people;
    }

    /** All the parties on the ways by which signatories of the entity are represented, the entity first. */
    private Set<String> chain(String entity, Set<String> signers, Asked asked) {
        Set<String> parties = new LinkedHashSet<>();
        parties.add(entity);
        signatoriesFilled(entity, signers, asked).forEach((party, people) -> {
            parties.add(party);
            Asked further = asked.through(party, 1);
            if (!person(party)) {
                parties.addAll(chain(party, signers, further));
            }
            parties.addAll(people);
        });
        return parties;
    }

    // ---- The trial

    /** Whether these together may sign this form for the grantor at the issuer on the day, and why; no capacity: not asked. */
    public Verdict check(GrantorId grantorId, IssuerId issuerId, Form form, boolean amendment, Set<AttorneyId> signers,
            Set<Capacity> capacities, LocalDate on) {
        Set<String> ids = new LinkedHashSet<>();
        signers.forEach(signer -> ids.add(signer.value()));
        String grantor = grantorId.value();
        Asked asked = new Asked(issuerId, form, amendment, capacities, on, EVERYTHING, List.of(grantor), 0);
        Verdict answer = answer(grantor, ids, asked);
        return new Verdict(answer.authorized, answer.reason, answer.decisive, answer.tried, remarks(grantor, ids, asked, answer),
                answer.chain);
    }

    /** "Signers S sign for grantor G on day D as known at K when one of these holds, tried in this order." */
    private Verdict answer(String grantor, Set<String> signers, Asked asked) {
        End died = goneByOwn(grantor, "GRANTOR_DIED", "GRANTOR_INCAPACITATED");
        boolean dead = died != null && !died.on.isAfter(asked.on);
        boolean ownHand = signers.contains(grantor) && person(grantor);
        // "In person: G is in S, is a PERSON, and has not died or been incapacitated by D"
        if (ownHand && !dead) {
            return new Verdict(true, "SELF_SIGNED", null, List.of(), Set.of(), Set.of());
        }
        // "By power of attorney: an instrument of G"
        List<Tried> tried = tried(grantor, signers, asked, null);
        Tried furthest = null;
        for (Tried one : tried) {
            furthest = furthest == null || further(furthest, one) ? one : furthest;
        }
        if (furthest != null && furthest.reason.equals("IN_FORCE")) {
            return new Verdict(true, "IN_FORCE", furthest, tried, Set.of(), Set.of());
        }
        // "A grantor in person who has died or been incapacitated by D (the earlier names it): that cause, unless 2 holds."
        if (ownHand && died != null) {
            return new Verdict(false, died.cause, null, tried, Set.of(), Set.of());
        }
        // "By signatories"
        Set<String> hands = hands(signers, asked);
        int represented = represented(grantor, hands, asked);
        if (represented > 0) {
            return represented >= minimumSignatories(GrantorId.of(grantor))
                    ? new Verdict(true, "SIGNED_BY_SIGNATORY", null, tried, Set.of(), chain(grantor, hands, asked))
                    : new Verdict(false, "JOINT_SIGNATURE_REQUIRED", null, tried, Set.of(), Set.of());
        }
        if (furthest != null) {
            return new Verdict(false, furthest.reason, furthest, tried, Set.of(), Set.of());
        }
        // "whom no instrument concerns is then answered GRANTOR_DISSOLVED"
        if (dissolved(grantor, asked.on) != null) {
            return new Verdict(false, "GRANTOR_DISSOLVED", null, tried, Set.of(), Set.of());
        }
        return new Verdict(false, person(grantor) ? "NO_POWER_OF_ATTORNEY" : "NO_SIGNATORY", null, tried, Set.of(), Set.of());
    }

    /**
     * "Considered are the grantor's instruments in which, as known at K, a signer is or ever was an attorney, substitute, co-agent or holder, or in
     * which the signers represent (on D, for what is asked, as many as it takes) an entity that is." Each is tried; of an entity's chain only the
     * instruments that are on behalf of the one it signs for.
     */
    private List<Tried> tried(String grantor, Set<String> signers, Asked asked, @Nullable String onBehalfOf) {
        Set<String> hands = hands(signers, asked);
        Map<String, Set<String>> represented = new HashMap<>();
        Map<Held, Set<String>> filled = new LinkedHashMap<>();
        for (Held held : authorities.getOrDefault(grantor, List.of())) {
            String attorney = held.attorneyId.value();
            if (onBehalfOf != null && !termsOf(held).onBehalfOf().covers(PartyId.of(onBehalfOf))) {
                continue;
            }
            Set<String> people = person(attorney)
                    ? hands.contains(attorney) ? Set.of(attorney) : Set.of()
                    : represented.computeIfAbsent(attorney, entity -> whoRepresent(entity, grantor, hands, asked, 0));
            if (signers.contains(attorney) || !people.isEmpty()) {
                filled.put(held, people);
            }
        }
        // Which signers come as far as the last step: they are those who can fill a place.
        Map<Held, Set<String>> lastStep = new LinkedHashMap<>();
        filled.forEach((held, people) -> {
            if (failure(held, asked) == null) {
                lastStep.put(held, people);
            }
        });
        List<Tried> all = new ArrayList<>();
        filled.forEach((held, people) -> {
            String failure = failure(held, asked);
            String reason = failure != null ? failure : lastStep(held, lastStep, asked);
            all.add(new Tried(held, reason, endFor(held, asked),
                    covering(held, asked.form, asked.amendment, asked.capacities, asked.counts).stream().map(Power::clause).toList(),
                    people));
        });
        return all;
    }

    /** The held's own end, or the signer's death: "under an instrument this counts as an end on that day". */
    private @Nullable End endFor(Held held, Asked asked) {
        End gone = person(held.attorneyId.value()) ? gone(held.attorneyId.value(), asked.way, asked.on) : null;
        List<End> ends = new ArrayList<>();
        if (held.end != null) {
            ends.add(held.end);
        }
        if (gone != null) {
            ends.add(gone);
        }
        return earliest(ends);
    }

    /** "Each is tried in this order: issuer, form, amendment, capacity, not yet effective, ended": the first that does not hold, or null. */
    private @Nullable String failure(Held held, Asked asked) {
        if (!held.issuerId.equals(asked.issuer) && !held.issuerId.equals(IssuerId.ANY)) {
            return "ISSUER_NOT_COVERED";
        }
        if (covering(held, asked.form, false, Set.of(), asked.counts).isEmpty()) {
            return "FORM_NOT_COVERED";
        }
        if (covering(held, asked.form, asked.amendment, Set.of(), asked.counts).isEmpty()) {
            return "AMENDMENT_NOT_COVERED";
        }
        if (covering(held, asked.form, asked.amendment, asked.capacities, asked.counts).isEmpty()) {
            return "CAPACITY_NOT_COVERED";
        }
        if (asked.on.isBefore(held.from)) {
            return "NOT_YET_EFFECTIVE";
        }
        End end = endFor(held, asked);
        return end != null && !asked.on.isBefore(end.on) ? end.cause : null;
    }

    /**
     * "w covers a form when it lists it or ALL, allows amendments if /A is asked (itself, or through an accessory clause that the attorney has as
     * well), and, if a capacity is asked and w names capacities, has one in common. The attorney must have w."
     */
    private static List<Power> covering(Held held, Form form, boolean amendment, Set<Capacity> capacities,
            BiPredicate<Held, Power> counts) {
        List<Power> covering = new ArrayList<>();
        for (Power w : held.powers) {
            boolean capacityFits = capacities.isEmpty() || w.capacities().isEmpty()
                    || capacities.stream().anyMatch(w.capacities()::contains);
            boolean amends = w.amendments() || held.powers.stream()
                    .anyMatch(other -> other.accessory() && other.amendments() && other.accessoryTo().contains(w.clause()));
            if (!w.accessory() && w.lists(form) && (amends || !amendment) && capacityFits && counts.test(held, w)) {
                covering.add(w);
            }
        }
        return covering;
    }

    /**
     * "A signature by a set of people is good under one clause w of P (one that covers the form) when w's signing rule (else the instrument's) is
     * met. ... an entity alone among the signers of such an instrument: NO_SIGNATORY."
     */
    private String lastStep(Held held, Map<Held, Set<String>> lastStep, Asked asked) {
        Terms terms = termsOf(held);
        boolean anyPlaceFilled = false;
        boolean good = false;
        for (Map.Entry<Held, Set<String>> one : lastStep.entrySet()) {
            anyPlaceFilled = anyPlaceFilled || (one.getKey().poaId.equals(held.poaId) && !one.getValue().isEmpty());
        }
        for (Power w : covering(held, asked.form, asked.amendment, asked.capacities, asked.counts)) {
            Map<String, Set<String>> places = new TreeMap<>();
            for (Map.Entry<Held, Set<String>> one : lastStep.entrySet()) {
                Held other = one.getKey();
                boolean hasW = covering(other, asked.form, asked.amendment, asked.capacities, asked.counts).stream()
                        .anyMatch(power -> power.clause().equals(w.clause()));
                if (other.poaId.equals(held.poaId) && other.segment.equals(held.segment) && hasW) {
                    places.computeIfAbsent(placeOf(other.place.value(), other.placeOfCoAgent), place -> new TreeSet<>())
                            .addAll(one.getValue());
                }
            }
            SigningRule rule = w.signing() == null ? terms.signing() : w.signing();
            boolean counts = rule.groups().isEmpty() || rule.groups().stream().flatMap(group -> group.of().stream())
                    .anyMatch(id -> placeOf(id.value(), false).equals(placeOf(held.place.value(), held.placeOfCoAgent)));
            good = good || (counts && met(rule, places));
        }
        boolean fills = !lastStep.getOrDefault(held, Set.of()).isEmpty();
        return good && fills ? "IN_FORCE" : anyPlaceFilled ? "JOINT_SIGNATURE_REQUIRED" : "NO_SIGNATORY";
    }

    private static String placeOf(String id, boolean coAgent) {
        return (coAgent ? "co-agent " : "appointment ") + id;
    }

    /**
     * "by at least m places that are taken by at least as many different people: one person can fill one place. For groups: each group's minimum,
     * all places and all people different." A co-agent "belongs to no group".
     */
    private static boolean met(SigningRule rule, Map<String, Set<String>> places) {
        if (rule.groups().isEmpty()) {
            return most(new ArrayList<>(places.values()), 0, Set.of()) >= rule.minimum();
        }
        List<Set<String>> needed = new ArrayList<>();
        for (SigningRule.Group group : rule.groups()) {
            Set<String> of = new TreeSet<>();
            group.of().forEach(id -> of.add(placeOf(id.value(), false)));
            for (int i = 0; i < group.minimum(); i++) {
                needed.add(of);
            }
        }
        return groupsMet(needed, 0, places, Set.of(), Set.of());
    }

    private static boolean groupsMet(List<Set<String>> needed, int from, Map<String, Set<String>> places, Set<String> takenPlaces,
            Set<String> takenPeople) {
        if (from == needed.size()) {
            return true;
        }
        for (String place : needed.get(from)) {
            for (String one : places.getOrDefault(place, Set.of())) {
                if (!takenPlaces.contains(place) && !takenPeople.contains(one)) {
                    Set<String> morePlaces = new HashSet<>(takenPlaces);
                    morePlaces.add(place);
                    Set<String> morePeople = new HashSet<>(takenPeople);
                    morePeople.add(one);
                    if (groupsMet(needed, from + 1, places, morePlaces, morePeople)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /**
     * "The instrument and signer that got furthest give the reason; among ended ones the latest end; among equals the instrument recorded first,
     * within it the end recorded first."
     */
    private boolean further(Tried one, Tried other) {
        int step = Integer.compare(step(other), step(one));
        if (step != 0) {
            return step > 0;
        }
        boolean ended = step(one) == ORDER_OF_TRIAL.indexOf("ended");
        End end = one.end;
        End otherEnd = other.end;
        if (ended && end != null && otherEnd != null && !otherEnd.on.equals(end.on)) {
            return otherEnd.on.isAfter(end.on);
        }
        if (!other.held.poaId.equals(one.held.poaId)) {
            return grantedBefore(other.held, one.held);
        }
        return ended && end != null && otherEnd != null && recordedBefore(otherEnd.endedBy, end.endedBy);
    }

    private boolean grantedBefore(Held one, Held other) {
        Instrument first = instrument(one.grantorId.value(), one.poaId);
        Instrument second = instrument(other.grantorId.value(), other.poaId);
        return first != null && second != null && first.grant.sequence().isBefore(second.grant.sequence());
    }

    private static int step(Tried tried) {
        if (tried.reason.equals("NO_SIGNATORY")) {
            return ORDER_OF_TRIAL.indexOf("JOINT_SIGNATURE_REQUIRED");
        }
        int step = ORDER_OF_TRIAL.indexOf(tried.reason);
        return step < 0 ? ORDER_OF_TRIAL.indexOf("ended") : step;
    }

    // ---- Remarks

    /**
     * "On a yes, given when without the instruments (clauses, substitutions) that have the condition the answer would be no, those of signatories in
     * the chain included; on a no, for what gives the reason."
     */
    private Set<String> remarks(String grantor, Set<String> signers, Asked asked, Verdict answer) {
        Set<String> remarks = new TreeSet<>();
        if (unknown(GrantorId.of(grantor))) {
            remarks.add("UNKNOWN_GRANTOR");
        }
        if (answer.authorized) {
            // "yes; no capacity was asked and the clause, or the substitution, names some"
            if (asked.capacities.isEmpty() && !without(grantor, signers, asked, (held, power) -> !power.capacities().isEmpty())) {
                remarks.add("ONLY_IN_CAPACITY");
            }
            // "yes under an instrument, for one of the seven forms, and no ConfirmationFiled of it with filedOn <= D"
            if (asked.form.oneOfTheSeven() && !without(grantor, signers, asked, (held, power) -> !onFile(held, asked.on))) {
                remarks.add("CONFIRMATION_NOT_ON_FILE");
            }
            // "yes under an ANY instrument although every regime of R has ceased at I"
            if (!without(grantor, signers, asked, (held, power) -> ceasedThere(held, asked))) {
                remarks.add("CEASED_AT_THIS_ISSUER");
            }
            if (!without(grantor, signers, asked, (held, power) -> Boolean.FALSE.equals(termsOf(held).termsSeen()))) {
                remarks.add("TERMS_NOT_SEEN");
            }
            if (!without(grantor, signers, asked, (held, power) -> termsOf(held).undated())) {
                remarks.add("EXECUTION_DATE_UNCERTAIN");
            }
            // "yes; the form has a regime and it is not required at I on D"
            Regime regime = asked.form.regime();
            if (regime != null && !duty(GrantorId.of(grantor), regime, asked.issuer, asked.on).equals("REQUIRED")) {
                remarks.add("NOT_REQUIRED_NOW");
            }
            return remarks;
        }
        Tried decisive = answer.decisive;
        if (decisive == null) {
            // The grantor's own hand, or a dissolution.
            End end = answer.reason.equals("GRANTOR_DISSOLVED")
                    ? dissolved(grantor, asked.on)
                    : answer.reason.startsWith("GRANTOR_") ? goneByOwn(grantor, "GRANTOR_DIED", "GRANTOR_INCAPACITATED") : null;
            if (end != null && end.on.equals(asked.on)) {
                remarks.add("ENDS_THAT_DAY");
            }
            return remarks;
        }
        Terms terms = termsOf(decisive.held);
        if (Boolean.FALSE.equals(terms.termsSeen())) {
            remarks.add("TERMS_NOT_SEEN");
        }
        if (terms.undated()) {
            remarks.add("EXECUTION_DATE_UNCERTAIN");
        }
        if (step(decisive) != ORDER_OF_TRIAL.indexOf("ended") || decisive.end == null) {
            return remarks;
        }
        if (decisive.end.on.equals(asked.on)) {
            remarks.add("ENDS_THAT_DAY");
        }
        // "no by GRANTOR_INCAPACITATED, durable silent"
        if (answer.reason.equals("GRANTOR_INCAPACITATED") && terms.durable() == null) {
            remarks.add("DURABILITY_UNSTATED");
        }
        // "no by the grantor's death or incapacity; no notice to this signer, or to the entity whose place they fill, is recorded by D"
        if (Set.of("GRANTOR_DIED", "GRANTOR_INCAPACITATED").contains(answer.reason)) {
            Set<String> noticed = noticed(grantor, answer.reason, asked.on);
            if (!noticed.contains(decisive.held.attorneyId.value()) && decisive.filledBy.stream().noneMatch(noticed::contains)) {
                remarks.add("WITHOUT_NOTICE");
            }
        }
        return remarks;
    }

    private boolean without(String grantor, Set<String> signers, Asked asked, BiPredicate<Held, Power> condition) {
        Asked fewer = new Asked(asked.issuer, asked.form, asked.amendment, asked.capacities, asked.on, condition.negate(), asked.way,
                asked.links);
        return answer(grantor, signers, fewer).authorized;
    }

    private boolean onFile(Held held, LocalDate on) {
        return recorded(held.grantorId.value(), ConfirmationFiled.class).stream()
                .anyMatch(filed -> filed.act.poaId().equals(held.poaId) && !filed.act.filedOn().isAfter(on));
    }

    private boolean ceasedThere(Held held, Asked asked) {
        Terms terms = termsOf(held);
        return terms.names(IssuerId.ANY) && !terms.untilCeasedReporting().isEmpty() && terms.untilCeasedReporting().stream()
                .allMatch(regime -> duty(held.grantorId, regime, asked.issuer, asked.on).equals("CEASED"));
    }

    private Set<String> noticed(String grantor, String cause, LocalDate on) {
        List<Notice> notices = new ArrayList<>();
        if (cause.equals("GRANTOR_DIED")) {
            recorded(grantor, GrantorDied.class).forEach(death -> notices.addAll(death.act.notices()));
        } else {
            recorded(grantor, GrantorIncapacitated.class).forEach(incapacity -> notices.addAll(incapacity.act.notices()));
        }
        Set<String> noticed = new TreeSet<>();
        notices.stream().filter(notice -> !notice.on().isAfter(on)).forEach(notice -> noticed.add(notice.attorneyId().value()));
        return noticed;
    }

    // ---- The other questions

    /**
     * "Grantors required to report at an issuer (at issuers that their instruments as corrected, substitutions and reporting facts name; a form
     * without a regime has no gaps) for whom, as of (D, K), no one but the grantor's own hand may sign a given form."
     */
    public List<GrantorId> gaps(IssuerId issuer, Form form, LocalDate on) {
        List<GrantorId> gaps = new ArrayList<>();
        Regime regime = form.regime();
        for (String party : known.keySet()) {
            GrantorId grantor = GrantorId.of(party);
            if (regime != null && named(party).contains(issuer) && duty(grantor, regime, issuer, on).equals("REQUIRED")) {
                Set<AttorneyId> everyoneElse = new LinkedHashSet<>();
                everyone().stream().filter(one -> !one.equals(party)).forEach(one -> everyoneElse.add(AttorneyId.of(one)));
                Asked asked = new Asked(issuer, form, false, Set.of(), on, EVERYTHING, List.of(party), 0);
                Set<String> others = new LinkedHashSet<>();
                everyoneElse.forEach(one -> others.add(one.value()));
                if (!answer(party, others, asked).authorized) {
                    gaps.add(grantor);
                }
            }
        }
        return gaps;
    }

    private Set<IssuerId> named(String party) {
        Set<IssuerId> named = new TreeSet<>();
        for (Instrument poa : instruments.getOrDefault(party, List.of())) {
            poa.segments.forEach(segment -> segment.terms().issuers().forEach(issuer -> named.add(issuer.issuerId())));
        }
        recorded(party, SubstituteAppointed.class).forEach(appointment -> named.addAll(appointment.act.issuers()));
        recorded(party, GrantorBeganReporting.class).forEach(fact -> named.add(fact.act.issuerId()));
        recorded(party, GrantorResumedReporting.class).forEach(fact -> named.add(fact.act.issuerId()));
        recorded(party, GrantorCeasedReporting.class).forEach(fact -> named.add(fact.act.issuerId()));
        named.remove(IssuerId.ANY);
        return named;
    }

    /** Every party that may be a signer anywhere. */
    public Set<String> everyone() {
        Set<String> everyone = new TreeSet<>(known.keySet());
        authorities.values().forEach(all -> all.forEach(held -> everyone.add(held.attorneyId.value())));
        known.keySet().forEach(party -> signatories(GrantorId.of(party)).forEach(one -> everyone.add(one.partyId.value())));
        return everyone;
    }

    /**
     * "Begun and ended within a span: every authority that began or ended in [D1, D2), also one that did both, with its cause"; not what is void
     * from the start.
     */
    public List<Held> begunOrEnded(GrantorId grantorId, LocalDate d1, LocalDate d2) {
        return authorities(grantorId).stream().filter(held -> !held.isVoid()
                && (within(held.from, d1, d2) || (held.end != null && within(held.end.on, d1, d2)))).toList();
    }

    private static boolean within(LocalDate day, LocalDate d1, LocalDate d2) {
        return !day.isBefore(d1) && day.isBefore(d2);
    }

    /** "Of one paper: all instruments whose terms (the grant's as corrected, or a rider's) carry one document hash, across grantors." */
    public List<Paper> ofOnePaper(String sha256) {
        List<Paper> papers = new ArrayList<>();
        instruments.forEach((party, all) -> all.forEach(poa -> {
            if (poa.segments.stream().anyMatch(segment -> segment.terms().document() != null
                    && sha256.equals(segment.terms().document().sha256()))) {
                papers.add(new Paper(GrantorId.of(party), poa.poaId));
            }
        }));
        papers.sort(Comparator.comparing(Paper::grantorId).thenComparing(Paper::poaId));
        return papers;
    }
}
