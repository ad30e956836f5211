package org.authorityledger.command;

import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Party;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Terms;
import org.jspecify.annotations.Nullable;

/**
 * Record that a grantor signed a power of attorney.
 *
 * @param poaId how the instrument is to be called; absent: the ledger mints a name
 * @param grantor how the grantor is called in it
 * @param terms what it says; on the wire its fields stand beside the others
 */
public record GrantPowerOfAttorney(GrantorId grantorId, @Nullable PoaId poaId, Party grantor, Terms terms, @Nullable String note,
        @Nullable String reason) implements Command {}
