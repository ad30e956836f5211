package org.authorityledger.transparencylog;

/** Why the log signs nothing. Health reports it, and so does every answer that needs a newer checkpoint; commands continue. */
public enum LogFault {
    /** The database has fewer records than were signed: an old backup was restored, or the end of the ledger was removed. */
    ROLLED_BACK("the ledger has fewer records than the last checkpoint that was signed; restore the newest backup"),
    /** A tree over the ledger's records does not have the root that was signed for them. */
    CHANGED("the log's tree is not the one that was signed; run ledger verify to find the changed record"),
    /** The ledger's positions have a gap. */
    RECORD_MISSING("a position of the ledger is missing; run ledger verify"),
    /** The key is here, and the checkpoint that it signed last is not: whether this database is an older one is unknown. */
    LAST_SIGNED_MISSING("the file log-key.last-signed is missing, so this database may be an older one; " + LogFault.DECIDE),
    /** What is in the file is not a checkpoint that this log signed. */
    LAST_SIGNED_INVALID("the file log-key.last-signed is not a checkpoint that this log signed; " + LogFault.DECIDE),
    /** The log signed more than the file says: an old copy of the file was put back. */
    LAST_SIGNED_BEHIND("the file log-key.last-signed is older than the newest checkpoint of the database; " + LogFault.DECIDE),
    /** The database hides rows of the ledger from the application. */
    ROWS_HIDDEN("row-level security on ledger.event may hide records from the application; remove it and run ledger verify"),
    /** The database belongs to a log of another name. */
    OTHER_ORIGIN("the log in this database has a different origin than ledger.log.origin"),
    /** The key here is not the one that signs this log. */
    OTHER_KEY("the key file of this node is not the key of the log in this database; replace it with the right one"),
    /** No node has the key. */
    NO_KEY("no node with the signing key has signed for a while; restore the key file, or set ledger.log.replace-lost-key=true");

    private static final String DECIDE = "put the file back; or, after ledger verify --since with a checkpoint kept elsewhere,"
            + " set ledger.log.continue-from to the size of the newest checkpoint here";

    private final String words;

    LogFault(String words) {
        this.words = words;
    }

    /** What is wrong and what to do. */
    public String words() {
        return words;
    }
}
