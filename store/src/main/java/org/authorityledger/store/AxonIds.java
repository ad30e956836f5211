package org.authorityledger.store;

import org.axonframework.common.IdentifierFactory;

/**
 * Axon's identifiers, found by it as its factory: an event's identifier is its record id. Apart from {@link RecordIds}, since Axon makes an instance
 * while it initializes the class above: a thread that minted an id at that moment would wait for Axon, and Axon for it.
 */
public final class AxonIds extends IdentifierFactory {

    @Override
    public String generateIdentifier() {
        return RecordIds.mint().toString();
    }
}
