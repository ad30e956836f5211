package org.authorityledger.events;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A signed revocation reached someone on this day.
 *
 * @param attorneyId whom; null: {@code to} says it
 * @param to who else than an attorney; null: {@code attorneyId} says it
 */
public record Delivery(@Nullable AttorneyId attorneyId, @Nullable Recipient to, LocalDate deliveredOn) {

    /** To an attorney. */
    public Delivery(AttorneyId attorneyId, LocalDate deliveredOn) {
        this(attorneyId, null, deliveredOn);
    }

    /** To an issuer of the instrument. */
    public static Delivery toIssuer(LocalDate deliveredOn) {
        return new Delivery(null, Recipient.ISSUER, deliveredOn);
    }
}
