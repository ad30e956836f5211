package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.List;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.SignatoryCapacity;
import org.jspecify.annotations.Nullable;

/**
 * That a grantor is required to report at an issuer, and no one but the grantor may sign the form.
 *
 * @param since its first day: on the day before, someone could sign or the grantor was not required to report; null: it has no first day on
 *     record, or that is not known
 * @param traced whether it was followed back to its beginning; false: that would take too long, and no first day is given
 * @param lastSigners who could sign on the day before
 */
public record Gap(GrantorId grantorId, IssuerId issuerId, @Nullable LocalDate since, boolean traced, List<LastSigner> lastSigners) {

    /**
     * Someone who could sign on the day before a gap.
     *
     * @param attorneyId the attorney of an instrument, or the signatory
     * @param poaId the instrument; null for a signatory
     * @param capacity of a signatory; null for an attorney
     * @param source the record that gives it
     * @param end what ended it; null: it goes on, and those are missing who must sign too
     * @param chains for an entity, and for a signatory: each way to a hand that could sign, link by link
     */
    public record LastSigner(AttorneyId attorneyId, @Nullable PoaId poaId, @Nullable SignatoryCapacity capacity, RecordId source,
            @Nullable End end, List<List<Link>> chains) {

        /** As what they could sign. */
        public Link.By by() {
            return poaId == null ? Link.By.SIGNATORY : Link.By.POWER_OF_ATTORNEY;
        }

        /** What ended it, in whatever stream; null: it goes on, and those are missing who must sign too. */
        public @Nullable Ending ending() {
            return end == null ? null : end.ending();
        }
    }

    /**
     * What ended whom, and whose records say so: the grantor's, or those of someone whom the chain passes.
     *
     * @param of whose records
     */
    public record End(Ending ending, PartyId of) {}

    public Gap {
        lastSigners = List.copyOf(lastSigners);
    }

    /**
     * Finds it.
     *
     * @return null: the grantor is not required to report under the form's regime there on that day, or somebody may sign
     * @throws ChainTooLarge when the parties lead to too many others to find it
     */
    public static @Nullable Gap of(GrantorId grantorId, IssuerId issuerId, FormAsked form, LocalDate on, KnownParties parties) {
        return new GapSearch(grantorId, issuerId, form, parties).on(on);
    }

    /**
     * Whether there is one, without since when and who could sign last.
     *
     * @throws ChainTooLarge when the parties lead to too many others to find it
     */
    public static boolean exists(GrantorId grantorId, IssuerId issuerId, FormAsked form, LocalDate on, KnownParties parties) {
        return new GapSearch(grantorId, issuerId, form, parties).exists(on);
    }
}
