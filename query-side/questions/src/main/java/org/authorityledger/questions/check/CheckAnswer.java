package org.authorityledger.questions.check;

import io.swagger.v3.oas.annotations.media.Schema;
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
 * @param on the day that the check is about
 * @param knownAt the moment of knowledge that the check is about
 * @param position the answer takes every record up to this position into account
 * @param incomplete the grantor, if some of their records could not be taken into account; absent otherwise
 */
public record CheckAnswer(boolean authorized, Reason reason, String explanation, List<ConsideredAuthority> basis, LocalDate on,
        Instant knownAt,
        long position, @Nullable List<String> incomplete) {

    /**
     * An authority that was considered.
     *
     * @param reason why it does or does not cover the signature
     * @param inPlaceOf the attorney or office that the attorney substitutes for or holds
     * @param clauses the clauses that cover the form
     * @param minimumSignatures how many appointments of the instrument must sign together
     * @param until the first day on which it is no longer in force; absent if it has no end
     * @param recordId the record that gave it
     */
    @Schema(name = "Basis")
    public record ConsideredAuthority(PoaId poaId, IssuerId issuerId, AttorneyId attorneyId, Role role, @Nullable AttorneyId inPlaceOf,
            Reason reason,
            List<String> clauses, int minimumSignatures, LocalDate from, @Nullable LocalDate until, @Nullable EndedBy endedBy,
            RecordId recordId) {}

    /** What ended an authority, or will end it, and the record of that. */
    public record EndedBy(EndCause cause, RecordId recordId) {

        static @Nullable EndedBy of(@Nullable Ending ending) {
            return ending == null ? null : new EndedBy(ending.cause(), ending.recordId());
        }
    }
}
