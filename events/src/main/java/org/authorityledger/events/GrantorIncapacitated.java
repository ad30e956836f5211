package org.authorityledger.events;

import java.time.LocalDate;

/**
 * The grantor lost capacity; only durable instruments survive it.
 *
 * @param on the day from which it holds
 */
@Revision("1")
public record GrantorIncapacitated(GrantorId grantorId, LocalDate on) implements LegalAct {}
