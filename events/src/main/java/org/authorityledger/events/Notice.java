package org.authorityledger.events;

import java.time.LocalDate;

/** Someone who could sign learned of a death, an incapacity or a dissolution on this day. */
public record Notice(AttorneyId attorneyId, LocalDate on) {}
