package org.authorityledger.reminders;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An address at which a calendar program reads what expires.
 *
 * @param days how far ahead it looks
 * @param lastReadAt to the minute; null: never
 */
public record CalendarFeed(UUID calendarId, String owner, String name, int days, Instant madeAt, @Nullable Instant lastReadAt) {}
