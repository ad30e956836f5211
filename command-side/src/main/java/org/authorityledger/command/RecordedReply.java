package org.authorityledger.command;

import java.time.Instant;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Version;
import org.authorityledger.history.ActJson;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a command that was recorded. It follows from the record alone, so that a repeated request gets the same answer.
 *
 * @param recordId the permanent name of the record, as evidence and for retraction
 * @param position its place in the whole ledger
 * @param type what was recorded, such as {@code PowerOfAttorneyGranted}
 * @param version of the grantor's stream with this record
 * @param poaId the instrument it concerns, if one
 */
record RecordedReply(RecordId recordId, Instant recordedAt, Position position, GrantorId grantorId, String type, Version version,
        @Nullable PoaId poaId) {

    static RecordedReply of(LedgerRecord record) {
        return new RecordedReply(record.recordId(), record.recordedAt(), record.position(), record.act().grantorId(),
                ActJson.type(record.act()), record.sequence().version(), record.act().poaId());
    }
}
