package org.authorityledger.transparencylog;

/** Why the log signs nothing. Health reports it, and so does every answer that needs a newer checkpoint; commands continue. */
public enum LogFault {
    /** The database has fewer records than were signed: an old backup was restored, or the end of the ledger was removed. */
    ROLLED_BACK("the ledger has fewer records than the last checkpoint that was signed; restore the newest backup"),
    /** A tree over the ledger's records does not have the root that was signed for them. */
    CHANGED("the log's tree is not the one that was signed; run ledger verify to find the changed record"),
    /** The ledger's positions have a gap. */
    RECORD_MISSING("a position of the ledger is missing; run ledger verify"),
    /** The database belongs to a log of another name. */
    OTHER_ORIGIN("the log in this database has a different origin than ledger.log.origin"),
    /** The key here is not the one that signs this log. */
    OTHER_KEY("the key file of this node is not the key of the log in this database; replace it with the right one"),
    /** No node has the key. */
    NO_KEY("no node with the signing key has signed for a while; restore the key file, or set ledger.log.replace-lost-key=true");

    private final String words;

    LogFault(String words) {
        this.words = words;
    }

    /** What is wrong and what to do. */
    public String words() {
        return words;
    }
}
