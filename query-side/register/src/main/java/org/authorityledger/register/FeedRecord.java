package org.authorityledger.register;

import java.time.Instant;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.RecordId;
import org.authorityledger.store.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * A record as the feed brings it, whether it can be read or not.
 *
 * @param record for the law; null: it cannot be read
 * @param fault why it cannot be read or taken in; null: nothing is known against it
 */
record FeedRecord(GrantorId grantorId, RecordId recordId, long position, long sequence, Instant recordedAt, @Nullable LedgerRecord record,
        @Nullable RuntimeException fault) {

    static FeedRecord of(LedgerRecord record) {
        return of(record, null);
    }

    static FeedRecord of(LedgerRecord record, @Nullable RuntimeException fault) {
        return new FeedRecord(record.act().grantorId(), record.recordId(), record.position(), record.sequence(), record.recordedAt(), record,
                fault);
    }

    static FeedRecord of(StoredEvent event) {
        return new FeedRecord(event.grantorId(), event.recordId(), event.position(), event.sequence(), event.recordedAt(), null, null);
    }
}
