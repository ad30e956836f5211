package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.SignatoryCapacity;
import org.jspecify.annotations.Nullable;

/**
 * That someone signs for an entity without a power of attorney, in {@code [from, until)}.
 *
 * @param source the record that says so
 * @param grantorId the entity
 * @param signatory who signs: a person, or an entity that signs by its own signatories
 * @param from the first day
 * @param ending what ends it; null: open
 * @param forms for which forms; empty: all
 */
public record SigningOfficer(RecordId source, GrantorId grantorId, PartyId signatory, SignatoryCapacity capacity, @Nullable String title,
        LocalDate from, @Nullable Ending ending, Set<Form> forms) {

    public SigningOfficer {
        forms = forms == null ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(forms));
    }

    /** The first day no longer; null: open. */
    public @Nullable LocalDate until() {
        return ending == null ? null : ending.on();
    }

    /** The same, ended by this. */
    SigningOfficer until(Ending other) {
        return new SigningOfficer(source, grantorId, signatory, capacity, title, from, other, forms);
    }

    /** Whether {@code from <= day < until}. */
    public boolean inForceOn(LocalDate day) {
        return !day.isBefore(from) && (ending == null || day.isBefore(ending.on()));
    }

    /** Whether it is for this form. */
    public boolean covers(Form form) {
        return forms.isEmpty() || forms.contains(form) || forms.contains(Form.ALL);
    }
}
