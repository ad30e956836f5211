package org.authorityledger.standalone.cli;

import picocli.CommandLine.Command;

/** {@code ledger serve}: only its help is here. Its options are the settings of the server (see {@link LedgerCommands#serves}). */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Starts the ledger. This is the default command.", footer = {
        "", "Settings, each given as --name=value:", "  --server.port=8080 --server.address=127.0.0.1",
        "      the address and port it listens on",
        "  --ledger.http.hosts=ledger.example", "      the host names under which it is reached, separated by commas",
        "  --ledger.data-dir=./ledger-data", "      the directory of its own PostgreSQL, the admin's password and the log",
        "  --spring.datasource.url=jdbc:postgresql://... --spring.datasource.username=... --spring.datasource.password=...",
        "      use another PostgreSQL instead, version 15 or later", "  --ledger.owner.username=... --ledger.owner.password=...",
        "      the role that owns its schemas, if that is another role", "  --ledger.zone=America/New_York",
        "      the time zone in which a day begins",
        "  --ledger.log.witnesses[0].key=... --ledger.log.witnesses[0].url=...",
        "      a witness to ask for a cosignature of each checkpoint of the log",
        "  --ledger.witness.name=... --ledger.witness.logs=<key>,<key>", "      act as a witness for other logs",
        "The environment variable LEDGER_ADMIN_PASSWORD sets the password of the user admin."})
final class Serve {}
