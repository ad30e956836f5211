package org.authorityledger.register;

import java.time.Instant;
import org.authorityledger.events.Position;
import org.jspecify.annotations.Nullable;

/** How far a register has come: every record up to its position is in it. The live register goes on; others stay where they are. */
public interface RegisterProgress {

    /** The position reached. */
    Position position();

    /**
     * Waits until a position is reached.
     *
     * @param minimum null: do not wait
     * @return the position reached
     * @throws RegisterRefusal when it is not reached in time, or never will be
     */
    Position await(@Nullable Position minimum);

    /**
     * The instant of the last record that it holds together with all records before it: an answer as known at this instant never changes.
     *
     * @return {@link Instant#MIN} while it holds none
     */
    Instant knownUntil();

    /**
     * Waits until it holds every record that was recorded at an instant or before.
     *
     * @throws RegisterRefusal when the instant is in the future, or its records are not reached in time
     */
    void awaitKnown(Instant knownAt);
}
