package org.authorityledger.events;

/**
 * An earlier record was made in error: from then on in recorded time it, and what hangs on it, is as if never recorded.
 *
 * @param recordId the record taken back
 * @param reason why
 */
@Revision("1")
public record RecordRetracted(GrantorId grantorId, RecordId recordId, String reason) implements LegalAct {}
