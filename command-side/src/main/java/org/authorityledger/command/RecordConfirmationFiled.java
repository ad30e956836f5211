package org.authorityledger.command;

import java.time.LocalDate;
import org.authorityledger.events.Accession;
import org.authorityledger.events.Document;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PoaId;
import org.jspecify.annotations.Nullable;

/**
 * Record that an instrument is on file with the Commission.
 *
 * @param form the form of the filing that has it
 * @param byReference the filing only refers to one that has it
 */
public record RecordConfirmationFiled(GrantorId grantorId, PoaId poaId, Accession accession, Form form, @Nullable String exhibit,
        LocalDate filedOn, boolean byReference, @Nullable String note, @Nullable String reason,
        @Nullable Document document) implements Command {}
