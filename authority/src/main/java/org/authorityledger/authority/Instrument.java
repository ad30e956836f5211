package org.authorityledger.authority;

import java.util.ArrayList;
import java.util.List;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Party;
import org.authorityledger.events.PoaId;
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

    /** A substitution and the records that took it back. */
    public record Substitution(LedgerRecord record, List<LedgerRecord> revocations) {}

    private final PoaId poaId;
    private final LedgerRecord grant;
    private LedgerRecord stating;
    private Terms terms;
    private Party grantor;
    final List<Revocation> revocations = new ArrayList<>(1);
    final List<Substitution> substitutions = new ArrayList<>(0);
    final List<LedgerRecord> incumbencies = new ArrayList<>(0);
    final List<LedgerRecord> resignations = new ArrayList<>(0);

    Instrument(LedgerRecord grant, PowerOfAttorneyGranted act) {
        this.poaId = act.poaId();
        this.grant = grant;
        this.stating = grant;
        this.terms = act.terms();
        this.grantor = act.grantor();
    }

    void correct(LedgerRecord correction, PowerOfAttorneyCorrected act) {
        stating = correction;
        terms = act.terms();
        grantor = act.grantor();
    }

    public PoaId poaId() {
        return poaId;
    }

    /** The record of the grant. */
    public LedgerRecord grant() {
        return grant;
    }

    /** The record that states the terms: the last correction that stands, else the grant. */
    public LedgerRecord stating() {
        return stating;
    }

    public Terms terms() {
        return terms;
    }

    /** How the grantor is called in it. */
    public Party grantor() {
        return grantor;
    }

    /** The revocation of this record, or null when no such revocation stands. */
    public @Nullable Revocation revocation(RecordId recordId) {
        return revocations.stream().filter(revocation -> revocation.record().recordId().equals(recordId)).findFirst().orElse(null);
    }

    /** The substitution of this record, or null when no such substitution stands. */
    public @Nullable Substitution substitution(RecordId recordId) {
        return substitutions.stream().filter(substitution -> substitution.record().recordId().equals(recordId)).findFirst().orElse(null);
    }

    /** Everyone who signs, signed or could sign under it: attorneys, offices, substitutes and holders. */
    public List<AttorneyId> everyone() {
        List<AttorneyId> everyone = new ArrayList<>();
        terms.attorneys().forEach(attorney -> everyone.add(attorney.attorneyId()));
        substitutions
                .forEach(substitution -> everyone.add(UnretractedRecords.substituted(substitution.record()).substitute().attorneyId()));
        incumbencies.forEach(incumbency -> everyone.add(UnretractedRecords.incumbency(incumbency).holder().attorneyId()));
        return everyone;
    }

    /** The revocations that stand, in the order of recording. */
    public List<Revocation> revocations() {
        return List.copyOf(revocations);
    }

    /** The substitutions that stand, in the order of recording. */
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
}
