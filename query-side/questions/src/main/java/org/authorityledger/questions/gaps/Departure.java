package org.authorityledger.questions.gaps;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.authorityledger.authority.UnretractedRecords;
import org.authorityledger.events.AttorneyDied;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.AttorneyResigned;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.SignatoryEnded;

/** By which acts someone goes who signs for others. What follows from them is the law's matter. */
public enum Departure {
    /** They resign under every instrument, and no longer sign for any entity. */
    RESIGNATION,
    /** Their employment ends: where the instrument says so, their authority ends with it. */
    EMPLOYMENT_END, DEATH;

    /**
     * The acts that would be recorded of a grantor.
     *
     * @param on the first day without them
     */
    List<LegalAct> of(AttorneyId attorneyId, LocalDate on, GrantorId grantorId, UnretractedRecords standing) {
        boolean attorney = standing.knows(attorneyId);
        boolean signatory = standing.knowsSignatory(attorneyId.value());
        return switch (this) {
            case RESIGNATION -> Stream.concat(
                    attorney
                            ? standing.instruments().stream().filter(one -> one.everyone().contains(attorneyId))
                                    .map(one -> (LegalAct) new AttorneyResigned(grantorId, one.poaId(), attorneyId, on))
                            : Stream.<LegalAct>empty(),
                    signatory
                            ? standing.signatories().stream()
                                    .filter(one -> one.act().signatory().partyId().value().equals(attorneyId.value()))
                                    .map(one -> (LegalAct) new SignatoryEnded(grantorId, one.record().recordId(), on))
                            : Stream.<LegalAct>empty())
                    .toList();
            case EMPLOYMENT_END -> attorney ? List.of(new AttorneyEmploymentEnded(grantorId, attorneyId, on)) : List.of();
            case DEATH -> attorney || signatory ? List.of(new AttorneyDied(grantorId, attorneyId, on)) : List.of();
        };
    }
}
