package org.authorityledger.store;

import java.util.List;

/** A part of the node with threads of its own, which must go on as long as the node runs. The node's health asks each for its pulse. */
public interface BackgroundWork {

    /** One for each of its threads. */
    List<Pulse> pulses();
}
