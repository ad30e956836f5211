package org.authorityledger.command;

import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.jspecify.annotations.Nullable;

/** What parties are, as last stated in any stream of the ledger. */
@FunctionalInterface
interface StatedKinds {

    /** As last stated by a record that stands; null: nothing is stated, and the party is taken for a person. */
    @Nullable
    PartyKind of(PartyId party);
}
