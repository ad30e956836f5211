package org.authorityledger.events;

import java.time.LocalDate;

/**
 * An attorney's employment ended. It ends their authority under those instruments of the grantor that say so for them.
 *
 * @param effectiveOn the first day out of employment
 */
@Revision("1")
public record AttorneyEmploymentEnded(GrantorId grantorId, AttorneyId attorneyId, LocalDate effectiveOn) implements LegalAct {}
