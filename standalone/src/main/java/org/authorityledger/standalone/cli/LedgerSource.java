package org.authorityledger.standalone.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.authorityledger.events.Position;
import org.authorityledger.proof.verify.BundleFiles;
import org.authorityledger.proof.verify.LedgerCopy;
import org.authorityledger.proof.verify.ServedLedger;
import org.authorityledger.proof.verify.Verify;
import org.authorityledger.standalone.postgres.EmbeddedDatabase;
import org.authorityledger.store.ViewedDataSource;
import org.authorityledger.store.Viewer;
import org.authorityledger.transparencylog.LedgerDatabase;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import picocli.CommandLine.Option;

/** Where to read a ledger: the options that several commands share. */
final class LedgerSource {

    private static final Pattern HERE = Pattern.compile("https?://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d+)?(/.*)?");

    @Option(names = "--database", paramLabel = "<jdbc url>", description = "The address of a PostgreSQL that has the ledger: the live one, or one restored from a dump.")
    private @Nullable String database;

    @Option(names = "--database-user", paramLabel = "<role>", description = "The database role to connect as. It needs only the right to select.")
    private @Nullable String databaseUser;

    @Option(names = "--database-password", paramLabel = "<password>", defaultValue = "${env:LEDGER_DATABASE_PASSWORD}", description = "Its password. Can also be given in the environment variable LEDGER_DATABASE_PASSWORD.")
    private @Nullable String databasePassword;

    @Option(names = "--data-dir", paramLabel = "<directory>", description = "The data directory of a ledger that is not running.")
    private @Nullable Path dataDir;

    @Option(names = "--key-file", paramLabel = "<file>", description = "The log's key file. The checkpoint signed last is beside it. Not needed with --data-dir.")
    private @Nullable Path keyFile;

    @Option(names = "--user", paramLabel = "<name>:<password>", description = "The user to sign in as, because the records of a running ledger are not public. For a ledger on this machine the default is admin, with the "
            + "password of the environment variable LEDGER_ADMIN_PASSWORD or of ./ledger-data.")
    private @Nullable String user;

    boolean isDatabase() {
        return database != null || dataDir != null;
    }

    /** Reads the ledger in its database. */
    <T> T inDatabase(Function<LedgerDatabase, T> reading) {
        return inDatabase(jdbc -> Position.START, (ledger, nothing) -> reading.apply(ledger));
    }

    /**
     * Reads the ledger in its database.
     *
     * @param before runs first, outside of the one state that is read; not for a data directory, where no ledger runs
     */
    <T> T inDatabase(Function<JdbcTemplate, Position> before, BiFunction<LedgerDatabase, Position, T> reading) {
        String url = database;
        if (url != null) {
            DataSource source = source(url, databaseUser, databasePassword);
            try {
                Position position = before.apply(new JdbcTemplate(source));
                return LedgerDatabase.read(source, keyFile, ledger -> reading.apply(ledger, position));
            } catch (DataAccessException e) {
                String why = String.valueOf(e.getMostSpecificCause().getMessage()).lines().findFirst().orElse("");
                throw new UncheckedIOException("the database cannot be read as a ledger: " + why, new IOException(e));
            }
        }
        Path directory = dataDir;
        if (directory == null || !Files.isDirectory(directory.resolve("postgresql"))) {
            throw new Verify.Usage("there is no ledger in " + directory);
        }
        try (EmbeddedDatabase own = EmbeddedDatabase.start(directory)) {
            return LedgerDatabase.read(source(own.jdbcUrl(), own.applicationUsername(), own.applicationPassword()),
                    keyFile == null ? directory.resolve("log-key") : keyFile, ledger -> reading.apply(ledger, Position.END));
        }
    }

    private static DataSource source(String url, @Nullable String user, @Nullable String password) {
        DriverManagerDataSource source = new DriverManagerDataSource(url);
        source.setUsername(user == null ? "" : user);
        source.setPassword(password == null ? "" : password);
        return ViewedDataSource.always(Viewer.ALL, new ViewedDataSource(source));
    }

    /** Reads the ledger, wherever it is. */
    <T> T anywhere(@Nullable String named, Function<LedgerCopy, T> reading) {
        if (isDatabase()) {
            return inDatabase(reading::apply);
        }
        if (named == null) {
            throw new Verify.Usage("name a ledger: give an address, --database or --data-dir");
        }
        if (named.startsWith("http://") || named.startsWith("https://")) {
            return reading.apply(new ServedLedger(named, user(named)));
        }
        return reading.apply(new BundleFiles(Path.of(named)));
    }

    /**
     * Who signs in at an address: the user named, or the admin of a ledger on this machine. That password is sent to no other machine.
     *
     * @return null where no one is known, or where the ledger is not at an address
     */
    @Nullable
    String user(@Nullable String address) {
        if (user != null || address == null || !HERE.matcher(address).matches()) {
            return user;
        }
        String given = System.getenv("LEDGER_ADMIN_PASSWORD");
        if (given != null && !given.isBlank()) {
            return "admin:" + given;
        }
        try {
            return "admin:" + Files.readString(Path.of("ledger-data", "admin-password")).strip();
        } catch (IOException e) {
            return null;
        }
    }
}
