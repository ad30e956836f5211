package org.authorityledger.questions.check;

import java.util.function.Supplier;
import org.authorityledger.http.Problem;
import org.jspecify.annotations.Nullable;

/**
 * One line of many checks: a request, or what is wrong with it.
 *
 * @param number as an editor counts lines, from 1
 */
record CheckLine(long number, @Nullable CheckRequest request, @Nullable Problem problem) {

    /** Reads a line; a problem in it stays in it. */
    static CheckLine read(long number, Supplier<CheckRequest> reading) {
        try {
            return new CheckLine(number, reading.get(), null);
        } catch (Problem problem) {
            return malformed(number, problem);
        }
    }

    static CheckLine malformed(long number, Problem problem) {
        return new CheckLine(number, null, problem);
    }
}
