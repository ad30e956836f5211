package org.authorityledger.standalone.cli;

import picocli.CommandLine.Command;

/** {@code ledger serve}: here for its help alone; its options are settings of the server (see {@link LedgerCommands#serves}). */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Serves the ledger; this is what happens without a command.", footer = {
        "", "Settings, each given as --name=value:", "  --server.port=8080 --server.address=127.0.0.1", "      where it listens",
        "  --ledger.data-dir=./ledger-data", "      its own PostgreSQL, the admin's password, the log",
        "  --spring.datasource.url=jdbc:postgresql://... --spring.datasource.username=... --spring.datasource.password=...",
        "      an outside PostgreSQL, 15 or later, instead", "  --ledger.owner.username=... --ledger.owner.password=...",
        "      who owns its schemas, where that is another role", "  --ledger.zone=America/New_York", "      where a day begins",
        "  --ledger.log.witnesses[0].key=... --ledger.log.witnesses[0].url=...",
        "      a witness that is asked to cosign each checkpoint of the log",
        "  --ledger.witness.name=... --ledger.witness.logs=<key>,<key>", "      be a witness for other logs",
        "The environment variable LEDGER_ADMIN_PASSWORD sets the password of the user admin."})
final class Serve {}
