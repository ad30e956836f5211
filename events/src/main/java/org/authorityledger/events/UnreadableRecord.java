package org.authorityledger.events;

/**
 * Stands in the place of an act that this build cannot read: a later build wrote it, or its text is not what its type says. The record is in the
 * ledger all the same, and can be read once the right build runs.
 */
public final class UnreadableRecord extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Of a record.
     *
     * @param type its type as it is stored, and {@code revision} that of its shape
     */
    public UnreadableRecord(RecordId recordId, Position position, String type, String revision, RuntimeException why) {
        super("record " + recordId + " at position " + position + ", " + type + " of revision " + revision + ", cannot be read: "
                + why.getMessage(), why);
    }
}
