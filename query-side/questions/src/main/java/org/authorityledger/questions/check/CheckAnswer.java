package org.authorityledger.questions.check;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.authorityledger.authority.EndCause;
import org.authorityledger.authority.Ending;
import org.authorityledger.authority.Link;
import org.authorityledger.authority.Reason;
import org.authorityledger.authority.Remark;
import org.authorityledger.authority.Role;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.SigningRule;
import org.authorityledger.questions.listing.ChainLink;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a check.
 *
 * @param reason why, as a stable code
 * @param explanation why, in one plain sentence
 * @param basis every authority that was considered, and for signatories each chain to a hand that signs
 * @param remarks the conditions that a lawyer would attach
 * @param on the day that the check is about
 * @param knownAt the moment of knowledge that the check is about
 * @param position the answer takes every record up to this position into account
 * @param incomplete the grantors some of whose records could not be taken into account, within a scope none by name; absent if there are none
 */
public record CheckAnswer(boolean authorized, Reason reason, String explanation, List<ConsideredAuthority> basis,
        List<RemarkText> remarks, LocalDate on, Instant knownAt, Position position, @Nullable List<String> incomplete) {

    /** The authority that gave the reason, the first of several; null where none was considered. */
    @Nullable
    ConsideredAuthority decisive() {
        return basis.stream().filter(considered -> considered.reason() == reason).findFirst().orElse(null);
    }

    /**
     * An authority that was considered.
     *
     * @param reason why it does or does not cover the signature
     * @param inPlaceOf the attorney or office that the attorney substitutes for or holds
     * @param clauses the clauses that cover the form
     * @param minimumSignatures how many must sign together by that rule
     * @param until the first day on which it is no longer in force; absent if it has no end
     * @param signing the signing rule of the clauses that cover the form, where they have one rule, else that of the instrument
     * @param recordId the record that gave it
     * @param termsBy the grant or rider whose terms govern, where that is another record
     * @param chain for an entity, or for signatories: each step from the grantor to the hand that signs; absent otherwise
     * @param chains all of them, the first being {@code chain}: several hands may sign for an entity
     */
    @Schema(name = "Basis")
    public record ConsideredAuthority(@Nullable PoaId poaId, @Nullable IssuerId issuerId, @Nullable AttorneyId attorneyId,
            @Nullable Role role,
            @Nullable AttorneyId inPlaceOf, Reason reason, List<String> clauses, @Nullable Integer minimumSignatures,
            @Nullable SigningRule signing, @Nullable LocalDate from, @Nullable LocalDate until, @Nullable EndedBy endedBy,
            @Nullable RecordId recordId, @Nullable RecordId termsBy, @Nullable List<ChainLink> chain,
            @Nullable List<List<ChainLink>> chains) {

        static ConsideredAuthority ofSignatories(Reason reason, List<Link> chain) {
            List<ChainLink> links = ChainLink.of(chain);
            return new ConsideredAuthority(null, null, null, null, null, reason, List.of(), null, null, null, null, null, null, null, links,
                    List.of(links));
        }
    }

    /**
     * A condition.
     *
     * @param text in one plain sentence
     * @param recordId the record it rests on; absent where it rests on none
     */
    @Schema(name = "Remark")
    public record RemarkText(Remark.Code code, String text, @Nullable RecordId recordId) {}

    /** What ended an authority, or will end it, and the record of that. */
    public record EndedBy(EndCause cause, RecordId recordId) {

        static @Nullable EndedBy of(@Nullable Ending ending) {
            return ending == null ? null : new EndedBy(ending.cause(), ending.recordId());
        }
    }
}
