package org.authorityledger.questions.check;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.authorityledger.authority.EndCause;
import org.authorityledger.authority.Ending;
import org.authorityledger.authority.Reason;
import org.authorityledger.authority.Role;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.RecordId;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a check.
 *
 * @param reason why, as a stable code
 * @param explanation why, in one plain sentence
 * @param basis every authority that was considered
 * @param on the day asked about
 * @param knownAt the moment of knowledge asked about
 * @param position every record up to this one was taken into account
 * @param incomplete the grantor, where some of their records could not be taken into account; else absent
 */
public record CheckAnswer(boolean authorized, Reason reason, String explanation, List<Basis> basis, LocalDate on, Instant knownAt,
        long position, @Nullable List<String> incomplete) {

    /**
     * One authority considered.
     *
     * @param reason how far it got
     * @param inPlaceOf the attorney or office whose place is taken
     * @param clauses the clauses that cover the form asked about
     * @param minimumSignatures how many appointments of the instrument must sign together
     * @param until the first day no longer in force; absent: open
     * @param recordId the record it stems from
     */
    public record Basis(PoaId poaId, IssuerId issuerId, AttorneyId attorneyId, Role role, @Nullable AttorneyId inPlaceOf, Reason reason,
            List<String> clauses, int minimumSignatures, LocalDate from, @Nullable LocalDate until, @Nullable EndedBy endedBy,
            RecordId recordId) {}

    /** What ended an authority, or will end it, and the record that says so. */
    public record EndedBy(EndCause cause, RecordId recordId) {

        static @Nullable EndedBy of(@Nullable Ending ending) {
            return ending == null ? null : new EndedBy(ending.cause(), ending.recordId());
        }
    }
}
