package org.authorityledger.register;

import org.jspecify.annotations.Nullable;

/** How far a register has come: every record up to its position is in it. The live register goes on; others stay where they are. */
public interface RegisterProgress {

    /** The position reached. */
    long position();

    /**
     * Waits until a position is reached.
     *
     * @param minimum null: do not wait
     * @return the position reached
     * @throws RegisterRefusal when it is not reached in time, or never will be
     */
    long await(@Nullable Long minimum);
}
