package org.authorityledger.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** One ledger for all tests that only add to it: started as its users start it, with its own PostgreSQL in a new directory. */
@Tag("ledger")
public abstract class LedgerTest {

    /** Where it fetches filings. */
    protected static final TestEdgar EDGAR = new TestEdgar();

    private static final ServletWebServerApplicationContext CONTEXT = start();

    protected static final RunningLedger LEDGER = new RunningLedger(Objects.requireNonNull(CONTEXT.getWebServer()).getPort());

    /** Its database, for changes that no user can make. */
    static JdbcTemplate database() {
        return new JdbcTemplate(CONTEXT.getBean(DataSource.class));
    }

    private static ServletWebServerApplicationContext start() {
        try {
            Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "ledgers").toAbsolutePath()), "shared");
            // A death that others than administrators record waits for another person.
            return (ServletWebServerApplicationContext) AuthorityLedger
                    .start(Stream.concat(Stream.of("--server.port=0", "--ledger.data-dir=" + directory,
                            "--LEDGER_ADMIN_PASSWORD=" + RunningLedger.PASSWORD,
                            "--ledger.approval.commands=RecordGrantorDeath,RecordAttorneyIncapacity",
                            "--ledger.approval.exempt-roles=ADMIN"), Stream.of(EDGAR.settings())).toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
