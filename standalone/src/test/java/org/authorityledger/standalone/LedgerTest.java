package org.authorityledger.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** One ledger for all tests that only add to it: started as its users start it, with its own PostgreSQL in a fresh directory. */
abstract class LedgerTest {

    static final RunningLedger LEDGER = start();

    private static RunningLedger start() {
        try {
            Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "ledgers").toAbsolutePath()), "shared");
            var context = (ServletWebServerApplicationContext) AuthorityLedger.start("--server.port=0", "--ledger.data-dir=" + directory,
                    "--LEDGER_ADMIN_PASSWORD=" + RunningLedger.PASSWORD);
            return new RunningLedger(Objects.requireNonNull(context.getWebServer()).getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
