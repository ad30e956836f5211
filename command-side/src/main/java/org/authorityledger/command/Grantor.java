package org.authorityledger.command;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Instrument;
import org.authorityledger.authority.Law;
import org.authorityledger.authority.ReportingDuty;
import org.authorityledger.authority.UnretractedRecords;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.AttorneyResigned;
import org.authorityledger.events.Delivery;
import org.authorityledger.events.DeliveryMeans;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.GrantorIncapacitated;
import org.authorityledger.events.GrantorResumedReporting;
import org.authorityledger.events.IncumbencyRecorded;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.RevocationDelivered;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.SubstitutionRevoked;
import org.authorityledger.events.Terms;
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
        judge(command.terms(), command.grantorId(), today);
        Refusal.REGIMES_CEASED.when(ceasedWhenEffective(command.terms()), "effectiveOn");

        apply(new PowerOfAttorneyGranted(command.grantorId(), poaId, command.grantor(), command.terms(), command.note()));
    }

    /** Whether every regime has ceased is not checked again: a typo in an old instrument must stay correctable after the duty to report ended. */
    @CommandHandler
    void handle(CorrectPowerOfAttorney command, @MetaDataValue(value = TODAY, required = true) LocalDate today) {
        instrument(command.poaId());
        judge(command.terms(), command.grantorId(), today);

        apply(new PowerOfAttorneyCorrected(command.grantorId(), command.poaId(), command.grantor(), command.terms(), command.reason(),
                command.note()));
    }

    @CommandHandler
    void handle(RevokePowerOfAttorney command, @MetaDataValue(value = TODAY, required = true) LocalDate today) {
        Terms terms = instrument(command.poaId()).terms();
        Refusal.IN_THE_FUTURE.when(command.signedOn().isAfter(today), "signedOn");
        Refusal.SIGNED_BEFORE_EXECUTED.when(command.signedOn().isBefore(terms.executedOn()), "signedOn");
        Set<AttorneyId> named = new HashSet<>();
        for (int i = 0; i < command.attorneys().size(); i++) {
            AttorneyId attorneyId = command.attorneys().get(i);
            Refusal.NAMED_TWICE.when(!named.add(attorneyId), "attorneys[" + i + "]");
            Refusal.OUTSIDE_INSTRUMENT.when(terms.attorney(attorneyId) == null, "attorneys[" + i + "]");
        }
        Set<AttorneyId> delivered = new HashSet<>();
        for (int i = 0; i < command.deliveries().size(); i++) {
            Delivery delivery = command.deliveries().get(i);
            String path = "deliveries[" + i + "]";
            Refusal.NAMED_TWICE.when(!delivered.add(delivery.attorneyId()), path + ".attorneyId");
            boolean revoked = named.isEmpty() ? terms.attorney(delivery.attorneyId()) != null : named.contains(delivery.attorneyId());
            Refusal.OUTSIDE_INSTRUMENT.when(!revoked, path + ".attorneyId");
            Refusal.IN_THE_FUTURE.when(delivery.deliveredOn().isAfter(today), path + ".deliveredOn");
            Refusal.DELIVERED_BEFORE_SIGNED.when(delivery.deliveredOn().isBefore(command.signedOn()), path + ".deliveredOn");
        }

        apply(new PowerOfAttorneyRevoked(command.grantorId(), command.poaId(), command.signedOn(), command.attorneys(),
                command.deliveries(), command.note()));
    }

    @CommandHandler
    void handle(RecordRevocationDelivery command, @MetaDataValue(value = TODAY, required = true) LocalDate today) {
        Instrument instrument = instrument(command.poaId());
        PowerOfAttorneyRevoked revocation = Refusal.UNKNOWN_REVOCATION.whenAbsent(instrument.revocation(command.revocation()), "revocation")
                .act();
        boolean revoked = revocation.names(command.attorneyId()) && instrument.terms().attorney(command.attorneyId()) != null;
        Refusal.OUTSIDE_INSTRUMENT.when(!revoked, "attorneyId");
        Refusal.IN_THE_FUTURE.when(command.deliveredOn().isAfter(today), "deliveredOn");
        Refusal.DELIVERED_BEFORE_SIGNED.when(command.deliveredOn().isBefore(revocation.signedOn()), "deliveredOn");

        apply(new RevocationDelivered(command.grantorId(), command.poaId(), command.revocation(), command.attorneyId(),
                command.deliveredOn(), command.means() == null ? DeliveryMeans.NOT_STATED : command.means()));
    }

    @CommandHandler
    void handle(RecordCessation command) {
        Refusal.NO_REGIME.when(command.regimes().isEmpty(), "regimes");

        apply(new GrantorCeasedReporting(command.grantorId(), command.issuerId(), command.regimes(), command.effectiveOn(),
                command.basis()));
    }

    @CommandHandler
    void handle(RecordResumption command) {
        Refusal.NO_REGIME.when(command.regimes().isEmpty(), "regimes");

        apply(new GrantorResumedReporting(command.grantorId(), command.issuerId(), command.regimes(), command.effectiveOn(),
                command.basis()));
    }

    @CommandHandler
    void handle(AppointSubstitute command) {
        Instrument instrument = instrument(command.poaId());
        Attorney attorney = Refusal.UNKNOWN_ATTORNEY.whenAbsent(instrument.terms().attorney(command.attorneyId()), "attorneyId");
        AttorneyId substitute = command.substitute().attorneyId();
        Refusal.GRANTOR_AS_OWN_ATTORNEY.when(isGrantor(command.grantorId(), substitute), "substitute.attorneyId");
        Refusal.NAMED_TWICE.when(substitute.equals(command.attorneyId()), "substitute.attorneyId");
        Refusal.SUBSTITUTION_NOT_ALLOWED.when(!instrument.terms().substitutionAllowed(), "poaId");
        Refusal.OUTSIDE_ATTORNEYS_FORMS.when(!formsOf(instrument.terms()).containsAll(command.forms()), "forms");
        boolean inForce = Law.named(standing(), instrument, attorney).inForceOn(command.effectiveOn());
        Refusal.ATTORNEY_NOT_IN_FORCE.when(!inForce, "effectiveOn");

        apply(new SubstituteAppointed(command.grantorId(), command.poaId(), command.attorneyId(), command.substitute(), command.forms(),
                command.effectiveOn()));
    }

    @CommandHandler
    void handle(RevokeSubstitution command) {
        Refusal.UNKNOWN_SUBSTITUTION.whenAbsent(instrument(command.poaId()).substitution(command.substitution()), "substitution");

        apply(new SubstitutionRevoked(command.grantorId(), command.poaId(), command.substitution(), command.effectiveOn()));
    }

    @CommandHandler
    void handle(RecordIncumbency command) {
        Attorney office = instrument(command.poaId()).terms().attorney(command.officeId());
        Refusal.UNKNOWN_OFFICE.when(office == null || !office.office(), "officeId");
        AttorneyId holder = command.holder().attorneyId();
        Refusal.GRANTOR_AS_OWN_ATTORNEY.when(isGrantor(command.grantorId(), holder), "holder.attorneyId");
        Refusal.NAMED_TWICE.when(holder.equals(command.officeId()), "holder.attorneyId");
        LocalDate until = command.until();
        Refusal.UNTIL_NOT_AFTER_FROM.when(until != null && !until.isAfter(command.from()), "until");

        apply(new IncumbencyRecorded(command.grantorId(), command.poaId(), command.officeId(), command.holder(), command.from(), until));
    }

    @CommandHandler
    void handle(ResignAsAttorney command) {
        Refusal.UNKNOWN_ATTORNEY.whenAbsent(instrument(command.poaId()).terms().attorney(command.attorneyId()), "attorneyId");

        apply(new AttorneyResigned(command.grantorId(), command.poaId(), command.attorneyId(), command.effectiveOn()));
    }

    @CommandHandler
    void handle(RecordEmploymentEnded command) {
        Refusal.UNKNOWN_ATTORNEY.when(!standing().knows(command.attorneyId()), "attorneyId");

        apply(new AttorneyEmploymentEnded(command.grantorId(), command.attorneyId(), command.effectiveOn()));
    }

    @CommandHandler
    void handle(RecordGrantorDeath command, @MetaDataValue(value = TODAY, required = true) LocalDate today) {
        Refusal.IN_THE_FUTURE.when(command.on().isAfter(today), "on");

        apply(new GrantorDied(command.grantorId(), command.on()));
    }

    @CommandHandler
    void handle(RecordGrantorIncapacity command, @MetaDataValue(value = TODAY, required = true) LocalDate today) {
        Refusal.IN_THE_FUTURE.when(command.on().isAfter(today), "on");

        apply(new GrantorIncapacitated(command.grantorId(), command.on()));
    }

    @CommandHandler
    void handle(RetractRecord command) {
        LedgerRecord record = Refusal.UNKNOWN_RECORD.whenAbsent(standing().record(command.recordId()), "recordId");
        Refusal.RETRACTION_RETRACTED.when(record.act() instanceof RecordRetracted, "recordId");
        Refusal.ALREADY_RETRACTED.when(standing().retracted(record.recordId()) || !carried(record.act()), "recordId");

        apply(new RecordRetracted(command.grantorId(), command.recordId(), command.reason()));
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
    long version() {
        return records.size();
    }

    /** How much memory it takes, as a number of usual records. */
    long weight() {
        return weight;
    }

    /** The acts from a version of the stream on. */
    List<LegalAct> actsSince(long version) {
        return records.subList((int) version, records.size()).stream().map(LedgerRecord::act).toList();
    }

    private UnretractedRecords standing() {
        UnretractedRecords result = standing;
        if (result == null) {
            result = UnretractedRecords.of(records);
            standing = result;
        }
        return result;
    }

    private Instrument instrument(PoaId poaId) {
        return Refusal.UNKNOWN_INSTRUMENT.whenAbsent(standing().instrument(poaId), "poaId");
    }

    private boolean everGranted(PoaId poaId) {
        return records.stream().anyMatch(record -> record.act() instanceof PowerOfAttorneyGranted act && act.poaId().equals(poaId));
    }

    private boolean ceasedWhenEffective(Terms terms) {
        ReportingDuty.Lapse lapse = standing().reportingDuty().lapse(terms.issuer().issuerId(), terms.untilCeasedReporting(),
                terms.effectiveOn());
        return lapse != null && lapse.on().equals(terms.effectiveOn());
    }

    /** Whether what this act depends on still stands. */
    private boolean carried(LegalAct act) {
        return switch (act) {
            case PowerOfAttorneyRevoked revocation -> standing().instrument(revocation.poaId()) != null;
            case RevocationDelivered delivery -> {
                Instrument instrument = standing().instrument(delivery.poaId());
                yield instrument != null && instrument.revocation(delivery.revocation()) != null;
            }
            case SubstituteAppointed substitution -> standing().instrument(substitution.poaId()) != null;
            case SubstitutionRevoked revocation -> {
                Instrument instrument = standing().instrument(revocation.poaId());
                yield instrument != null && instrument.substitution(revocation.substitution()) != null;
            }
            case AttorneyResigned resignation -> standing().instrument(resignation.poaId()) != null;
            case IncumbencyRecorded incumbency -> standing().instrument(incumbency.poaId()) != null;
            case PowerOfAttorneyCorrected correction -> standing().instrument(correction.poaId()) != null;
            case PowerOfAttorneyGranted grant -> true;
            case GrantorCeasedReporting cessation -> true;
            case GrantorResumedReporting resumption -> true;
            case AttorneyEmploymentEnded employmentEnd -> true;
            case GrantorDied death -> true;
            case GrantorIncapacitated incapacity -> true;
            case RecordRetracted retraction -> true;
        };
    }

    /** The rules that the terms of an instrument keep, at first and when they are corrected. */
    private static void judge(Terms terms, GrantorId grantorId, LocalDate today) {
        Refusal.NO_ATTORNEY.when(terms.attorneys().isEmpty(), "attorneys");
        Set<AttorneyId> named = new HashSet<>();
        for (int i = 0; i < terms.attorneys().size(); i++) {
            AttorneyId attorneyId = terms.attorneys().get(i).attorneyId();
            Refusal.GRANTOR_AS_OWN_ATTORNEY.when(isGrantor(grantorId, attorneyId), "attorneys[" + i + "].attorneyId");
            Refusal.NAMED_TWICE.when(!named.add(attorneyId), "attorneys[" + i + "].attorneyId");
        }
        Refusal.NO_POWER.when(terms.powers().isEmpty(), "powers");
        for (int i = 0; i < terms.powers().size(); i++) {
            Refusal.NO_FORM.when(terms.powers().get(i).forms().isEmpty(), "powers[" + i + "].forms");
        }
        int signatures = terms.minimumSignatures();
        Refusal.MINIMUM_SIGNATURES_OUT_OF_RANGE.when(signatures < 1 || signatures > terms.attorneys().size(), "minimumSignatures");
        Refusal.IN_THE_FUTURE.when(terms.executedOn().isAfter(today), "executedOn");
        LocalDate expiresOn = terms.expiresOn();
        Refusal.EXPIRES_BEFORE_EFFECTIVE.when(expiresOn != null && expiresOn.isBefore(terms.effectiveOn()), "expiresOn");
    }

    private static boolean isGrantor(GrantorId grantorId, AttorneyId attorneyId) {
        return attorneyId.value().equals(grantorId.value());
    }

    private static Set<Form> formsOf(Terms terms) {
        EnumSet<Form> forms = EnumSet.noneOf(Form.class);
        terms.powers().forEach(power -> forms.addAll(power.forms()));
        return forms;
    }
}
