package org.authorityledger.events;

import org.jspecify.annotations.Nullable;

/**
 * An earlier record of the grantor is wrong: from then on in recorded time it is as if it was never recorded.
 *
 * @param recordId the record that is retracted
 * @param reason why it is wrong
 * @param note a remark by the person who recorded it
 * @param document the writing that is the evidence, where given
 */
@Revision("2")
public record RecordRetracted(GrantorId grantorId, RecordId recordId, String reason, @Nullable String note,
        @Nullable Document document) implements LegalAct {

    /** Without evidence. */
    public RecordRetracted(GrantorId grantorId, RecordId recordId, String reason) {
        this(grantorId, recordId, reason, null, null);
    }
}
