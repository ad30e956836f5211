package org.authorityledger.register.follow;

import org.authorityledger.store.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * A record from the feed that must wait.
 *
 * @param fault why it cannot be read or processed; null: it only waits behind another of its grantor
 */
record FeedRecord(StoredEvent event, @Nullable RuntimeException fault) {}
