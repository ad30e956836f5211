package org.authorityledger.query.register;

import org.authorityledger.http.Problem;
import org.jspecify.annotations.Nullable;

/** How far what is asked has come: every record up to its position is in it. The live register goes on; others stay where they are. */
public interface Reach {

    /** The position reached. */
    long position();

    /**
     * Waits until a position is reached.
     *
     * @param minimum null: do not wait
     * @return the position reached
     * @throws Problem where it is not reached in time, or never will be
     */
    long await(@Nullable Long minimum);
}
