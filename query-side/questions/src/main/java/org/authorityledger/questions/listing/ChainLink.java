package org.authorityledger.questions.listing;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.authorityledger.authority.Link;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.SignatoryCapacity;
import org.jspecify.annotations.Nullable;

/**
 * One step from the grantor to the hand that signs, as answers show it.
 *
 * @param grantorId for whom
 * @param partyId who acts for them
 * @param recordId the record it rests on; absent for a hand
 */
@Schema(name = "ChainLink")
public record ChainLink(PartyId grantorId, PartyId partyId, Link.By by, @Nullable SignatoryCapacity capacity, @Nullable RecordId recordId) {

    /** The steps of a chain. */
    public static List<ChainLink> of(List<Link> chain) {
        return chain.stream()
                .map(link -> new ChainLink(link.grantorId(), link.partyId(), link.by(), link.capacity(), link.recordId())).toList();
    }
}
