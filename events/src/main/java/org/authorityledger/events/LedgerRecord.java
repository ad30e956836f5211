package org.authorityledger.events;

import java.time.Instant;

/**
 * One act as the ledger keeps it.
 *
 * @param recordId its permanent name
 * @param position its place in the whole ledger
 * @param sequence its place in the grantor's stream
 * @param recordedAt when the ledger came to know, to the microsecond; strictly increasing with position
 * @param recordedBy the authenticated user who recorded it
 * @param act what happened
 */
public record LedgerRecord(RecordId recordId, Position position, Sequence sequence, Instant recordedAt, String recordedBy, LegalAct act) {

    /** The same record without the note of its act, for those that keep many. */
    public LedgerRecord withoutNote() {
        LegalAct bare = act.withoutNote();
        return bare == act ? this : new LedgerRecord(recordId, position, sequence, recordedAt, recordedBy, bare);
    }
}
