package org.authorityledger.events;

import java.time.LocalDate;

/** A signed revocation reached this attorney on this day: from that day on they may not sign. */
public record Delivery(AttorneyId attorneyId, LocalDate deliveredOn) {}
