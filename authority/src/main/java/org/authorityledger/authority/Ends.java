package org.authorityledger.authority;

import java.time.LocalDate;
import org.authorityledger.events.LedgerRecord;
import org.jspecify.annotations.Nullable;

/** Finds the earliest end; on one same day the cause recorded first. */
final class Ends {

    private @Nullable Ending earliest;
    /** Whether the earliest ends the whole instrument, for everyone who holds under it. */
    private boolean whole;

    void add(LocalDate on, EndCause cause, LedgerRecord record) {
        add(new Ending(on, cause, record.recordId(), record.position()), false);
    }

    void addWhole(LocalDate on, EndCause cause, LedgerRecord record) {
        add(new Ending(on, cause, record.recordId(), record.position()), true);
    }

    void add(Ending ending, boolean endsWhole) {
        if (earliest == null || ending.before(earliest)) {
            earliest = ending;
            whole = endsWhole;
        }
    }

    @Nullable
    Ending earliest() {
        return earliest;
    }

    boolean whole() {
        return whole;
    }

    /** Whether it ends for good, and not only because other terms come to govern. */
    boolean forGood() {
        return earliest != null && earliest.cause() != EndCause.AMENDED;
    }
}
