package org.authorityledger.authority;

import java.time.Instant;
import org.authorityledger.events.RecordId;
import org.jspecify.annotations.Nullable;

/**
 * What was known of one authority during {@code [knownFrom, knownUntil)}.
 *
 * @param knownUntil null: still known so
 * @param openedBy the record by which it came to be known so
 * @param closedBy the record by which it came to be known otherwise; null while knownUntil is
 */
public record AuthorityVersion(Authority authority, Instant knownFrom, @Nullable Instant knownUntil, RecordId openedBy,
        @Nullable RecordId closedBy) {

    /** Whether {@code knownFrom <= moment < knownUntil}. */
    public boolean knownAt(Instant moment) {
        return !moment.isBefore(knownFrom) && (knownUntil == null || moment.isBefore(knownUntil));
    }
}
