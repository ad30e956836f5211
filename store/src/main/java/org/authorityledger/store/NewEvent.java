package org.authorityledger.store;

import org.authorityledger.events.LegalAct;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;

/**
 * An act about to be recorded.
 *
 * @param sequence the place in the grantor's stream it was judged for
 */
public record NewEvent(RecordId recordId, Sequence sequence, LegalAct act, Provenance provenance) {}
