package org.authorityledger.command;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Instrument;
import org.authorityledger.authority.Law;
import org.authorityledger.authority.Places;
import org.authorityledger.authority.UnretractedRecords;
import org.authorityledger.events.AttorneyDied;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.AttorneyIncapacitated;
import org.authorityledger.events.AttorneyResigned;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.ConfirmationFiled;
import org.authorityledger.events.Delivery;
import org.authorityledger.events.DeliveryMeans;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorBeganReporting;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorDissolved;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.GrantorIncapacitated;
import org.authorityledger.events.GrantorResumedReporting;
import org.authorityledger.events.IncumbencyRecorded;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Notice;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Power;
import org.authorityledger.events.PowerOfAttorneyAmended;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.RevocationDelivered;
import org.authorityledger.events.SignatoryEnded;
import org.authorityledger.events.SignatoryRecorded;
import org.authorityledger.events.SigningRule;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.SubstitutionRevoked;
import org.authorityledger.events.Terms;
import org.authorityledger.events.Version;
import org.authorityledger.http.Limit;
import org.authorityledger.store.EventMessages;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.jspecify.annotations.Nullable;

/**
 * One grantor, the boundary of consistency: judges each command by all that is recorded of them, and applies one act or refuses.
 *
 * <p>What was retracted counts as never recorded (see {@link UnretractedRecords}). Which day today is comes with the command.
 */
@AggregateRoot(type = EventMessages.STREAM_TYPE)
public final class Grantor {

    /** The metadata of a command that says which day today is, a {@link LocalDate}. */
    static final String TODAY = "today";
    /** The metadata of a command that says what parties are, {@link StatedKinds}. */
    static final String KINDS = "kinds";

    @AggregateIdentifier
    private @Nullable GrantorId grantorId;
    private final List<LedgerRecord> records = new ArrayList<>();
    private @Nullable UnretractedRecords standing;
    private long weight = 1;

    /** For Axon, which then applies what is recorded. */
    Grantor() {}

    /** A grantor of whom nothing is recorded yet. The id is set at once, so that the lock with this name is held from the start. */
    Grantor(GrantorId grantorId) {
        this.grantorId = grantorId;
    }

    /**
     * A grant is not refused for coming into force after the grantor's death, or after any other act that ends it at once: instruments are
     * recorded late and in any order, and the law says what follows.
     */
    @CommandHandler
    void handle(GrantPowerOfAttorney command, @MetaDataValue(value = TODAY, required = true) LocalDate today) {
        PoaId poaId = Objects.requireNonNull(command.poaId(), "minted before");
        Refusal.POA_ID_USED.when(everGranted(poaId), "poaId");
        judge(command.terms(), command.grantorId(), poaId, today);

        apply(new PowerOfAttorneyGranted(command.grantorId(), poaId, command.grantor(), command.terms(), command.note(), command.reason()));
    }

    @CommandHandler
    void handle(AmendPowerOfAttorney command, @MetaDataValue(value = TODAY, required = true) LocalDate today) {
        Terms amended = instrument(command.poaId()).terms();
        judge(command.terms(), command.grantorId(), command.poaId(), today);
        Refusal.AMENDED_BEFORE_EXECUTED.when(beforeSigned(command.terms().executedOn(), amended), "executedOn");
        Refusal.AMENDED_BEFORE_EFFECTIVE.when(command.terms().effectiveOn().isBefore(amended.effectiveOn()), "effectiveOn");

        applyWithinBounds(new PowerOfAttorneyAmended(command.grantorId(), command.poaId(), command.grantor(), command.terms(),
                command.note(), command.reason()), "attorneys");
    }

    /** What was misread in an old paper stays correctable, also where a rider could not be recorded like this. */
    @CommandHandler
    void handle(CorrectPowerOfAttorney command, @MetaDataValue(value = TODAY, required = true) LocalDate today) {
        Instrument instrument = instrument(command.poaId());
        if (command.amendment() != null) {
            Refusal.UNKNOWN_AMENDMENT.whenAbsent(instrument.amendment(command.amendment()), "amendment");
        }
        judge(command.terms(), command.grantorId(), command.poaId(), today);

        applyWithinBounds(new PowerOfAttorneyCorrected(command.grantorId(), command.poaId(), command.grantor(), command.amendment(),
                command.terms(), command.reason(), command.note()), "attorneys");
    }

    @CommandHandler
    void handle(RevokePowerOfAttorney command, @MetaDataValue(value = TODAY, required = true) LocalDate today) {
        Instrument instrument = instrument(command.poaId());
        Set<AttorneyId> everyone = instrument.everyone();
        Refusal.IN_THE_FUTURE.when(command.signedOn().isAfter(today), "signedOn");
        Refusal.SIGNED_BEFORE_EXECUTED.when(beforeSigned(command.signedOn(), instrument.terms()), "signedOn");
        Set<AttorneyId> named = new HashSet<>();
        for (int i = 0; i < command.attorneys().size(); i++) {
            AttorneyId attorneyId = command.attorneys().get(i);
            Refusal.NAMED_TWICE.when(!named.add(attorneyId), "attorneys[" + i + "]");
            Refusal.OUTSIDE_INSTRUMENT.when(!everyone.contains(attorneyId), "attorneys[" + i + "]");
        }
        Set<Object> delivered = new HashSet<>();
        for (int i = 0; i < command.deliveries().size(); i++) {
            Delivery delivery = command.deliveries().get(i);
            String path = "deliveries[" + i + "]";
            AttorneyId to = delivery.attorneyId();
            String whom = path + (to == null ? ".to" : ".attorneyId");
            Refusal.NAMED_TWICE.when(!delivered.add(to == null ? Objects.requireNonNull(delivery.to()) : to), whom);
            Refusal.OUTSIDE_INSTRUMENT.when(to != null && !(named.isEmpty() ? everyone : named).contains(to), whom);
            Refusal.IN_THE_FUTURE.when(delivery.deliveredOn().isAfter(today), path + ".deliveredOn");
            Refusal.DELIVERED_BEFORE_SIGNED.when(delivery.deliveredOn().isBefore(command.signedOn()), path + ".deliveredOn");
        }

        apply(new PowerOfAttorneyRevoked(command.grantorId(), command.poaId(), command.signedOn(), command.attorneys(),
                command.deliveries(), command.by(), command.note(), command.reason(), command.document()));
    }

    @CommandHandler
    void handle(RecordRevocationDelivery command, @MetaDataValue(value = TODAY, required = true) LocalDate today) {
        Instrument instrument = instrument(command.poaId());
        PowerOfAttorneyRevoked revocation = Refusal.UNKNOWN_REVOCATION.whenAbsent(instrument.revocation(command.revocation()), "revocation")
                .act();
        AttorneyId to = command.attorneyId();
        Refusal.OUTSIDE_INSTRUMENT.when(to != null && !(revocation.names(to) && instrument.everyone().contains(to)), "attorneyId");
        Refusal.IN_THE_FUTURE.when(command.deliveredOn().isAfter(today), "deliveredOn");
        Refusal.DELIVERED_BEFORE_SIGNED.when(command.deliveredOn().isBefore(revocation.signedOn()), "deliveredOn");

        apply(new RevocationDelivered(command.grantorId(), command.poaId(), command.revocation(), to, command.to(), command.deliveredOn(),
                command.means() == null ? DeliveryMeans.NOT_STATED : command.means(), command.note(), command.reason(),
                command.document()));
    }

    @CommandHandler
    void handle(RecordReportingBegan command) {
        requireKnown();
        Refusal.NO_REGIME.when(command.regimes().isEmpty(), "regimes");

        apply(new GrantorBeganReporting(command.grantorId(), command.issuerId(), command.regimes(), command.effectiveOn(), command.basis(),
                command.note(), command.reason(), command.document()));
    }

    @CommandHandler
    void handle(RecordCessation command) {
        requireKnown();
        Refusal.NO_REGIME.when(command.regimes().isEmpty(), "regimes");

        apply(new GrantorCeasedReporting(command.grantorId(), command.issuerId(), command.regimes(), command.effectiveOn(),
                command.basis(), command.note(), command.reason(), command.document()));
    }

    @CommandHandler
    void handle(RecordResumption command) {
        requireKnown();
        Refusal.NO_REGIME.when(command.regimes().isEmpty(), "regimes");

        apply(new GrantorResumedReporting(command.grantorId(), command.issuerId(), command.regimes(), command.effectiveOn(),
                command.basis(), command.note(), command.reason(), command.document()));
    }

    @CommandHandler
    void handle(AppointSubstitute command) {
        Instrument instrument = instrument(command.poaId());
        AttorneyId appointer = command.attorneyId();
        Refusal.UNKNOWN_ATTORNEY.when(!instrument.everyone().contains(appointer), "attorneyId");
        AttorneyId substitute = command.substitute().attorneyId();
        Refusal.GRANTOR_AS_OWN_ATTORNEY.when(isGrantor(command.grantorId(), substitute), "substitute.attorneyId");
        Refusal.NAMED_TWICE.when(substitute.equals(appointer), "substitute.attorneyId");
        List<Law.Appointer> held = Law.appointers(standing(), instrument, command.effectiveOn(), appointer);
        List<Authority> principals = held.stream().filter(Law.Appointer::mayAppoint).map(Law.Appointer::authority).toList();
        Refusal.SUBSTITUTION_NOT_ALLOWED.when(held.isEmpty()
                ? !instrument.termsOn(command.effectiveOn()).substitutionAllowed()
                : principals.isEmpty(), "poaId");
        Refusal.OUTSIDE_ATTORNEYS_FORMS.when(!principals.isEmpty() && command.forms().stream()
                .anyMatch(form -> principals.stream().noneMatch(principal -> gives(principal, form))), "forms");
        Refusal.OUTSIDE_ATTORNEYS_ISSUERS.when(!principals.isEmpty() && command.issuers().stream()
                .anyMatch(issuer -> principals.stream().noneMatch(principal -> principal.issuerId().covers(issuer)
                        || issuer.equals(IssuerId.ANY))),
                "issuers");
        Refusal.OUTSIDE_ATTORNEYS_CAPACITIES.when(!principals.isEmpty() && command.capacities().stream()
                .anyMatch(capacity -> principals.stream().noneMatch(principal -> gives(principal, capacity))), "capacities");
        Refusal.UNTIL_NOT_AFTER_FROM.when(command.until() != null && !command.until().isAfter(command.effectiveOn()), "until");
        Refusal.ATTORNEY_NOT_IN_FORCE.when(principals.stream().noneMatch(principal -> principal.inForceOn(command.effectiveOn())),
                "effectiveOn");

        applyWithinBounds(new SubstituteAppointed(command.grantorId(), command.poaId(), appointer, command.substitute(), command.forms(),
                command.effectiveOn(), command.issuers(), command.capacities(), command.until(),
                command.as() == null ? SubstituteAppointed.As.SUBSTITUTE : command.as(), command.note(), command.reason(),
                command.document()), "substitute.attorneyId");
    }

    private static boolean gives(Authority principal, Form form) {
        return form.equals(Form.ALL) ? principal.forms().contains(Form.ALL) : principal.lists(form);
    }

    private static boolean gives(Authority principal, Capacity capacity) {
        return principal.powers().stream().anyMatch(power -> power.capacities().isEmpty() || power.capacities().contains(capacity));
    }

    @CommandHandler
    void handle(RevokeSubstitution command) {
        Refusal.UNKNOWN_SUBSTITUTION.whenAbsent(instrument(command.poaId()).substitution(command.substitution()), "substitution");

        apply(new SubstitutionRevoked(command.grantorId(), command.poaId(), command.substitution(), command.effectiveOn(), command.note(),
                command.reason(), command.document()));
    }

    @CommandHandler
    void handle(RecordIncumbency command) {
        boolean office = instrument(command.poaId()).allTerms().stream().flatMap(terms -> terms.attorneys().stream())
                .anyMatch(attorney -> attorney.office() && attorney.attorneyId().equals(command.officeId()));
        Refusal.UNKNOWN_OFFICE.when(!office, "officeId");
        AttorneyId holder = command.holder().attorneyId();
        Refusal.GRANTOR_AS_OWN_ATTORNEY.when(isGrantor(command.grantorId(), holder), "holder.attorneyId");
        Refusal.NAMED_TWICE.when(holder.equals(command.officeId()), "holder.attorneyId");
        LocalDate until = command.until();
        Refusal.UNTIL_NOT_AFTER_FROM.when(until != null && !until.isAfter(command.from()), "until");

        applyWithinBounds(new IncumbencyRecorded(command.grantorId(), command.poaId(), command.officeId(), command.holder(), command.from(),
                until, command.note(), command.reason(), command.document()), "holder.attorneyId");
    }

    @CommandHandler
    void handle(ResignAsAttorney command) {
        Refusal.UNKNOWN_ATTORNEY.when(!instrument(command.poaId()).everyone().contains(command.attorneyId()), "attorneyId");

        apply(new AttorneyResigned(command.grantorId(), command.poaId(), command.attorneyId(), command.effectiveOn(), command.note(),
                command.reason(), command.document()));
    }

    @CommandHandler
    void handle(RecordEmploymentEnded command) {
        Refusal.UNKNOWN_ATTORNEY.when(!standing().knows(command.attorneyId()), "attorneyId");

        apply(new AttorneyEmploymentEnded(command.grantorId(), command.attorneyId(), command.effectiveOn(), command.employer(),
                command.note(), command.reason(), command.document()));
    }

    @CommandHandler
    void handle(RecordAttorneyDeath command, @MetaDataValue(value = TODAY, required = true) LocalDate today,
            @MetaDataValue(value = KINDS, required = true) StatedKinds kinds) {
        requireSigner(command.attorneyId());
        Refusal.DEATH_OF_AN_ENTITY.when(kinds.of(PartyId.of(command.attorneyId().value())) == PartyKind.ENTITY, "attorneyId");
        Refusal.DEATH_OF_AN_OFFICE.when(standing().office(command.attorneyId()), "attorneyId");
        Refusal.IN_THE_FUTURE.when(command.on().isAfter(today), "on");

        apply(new AttorneyDied(command.grantorId(), command.attorneyId(), command.on(), command.note(), command.reason(),
                command.document()));
    }

    @CommandHandler
    void handle(RecordAttorneyIncapacity command, @MetaDataValue(value = TODAY, required = true) LocalDate today) {
        requireSigner(command.attorneyId());
        Refusal.DEATH_OF_AN_OFFICE.when(standing().office(command.attorneyId()), "attorneyId");
        Refusal.IN_THE_FUTURE.when(command.on().isAfter(today), "on");

        apply(new AttorneyIncapacitated(command.grantorId(), command.attorneyId(), command.on(), command.note(), command.reason(),
                command.document()));
    }

    /** Someone who signs under an instrument, or as a signatory. */
    private void requireSigner(AttorneyId attorneyId) {
        Refusal.UNKNOWN_ATTORNEY.when(!standing().knows(attorneyId) && !standing().knowsSignatory(attorneyId.value()), "attorneyId");
    }

    @CommandHandler
    void handle(RecordGrantorDeath command, @MetaDataValue(value = TODAY, required = true) LocalDate today,
            @MetaDataValue(value = KINDS, required = true) StatedKinds kinds) {
        requireKnown();
        Refusal.DEATH_OF_AN_ENTITY.when(kind(command, kinds) == PartyKind.ENTITY, "grantorId");
        Refusal.IN_THE_FUTURE.when(command.on().isAfter(today), "on");
        judge(command.notices(), today);

        apply(new GrantorDied(command.grantorId(), command.on(), command.notices(), command.note(), command.reason(), command.document()));
    }

    @CommandHandler
    void handle(RecordGrantorIncapacity command, @MetaDataValue(value = TODAY, required = true) LocalDate today) {
        requireKnown();
        Refusal.IN_THE_FUTURE.when(command.on().isAfter(today), "on");
        judge(command.notices(), today);

        apply(new GrantorIncapacitated(command.grantorId(), command.on(), command.notices(), command.note(), command.reason(),
                command.document()));
    }

    @CommandHandler
    void handle(RecordGrantorDissolution command, @MetaDataValue(value = TODAY, required = true) LocalDate today,
            @MetaDataValue(value = KINDS, required = true) StatedKinds kinds) {
        requireKnown();
        Refusal.DISSOLUTION_OF_A_PERSON.when(kind(command, kinds) != PartyKind.ENTITY, "grantorId");
        Refusal.IN_THE_FUTURE.when(command.on().isAfter(today), "on");
        judge(command.notices(), today);

        apply(new GrantorDissolved(command.grantorId(), command.on(), command.notices(), command.note(), command.reason(),
                command.document()));
    }

    /** A notice is of the past, too; it can come before the day that a court found later. */
    private static void judge(List<Notice> notices, LocalDate today) {
        Set<AttorneyId> named = new HashSet<>();
        for (int i = 0; i < notices.size(); i++) {
            Refusal.NAMED_TWICE.when(!named.add(notices.get(i).attorneyId()), "notices[" + i + "].attorneyId");
            Refusal.IN_THE_FUTURE.when(notices.get(i).on().isAfter(today), "notices[" + i + "].on");
        }
    }

    private static @Nullable PartyKind kind(Command command, StatedKinds kinds) {
        return kinds.of(PartyId.of(command.grantorId().value()));
    }

    @CommandHandler
    void handle(RecordSignatory command, @MetaDataValue(value = KINDS, required = true) StatedKinds kinds) {
        Refusal.ENTITY_AS_OWN_SIGNATORY.when(command.signatory().partyId().value().equals(command.grantorId().value()),
                "signatory.partyId");
        boolean person = kind(command, kinds) == PartyKind.PERSON
                || (command.grantor() != null && command.grantor().kind() == PartyKind.PERSON);
        Refusal.SIGNATORY_OF_A_PERSON.when(person, "grantorId");
        LocalDate until = command.until();
        Refusal.UNTIL_NOT_AFTER_FROM.when(until != null && !until.isAfter(command.from()), "until");
        Integer minimum = command.minimumSignatories();
        Refusal.MINIMUM_SIGNATURES_OUT_OF_RANGE.when(minimum != null && minimum < 1, "minimumSignatories");

        apply(new SignatoryRecorded(command.grantorId(), command.grantor(), command.signatory(), command.capacity(), command.title(),
                command.from(), until, command.forms(), minimum, command.note(), command.reason(), command.document()));
    }

    @CommandHandler
    void handle(EndSignatory command) {
        Refusal.UNKNOWN_SIGNATORY.whenAbsent(standing().signatory(command.signatory()), "signatory");

        apply(new SignatoryEnded(command.grantorId(), command.signatory(), command.effectiveOn(), command.note(), command.reason(),
                command.document()));
    }

    @CommandHandler
    void handle(RecordConfirmationFiled command, @MetaDataValue(value = TODAY, required = true) LocalDate today) {
        instrument(command.poaId());
        Refusal.NO_FORM.when(command.form().equals(Form.ALL), "form");
        Refusal.IN_THE_FUTURE.when(command.filedOn().isAfter(today), "filedOn");

        apply(new ConfirmationFiled(command.grantorId(), command.poaId(), command.accession(), command.form(), command.exhibit(),
                command.filedOn(), command.byReference(), command.note(), command.reason(), command.document()));
    }

    @CommandHandler
    void handle(RetractRecord command) {
        LedgerRecord record = Refusal.UNKNOWN_RECORD.whenAbsent(standing().record(command.recordId()), "recordId");
        Refusal.RETRACTION_RETRACTED.when(record.act() instanceof RecordRetracted, "recordId");
        Refusal.ALREADY_RETRACTED.when(!standing().stands(record.recordId()), "recordId");

        apply(new RecordRetracted(command.grantorId(), command.recordId(), command.reason(), command.note(), command.document()));
    }

    /** Riders multiply what an instrument gives, and chains of appointments can grow without end: where it could be much, it is counted. */
    private void applyWithinBounds(LegalAct act, String path) {
        UnretractedRecords after = GrantorRecords.of(records).supposing(List.of(act), Instant.EPOCH).unretracted();
        Instrument instrument = after.instrument(Objects.requireNonNull(act.poaId()));
        Refusal.TOO_MANY_AUTHORITIES.when(instrument != null && couldBeMany(instrument)
                && Law.givesMoreThan(Limit.AUTHORITIES.most(), after, instrument), path);
        apply(act);
    }

    private static boolean couldBeMany(Instrument instrument) {
        long places = 0;
        for (Terms terms : instrument.allTerms()) {
            places += (long) terms.issuers().size() * (terms.attorneys().size() + instrument.incumbencies().size());
        }
        return !instrument.substitutions().isEmpty() || places > Limit.AUTHORITIES.most();
    }

    /** Remembers. No rule depends on the position or the instant of a record, which the ledger assigns only when it records. */
    @EventSourcingHandler
    void on(LegalAct act, DomainEventMessage<? extends LegalAct> message) {
        grantorId = act.grantorId();
        LedgerRecord record = EventMessages.record(message);
        records.add(record);
        weight += GrantorRecords.weight(record.act());
        standing = null;
    }

    /** How many acts are recorded: the version of the stream. */
    Version version() {
        return Version.of(records.size());
    }

    /** How much memory it takes, as a number of usual records. */
    long weight() {
        return weight;
    }

    /** What came after a version of the stream. */
    List<LedgerRecord> since(Version version) {
        return List.copyOf(records.subList((int) version.value(), records.size()));
    }

    private UnretractedRecords standing() {
        UnretractedRecords result = standing;
        if (result == null) {
            result = UnretractedRecords.of(records);
            standing = result;
        }
        return result;
    }

    /** One whose records are all retracted is unknown again. What names another record is refused for that record. */
    private void requireKnown() {
        Refusal.UNKNOWN_GRANTOR.when(!standing().any(), "grantorId");
    }

    private Instrument instrument(PoaId poaId) {
        return Refusal.UNKNOWN_INSTRUMENT.whenAbsent(standing().instrument(poaId), "poaId");
    }

    private boolean everGranted(PoaId poaId) {
        return records.stream().anyMatch(record -> record.act() instanceof PowerOfAttorneyGranted act && act.poaId().equals(poaId));
    }

    /** The rules that the terms of an instrument keep, at first, when they are corrected, and in a rider. */
    private void judge(Terms terms, GrantorId grantorId, PoaId poaId, LocalDate today) {
        Set<IssuerId> issuers = new HashSet<>();
        for (int i = 0; i < terms.issuers().size(); i++) {
            Refusal.NAMED_TWICE.when(!issuers.add(terms.issuers().get(i).issuerId()), "issuers[" + i + "].issuerId");
        }
        Refusal.NO_ATTORNEY.when(terms.attorneys().isEmpty(), "attorneys");
        Set<AttorneyId> named = new HashSet<>();
        for (int i = 0; i < terms.attorneys().size(); i++) {
            AttorneyId attorneyId = terms.attorneys().get(i).attorneyId();
            Refusal.GRANTOR_AS_OWN_ATTORNEY.when(isGrantor(grantorId, attorneyId), "attorneys[" + i + "].attorneyId");
            Refusal.NAMED_TWICE.when(!named.add(attorneyId), "attorneys[" + i + "].attorneyId");
        }
        judge(terms.signing(), named, "signing");
        Refusal.NO_POWER.when(terms.powers().isEmpty(), "powers");
        for (int i = 0; i < terms.powers().size(); i++) {
            judge(terms.powers().get(i), terms, named, "powers[" + i + "].");
        }
        for (int i = 0; i < terms.supersedes().size(); i++) {
            PoaId superseded = terms.supersedes().get(i);
            Refusal.SUPERSEDES_ITSELF.when(superseded.equals(poaId), "supersedes[" + i + "]");
            Refusal.UNKNOWN_INSTRUMENT.whenAbsent(standing().instrument(superseded), "supersedes[" + i + "]");
        }
        Refusal.IN_THE_FUTURE.when(terms.executedOn().isAfter(today), "executedOn");
        LocalDate expiresOn = terms.expiresOn();
        Refusal.EXPIRES_BEFORE_EFFECTIVE.when(expiresOn != null && expiresOn.isBefore(terms.effectiveOn()), "expiresOn");
    }

    private static void judge(Power power, Terms terms, Set<AttorneyId> named, String path) {
        if (power.accessory()) {
            Refusal.ACCESSORY_WITH_FORMS.when(!power.forms().isEmpty(), path + "forms");
            Refusal.ACCESSORY_TO_NO_CLAUSE.when(power.accessoryTo().stream().anyMatch(clause -> terms.powers().stream()
                    .noneMatch(other -> other != power && other.clause().equals(clause) && !other.accessory())), path + "accessoryTo");
            // Amendments are all that it adds.
            Refusal.ACCESSORY_SAYS_OTHERWISE.when(!power.amendments(), path + "amendments");
            // What it said about capacities and signing would be heard by no one: a narrower word would be lost in silence.
            List<Power> main = terms.powers().stream().filter(other -> power.accessoryTo().contains(other.clause())).toList();
            Refusal.ACCESSORY_SAYS_OTHERWISE.when(!power.capacities().isEmpty() && main.stream().anyMatch(
                    other -> other.capacities().isEmpty() || !power.capacities().containsAll(other.capacities())), path + "capacities");
            Refusal.ACCESSORY_SAYS_OTHERWISE.when(power.signing() != null && main.stream().anyMatch(
                    other -> !power.signing().equals(other.signing() == null ? terms.signing() : other.signing())), path + "signing");
        } else {
            Refusal.NO_FORM.when(power.forms().isEmpty(), path + "forms");
        }
        Set<AttorneyId> holders = new HashSet<>();
        for (int i = 0; i < power.attorneys().size(); i++) {
            Refusal.NAMED_TWICE.when(!holders.add(power.attorneys().get(i)), path + "attorneys[" + i + "]");
            Refusal.OUTSIDE_INSTRUMENT.when(!named.contains(power.attorneys().get(i)), path + "attorneys[" + i + "]");
        }
        Set<AttorneyId> having = holders.isEmpty() ? named : holders;
        SigningRule own = power.signing();
        if (own != null) {
            judge(own, having, path + "signing");
        } else if (!power.accessory()) {
            Refusal.SIGNING_RULE_CANNOT_BE_MET.when(!Places.canMeet(terms.signing(), having), path + "attorneys");
        }
    }

    private static void judge(SigningRule rule, Set<AttorneyId> who, String path) {
        if (rule.groups().isEmpty()) {
            Refusal.MINIMUM_SIGNATURES_OUT_OF_RANGE.when(rule.minimum() < 1 || rule.minimum() > who.size(), path + ".minimum");
            return;
        }
        Refusal.MINIMUM_BESIDE_GROUPS.when(rule.minimum() != 1, path + ".minimum");
        for (int i = 0; i < rule.groups().size(); i++) {
            SigningRule.Group group = rule.groups().get(i);
            Set<AttorneyId> members = new HashSet<>();
            for (int j = 0; j < group.of().size(); j++) {
                String member = path + ".groups[" + i + "].of[" + j + "]";
                Refusal.OUTSIDE_INSTRUMENT.when(!who.contains(group.of().get(j)), member);
                Refusal.NAMED_TWICE.when(!members.add(group.of().get(j)), member);
            }
            Refusal.MINIMUM_SIGNATURES_OUT_OF_RANGE.when(group.minimum() < 1 || group.minimum() > members.size(),
                    path + ".groups[" + i + "].minimum");
        }
        Refusal.SIGNING_RULE_CANNOT_BE_MET.when(!Places.canMeet(rule, who), path + ".groups");
    }

    /** What has no date was signed on the day given at the latest, and perhaps long before. */
    private static boolean beforeSigned(LocalDate day, Terms terms) {
        return !terms.undated() && day.isBefore(terms.executedOn());
    }

    private static boolean isGrantor(GrantorId grantorId, AttorneyId attorneyId) {
        return attorneyId.value().equals(grantorId.value());
    }
}
