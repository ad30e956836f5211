package org.authorityledger.query.register;

import java.time.Instant;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.RecordId;
import org.authorityledger.store.StoredEvent;
import org.authorityledger.store.UnreadableRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record as the feed brings it, whether it can be read or not.
 *
 * @param record for the law; null: it cannot be read
 * @param unreadable why not
 */
record Arrival(GrantorId grantorId, RecordId recordId, long position, long sequence, Instant recordedAt, @Nullable LedgerRecord record,
        @Nullable UnreadableRecord unreadable) {

    static Arrival of(LedgerRecord record) {
        return new Arrival(record.act().grantorId(), record.recordId(), record.position(), record.sequence(), record.recordedAt(), record,
                null);
    }

    static Arrival of(StoredEvent event) {
        return new Arrival(event.grantorId(), event.recordId(), event.position(), event.sequence(), event.recordedAt(), null, null);
    }
}
