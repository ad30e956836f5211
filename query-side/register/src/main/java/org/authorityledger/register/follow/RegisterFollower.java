package org.authorityledger.register.follow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Sequence;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.LedgerReader;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Adds records to a register as they come. The law computes a grantor's authorities before and after each record; what differs is closed and
 * opened as of the record's instant. Each grantor's records come in the order of the ledger.
 */
public final class RegisterFollower {

    private static final long RECORDS_REMEMBERED = 200_000;

    private final LedgerReader reader;
    private final JdbcTemplate jdbc;
    private final RegisterWriter writer;
    private final Cache<GrantorId, GrantorRecords> remembered = Caffeine.newBuilder().maximumWeight(RECORDS_REMEMBERED)
            .weigher((GrantorId grantorId, GrantorRecords records) -> records.weight()).build();

    public RegisterFollower(LedgerReader reader, JdbcTemplate jdbc, RegisterSchema schema) {
        this.reader = reader;
        this.jdbc = jdbc;
        this.writer = new RegisterWriter(jdbc, schema);
    }

    /**
     * Writes what these records change, within the current transaction. Call {@link #remember} when that is committed, else {@link #forget}.
     */
    RegisterBatch apply(List<LedgerRecord> records) {
        RegisterBatch batch = gather(records);
        writer.write(batch);
        return batch;
    }

    /** Receives the records that could not be processed. */
    @FunctionalInterface
    public interface HeldUp {

        /**
         * A record that was not processed.
         *
         * @param failure what is wrong with it; null: an earlier record of its grantor failed
         */
        void heldUp(LedgerRecord record, @Nullable RuntimeException failure);
    }

    /**
     * Writes what these records change, within the current transaction. A record that cannot be processed holds up the later ones of its grantor, and
     * no one else's.
     *
     * @return what was applied, to be remembered or forgotten as after {@link #apply}
     * @throws RuntimeException when not a record was at fault but the database
     */
    public List<RegisterBatch> process(List<LedgerRecord> records, HeldUp failed) {
        List<RegisterBatch> applied = new ArrayList<>();
        // Nearly always, all of them can be. If not, try each grantor separately, and then that grantor's records one by one.
        if (records.isEmpty() || attempt(records, applied) == null) {
            return applied;
        }
        Map<GrantorId, List<LedgerRecord>> byGrantor = new LinkedHashMap<>();
        records.forEach(record -> byGrantor.computeIfAbsent(record.act().grantorId(), grantorId -> new ArrayList<>()).add(record));
        for (List<LedgerRecord> ofOne : byGrantor.values()) {
            if (attempt(ofOne, applied) != null) {
                oneByOne(ofOne, applied, failed);
            }
        }
        return applied;
    }

    private void oneByOne(List<LedgerRecord> ofOneGrantor, List<RegisterBatch> applied, HeldUp failed) {
        boolean heldUp = false;
        for (LedgerRecord record : ofOneGrantor) {
            RuntimeException failure = heldUp ? null : attempt(List.of(record), applied);
            heldUp |= failure != null;
            if (heldUp) {
                failed.heldUp(record, failure);
            }
        }
    }

    private @Nullable RuntimeException attempt(List<LedgerRecord> records, List<RegisterBatch> applied) {
        return Attempt.within(jdbc, () -> applied.add(apply(records)));
    }

    /** What was applied is committed. */
    public void remember(RegisterBatch batch) {
        remembered.putAll(batch.after());
    }

    /** What was applied is not committed. */
    void forget(RegisterBatch batch) {
        remembered.invalidateAll(batch.after().keySet());
    }

    private RegisterBatch gather(List<LedgerRecord> records) {
        Map<GrantorId, GrantorRecords> before = before(records);
        RegisterBatch batch = new RegisterBatch();
        for (LedgerRecord record : records) {
            GrantorId grantorId = record.act().grantorId();
            GrantorRecords known = batch.after().get(grantorId);
            if (known == null) {
                known = before.getOrDefault(grantorId, GrantorRecords.NONE);
            }
            if (!known.version().nextSequence().equals(record.sequence())) {
                throw new IllegalStateException(
                        "the feed gave record " + record.sequence() + " of grantor " + grantorId + " after " + known.version());
            }
            batch.take(record, known);
        }
        return batch;
    }

    /** What was recorded of the batch's grantors before it: from memory, or read for all of them at once. */
    private Map<GrantorId, GrantorRecords> before(List<LedgerRecord> records) {
        Map<GrantorId, GrantorRecords> before = new HashMap<>();
        Set<GrantorId> toRead = new LinkedHashSet<>();
        Map<GrantorId, Sequence> first = new HashMap<>();
        for (LedgerRecord record : records) {
            GrantorId grantorId = record.act().grantorId();
            if (first.putIfAbsent(grantorId, record.sequence()) == null && !record.sequence().isFirst()) {
                GrantorRecords known = remembered.getIfPresent(grantorId);
                if (known != null && known.version().nextSequence().equals(record.sequence())) {
                    before.put(grantorId, known);
                } else {
                    toRead.add(grantorId);
                }
            }
        }
        if (!toRead.isEmpty()) {
            Map<GrantorId, List<LedgerRecord>> streams = new HashMap<>();
            for (LedgerRecord record : reader.forTheLaw(toRead, records.getLast().position())) {
                GrantorId grantorId = record.act().grantorId();
                if (record.sequence().isBefore(first.getOrDefault(grantorId, Sequence.FIRST))) {
                    streams.computeIfAbsent(grantorId, key -> new ArrayList<>()).add(record);
                }
            }
            streams.forEach((grantorId, stream) -> before.put(grantorId, GrantorRecords.of(stream)));
        }
        return before;
    }
}
