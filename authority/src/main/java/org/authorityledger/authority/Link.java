package org.authorityledger.authority;

import org.authorityledger.events.PartyId;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.SignatoryCapacity;
import org.jspecify.annotations.Nullable;

/**
 * One step of a chain from a grantor to the hand that signs.
 *
 * @param grantorId for whom
 * @param partyId who acts for them
 * @param capacity of a signatory
 * @param recordId the record it rests on; null for a hand
 */
public record Link(PartyId grantorId, PartyId partyId, By by, @Nullable SignatoryCapacity capacity, @Nullable RecordId recordId) {

    /** How someone acts for another. */
    public enum By {
        /** A person signs with their own hand. */
        HAND,
        /** An instrument appoints them. */
        POWER_OF_ATTORNEY,
        /** They are a signatory of an entity. */
        SIGNATORY
    }
}
