package org.authorityledger.events;

import org.jspecify.annotations.Nullable;

/**
 * The grantor signed a power of attorney. Rule 16a-3(i) lets those whom it appoints sign while this written confirmation is still in effect.
 *
 * <p>Revision 2 has the terms of the second edition of the law.
 *
 * @param grantor how the grantor is called in it
 * @param note a remark by the person who recorded it
 * @param reason why it came about, where given
 */
@Revision("2")
public record PowerOfAttorneyGranted(GrantorId grantorId, PoaId poaId, Party grantor, Terms terms, @Nullable String note,
        @Nullable String reason) implements LegalAct {

    /** Without a reason. */
    public PowerOfAttorneyGranted(GrantorId grantorId, PoaId poaId, Party grantor, Terms terms, @Nullable String note) {
        this(grantorId, poaId, grantor, terms, note, null);
    }

    @Override
    public @Nullable Document document() {
        return terms.document();
    }

    @Override
    public LegalAct withoutNote() {
        return note == null ? this : new PowerOfAttorneyGranted(grantorId, poaId, grantor, terms, null, reason);
    }
}
