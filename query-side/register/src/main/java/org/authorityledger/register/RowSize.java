package org.authorityledger.register;

import java.util.List;
import org.authorityledger.authority.Authority;
import org.authorityledger.events.Power;
import org.jspecify.annotations.Nullable;

/**
 * About how large the rows of authorities are, in characters. Every attorney of an instrument has the text of all its powers in a row of their own,
 * so a small record can make large rows.
 */
public final class RowSize {

    /** Rows are written when this much is gathered, so that memory does not grow with them. */
    public static final long WRITTEN_AT_ONCE = 4_000_000;

    private static final int ROW = 400;
    private static final int POWER = 64;
    private static final int NAME = 24;

    private @Nullable List<Power> last;
    private long sizeOfLast;

    /** The size of the row of an authority. Fast where those of one instrument come one after the other. */
    public long of(Authority authority) {
        List<Power> powers = authority.powers();
        if (powers != last) {
            last = powers;
            sizeOfLast = ROW + powers.stream().mapToLong(RowSize::of).sum();
        }
        return sizeOfLast;
    }

    private static long of(Power power) {
        return POWER + power.clause().length() + (long) NAME * (power.forms().size() + power.capacities().size())
                + (power.text() == null ? 0 : power.text().length());
    }
}
