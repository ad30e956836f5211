package org.authorityledger.store;

import org.authorityledger.events.LedgerRecord;

/**
 * An act as it stands in the ledger, with all that is kept of its recording.
 *
 * @param json the act's payload, to the letter
 */
public record StoredEvent(LedgerRecord record, String type, String revision, String json, Provenance provenance) {}
