package org.authorityledger.events;

import org.jspecify.annotations.Nullable;

/**
 * The grantor signed a power of attorney. Rule 16a-3(i) lets those whom it appoints sign while this written confirmation is still in effect.
 *
 * @param grantor how the grantor is called in it
 * @param note a remark by the person who recorded it
 */
@Revision("1")
public record PowerOfAttorneyGranted(GrantorId grantorId, PoaId poaId, Party grantor, Terms terms, @Nullable String note)
        implements
            LegalAct {

    @Override
    public LegalAct withoutNote() {
        return note == null ? this : new PowerOfAttorneyGranted(grantorId, poaId, grantor, terms, null);
    }
}
