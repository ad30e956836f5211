package org.authorityledger.command;

import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Party;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Terms;
import org.jspecify.annotations.Nullable;

/**
 * Put right what the ledger says of an instrument, or of a rider to it.
 *
 * @param amendment the record of the rider that is corrected; absent: the grant
 * @param terms the full corrected terms; on the wire their fields stand beside the others
 * @param reason why the record was wrong
 */
public record CorrectPowerOfAttorney(GrantorId grantorId, PoaId poaId, Party grantor, @Nullable RecordId amendment, Terms terms,
        String reason,
        @Nullable String note) implements Command {}
