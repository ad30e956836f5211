package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.authorityledger.events.AttorneyDied;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.AttorneyIncapacitated;
import org.authorityledger.events.AttorneyResigned;
import org.authorityledger.events.ConfirmationFiled;
import org.authorityledger.events.GrantorBeganReporting;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorDissolved;
import org.authorityledger.events.GrantorIncapacitated;
import org.authorityledger.events.GrantorResumedReporting;
import org.authorityledger.events.IncumbencyRecorded;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyAmended;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.Regime;
import org.authorityledger.events.RevocationDelivered;
import org.authorityledger.events.SignatoryEnded;
import org.authorityledger.events.SignatoryRecorded;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.SubstitutionRevoked;
import org.authorityledger.events.Terms;
import org.jspecify.annotations.Nullable;

/**
 * The records of one grantor that stand: retracted ones, and what depends on them, are left out; corrected terms are in the place of those they
 * correct.
 */
public final class UnretractedRecords {

    /** A signatory and the records that ended it. */
    public record SignatoryEntry(LedgerRecord record, SignatoryRecorded act, List<LedgerRecord> ends) {}

    private final Map<PoaId, Instrument> instruments = new LinkedHashMap<>();
    private final Map<RecordId, LedgerRecord> records;
    private final Set<RecordId> retracted = new HashSet<>();
    private final Set<RecordId> standing = new HashSet<>();
    private final List<ReportingDuty.Fact> duties = new ArrayList<>(0);
    private @Nullable ReportingDuty reportingDuty;
    private final List<Instrument> superseding = new ArrayList<>(0);
    private final Map<RecordId, SignatoryEntry> signatories = new LinkedHashMap<>(0);
    final List<LedgerRecord> employmentEnds = new ArrayList<>(0);
    final List<LedgerRecord> deaths = new ArrayList<>(0);
    final List<LedgerRecord> incapacities = new ArrayList<>(0);
    final List<LedgerRecord> dissolutions = new ArrayList<>(0);
    final List<LedgerRecord> attorneyDeaths = new ArrayList<>(0);
    final List<LedgerRecord> attorneyIncapacities = new ArrayList<>(0);

    private UnretractedRecords(List<LedgerRecord> all) {
        records = HashMap.newHashMap(all.size());
        all.forEach(record -> records.put(record.recordId(), record));
    }

    /** What stands of these records of one grantor, given in the order of recording. */
    public static UnretractedRecords of(List<LedgerRecord> records) {
        UnretractedRecords unretracted = new UnretractedRecords(records);
        for (LedgerRecord record : records) {
            if (record.act() instanceof RecordRetracted retraction) {
                unretracted.retracted.add(retraction.recordId());
            }
        }
        for (LedgerRecord record : records) {
            if (!unretracted.retracted.contains(record.recordId()) && unretracted.take(record)) {
                unretracted.standing.add(record.recordId());
            }
        }
        for (Instrument instrument : unretracted.instruments.values()) {
            if (instrument.terms().supersedesPrior() || !instrument.terms().supersedes().isEmpty()) {
                unretracted.superseding.add(instrument);
            }
        }
        return unretracted;
    }

    /**
     * Takes a record in.
     *
     * @return whether it stands: what depends on an instrument, revocation or appointment that does not stand falls with it
     */
    private boolean take(LedgerRecord record) {
        return switch (record.act()) {
            case PowerOfAttorneyGranted act -> {
                instruments.put(act.poaId(), new Instrument(record, act));
                yield true;
            }
            case PowerOfAttorneyAmended act -> of(act.poaId(), instrument -> instrument.amend(record, act));
            case PowerOfAttorneyCorrected act -> {
                Instrument instrument = instruments.get(act.poaId());
                yield instrument != null && instrument.correct(record, act);
            }
            case PowerOfAttorneyRevoked act ->
                of(act.poaId(), instrument -> instrument.revocations.add(new Instrument.Revocation(record, act, new ArrayList<>(1))));
            case RevocationDelivered act -> {
                Instrument instrument = instruments.get(act.poaId());
                Instrument.Revocation revocation = instrument == null ? null : instrument.revocation(act.revocation());
                yield revocation != null && revocation.deliveries().add(record);
            }
            case SubstituteAppointed act ->
                of(act.poaId(), instrument -> instrument.substitutions.add(new Instrument.Substitution(record, new ArrayList<>(1))));
            case SubstitutionRevoked act -> {
                Instrument instrument = instruments.get(act.poaId());
                Instrument.Substitution substitution = instrument == null ? null : instrument.substitution(act.substitution());
                yield substitution != null && substitution.revocations().add(record);
            }
            case IncumbencyRecorded act -> of(act.poaId(), instrument -> instrument.incumbencies.add(record));
            case AttorneyResigned act -> of(act.poaId(), instrument -> instrument.resignations.add(record));
            case ConfirmationFiled act -> of(act.poaId(), instrument -> instrument.confirmations.add(record));
            case GrantorBeganReporting act -> duty(record, ReportingDuty.Turn.BEGAN, act.issuerId(), act.regimes(), act.effectiveOn());
            case GrantorCeasedReporting act -> duty(record, ReportingDuty.Turn.CEASED, act.issuerId(), act.regimes(), act.effectiveOn());
            case GrantorResumedReporting act ->
                duty(record, ReportingDuty.Turn.RESUMED, act.issuerId(), act.regimes(), act.effectiveOn());
            case AttorneyEmploymentEnded act -> employmentEnds.add(record);
            case AttorneyDied act -> attorneyDeaths.add(record);
            case AttorneyIncapacitated act -> attorneyIncapacities.add(record);
            case GrantorDied act -> deaths.add(record);
            case GrantorIncapacitated act -> incapacities.add(record);
            case GrantorDissolved act -> dissolutions.add(record);
            case SignatoryRecorded act -> {
                signatories.put(record.recordId(), new SignatoryEntry(record, act, new ArrayList<>(1)));
                yield true;
            }
            case SignatoryEnded act -> {
                SignatoryEntry signatory = signatories.get(act.signatory());
                yield signatory != null && signatory.ends().add(record);
            }
            // Its effect is on the record it names.
            case RecordRetracted act -> false;
        };
    }

    private boolean of(PoaId poaId, Consumer<Instrument> taken) {
        Instrument instrument = instruments.get(poaId);
        if (instrument != null) {
            taken.accept(instrument);
        }
        return instrument != null;
    }

    private boolean duty(LedgerRecord record, ReportingDuty.Turn turn, IssuerId issuerId, Set<Regime> regimes, LocalDate effectiveOn) {
        return duties.add(new ReportingDuty.Fact(record.recordId(), record.position(), turn, issuerId, regimes, effectiveOn));
    }

    static SubstituteAppointed substituted(LedgerRecord record) {
        return (SubstituteAppointed) record.act();
    }

    static IncumbencyRecorded incumbency(LedgerRecord record) {
        return (IncumbencyRecorded) record.act();
    }

    /** The instruments that stand, in the order of recording. */
    public Collection<Instrument> instruments() {
        return instruments.values();
    }

    /** Those of them that end earlier ones by saying so. */
    Collection<Instrument> superseding() {
        return superseding;
    }

    /** The instrument of this id, or null when none stands. */
    public @Nullable Instrument instrument(PoaId poaId) {
        return instruments.get(poaId);
    }

    /** The record of this id, whether it stands or not, or null when this grantor has none. */
    public @Nullable LedgerRecord record(RecordId recordId) {
        return records.get(recordId);
    }

    /** Whether a retraction names this record. */
    public boolean retracted(RecordId recordId) {
        return retracted.contains(recordId);
    }

    /** Whether this record stands: neither it nor anything that it depends on is retracted. Of a retraction, never. */
    public boolean stands(RecordId recordId) {
        return standing.contains(recordId);
    }

    /** Whether anything stands: else nothing is known of this party as a grantor. */
    public boolean any() {
        return !standing.isEmpty();
    }

    /** What the grantor must report, to whom and when. */
    public ReportingDuty reportingDuty() {
        ReportingDuty duty = reportingDuty;
        if (duty == null) {
            duty = duties.isEmpty() ? ReportingDuty.PRESUMED : new ReportingDuty(duties);
            reportingDuty = duty;
        }
        return duty;
    }

    /** The signatories that stand, in the order of recording. */
    public Collection<SignatoryEntry> signatories() {
        return signatories.values();
    }

    /** The signatory of this record, or null when none stands. */
    public @Nullable SignatoryEntry signatory(RecordId recordId) {
        return signatories.get(recordId);
    }

    /** Whether any instrument that stands knows this attorney, as named, as substitute, as co-agent or as holder of an office. */
    public boolean knows(AttorneyId attorneyId) {
        return instruments.values().stream().anyMatch(instrument -> instrument.everyone().contains(attorneyId));
    }

    /** Whether a signatory of this id stands. */
    public boolean knowsSignatory(String partyId) {
        return signatories.values().stream().anyMatch(signatory -> signatory.act().signatory().partyId().value().equals(partyId));
    }

    /** Whether any terms that stand name this id as an office. */
    public boolean office(AttorneyId attorneyId) {
        for (Instrument instrument : instruments.values()) {
            for (Terms terms : instrument.allTerms()) {
                if (terms.attorneys().stream().anyMatch(attorney -> attorney.office() && attorney.attorneyId().equals(attorneyId))) {
                    return true;
                }
            }
        }
        return false;
    }
}
