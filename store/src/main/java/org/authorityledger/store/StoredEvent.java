package org.authorityledger.store;

import java.time.Instant;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.UnreadableRecord;
import org.authorityledger.history.ActJson;
import org.jspecify.annotations.Nullable;

/**
 * An act as it stands in the ledger, with all that is kept of its recording.
 *
 * @param json the act's payload, to the letter
 * @param act what it says; null: this build cannot read it
 */
public record StoredEvent(RecordId recordId, GrantorId grantorId, long position, long sequence, Instant recordedAt, String type,
        String revision,
        String json, Provenance provenance, @Nullable LegalAct act) {

    /** Reads the act, if it can be read. */
    StoredEvent(RecordId recordId, GrantorId grantorId, long position, long sequence, Instant recordedAt, String type, String revision,
            String json, Provenance provenance) {
        this(recordId, grantorId, position, sequence, recordedAt, type, revision, json, provenance, readOrNull(type, revision, json));
    }

    private static @Nullable LegalAct readOrNull(String type, String revision, String json) {
        try {
            return ActJson.read(type, revision, json);
        } catch (RuntimeException e) {
            // Whoever asks for the record is told; who only passes by it is not held up.
            return null;
        }
    }

    /**
     * The record, for the law.
     *
     * @throws UnreadableRecord when this build cannot read its act
     */
    public LedgerRecord record() {
        return new LedgerRecord(recordId, position, sequence, recordedAt, provenance.recordedBy(), act == null ? read() : act);
    }

    private LegalAct read() {
        try {
            return ActJson.read(type, revision, json);
        } catch (RuntimeException e) {
            throw new UnreadableRecord(recordId, position, type, revision, e);
        }
    }
}
