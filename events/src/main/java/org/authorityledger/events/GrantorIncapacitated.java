package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The grantor lost capacity; only durable instruments survive it.
 *
 * @param on the day from which it holds
 * @param notices who is known to have learned of it, and when
 * @param note a remark by the person who recorded it
 * @param reason why it came about, where given
 * @param document the writing that is the evidence, where given
 */
@Revision("2")
public record GrantorIncapacitated(GrantorId grantorId, LocalDate on, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Notice> notices,
        @Nullable String note, @Nullable String reason, @Nullable Document document) implements LegalAct {

    public GrantorIncapacitated {
        notices = notices == null ? List.of() : List.copyOf(notices);
    }

    /** Without evidence. */
    public GrantorIncapacitated(GrantorId grantorId, LocalDate on) {
        this(grantorId, on, List.of(), null, null, null);
    }
}
