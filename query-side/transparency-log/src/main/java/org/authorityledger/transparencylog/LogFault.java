package org.authorityledger.transparencylog;

/** Why the log signs nothing. Each is told in health and in every answer that needs a newer checkpoint; commands go on. */
public enum LogFault {
    /** The database knows fewer records than were signed: an old backup was restored, or the end of the ledger removed. */
    ROLLED_BACK("the ledger has fewer records than the last checkpoint that was signed; restore the newest backup"),
    /** A tree over the ledger's records has not the root that was signed over them. */
    CHANGED("the log's tree is not the one that was signed; run ledger verify to learn which record"),
    /** The ledger's positions have a gap. */
    RECORD_MISSING("a position of the ledger is missing; run ledger verify"),
    /** The database belongs to a log of another name. */
    OTHER_ORIGIN("the log in this database has another origin than ledger.log.origin says"),
    /** The key here is not the one that signs this log. */
    OTHER_KEY("the key file of this node is not the key of the log in this database; put the right one in its place"),
    /** No node has the key. */
    NO_KEY("no node with the signing key has signed for a while; put the key file in its place, or set ledger.log.replace-lost-key=true");

    private final String words;

    LogFault(String words) {
        this.words = words;
    }

    /** What is wrong and what to do. */
    public String words() {
        return words;
    }

    /** Stops the log with this fault. */
    static final class Found extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final LogFault fault;

        Found(LogFault fault) {
            super(fault.words());
            this.fault = fault;
        }

        LogFault fault() {
            return fault;
        }
    }
}
