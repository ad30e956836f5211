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
import org.authorityledger.events.Accession;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyDied;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.AttorneyIncapacitated;
import org.authorityledger.events.AttorneyResigned;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.ConfirmationFiled;
import org.authorityledger.events.Delivery;
import org.authorityledger.events.DeliveryMeans;
import org.authorityledger.events.Document;
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
import org.authorityledger.events.OnBehalfOf;
import org.authorityledger.events.Party;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.Person;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Position;
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
import org.authorityledger.events.Sequence;
import org.authorityledger.events.Signatory;
import org.authorityledger.events.SignatoryCapacity;
import org.authorityledger.events.SignatoryEnded;
import org.authorityledger.events.SignatoryRecorded;
import org.authorityledger.events.SigningRule;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.SubstitutionPower;
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
    private final GrantorId grantor;
    private final @Nullable PartyKind kind;
    private final Map<String, Terms> writings = new HashMap<>();
    private Instant now = Instant.parse("2026-01-05T14:30:00.000001Z");

    /** Acts of Andrew Heaton, of whom no record says what he is. */
    public Acts() {
        this(HEATON, null);
    }

    /** Acts of another party, such as one for which he signs; those of several parties take turns by {@link #toldAt(String)}. */
    public Acts(GrantorId grantor, @Nullable PartyKind kind) {
        this.grantor = grantor;
        this.kind = kind;
    }

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
        return record(new PowerOfAttorneyGranted(grantor, PoaId.of(poa), party(), terms, null));
    }

    /** What the instrument said, but for what is said here. */
    public RecordId corrected(String poa, UnaryOperator<Writing> says) {
        Terms terms = says.apply(new Writing(written(poa))).terms();
        writings.put(poa, terms);
        return record(new PowerOfAttorneyCorrected(grantor, PoaId.of(poa), party(), terms, "misread", null));
    }

    /** A revocation that names these attorneys, or everyone, and is not delivered yet. */
    public RecordId revoked(String poa, String signedOn, AttorneyId... attorneys) {
        return record(new PowerOfAttorneyRevoked(grantor, PoaId.of(poa), day(signedOn), List.of(attorneys), List.of(), null));
    }

    /** A revocation of everyone, delivered to this attorney on the day it was signed. */
    public RecordId revokedInPerson(String poa, String signedOn, AttorneyId deliveredTo) {
        return revokedAndDelivered(poa, signedOn, deliveredTo, signedOn);
    }

    /** A revocation of everyone, recorded together with its delivery to this attorney alone. */
    public RecordId revokedAndDelivered(String poa, String signedOn, AttorneyId deliveredTo, String deliveredOn) {
        List<Delivery> deliveries = List.of(new Delivery(deliveredTo, day(deliveredOn)));
        return record(new PowerOfAttorneyRevoked(grantor, PoaId.of(poa), day(signedOn), List.of(), deliveries, null));
    }

    public RecordId delivered(RecordId revocation, AttorneyId attorney, String deliveredOn) {
        return actOf(revocation) instanceof PowerOfAttorneyRevoked act
                ? record(new RevocationDelivered(grantor, act.poaId(), revocation, attorney, day(deliveredOn), DeliveryMeans.NOT_STATED))
                : anotherKind(revocation);
    }

    public RecordId ceased(IssuerId issuer, String effectiveOn, Regime... regimes) {
        return ceased(issuer, effectiveOn, "exit box on Form 4", regimes);
    }

    public RecordId ceased(IssuerId issuer, String effectiveOn, String basis, Regime... regimes) {
        return record(new GrantorCeasedReporting(grantor, issuer, Set.of(regimes), day(effectiveOn), basis));
    }

    public RecordId resumed(IssuerId issuer, String effectiveOn, Regime... regimes) {
        return record(new GrantorResumedReporting(grantor, issuer, Set.of(regimes), day(effectiveOn), null));
    }

    /** A substitute for these forms, or for all that the instrument gives. */
    public RecordId substituted(String poa, AttorneyId principal, AttorneyId substitute, String effectiveOn, Form... forms) {
        return record(new SubstituteAppointed(grantor, PoaId.of(poa), principal, person(substitute), Set.of(forms), day(effectiveOn)));
    }

    public RecordId substitutionRevoked(RecordId substitution, String effectiveOn) {
        return actOf(substitution) instanceof SubstituteAppointed act
                ? record(new SubstitutionRevoked(grantor, act.poaId(), substitution, day(effectiveOn)))
                : anotherKind(substitution);
    }

    public RecordId resigned(String poa, AttorneyId attorney, String effectiveOn) {
        return record(new AttorneyResigned(grantor, PoaId.of(poa), attorney, day(effectiveOn)));
    }

    public RecordId employmentEnded(AttorneyId attorney, String effectiveOn) {
        return record(new AttorneyEmploymentEnded(grantor, attorney, day(effectiveOn)));
    }

    public RecordId died(String on) {
        return record(new GrantorDied(grantor, day(on)));
    }

    public RecordId incapacitated(String on) {
        return record(new GrantorIncapacitated(grantor, day(on)));
    }

    public RecordId dissolved(String on) {
        return record(new GrantorDissolved(grantor, day(on)));
    }

    public RecordId attorneyDied(AttorneyId attorney, String on) {
        return record(new AttorneyDied(grantor, attorney, day(on)));
    }

    public RecordId attorneyIncapacitated(AttorneyId attorney, String on) {
        return record(new AttorneyIncapacitated(grantor, attorney, day(on)));
    }

    /** A rider: what the grant said, but for what is said here. */
    public RecordId amended(String poa, UnaryOperator<Writing> says) {
        return record(new PowerOfAttorneyAmended(grantor, PoaId.of(poa), party(), says.apply(new Writing(written(poa))).terms(), null,
                null));
    }

    public RecordId heldOffice(String poa, AttorneyId office, AttorneyId holder, String from, @Nullable String until) {
        return record(new IncumbencyRecorded(grantor, PoaId.of(poa), office, person(holder), day(from), until == null ? null : day(until)));
    }

    /** What this rider said, but for what is said here. */
    public RecordId amendmentCorrected(RecordId rider, UnaryOperator<Writing> says) {
        return actOf(rider) instanceof PowerOfAttorneyAmended act
                ? record(new PowerOfAttorneyCorrected(grantor, act.poaId(), party(), rider, says.apply(new Writing(act.terms())).terms(),
                        "misread", null))
                : anotherKind(rider);
    }

    /** A revocation of everyone that names these deliveries. */
    public RecordId revokedWith(String poa, String signedOn, Delivery... deliveries) {
        return record(new PowerOfAttorneyRevoked(grantor, PoaId.of(poa), day(signedOn), List.of(), List.of(deliveries), null));
    }

    public RecordId deliveredToIssuer(RecordId revocation, String deliveredOn) {
        return actOf(revocation) instanceof PowerOfAttorneyRevoked act
                ? record(new RevocationDelivered(grantor, act.poaId(), revocation, null, Recipient.ISSUER, day(deliveredOn),
                        DeliveryMeans.NOT_STATED, null, null, null))
                : anotherKind(revocation);
    }

    public RecordId began(IssuerId issuer, String effectiveOn, Regime... regimes) {
        return record(new GrantorBeganReporting(grantor, issuer, Set.of(regimes), day(effectiveOn), null));
    }

    /** A co-agent for these forms, or for all that the instrument gives. */
    public RecordId coAgentAppointed(String poa, AttorneyId appointer, AttorneyId coAgent, String effectiveOn, Form... forms) {
        return appointed(poa, appointer, coAgent, SubstituteAppointed.As.CO_AGENT, effectiveOn, null, List.of(), Set.of(), forms);
    }

    /** A substitute or co-agent, with all that can be said of the appointment. */
    public RecordId appointed(String poa, AttorneyId appointer, AttorneyId appointee, SubstituteAppointed.As as, String effectiveOn,
            @Nullable String until, List<IssuerId> issuers, Set<Capacity> capacities, Form... forms) {
        return record(
                new SubstituteAppointed(grantor, PoaId.of(poa), appointer, person(appointee), Set.of(forms), day(effectiveOn), issuers,
                        capacities, until == null ? null : day(until), as, null, null, null));
    }

    /** An end of employment by this employer. */
    public RecordId employmentEnded(AttorneyId attorney, String effectiveOn, String employer) {
        return record(new AttorneyEmploymentEnded(grantor, attorney, day(effectiveOn), employer, null, null, null));
    }

    /** A death of which these people learned. */
    public RecordId died(String on, Notice... notices) {
        return record(new GrantorDied(grantor, day(on), List.of(notices), null, null, null));
    }

    /** An incapacity of which these people learned. */
    public RecordId incapacitated(String on, Notice... notices) {
        return record(new GrantorIncapacitated(grantor, day(on), List.of(notices), null, null, null));
    }

    /** Someone signs for this entity, for these forms or all. */
    public RecordId signatory(String party, SignatoryCapacity capacity, String from, @Nullable String until, Form... forms) {
        return signatory(party, null, capacity, from, until, null, forms);
    }

    /** The same, with what the signatory is and how many must sign together. */
    public RecordId signatory(String party, @Nullable PartyKind its, SignatoryCapacity capacity, String from, @Nullable String until,
            @Nullable Integer minimumSignatories, Form... forms) {
        return record(
                new SignatoryRecorded(grantor, null, new Signatory(PartyId.of(party), name(party), null, its), capacity, null, day(from),
                        until == null ? null : day(until), Set.of(forms), minimumSignatories, null, null, null));
    }

    public RecordId signatoryEnded(RecordId signatory, String effectiveOn) {
        return record(new SignatoryEnded(grantor, signatory, day(effectiveOn)));
    }

    /** The instrument is on file with the Commission from this day. */
    public RecordId confirmationFiled(String poa, Form form, String filedOn) {
        return record(new ConfirmationFiled(grantor, PoaId.of(poa), Accession.of("0001181431-04-028213"), form, "24", day(filedOn), false,
                null, null, null));
    }

    public RecordId retracted(RecordId record) {
        return record(new RecordRetracted(grantor, record, "recorded in error"));
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
        return Check.answer(question, new RecordedParties(Map.of(PartyId.of(grantor.value()), known()), Instant.MAX));
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
        // Records of different parties have different names.
        String of = grantor.equals(HEATON) ? "record " : grantor + " record ";
        RecordId recordId = new RecordId(UUID.nameUUIDFromBytes((of + records.size()).getBytes(StandardCharsets.UTF_8)));
        records.add(new LedgerRecord(recordId, Position.of(records.size() + 1L), Sequence.of(records.size()), now, "recorder", act));
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

    private Party party() {
        return new Party(name(grantor.value()), null, kind);
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

        private List<Issuer> issuers = List.of(named(HEMACARE));
        private final List<Attorney> attorneys = new ArrayList<>();
        private final List<Power> powers = new ArrayList<>();
        private SigningRule signing = SigningRule.SINGLY;
        private LocalDate executedOn = day("2003-05-08");
        private @Nullable LocalDate effectiveOn;
        private @Nullable LocalDate expiresOn;
        private Set<Regime> untilCeased = Set.of();
        private SubstitutionPower substitution = SubstitutionPower.NONE;
        private @Nullable Boolean durable;
        private @Nullable String governingLaw;
        private boolean superseding;
        private List<PoaId> supersedes = List.of();
        private RevocationTakesEffect revocationTakesEffect = RevocationTakesEffect.ON_DELIVERY_TO_ATTORNEY;
        private OnBehalfOf onBehalfOf = OnBehalfOf.NONE;
        private boolean undated;
        private boolean termsSeen = true;
        private @Nullable Document document;

        private Writing() {
            appointing(IRVING, FRACTOR, STOVER);
            powers.add(new Power("a", Set.of(Form.FORM_3, Form.FORM_4, Form.FORM_5), null, Set.of(), null));
            powers.add(new Power("b", Set.of(Form.FORM_ID), null, Set.of(), null));
            powers.add(new Power("c", Set.of(Form.SCHEDULE_13D, Form.SCHEDULE_13G), null, Set.of(), null));
        }

        private Writing(Terms terms) {
            issuers = terms.issuers();
            attorneys.addAll(terms.attorneys());
            powers.addAll(terms.powers());
            signing = terms.signing();
            executedOn = terms.executedOn();
            effectiveOn = terms.effectiveOn();
            expiresOn = terms.expiresOn();
            untilCeased = terms.untilCeasedReporting();
            substitution = terms.substitution();
            durable = terms.durable();
            governingLaw = terms.governingLaw();
            superseding = terms.supersedesPrior();
            supersedes = terms.supersedes();
            revocationTakesEffect = terms.revocationTakesEffect();
            onBehalfOf = terms.onBehalfOf();
            undated = terms.undated();
            termsSeen = terms.termsSeen();
            document = terms.document();
        }

        public Writing forIssuer(IssuerId issuerId) {
            return forIssuers(issuerId);
        }

        /** These issuers and no others. */
        public Writing forIssuers(IssuerId... issuerIds) {
            issuers = Arrays.stream(issuerIds).map(Writing::named).toList();
            return this;
        }

        private static Issuer named(IssuerId issuerId) {
            return issuerId.equals(IssuerId.ANY) ? Issuer.ANY : new Issuer(issuerId, name(issuerId.value()), null);
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
            signing = SigningRule.atLeast(signatures);
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
            substitution = SubstitutionPower.ALLOWED;
            return this;
        }

        public Writing withoutSubstitution() {
            substitution = SubstitutionPower.NONE;
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

        /** This attorney works for this employer, and it ends for them when that does. */
        public Writing whileEmployedBy(AttorneyId attorney, String employer) {
            attorneys.replaceAll(appointed -> appointed.attorneyId().equals(attorney)
                    ? new Attorney(attorney, name(attorney.value()), null, employer, true, false)
                    : appointed);
            return this;
        }

        /** An attorney that is an entity, as well. */
        public Writing appointingEntity(AttorneyId entity) {
            attorneys.add(new Attorney(entity, name(entity.value()), null, null, false, false, null, PartyKind.ENTITY));
            return this;
        }

        /** Each of these groups must be met. */
        public Writing groups(SigningRule.Group... groups) {
            signing = new SigningRule(null, List.of(groups));
            return this;
        }

        /** One more clause: amendments of what these clauses cover. */
        public Writing accessory(String clause, String... to) {
            powers.add(new Power(clause, Set.of(), true, Set.of(), null, List.of(), null, List.of(to)));
            return this;
        }

        /** One more clause, which these attorneys alone have. */
        public Writing powerOf(String clause, Set<Form> forms, AttorneyId... attorneyIds) {
            powers.add(new Power(clause, forms, true, Set.of(), null, List.of(attorneyIds), null, List.of()));
            return this;
        }

        public Writing withResubstitution() {
            substitution = SubstitutionPower.WITH_RESUBSTITUTION;
            return this;
        }

        /** True, false, or null where it is silent. */
        public Writing durable(@Nullable Boolean says) {
            durable = says;
            return this;
        }

        public Writing superseding(String... poas) {
            supersedes = Arrays.stream(poas).map(PoaId::of).toList();
            return this;
        }

        public Writing revocationTakesEffect(RevocationTakesEffect when) {
            revocationTakesEffect = when;
            return this;
        }

        /** These entities, or every one where none is given. */
        public Writing onBehalfOf(String... entities) {
            onBehalfOf = entities.length == 0 ? OnBehalfOf.ANY : OnBehalfOf.of(Arrays.stream(entities).map(PartyId::of).toList());
            return this;
        }

        public Writing undated() {
            undated = true;
            return this;
        }

        public Writing termsNotSeen() {
            termsSeen = false;
            return this;
        }

        public Writing document(String sha256) {
            document = new Document(sha256, null);
            return this;
        }

        /** What the instrument says. */
        public Terms terms() {
            return new Terms(issuers, attorneys, powers, signing, executedOn, effectiveOn, expiresOn, untilCeased, substitution, durable,
                    governingLaw, superseding, supersedes, revocationTakesEffect, onBehalfOf, undated, termsSeen, document);
        }
    }
}
