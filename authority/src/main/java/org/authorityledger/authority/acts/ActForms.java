package org.authorityledger.authority.acts;

import java.util.List;
import java.util.Optional;

/** The forms of all acts, in the order in which a page offers them. */
public final class ActForms {

    public static final List<ActForm> ALL = List.of(Grant.FORM, Amendment.FORM, Confirmation.FORM, SignatoryEntry.FORM, SignatoryEnd.FORM,
            Revocation.FORM, RevocationDelivery.FORM, Death.FORM, Incapacity.FORM, Dissolution.FORM,
            Resignation.FORM, Substitution.FORM, SubstitutionRevocation.FORM, Incumbency.FORM, EmploymentEnd.FORM,
            EmploymentEnd.FORM_FOR_EVERY_GRANTOR, AttorneyDeath.FORM, AttorneyDeath.FORM_FOR_EVERY_GRANTOR, AttorneyIncapacity.FORM,
            AttorneyIncapacity.FORM_FOR_EVERY_GRANTOR, Beginning.FORM, Cessation.FORM, Resumption.FORM, Correction.FORM, Retraction.FORM);

    private ActForms() {}

    /** The form at this part of the address. */
    public static Optional<ActForm> at(String slug) {
        return ALL.stream().filter(form -> form.slug().equals(slug)).findFirst();
    }

    /** The form whose command has this name. */
    public static Optional<ActForm> ofCommand(String command) {
        return ALL.stream().filter(form -> form.command().equals(command)).findFirst();
    }
}
