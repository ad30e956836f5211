package org.authorityledger.reminders.views;

import java.time.Instant;
import java.util.UUID;

/**
 * A list with what was chosen on it, under a name. It opens as of the day on which it is opened.
 *
 * @param owner whose it is: no one else sees it
 */
public record SavedView(UUID viewId, String owner, String name, LedgerLists.Asked asked, Instant madeAt) {}
