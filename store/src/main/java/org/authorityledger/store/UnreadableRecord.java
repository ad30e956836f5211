package org.authorityledger.store;

/**
 * Stands in the place of an act that this build cannot read: a later build wrote it, or its text is not what its type says. The record is in the
 * ledger all the same, and can be read once the right build runs.
 */
public final class UnreadableRecord extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableRecord(StoredEvent event, RuntimeException why) {
        super("record " + event.recordId() + " at position " + event.position() + ", " + event.type() + " of revision " + event.revision()
                + ", cannot be read: " + why.getMessage(), why);
    }
}
