package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Someone signs for an entity without a power of attorney: an executive officer, general partner, managing member or trustee.
 *
 * @param grantorId the entity
 * @param grantor how the entity is called, where given
 * @param signatory who signs
 * @param capacity in which standing
 * @param title as the signature block has it, where given
 * @param from the first day
 * @param until the first day no longer; absent: no end is known
 * @param forms for which forms; empty: all
 * @param minimumSignatories how many signatories of this entity must sign together; null: this record does not say
 * @param note a remark by the person who recorded it
 * @param reason why it came about, where given
 * @param document the writing that is the evidence, where given
 */
@Revision("1")
public record SignatoryRecorded(GrantorId grantorId, @Nullable Party grantor, Signatory signatory, SignatoryCapacity capacity,
        @Nullable String title, LocalDate from, @Nullable LocalDate until, @JsonInclude(JsonInclude.Include.NON_EMPTY) Set<Form> forms,
        @Nullable Integer minimumSignatories, @Nullable String note, @Nullable String reason,
        @Nullable Document document) implements LegalAct {

    public SignatoryRecorded {
        forms = Power.inOrder(forms);
    }

    /** Whether it is for this form. */
    public boolean covers(Form form) {
        return forms.isEmpty() || forms.contains(form) || forms.contains(Form.ALL);
    }
}
