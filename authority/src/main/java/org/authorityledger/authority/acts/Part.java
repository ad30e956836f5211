package org.authorityledger.authority.acts;

import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.RecordId;
import org.jspecify.annotations.Nullable;

/**
 * One thing an act says.
 *
 * @param about the party, instrument or record it names; null: none
 */
public record Part(String label, String value, @Nullable Reference about) {

    /** Something that the ledger can say more about. */
    public sealed interface Reference {

        record OfGrantor(GrantorId grantorId) implements Reference {}

        record OfInstrument(GrantorId grantorId, PoaId poaId) implements Reference {}

        record OfAttorney(AttorneyId attorneyId) implements Reference {}

        record OfIssuer(IssuerId issuerId) implements Reference {}

        record OfRecord(RecordId recordId) implements Reference {}
    }
}
