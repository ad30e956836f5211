package org.authorityledger.events;

/**
 * An earlier record was made in error: from then on in recorded time it, and what depends on it, counts as never recorded.
 *
 * @param recordId the record that is retracted
 * @param reason why
 */
@Revision("1")
public record RecordRetracted(GrantorId grantorId, RecordId recordId, String reason) implements LegalAct {}
