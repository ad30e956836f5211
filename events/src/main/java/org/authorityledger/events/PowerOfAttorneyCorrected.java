package org.authorityledger.events;

import org.jspecify.annotations.Nullable;

/**
 * What the ledger says of an instrument was put right: from then on in recorded time these terms stand, over the whole of effective time.
 *
 * @param terms the full corrected terms
 * @param reason why the record was wrong
 */
@Revision("1")
public record PowerOfAttorneyCorrected(GrantorId grantorId, PoaId poaId, Party grantor, Terms terms, String reason, @Nullable String note)
        implements
            LegalAct {

    @Override
    public LegalAct withoutNote() {
        return note == null ? this : new PowerOfAttorneyCorrected(grantorId, poaId, grantor, terms, reason, null);
    }
}
