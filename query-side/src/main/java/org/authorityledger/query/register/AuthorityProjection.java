package org.authorityledger.query.register;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.RecordId;
import org.authorityledger.store.EventMessages;
import org.authorityledger.store.LedgerFeed;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Answers: who may sign for whom, on any day, as known at any moment?
 *
 * <p>For every record the law is asked what a grantor's authorities were before and after it; what differs is closed and opened in the register
 * as of the record's instant. A batch of records is gathered and written at once, in the transaction that also moves the token.
 */
public final class AuthorityProjection {

    private static final String BATCH = AuthorityProjection.class.getName() + ".batch";
    private static final long RECORDS_REMEMBERED = 200_000;

    private final LedgerReader reader;
    private final RegisterWriter writer;
    private final Cache<GrantorId, GrantorRecords> remembered = Caffeine.newBuilder().maximumWeight(RECORDS_REMEMBERED)
            .weigher((GrantorId grantorId, GrantorRecords records) -> (int) records.version() + 1).build();

    public AuthorityProjection(LedgerReader reader, JdbcTemplate jdbc, RegisterSchema schema) {
        this.reader = reader;
        this.writer = new RegisterWriter(jdbc, schema);
    }

    @EventHandler
    void on(LegalAct act, DomainEventMessage<?> message, TrackingToken token, UnitOfWork<?> unit) {
        // Axon runs one unit of work for the whole batch; what is gathered in it is written when it is about to commit.
        List<LedgerRecord> batch = unit.root().getOrComputeResource(BATCH, key -> {
            List<LedgerRecord> gathered = new ArrayList<>();
            unit.root().onPrepareCommit(committing -> write(gathered, committing));
            return gathered;
        });
        batch.add(new LedgerRecord(RecordId.of(message.getIdentifier()), LedgerFeed.position(token), message.getSequenceNumber(),
                message.getTimestamp(), EventMessages.recordedBy(message), act));
    }

    private void write(List<LedgerRecord> records, UnitOfWork<?> unit) {
        if (records.isEmpty()) {
            return;
        }
        RegisterBatch batch = gather(records);
        writer.write(batch);
        // Only what is committed is remembered.
        unit.root().afterCommit(committed -> remembered.putAll(batch.after));
        unit.root().onRollback(failed -> remembered.invalidateAll(batch.after.keySet()));
    }

    private RegisterBatch gather(List<LedgerRecord> records) {
        Map<GrantorId, GrantorRecords> before = before(records);
        RegisterBatch batch = new RegisterBatch();
        for (LedgerRecord record : records) {
            GrantorId grantorId = record.act().grantorId();
            GrantorRecords known = batch.after.get(grantorId);
            if (known == null) {
                known = before.getOrDefault(grantorId, GrantorRecords.NONE);
            }
            if (known.version() != record.sequence()) {
                throw new IllegalStateException(
                        "the feed gave record " + record.sequence() + " of grantor " + grantorId + " after " + known.version());
            }
            batch.take(record, known);
        }
        return batch;
    }

    /** What was recorded of the batch's grantors before it: remembered, or read for all of them at once. */
    private Map<GrantorId, GrantorRecords> before(List<LedgerRecord> records) {
        Map<GrantorId, GrantorRecords> before = new HashMap<>();
        Set<GrantorId> toRead = new LinkedHashSet<>();
        Map<GrantorId, Long> first = new HashMap<>();
        for (LedgerRecord record : records) {
            GrantorId grantorId = record.act().grantorId();
            if (first.putIfAbsent(grantorId, record.sequence()) == null && record.sequence() > 0) {
                GrantorRecords known = remembered.getIfPresent(grantorId);
                if (known != null && known.version() == record.sequence()) {
                    before.put(grantorId, known);
                } else {
                    toRead.add(grantorId);
                }
            }
        }
        if (!toRead.isEmpty()) {
            Map<GrantorId, List<LedgerRecord>> streams = new HashMap<>();
            for (StoredEvent event : reader.streams(toRead, records.getLast().position())) {
                LedgerRecord record = event.record();
                GrantorId grantorId = record.act().grantorId();
                if (record.sequence() < first.getOrDefault(grantorId, 0L)) {
                    streams.computeIfAbsent(grantorId, key -> new ArrayList<>()).add(record);
                }
            }
            streams.forEach((grantorId, stream) -> before.put(grantorId, GrantorRecords.of(stream)));
        }
        return before;
    }
}
