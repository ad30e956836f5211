package org.authorityledger.standalone.postgres;

import java.nio.file.Path;

/** Another ledger is using the data directory. Two ledgers on the same files would destroy them. */
final class DataDirectoryInUse extends LedgerStartFailed {

    DataDirectoryInUse(Path directory, String holder) {
        super("The data directory " + directory + " is in use by " + holder
                + ". Stop that ledger first, or give this one a directory of its own:"
                + " --ledger.data-dir=<another directory>");
    }
}
