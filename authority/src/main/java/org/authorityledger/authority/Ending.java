package org.authorityledger.authority;

import java.time.LocalDate;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;

/**
 * What ends an authority.
 *
 * @param on the first day without it
 * @param recordId the record that says so
 * @param position the place of that record in the ledger
 */
public record Ending(LocalDate on, EndCause cause, RecordId recordId, Position position) {

    /** Whether it comes before another: by its day, on one day by which was recorded first. */
    boolean before(Ending other) {
        int order = on.compareTo(other.on);
        return order < 0 || (order == 0 && position.isBefore(other.position));
    }
}
