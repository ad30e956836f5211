package org.authorityledger.inbox.sheet;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tracker that someone is bringing in.
 *
 * @param name how the file is called
 * @param request how it is read; its mapping by the letters of columns
 * @param outcome when it was recorded, how many instruments became what; null: it was not
 */
public record KeptSheet(UUID sheetId, String name, Instant uploadedAt, SheetRequest request, @Nullable Map<String, Long> outcome) {}
