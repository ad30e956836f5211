package org.authorityledger.command;

import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Party;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Terms;
import org.jspecify.annotations.Nullable;

/**
 * Record that a grantor signed a rider to a power of attorney.
 *
 * @param grantor how the grantor is called in it, where given
 * @param terms the full terms from the day they take effect; on the wire its fields stand beside the others
 */
public record AmendPowerOfAttorney(GrantorId grantorId, PoaId poaId, @Nullable Party grantor, Terms terms, @Nullable String note,
        @Nullable String reason) implements Command {}
