package org.authorityledger.command;

import java.time.LocalDate;
import java.util.Set;
import org.authorityledger.events.Document;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Party;
import org.authorityledger.events.Signatory;
import org.authorityledger.events.SignatoryCapacity;
import org.jspecify.annotations.Nullable;

/**
 * Record who signs for an entity without a power of attorney.
 *
 * @param grantor how the entity is called; absent: not said
 * @param until the first day no longer; absent: no end is known
 * @param forms for which forms; none named: all
 * @param minimumSignatories how many must sign together; absent: this paper does not say
 */
public record RecordSignatory(GrantorId grantorId, @Nullable Party grantor, Signatory signatory, SignatoryCapacity capacity,
        @Nullable String title, LocalDate from, @Nullable LocalDate until, Set<Form> forms, @Nullable Integer minimumSignatories,
        @Nullable String note, @Nullable String reason,
        @Nullable Document document) implements Command {

    public RecordSignatory {
        forms = forms == null ? Set.of() : Set.copyOf(forms);
    }
}
