package org.authorityledger.command;

import java.time.LocalDate;
import java.util.List;
import org.authorityledger.events.Document;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Notice;
import org.jspecify.annotations.Nullable;

/**
 * Record that a grantor lost capacity.
 *
 * @param on the day, on which no authority remains
 * @param notices who is known to have learned of it, and when
 */
public record RecordGrantorIncapacity(GrantorId grantorId, LocalDate on, List<Notice> notices, @Nullable String note,
        @Nullable String reason,
        @Nullable Document document) implements Command {

    public RecordGrantorIncapacity {
        notices = notices == null ? List.of() : List.copyOf(notices);
    }
}
