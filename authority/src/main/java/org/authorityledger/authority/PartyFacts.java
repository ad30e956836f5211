package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.authorityledger.events.AttorneyDied;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.AttorneyIncapacitated;
import org.authorityledger.events.ConfirmationFiled;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorDissolved;
import org.authorityledger.events.GrantorIncapacitated;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Notice;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.RecordId;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the records of one party beside its authorities: who signs for it without a power of attorney, whether it lives, what it
 * must report, and what is on file with the Commission.
 *
 * @param known whether anything stands in its stream
 * @param signatories in the order of recording, also those who never were
 * @param minimumSignatories how many of them must sign together
 * @param hand what ended its own hand: deaths and incapacities, in the order of recording
 * @param dissolved what ended it as an entity, in the order of recording
 * @param attorneys what ended the hand of someone who could sign for it, in the order of recording
 * @param duties what is recorded of its duty to report, in the order in which it takes effect
 * @param confirmations what is on file, in the order of recording
 */
public record PartyFacts(boolean known, List<SigningOfficer> signatories, int minimumSignatories, List<HandEnd> hand,
        List<Ending> dissolved, List<AttorneyEnd> attorneys, List<ReportingDuty.Fact> duties, List<Confirmation> confirmations) {

    /** Of a party in whose stream nothing stands. */
    public static final PartyFacts NONE = new PartyFacts(false, List.of(), 1, List.of(), List.of(), List.of(), List.of(), List.of());

    /** What ended the party's own hand, and who is known to have learned of it. */
    public record HandEnd(Ending ending, List<Notice> notices) {

        public HandEnd {
            notices = notices == null ? List.of() : List.copyOf(notices);
        }
    }

    /** What ended the hand of someone who could sign for it. */
    public record AttorneyEnd(AttorneyId attorneyId, Ending ending) {}

    /** That an instrument is on file. */
    public record Confirmation(PoaId poaId, LocalDate filedOn, RecordId recordId) {}

    public PartyFacts {
        signatories = signatories == null ? List.of() : List.copyOf(signatories);
        minimumSignatories = Math.max(1, minimumSignatories);
        hand = hand == null ? List.of() : List.copyOf(hand);
        dissolved = dissolved == null ? List.of() : List.copyOf(dissolved);
        attorneys = attorneys == null ? List.of() : List.copyOf(attorneys);
        duties = duties == null ? List.of() : List.copyOf(duties);
        confirmations = confirmations == null ? List.of() : List.copyOf(confirmations);
    }

    /** What follows from the records that stand. */
    public static PartyFacts of(UnretractedRecords standing) {
        if (!standing.any()) {
            return NONE;
        }
        List<HandEnd> hand = new ArrayList<>(0);
        standing.deaths.forEach(record -> {
            GrantorDied act = (GrantorDied) record.act();
            hand.add(new HandEnd(ending(act.on(), EndCause.GRANTOR_DIED, record), act.notices()));
        });
        standing.incapacities.forEach(record -> {
            GrantorIncapacitated act = (GrantorIncapacitated) record.act();
            hand.add(new HandEnd(ending(act.on(), EndCause.GRANTOR_INCAPACITATED, record), act.notices()));
        });
        List<AttorneyEnd> attorneys = new ArrayList<>(0);
        standing.attorneyDeaths.forEach(record -> {
            AttorneyDied act = (AttorneyDied) record.act();
            attorneys.add(new AttorneyEnd(act.attorneyId(), ending(act.on(), EndCause.ATTORNEY_DIED, record)));
        });
        standing.attorneyIncapacities.forEach(record -> {
            AttorneyIncapacitated act = (AttorneyIncapacitated) record.act();
            attorneys.add(new AttorneyEnd(act.attorneyId(), ending(act.on(), EndCause.ATTORNEY_INCAPACITATED, record)));
        });
        List<Confirmation> confirmations = new ArrayList<>(0);
        standing.instruments().forEach(instrument -> instrument.confirmations.forEach(record -> {
            ConfirmationFiled act = (ConfirmationFiled) record.act();
            confirmations.add(new Confirmation(instrument.poaId(), act.filedOn(), record.recordId()));
        }));
        return new PartyFacts(true, Law.signatories(standing), Law.minimumSignatories(standing), hand,
                standing.dissolutions.stream()
                        .map(record -> ending(((GrantorDissolved) record.act()).on(), EndCause.GRANTOR_DISSOLVED, record)).toList(),
                attorneys, standing.reportingDuty().facts(), confirmations);
    }

    private static Ending ending(LocalDate on, EndCause cause, LedgerRecord record) {
        return new Ending(on, cause, record.recordId(), record.position());
    }

    /** What the party must report, to whom and when. */
    public ReportingDuty duty() {
        return duties.isEmpty() ? ReportingDuty.PRESUMED : new ReportingDuty(duties);
    }

    /** What first ended the party's own hand; null: nothing has. */
    public @Nullable Ending handEnded() {
        Ending earliest = null;
        for (HandEnd end : hand) {
            earliest = earliest == null || end.ending().before(earliest) ? end.ending() : earliest;
        }
        return earliest;
    }

    /** The same, of someone who signs for another. */
    public @Nullable Ending handEndedAsAttorney() {
        Ending own = handEnded();
        return own == null
                ? null
                : new Ending(own.on(),
                        own.cause() == EndCause.GRANTOR_DIED ? EndCause.ATTORNEY_DIED : EndCause.ATTORNEY_INCAPACITATED,
                        own.recordId(), own.position());
    }

    /**
     * The signatories as lists show them: a death that the party's own records name ends them. A check needs no such end, for it looks at every
     * stream, and of the incapacitated at who represents them.
     */
    public List<SigningOfficer> signatoriesListed() {
        return signatories.stream().map(one -> {
            Ending death = ended(one.signatory(), EndCause.ATTORNEY_DIED);
            return death == null || (one.ending() != null && one.ending().before(death)) ? one : one.until(death);
        }).toList();
    }

    /** Since when a signatory is incapacitated, by the party's own records: their hand signs no more, but someone may represent them. */
    public @Nullable Ending incapacity(PartyId signatory) {
        return ended(signatory, EndCause.ATTORNEY_INCAPACITATED);
    }

    private @Nullable Ending ended(PartyId signatory, EndCause cause) {
        Ending earliest = null;
        for (AttorneyEnd end : attorneys) {
            if (end.ending().cause() == cause && end.attorneyId().value().equals(signatory.value())) {
                earliest = earliest == null || end.ending().before(earliest) ? end.ending() : earliest;
            }
        }
        return earliest;
    }

    /** What first dissolved it; null: nothing has. */
    public @Nullable Ending dissolution() {
        Ending earliest = null;
        for (Ending ending : dissolved) {
            earliest = earliest == null || ending.before(earliest) ? ending : earliest;
        }
        return earliest;
    }

    /** Whether an instrument is on file by a day. */
    public boolean onFile(PoaId poaId, LocalDate by) {
        return confirmations.stream().anyMatch(filed -> filed.poaId().equals(poaId) && !filed.filedOn().isAfter(by));
    }

    /** Whether someone is known to have learned of the party's death, or of its incapacity, by a day. */
    public boolean noticed(EndCause of, AttorneyId attorneyId, LocalDate by) {
        return hand.stream().filter(end -> end.ending().cause() == of).flatMap(end -> end.notices().stream())
                .anyMatch(notice -> notice.attorneyId().equals(attorneyId) && !notice.on().isAfter(by));
    }
}
