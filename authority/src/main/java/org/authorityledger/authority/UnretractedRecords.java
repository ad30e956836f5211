package org.authorityledger.authority;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.AttorneyResigned;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorIncapacitated;
import org.authorityledger.events.GrantorResumedReporting;
import org.authorityledger.events.IncumbencyRecorded;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.RevocationDelivered;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.SubstitutionRevoked;
import org.jspecify.annotations.Nullable;

/**
 * The records of one grantor that stand: retracted ones, and what depends on them, are left out; corrected terms are in the place of those they
 * correct.
 */
public final class UnretractedRecords {

    private final Map<PoaId, Instrument> instruments = new LinkedHashMap<>();
    private final Map<RecordId, LedgerRecord> records;
    private final Set<RecordId> retracted = new HashSet<>();
    private final ReportingDuty reportingDuty = new ReportingDuty();
    private final List<Instrument> superseding = new ArrayList<>(0);
    final List<LedgerRecord> employmentEnds = new ArrayList<>(0);
    final List<LedgerRecord> deaths = new ArrayList<>(0);
    final List<LedgerRecord> incapacities = new ArrayList<>(0);

    private UnretractedRecords(List<LedgerRecord> all) {
        records = HashMap.newHashMap(all.size());
        all.forEach(record -> records.put(record.recordId(), record));
    }

    /** What stands of these records of one grantor, given in the order of recording. */
    public static UnretractedRecords of(List<LedgerRecord> records) {
        UnretractedRecords standing = new UnretractedRecords(records);
        for (LedgerRecord record : records) {
            if (record.act() instanceof RecordRetracted retraction) {
                standing.retracted.add(retraction.recordId());
            }
        }
        for (LedgerRecord record : records) {
            if (!standing.retracted.contains(record.recordId())) {
                standing.take(record);
            }
        }
        for (Instrument instrument : standing.instruments.values()) {
            if (instrument.terms().supersedesPrior()) {
                standing.superseding.add(instrument);
            }
        }
        return standing;
    }

    /** Takes a record in; what depends on an instrument, revocation or substitution that does not stand falls with it. */
    private void take(LedgerRecord record) {
        switch (record.act()) {
            case PowerOfAttorneyGranted act -> instruments.put(act.poaId(), new Instrument(record, act));
            case PowerOfAttorneyCorrected act -> {
                Instrument instrument = instruments.get(act.poaId());
                if (instrument != null) {
                    instrument.correct(record, act);
                }
            }
            case PowerOfAttorneyRevoked act -> {
                Instrument instrument = instruments.get(act.poaId());
                if (instrument != null) {
                    instrument.revocations.add(new Instrument.Revocation(record, act, new ArrayList<>(1)));
                }
            }
            case RevocationDelivered act -> {
                Instrument instrument = instruments.get(act.poaId());
                Instrument.Revocation revocation = instrument == null ? null : instrument.revocation(act.revocation());
                if (revocation != null) {
                    revocation.deliveries().add(record);
                }
            }
            case SubstituteAppointed act -> {
                Instrument instrument = instruments.get(act.poaId());
                if (instrument != null) {
                    instrument.substitutions.add(new Instrument.Substitution(record, new ArrayList<>(1)));
                }
            }
            case SubstitutionRevoked act -> {
                Instrument instrument = instruments.get(act.poaId());
                Instrument.Substitution substitution = instrument == null ? null : instrument.substitution(act.substitution());
                if (substitution != null) {
                    substitution.revocations().add(record);
                }
            }
            case IncumbencyRecorded act -> {
                Instrument instrument = instruments.get(act.poaId());
                if (instrument != null) {
                    instrument.incumbencies.add(record);
                }
            }
            case AttorneyResigned act -> {
                Instrument instrument = instruments.get(act.poaId());
                if (instrument != null) {
                    instrument.resignations.add(record);
                }
            }
            case GrantorCeasedReporting act -> reportingDuty.ceased(record, act.issuerId(), act.regimes(), act.effectiveOn());
            case GrantorResumedReporting act -> reportingDuty.resumed(record, act.issuerId(), act.regimes(), act.effectiveOn());
            case AttorneyEmploymentEnded act -> employmentEnds.add(record);
            case GrantorDied act -> deaths.add(record);
            case GrantorIncapacitated act -> incapacities.add(record);
            case RecordRetracted act -> {
                // Its effect is on the record it names.
            }
        }
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

    /** What the grantor must report, to whom and when. */
    public ReportingDuty reportingDuty() {
        return reportingDuty;
    }

    /** Whether any instrument that stands knows this attorney, as named, as substitute or as holder of an office. */
    public boolean knows(AttorneyId attorneyId) {
        return instruments.values().stream().anyMatch(instrument -> instrument.everyone().contains(attorneyId));
    }
}
