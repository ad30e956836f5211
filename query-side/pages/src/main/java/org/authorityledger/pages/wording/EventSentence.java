package org.authorityledger.pages.wording;

import org.authorityledger.store.StoredEvent;

/** An event of a list, and what happened in one sentence. */
public record EventSentence(StoredEvent event, String sentence) {}
