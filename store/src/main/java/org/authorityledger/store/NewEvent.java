package org.authorityledger.store;

import org.authorityledger.events.LegalAct;
import org.authorityledger.events.RecordId;

/**
 * An act about to be recorded.
 *
 * @param sequence the place in the grantor's stream it was judged for
 */
public record NewEvent(RecordId recordId, long sequence, LegalAct act, Provenance provenance) {}
