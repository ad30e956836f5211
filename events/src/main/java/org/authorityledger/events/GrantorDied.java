package org.authorityledger.events;

import java.time.LocalDate;

/**
 * The grantor died; agency ends with the principal.
 *
 * @param on the day of death, on which no authority remains
 */
@Revision("1")
public record GrantorDied(GrantorId grantorId, LocalDate on) implements LegalAct {}
