package org.authorityledger.events;

import org.jspecify.annotations.Nullable;

/**
 * What the ledger says of an instrument or of a rider to it was put right: from then on in recorded time these terms stand, over the whole of
 * effective time that they govern.
 *
 * <p>Revision 2 has the terms of the second edition of the law, and can correct a rider.
 *
 * @param grantor how the grantor is called in it
 * @param amendment the record of the rider that is corrected; null: the grant
 * @param terms the full corrected terms
 * @param reason why the record was wrong
 * @param note a remark by the person who recorded it
 */
@Revision("2")
public record PowerOfAttorneyCorrected(GrantorId grantorId, PoaId poaId, Party grantor, @Nullable RecordId amendment, Terms terms,
        String reason, @Nullable String note) implements LegalAct {

    /** Of the grant. */
    public PowerOfAttorneyCorrected(GrantorId grantorId, PoaId poaId, Party grantor, Terms terms, String reason, @Nullable String note) {
        this(grantorId, poaId, grantor, null, terms, reason, note);
    }

    @Override
    public @Nullable Document document() {
        return terms.document();
    }

    @Override
    public LegalAct withoutNote() {
        return note == null ? this : new PowerOfAttorneyCorrected(grantorId, poaId, grantor, amendment, terms, reason, null);
    }
}
