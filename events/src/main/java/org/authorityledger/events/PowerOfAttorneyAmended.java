package org.authorityledger.events;

import org.jspecify.annotations.Nullable;

/**
 * The grantor signed a rider to a power of attorney. From the day on which its terms take effect they govern; what was before stays as it was.
 *
 * @param grantor how the grantor is called in it, where given
 * @param terms the full terms from {@code effectiveOn} on
 * @param note a remark by the person who recorded it
 * @param reason why it came about, where given
 */
@Revision("1")
public record PowerOfAttorneyAmended(GrantorId grantorId, PoaId poaId, @Nullable Party grantor, Terms terms, @Nullable String note,
        @Nullable String reason) implements LegalAct {

    @Override
    public @Nullable Document document() {
        return terms.document();
    }

    @Override
    public LegalAct withoutNote() {
        return note == null ? this : new PowerOfAttorneyAmended(grantorId, poaId, grantor, terms, null, reason);
    }
}
