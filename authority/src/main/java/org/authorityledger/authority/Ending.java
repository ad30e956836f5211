package org.authorityledger.authority;

import java.time.LocalDate;
import org.authorityledger.events.RecordId;

/**
 * What ends an authority.
 *
 * @param on the first day without it
 * @param recordId the record that says so
 */
public record Ending(LocalDate on, EndCause cause, RecordId recordId) {}
