package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An instrument is on file with the Commission (General Instructions to Forms 3, 4 and 5: a confirming statement that is still in effect).
 *
 * @param accession the filing that has it
 * @param form the form of that filing
 * @param exhibit its exhibit, such as {@code 24}, where given
 * @param filedOn the day of the filing
 * @param byReference the filing only refers to one that has it
 * @param note a remark by the person who recorded it
 * @param reason why it came about, where given
 * @param document the writing that is the evidence, where given
 */
@Revision("1")
public record ConfirmationFiled(GrantorId grantorId, PoaId poaId, Accession accession, Form form, @Nullable String exhibit,
        LocalDate filedOn, @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean byReference, @Nullable String note,
        @Nullable String reason, @Nullable Document document) implements LegalAct {}
