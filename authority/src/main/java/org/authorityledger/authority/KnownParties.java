package org.authorityledger.authority;

import java.util.List;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;

/** All parties as known at one and the same moment. A question may lead from one to another: chains of signatories and of powers. */
public interface KnownParties {

    /** The authorities that a party gave, in the order of recording, also those that never were. Those of signers and entities are enough. */
    List<Authority> authorities(PartyId grantor);

    /** What else follows from its records; {@link PartyFacts#NONE} where nothing stands in its stream. */
    PartyFacts facts(PartyId party);

    /** What a party is: as last stated in any stream, a person where nothing is stated. */
    PartyKind kind(PartyId party);

    /** Whether these are all records that there are: an answer from those of a scope alone says so by a remark. */
    default boolean complete() {
        return true;
    }
}
