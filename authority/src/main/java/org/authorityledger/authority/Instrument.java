package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.ConfirmationFiled;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Party;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyAmended;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Terms;
import org.jspecify.annotations.Nullable;

/** An instrument as it stands at one moment of knowledge, with the records that depend on it. Retracted records are not in it. */
public final class Instrument {

    /** A revocation and what is known of its deliveries. */
    public record Revocation(LedgerRecord record, PowerOfAttorneyRevoked act, List<LedgerRecord> deliveries) {}

    /** The appointment of a substitute or co-agent and the records that took it back. */
    public record Substitution(LedgerRecord record, List<LedgerRecord> revocations) {}

    /**
     * A rider.
     *
     * @param record the record of it
     * @param stating the record that states its terms: the last correction of it that stands, else the rider
     */
    public record Amendment(LedgerRecord record, LedgerRecord stating, Terms terms) {}

    /**
     * A part of the life of the instrument in effective time, in which the same terms govern.
     *
     * @param source the record whose terms govern: the grant or a rider
     * @param stating the record that states them: the last correction that stands, else the source
     * @param from the first day
     * @param next the record that states the terms that come after; null: these are the last
     * @param until the first day of the next terms; null: these are the last
     */
    public record Segment(LedgerRecord source, LedgerRecord stating, Terms terms, LocalDate from, @Nullable LedgerRecord next,
            @Nullable LocalDate until) {

        /** Whether its terms govern on no day, since others took effect on the same day. */
        public boolean displaced() {
            return from.equals(until);
        }

        /** Whether its terms govern on this day. */
        public boolean governs(LocalDate day) {
            return !day.isBefore(from) && (until == null || day.isBefore(until));
        }
    }

    private final PoaId poaId;
    private final LedgerRecord grant;
    private LedgerRecord stating;
    private Terms terms;
    private Party grantor;
    private final List<Amendment> amendments = new ArrayList<>(0);
    private @Nullable List<Segment> segments;
    final List<Revocation> revocations = new ArrayList<>(1);
    final List<Substitution> substitutions = new ArrayList<>(0);
    final List<LedgerRecord> incumbencies = new ArrayList<>(0);
    final List<LedgerRecord> resignations = new ArrayList<>(0);
    final List<LedgerRecord> confirmations = new ArrayList<>(0);

    Instrument(LedgerRecord grant, PowerOfAttorneyGranted act) {
        this.poaId = act.poaId();
        this.grant = grant;
        this.stating = grant;
        this.terms = act.terms();
        this.grantor = act.grantor();
    }

    void amend(LedgerRecord amendment, PowerOfAttorneyAmended act) {
        amendments.add(new Amendment(amendment, amendment, act.terms()));
    }

    /** Whether what it corrects stands. */
    boolean correct(LedgerRecord correction, PowerOfAttorneyCorrected act) {
        RecordId corrected = act.amendment();
        if (corrected == null || corrected.equals(grant.recordId())) {
            stating = correction;
            terms = act.terms();
            grantor = act.grantor();
            return true;
        }
        for (int i = 0; i < amendments.size(); i++) {
            if (amendments.get(i).record().recordId().equals(corrected)) {
                amendments.set(i, new Amendment(amendments.get(i).record(), correction, act.terms()));
                return true;
            }
        }
        return false;
    }

    public PoaId poaId() {
        return poaId;
    }

    /** The record of the grant. */
    public LedgerRecord grant() {
        return grant;
    }

    /** The record that states the terms of the grant: the last correction that stands, else the grant. */
    public LedgerRecord stating() {
        return stating;
    }

    /** The terms of the grant, as corrected. */
    public Terms terms() {
        return terms;
    }

    /** How the grantor is called in it. */
    public Party grantor() {
        return grantor;
    }

    /** The riders that stand, in the order of recording. */
    public List<Amendment> amendments() {
        return List.copyOf(amendments);
    }

    /** The rider of this record, or null when no such rider stands. */
    public @Nullable Amendment amendment(RecordId recordId) {
        return amendments.stream().filter(amendment -> amendment.record().recordId().equals(recordId)).findFirst().orElse(null);
    }

    /** The grant's terms and those of every rider, also of one that another of its day displaces, in the order of recording. */
    public List<Terms> allTerms() {
        List<Terms> all = new ArrayList<>(amendments.size() + 1);
        all.add(terms);
        amendments.forEach(amendment -> all.add(amendment.terms()));
        return all;
    }

    /**
     * Its life in effective time, cut where the terms change: on each day the terms of the latest rider that took effect by then govern, of two
     * on one day those of the later recorded, else the grant's. A rider that takes effect before the grant does applies from then.
     */
    public List<Segment> segments() {
        List<Segment> result = segments;
        if (result == null) {
            result = amendments.isEmpty() ? List.of(new Segment(grant, stating, terms, terms.effectiveOn(), null, null)) : cut();
            segments = result;
        }
        return result;
    }

    private List<Segment> cut() {
        LocalDate begins = terms.effectiveOn();
        List<Amendment> inOrder = amendments.stream()
                .sorted(Comparator.comparing((Amendment amendment) -> amendment.terms().effectiveOn())
                        .thenComparing(amendment -> amendment.record().sequence()))
                .toList();
        List<LocalDate> starts = inOrder.stream().map(amendment -> amendment.terms().effectiveOn())
                .map(start -> start.isBefore(begins) ? begins : start).toList();
        List<Segment> result = new ArrayList<>();
        result.add(new Segment(grant, stating, terms, begins, inOrder.getFirst().stating(), starts.getFirst()));
        for (int i = 0; i < inOrder.size(); i++) {
            Amendment amendment = inOrder.get(i);
            boolean last = i + 1 == inOrder.size();
            result.add(new Segment(amendment.record(), amendment.stating(), amendment.terms(), starts.get(i),
                    last ? null : inOrder.get(i + 1).stating(), last ? null : starts.get(i + 1)));
        }
        return List.copyOf(result);
    }

    /** The part of its life in which this day lies; null: before it. */
    public @Nullable Segment segmentOn(LocalDate day) {
        return segments().stream().filter(segment -> segment.governs(day)).findFirst().orElse(null);
    }

    /** The terms that govern on this day; before its first day those of the grant. */
    public Terms termsOn(LocalDate day) {
        Segment segment = segmentOn(day);
        return segment == null ? terms : segment.terms();
    }

    /** The revocation of this record, or null when no such revocation stands. */
    public @Nullable Revocation revocation(RecordId recordId) {
        return revocations.stream().filter(revocation -> revocation.record().recordId().equals(recordId)).findFirst().orElse(null);
    }

    /** The appointment of this record, or null when no such appointment stands. */
    public @Nullable Substitution substitution(RecordId recordId) {
        return substitutions.stream().filter(substitution -> substitution.record().recordId().equals(recordId)).findFirst().orElse(null);
    }

    /**
     * Everyone who signs, signed or could sign under it: attorneys and offices of the grant and of every rider, substitutes, co-agents and
     * holders.
     */
    public Set<AttorneyId> everyone() {
        Set<AttorneyId> everyone = new LinkedHashSet<>();
        allTerms().forEach(some -> some.attorneys().forEach(attorney -> everyone.add(attorney.attorneyId())));
        substitutions
                .forEach(substitution -> everyone.add(UnretractedRecords.substituted(substitution.record()).substitute().attorneyId()));
        incumbencies.forEach(incumbency -> everyone.add(UnretractedRecords.incumbency(incumbency).holder().attorneyId()));
        return everyone;
    }

    /** The first record that says it is on file with the Commission by a day; null: none does. */
    public @Nullable LedgerRecord onFileBy(LocalDate day) {
        return confirmations.stream().filter(record -> !((ConfirmationFiled) record.act()).filedOn().isAfter(day)).findFirst().orElse(null);
    }

    /** The revocations that stand, in the order of recording. */
    public List<Revocation> revocations() {
        return List.copyOf(revocations);
    }

    /** The appointments of substitutes and co-agents that stand, in the order of recording. */
    public List<Substitution> substitutions() {
        return List.copyOf(substitutions);
    }

    /** The incumbencies that stand, in the order of recording. */
    public List<LedgerRecord> incumbencies() {
        return List.copyOf(incumbencies);
    }

    /** The resignations that stand, in the order of recording. */
    public List<LedgerRecord> resignations() {
        return List.copyOf(resignations);
    }

    /** The filings that have it and stand, in the order of recording. */
    public List<LedgerRecord> confirmations() {
        return List.copyOf(confirmations);
    }

    @Override
    public String toString() {
        return Objects.toString(poaId);
    }
}
