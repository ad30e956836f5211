package org.authorityledger.authority;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyDied;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.AttorneyIncapacitated;
import org.authorityledger.events.AttorneyResigned;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Delivery;
import org.authorityledger.events.DeliveryMeans;
import org.authorityledger.events.Form;
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
import org.authorityledger.events.Party;
import org.authorityledger.events.Person;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Power;
import org.authorityledger.events.PowerOfAttorneyAmended;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.Regime;
import org.authorityledger.events.RevocationDelivered;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.SubstitutionRevoked;
import org.authorityledger.events.Terms;
import org.jspecify.annotations.Nullable;

/**
 * Records acts of Andrew Heaton of HemaCare, one after another: the only place where his instrument is written. Each method records one act, an hour
 * after the one before, and returns the id of its record. What a test does not say of an instrument is as in {@link Writing}.
 */
public final class Acts {

    /** The grantor. */
    public static final GrantorId HEATON = GrantorId.of("andrew-heaton");

    /** His attorneys-in-fact. */
    public static final AttorneyId IRVING = AttorneyId.of("judi-irving");
    public static final AttorneyId FRACTOR = AttorneyId.of("david-fractor");
    public static final AttorneyId STOVER = AttorneyId.of("joann-stover");

    /** Someone his instruments do not name: a substitute, a holder of an office, or a stranger. */
    public static final AttorneyId KWIAT = AttorneyId.of("katherine-kwiat");

    /** An office that an instrument may appoint. */
    public static final AttorneyId TREASURER = AttorneyId.of("treasurer");

    /** The issuers whose securities he reports on. */
    public static final IssuerId HEMACARE = IssuerId.of("hemacare");
    public static final IssuerId AAR = IssuerId.of("aar");

    private static final Map<String, String> NAMES = Map.of("andrew-heaton", "Andrew Heaton", "judi-irving", "Judi Irving",
            "david-fractor", "David Fractor", "joann-stover", "JoAnn Stover", "katherine-kwiat", "Katherine Kwiat", "treasurer",
            "Treasurer of HemaCare", "hemacare", "HemaCare Corporation", "aar", "AAR Corp.", "ANY", "every issuer");

    private final List<LedgerRecord> records = new ArrayList<>();
    private final Map<String, Terms> writings = new HashMap<>();
    private Instant now = Instant.parse("2026-01-05T14:30:00.000001Z");

    /** The display name of a person, office or issuer of these stories. */
    public static String name(String id) {
        return NAMES.getOrDefault(id, id);
    }

    /** An instrument to write: Andrew Heaton's of 2003, until the caller says otherwise. */
    public static Writing writing() {
        return new Writing();
    }

    /** A date in ISO form. */
    public static LocalDate day(String date) {
        return LocalDate.parse(date);
    }

    /** May these people sign this form for Andrew Heaton at this issuer on this day? No capacity is asked. */
    public static Question question(String form, IssuerId issuer, String on, AttorneyId... signers) {
        return new Question(HEATON, issuer, FormAsked.of(form), List.of(signers), Set.of(), day(on));
    }

    /** The same, with the grantor reporting in these capacities. */
    public static Question in(Set<Capacity> capacities, Question question) {
        return new Question(question.grantorId(), question.issuerId(), question.form(), question.signers(), capacities, question.on());
    }

    /** The next acts are recorded at this instant and in the hours after it. */
    public Acts toldAt(String instant) {
        now = Instant.parse(instant);
        return this;
    }

    public RecordId granted(String poa, UnaryOperator<Writing> says) {
        Terms terms = says.apply(writing()).terms();
        writings.put(poa, terms);
        return record(new PowerOfAttorneyGranted(HEATON, PoaId.of(poa), heaton(), terms, null));
    }

    /** What the instrument said, but for what is said here. */
    public RecordId corrected(String poa, UnaryOperator<Writing> says) {
        Terms terms = says.apply(new Writing(written(poa))).terms();
        writings.put(poa, terms);
        return record(new PowerOfAttorneyCorrected(HEATON, PoaId.of(poa), heaton(), terms, "misread", null));
    }

    /** A revocation that names these attorneys, or everyone, and is not delivered yet. */
    public RecordId revoked(String poa, String signedOn, AttorneyId... attorneys) {
        return record(new PowerOfAttorneyRevoked(HEATON, PoaId.of(poa), day(signedOn), List.of(attorneys), List.of(), null));
    }

    /** A revocation of everyone, delivered to this attorney on the day it was signed. */
    public RecordId revokedInPerson(String poa, String signedOn, AttorneyId deliveredTo) {
        return revokedAndDelivered(poa, signedOn, deliveredTo, signedOn);
    }

    /** A revocation of everyone, recorded together with its delivery to this attorney alone. */
    public RecordId revokedAndDelivered(String poa, String signedOn, AttorneyId deliveredTo, String deliveredOn) {
        List<Delivery> deliveries = List.of(new Delivery(deliveredTo, day(deliveredOn)));
        return record(new PowerOfAttorneyRevoked(HEATON, PoaId.of(poa), day(signedOn), List.of(), deliveries, null));
    }

    public RecordId delivered(RecordId revocation, AttorneyId attorney, String deliveredOn) {
        return actOf(revocation) instanceof PowerOfAttorneyRevoked act
                ? record(new RevocationDelivered(HEATON, act.poaId(), revocation, attorney, day(deliveredOn), DeliveryMeans.NOT_STATED))
                : anotherKind(revocation);
    }

    public RecordId ceased(IssuerId issuer, String effectiveOn, Regime... regimes) {
        return ceased(issuer, effectiveOn, "exit box on Form 4", regimes);
    }

    public RecordId ceased(IssuerId issuer, String effectiveOn, String basis, Regime... regimes) {
        return record(new GrantorCeasedReporting(HEATON, issuer, Set.of(regimes), day(effectiveOn), basis));
    }

    public RecordId resumed(IssuerId issuer, String effectiveOn, Regime... regimes) {
        return record(new GrantorResumedReporting(HEATON, issuer, Set.of(regimes), day(effectiveOn), null));
    }

    /** A substitute for these forms, or for all that the instrument gives. */
    public RecordId substituted(String poa, AttorneyId principal, AttorneyId substitute, String effectiveOn, Form... forms) {
        return record(new SubstituteAppointed(HEATON, PoaId.of(poa), principal, person(substitute), Set.of(forms), day(effectiveOn)));
    }

    public RecordId substitutionRevoked(RecordId substitution, String effectiveOn) {
        return actOf(substitution) instanceof SubstituteAppointed act
                ? record(new SubstitutionRevoked(HEATON, act.poaId(), substitution, day(effectiveOn)))
                : anotherKind(substitution);
    }

    public RecordId resigned(String poa, AttorneyId attorney, String effectiveOn) {
        return record(new AttorneyResigned(HEATON, PoaId.of(poa), attorney, day(effectiveOn)));
    }

    public RecordId employmentEnded(AttorneyId attorney, String effectiveOn) {
        return record(new AttorneyEmploymentEnded(HEATON, attorney, day(effectiveOn)));
    }

    public RecordId died(String on) {
        return record(new GrantorDied(HEATON, day(on)));
    }

    public RecordId incapacitated(String on) {
        return record(new GrantorIncapacitated(HEATON, day(on)));
    }

    public RecordId dissolved(String on) {
        return record(new GrantorDissolved(HEATON, day(on)));
    }

    public RecordId attorneyDied(AttorneyId attorney, String on) {
        return record(new AttorneyDied(HEATON, attorney, day(on)));
    }

    public RecordId attorneyIncapacitated(AttorneyId attorney, String on) {
        return record(new AttorneyIncapacitated(HEATON, attorney, day(on)));
    }

    /** A rider: what the grant said, but for what is said here. */
    public RecordId amended(String poa, UnaryOperator<Writing> says) {
        return record(new PowerOfAttorneyAmended(HEATON, PoaId.of(poa), heaton(), says.apply(new Writing(written(poa))).terms(), null,
                null));
    }

    public RecordId heldOffice(String poa, AttorneyId office, AttorneyId holder, String from, @Nullable String until) {
        return record(new IncumbencyRecorded(HEATON, PoaId.of(poa), office, person(holder), day(from), until == null ? null : day(until)));
    }

    public RecordId retracted(RecordId record) {
        return record(new RecordRetracted(HEATON, record, "recorded in error"));
    }

    /** All that is recorded, in the order of recording. */
    public List<LedgerRecord> records() {
        return List.copyOf(records);
    }

    /** What is known now. */
    public GrantorRecords known() {
        return GrantorRecords.of(records);
    }

    /** What was known one microsecond before this was recorded. */
    public GrantorRecords knownBefore(RecordId record) {
        return known().knownAt(toldAt(record).minusNanos(1000));
    }

    /** The answer, as known now. */
    public Answer answer(Question question) {
        return Check.answer(question, new RecordedParties(Map.of(PartyId.of(HEATON.value()), known()), Instant.MAX));
    }

    /** When this was recorded. */
    public Instant toldAt(RecordId record) {
        return find(record).recordedAt();
    }

    /** The one authority of this attorney, as known now. */
    public Authority authorityOf(AttorneyId attorney) {
        return authorityOf(attorney, known());
    }

    /** The one authority of this attorney, as known then. */
    public static Authority authorityOf(AttorneyId attorney, GrantorRecords known) {
        List<Authority> found = known.authorities().stream().filter(authority -> authority.attorneyId().equals(attorney)).toList();
        if (found.size() != 1) {
            throw new AssertionError(attorney + " has not one authority: " + found);
        }
        return found.getFirst();
    }

    /** The one authority of this attorney under this instrument, as known now. */
    public Authority authorityOf(AttorneyId attorney, String poa) {
        return known().authorities().stream()
                .filter(authority -> authority.attorneyId().equals(attorney) && authority.poaId().value().equals(poa)).findFirst()
                .orElseThrow(() -> new AssertionError(attorney + " has no authority under " + poa));
    }

    private RecordId record(LegalAct act) {
        RecordId recordId = new RecordId(UUID.nameUUIDFromBytes(("record " + records.size()).getBytes(StandardCharsets.UTF_8)));
        records.add(new LedgerRecord(recordId, records.size() + 1L, records.size(), now, "recorder", act));
        now = now.plus(Duration.ofHours(1));
        return recordId;
    }

    private LedgerRecord find(RecordId recordId) {
        return records.stream().filter(record -> record.recordId().equals(recordId)).findFirst().orElseThrow();
    }

    private LegalAct actOf(RecordId recordId) {
        return find(recordId).act();
    }

    private Terms written(String poa) {
        Terms terms = writings.get(poa);
        if (terms == null) {
            throw new AssertionError("no instrument " + poa);
        }
        return terms;
    }

    private static RecordId anotherKind(RecordId recordId) {
        throw new AssertionError("another kind of act: " + recordId);
    }

    private static Party heaton() {
        return new Party(name(HEATON.value()), null);
    }

    private static Person person(AttorneyId attorney) {
        return new Person(attorney, name(attorney.value()), null, null);
    }

    /**
     * What an instrument says. Without other calls, as Andrew Heaton's of 2003: for HemaCare; Judi Irving, David Fractor and JoAnn Stover,
     * signing singly; (a) Forms 3, 4 and 5, (b) Form ID, (c) Schedules 13D and 13G, amendments too; executed and effective on 2003-05-08;
     * with no end, no power of substitution, not durable, superseding nothing.
     */
    public static final class Writing {

        private Issuer issuer = new Issuer(HEMACARE, name(HEMACARE.value()), null);
        private final List<Attorney> attorneys = new ArrayList<>();
        private final List<Power> powers = new ArrayList<>();
        private int minimumSignatures = 1;
        private LocalDate executedOn = day("2003-05-08");
        private @Nullable LocalDate effectiveOn;
        private @Nullable LocalDate expiresOn;
        private Set<Regime> untilCeased = Set.of();
        private boolean substitution;
        private boolean durable;
        private boolean superseding;

        private Writing() {
            appointing(IRVING, FRACTOR, STOVER);
            powers.add(new Power("a", Set.of(Form.FORM_3, Form.FORM_4, Form.FORM_5), null, Set.of(), null));
            powers.add(new Power("b", Set.of(Form.FORM_ID), null, Set.of(), null));
            powers.add(new Power("c", Set.of(Form.SCHEDULE_13D, Form.SCHEDULE_13G), null, Set.of(), null));
        }

        private Writing(Terms terms) {
            issuer = terms.issuers().getFirst();
            attorneys.addAll(terms.attorneys());
            powers.addAll(terms.powers());
            minimumSignatures = terms.signing().minimum();
            executedOn = terms.executedOn();
            effectiveOn = terms.effectiveOn();
            expiresOn = terms.expiresOn();
            untilCeased = terms.untilCeasedReporting();
            substitution = terms.substitutionAllowed();
            durable = terms.saysDurable();
            superseding = terms.supersedesPrior();
        }

        public Writing forIssuer(IssuerId issuerId) {
            issuer = issuerId.equals(IssuerId.ANY) ? Issuer.ANY : new Issuer(issuerId, name(issuerId.value()), null);
            return this;
        }

        /**
         * As the paper itself says it, the way it was first transcribed: with the attorneys' titles, limited to officers and directors in clause (a),
         * with substitution, until Heaton ceases to report under either regime; clause (b) was overlooked.
         */
        public Writing asFirstTranscribed() {
            attorneys.clear();
            attorneys.add(titled(IRVING, "Chief Executive Officer"));
            attorneys.add(titled(FRACTOR, "Chief Financial Officer"));
            attorneys.add(titled(STOVER, "Corporate Secretary"));
            giving(new Power("a", Set.of(Form.FORM_3, Form.FORM_4, Form.FORM_5), null, EnumSet.of(Capacity.OFFICER, Capacity.DIRECTOR),
                    "execute Forms 3, 4 and 5 in accordance with Section 16(a)"),
                    new Power("c", Set.of(Form.SCHEDULE_13D, Form.SCHEDULE_13G), null, Set.of(), null));
            return untilCeased(Regime.SECTION_16, Regime.SECTION_13).withSubstitution();
        }

        /** These people and no others. */
        public Writing appointing(AttorneyId... people) {
            attorneys.clear();
            Arrays.stream(people).forEach(person -> attorneys.add(titled(person, null)));
            return this;
        }

        /** The holders of this office as well. */
        public Writing appointingOffice(AttorneyId office) {
            attorneys.add(new Attorney(office, name(office.value()), null, null, false, true));
            return this;
        }

        /** It ends for this attorney when their employment ends. */
        public Writing whileEmployed(AttorneyId attorney) {
            attorneys.replaceAll(appointed -> appointed.attorneyId().equals(attorney)
                    ? new Attorney(attorney, name(attorney.value()), null, null, true, false)
                    : appointed);
            return this;
        }

        private static Attorney titled(AttorneyId attorney, @Nullable String title) {
            return new Attorney(attorney, name(attorney.value()), title, null, false, false);
        }

        /** These clauses and none of the usual ones. */
        public Writing giving(Power... clauses) {
            powers.clear();
            powers.addAll(List.of(clauses));
            return this;
        }

        /** This clause and none of the usual ones. */
        public Writing onlyPower(String clause, Form... forms) {
            return giving(new Power(clause, Set.of(forms), true, Set.of(), null));
        }

        /** One more clause. */
        public Writing power(String clause, Set<Form> forms, boolean amendments, Capacity... capacities) {
            powers.add(new Power(clause, forms, amendments, Set.of(capacities), null));
            return this;
        }

        public Writing atLeast(int signatures) {
            minimumSignatures = signatures;
            return this;
        }

        public Writing executedOn(String date) {
            return executedOn(day(date));
        }

        public Writing executedOn(LocalDate date) {
            executedOn = date;
            return this;
        }

        public Writing effectiveOn(String date) {
            return effectiveOn(day(date));
        }

        public Writing effectiveOn(LocalDate date) {
            effectiveOn = date;
            return this;
        }

        public Writing expiresOn(String lastDay) {
            return expiresOn(day(lastDay));
        }

        public Writing expiresOn(LocalDate lastDay) {
            expiresOn = lastDay;
            return this;
        }

        public Writing withoutExpiry() {
            expiresOn = null;
            return this;
        }

        public Writing untilCeased(Regime... regimes) {
            untilCeased = Set.of(regimes);
            return this;
        }

        public Writing withSubstitution() {
            substitution = true;
            return this;
        }

        public Writing withoutSubstitution() {
            substitution = false;
            return this;
        }

        public Writing durable() {
            durable = true;
            return this;
        }

        public Writing supersedingPrior() {
            superseding = true;
            return this;
        }

        /** What the instrument says. */
        public Terms terms() {
            return new Terms(issuer, attorneys, powers, minimumSignatures, executedOn, effectiveOn, expiresOn,
                    untilCeased, substitution, durable, superseding, null);
        }
    }
}
