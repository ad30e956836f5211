package org.authorityledger.standalone.postgres;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.authorityledger.store.BackgroundWork;
import org.authorityledger.store.Pulse;
import org.authorityledger.store.Worker;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger's own PostgreSQL. Its files in the data directory survive the end of the process, a crash and a power cut.
 *
 * <p>It accepts connections from this machine only and has two roles, both with random passwords kept in the data directory: the owner,
 * which creates the tables, and the application, which owns none of them and so cannot remove what guards them. It registers no shutdown
 * hook: the caller that started it closes it, last of all. If a ledger is killed and leaves its server running, the next start in the same
 * directory stops that server.
 *
 * <p>The programs come from io.zonky.test, but its {@code EmbeddedPostgres} is not used. That class is made for tests: it starts with fsync
 * off, gives a stopping server five seconds, cannot distinguish a long recovery from a failed start, and does not run as root where user
 * namespaces are closed.
 */
public final class EmbeddedDatabase implements BackgroundWork, AutoCloseable {

    static final String OWNER = "postgres";
    private static final String APPLICATION = "ledger";
    private static final String DATABASE = "ledger";
    private static final String PASSWORDS = "postgresql.passwords";
    private static final String OWNER_PASSWORD = "owner.password";
    private static final String APPLICATION_PASSWORD = "application.password";
    private static final String WRONG_PASSWORD = "28P01";

    /** If one of these is off, a crash loses or damages acts that the ledger has confirmed. */
    private static final List<String> DURABILITY = List.of("fsync", "synchronous_commit", "full_page_writes");

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final Duration LOOK = Duration.ofMillis(250);
    /** With pauses of 1, 2, 4, 8 seconds and so on up to 15, this is about two minutes. */
    private static final int MOST_STARTS = 10;
    private static final long LONGEST_PAUSE_SECONDS = 15;
    /** A server that ran for so long did not fail for the reason it failed before. */
    private static final Duration LASTING = Duration.ofMinutes(1);

    private final DataDirectory directory;
    private final PostgresServer server;
    private final String ownerPassword;
    private final String applicationPassword;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Worker watch = new Worker("postgresql-watch", LOOK, this::look);
    private volatile Consumer<RuntimeException> givingUp = failure -> {};
    private volatile int mostStarts = MOST_STARTS;
    private volatile @Nullable String trouble;
    /** How often it was started again in a row, and when that is or was. Known to the watch alone. */
    private int starts;
    private long nextStart = System.nanoTime();

    private EmbeddedDatabase(DataDirectory directory, PostgresServer server, Properties passwords) {
        this.directory = directory;
        this.server = server;
        this.ownerPassword = password(passwords, OWNER_PASSWORD);
        this.applicationPassword = password(passwords, APPLICATION_PASSWORD);
    }

    /**
     * Closes the data directory to all other users, before anything is written in it.
     *
     * @param logFile where the log will be written, if it is written to a file
     */
    public static void closeDirectory(Path dataDir, @Nullable Path logFile) {
        DataDirectory.closeBeforeTheLogOpens(dataDir, logFile);
    }

    /**
     * Starts the database in the data directory and creates it at the first start. Returns when the database accepts connections; after a
     * crash that is when it has recovered.
     *
     * @throws LedgerStartFailed when it cannot start, with a message for the user; nothing keeps running then
     */
    public static EmbeddedDatabase start(Path dataDir) {
        return start(dataDir, 0);
    }

    /**
     * As {@link #start(Path)}, on a port that other programs know.
     *
     * @param port 0: one that is free, another at each start
     */
    public static EmbeddedDatabase start(Path dataDir, int port) {
        return start(dataDir, null, port);
    }

    /**
     * As {@link #start(Path)}, with PostgreSQL's programs unpacked in another directory: for tests with many data directories.
     *
     * @param binaries where to unpack them; {@code null} means in the data directory
     */
    static EmbeddedDatabase start(Path dataDir, @Nullable Path binaries) {
        return start(dataDir, binaries, 0);
    }

    private static EmbeddedDatabase start(Path dataDir, @Nullable Path binaries, int port) {
        long began = System.nanoTime();
        DataDirectory directory = DataDirectory.open(dataDir);
        PostgresServer server = null;
        try {
            PostgresBinaries programs = PostgresBinaries.unpack(
                    binaries == null ? directory.resolve("postgresql-binaries") : binaries.toAbsolutePath());
            server = new PostgresServer(directory, programs, port);
            Properties passwords = passwords(directory, server.created());
            EmbeddedDatabase database = new EmbeddedDatabase(directory, server, passwords);
            if (!server.created()) {
                server.create(database.ownerPassword);
            }
            server.start();
            database.prepare();
            if (binaries == null) {
                programs.discardOthers();
            }
            LOG.info("PostgreSQL in {} accepts connections on port {} after {} ms", directory.root(), server.port(),
                    (System.nanoTime() - began) / 1_000_000);
            return database;
        } catch (IOException e) {
            giveUp(directory, server, e);
            throw new LedgerStartFailed("The database in " + directory.root() + " cannot start: " + DataDirectory.reason(e), e);
        } catch (SQLException e) {
            giveUp(directory, server, e);
            throw new LedgerStartFailed(WRONG_PASSWORD.equals(e.getSQLState())
                    ? "The passwords in " + directory.resolve(PASSWORDS)
                            + " do not match the database next to this file. Restore the file that belongs to it."
                    : "The database in " + directory.root() + " cannot be prepared: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            giveUp(directory, server, e);
            throw e;
        }
    }

    private static void giveUp(DataDirectory directory, @Nullable PostgresServer server, Throwable reason) {
        try {
            if (server != null) {
                server.stop();
            }
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        } finally {
            directory.close();
        }
    }

    /** Reads the passwords, or creates them. They are written before the database, so that no database has lost its passwords. */
    private static Properties passwords(DataDirectory directory, boolean created) throws IOException {
        Path file = directory.resolve(PASSWORDS);
        Properties passwords = new Properties();
        if (Files.exists(file)) {
            passwords.load(new StringReader(Files.readString(file)));
        } else if (created) {
            throw new LedgerStartFailed(
                    "The file " + file + " is missing. The database next to it cannot be opened without it. Restore the file.");
        } else {
            passwords.setProperty(OWNER_PASSWORD, random());
            passwords.setProperty(APPLICATION_PASSWORD, random());
            directory.writePrivately(file, """
                    # The roles of the ledger's own PostgreSQL: %s owns and migrates the schemas, %s is the role the ledger works as.
                    %s=%s
                    %s=%s
                    """.formatted(OWNER, APPLICATION, OWNER_PASSWORD, passwords.getProperty(OWNER_PASSWORD), APPLICATION_PASSWORD,
                    passwords.getProperty(APPLICATION_PASSWORD)));
        }
        for (String name : List.of(OWNER_PASSWORD, APPLICATION_PASSWORD)) {
            if (passwords.getProperty(name, "").isBlank()) {
                throw new LedgerStartFailed(
                        "The file " + file + " has no " + name + ". Restore the file that belongs to the database next to it.");
            }
        }
        return passwords;
    }

    private static String random() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String password(Properties passwords, String name) {
        return passwords.getProperty(name, "");
    }

    /** Each step checks first whether it is done: if a start is killed between two steps, the next start finishes the rest. */
    private void prepare() throws SQLException {
        try (Connection owner = connect("postgres", OWNER, ownerPassword); Statement sql = owner.createStatement()) {
            if (!holds(sql, "select exists (select from pg_roles where rolname = '" + APPLICATION + "')")) {
                owner.setAutoCommit(false);
                sql.execute("create role " + APPLICATION + " login nosuperuser nocreatedb nocreaterole noreplication nobypassrls");
                // Sends a verifier, not the password.
                owner.unwrap(PGConnection.class).alterUserPassword(APPLICATION, applicationPassword.toCharArray(), "scram-sha-256");
                owner.commit();
                owner.setAutoCommit(true);
            }
            if (!holds(sql, "select exists (select from pg_database where datname = '" + DATABASE + "')")) {
                sql.execute("create database " + DATABASE + " template template0 encoding 'UTF8'"
                        + " locale 'C' locale_provider builtin builtin_locale 'C.UTF-8'");
            }
            // PostgreSQL lets every role into every database; there is nothing in these for anyone but the owner.
            if (holds(sql, "select has_database_privilege('" + APPLICATION + "', 'postgres', 'connect')")) {
                sql.execute("revoke connect on database postgres, template1 from public");
            }
            if (!holds(sql, "select has_database_privilege('" + APPLICATION + "', '" + DATABASE + "', 'create')")) {
                sql.execute("grant connect, create, temporary on database " + DATABASE + " to " + APPLICATION);
            }
        }
        // As the application sees them: a role or a database can have its own values.
        try (Connection application = connect(DATABASE, APPLICATION, applicationPassword); Statement sql = application.createStatement()) {
            for (String setting : DURABILITY) {
                String value = first(sql, "show " + setting);
                if (!"on".equals(value)) {
                    throw new LedgerStartFailed("The database in " + directory.root() + " has " + setting + " = " + value
                            + ". A crash would lose records. Set it to on: see postgresql/postgresql.auto.conf in that directory.");
                }
            }
        }
    }

    private Connection connect(String database, String role, String password) throws SQLException {
        // Not through DriverManager: in some threads it does not find drivers in the nested jars of a Spring Boot archive.
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url(database));
        return source.getConnection(role, password);
    }

    private static boolean holds(Statement sql, String query) throws SQLException {
        return "t".equals(first(sql, query));
    }

    private static @Nullable String first(Statement sql, String query) throws SQLException {
        try (ResultSet rows = sql.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database;
    }

    /** The address of the ledger's database. Each start uses another port. */
    public String jdbcUrl() {
        return url(DATABASE);
    }

    /** The role that the ledger works as. It may create schemas, and has only the rights it is granted in the owner's schemas. */
    public String applicationUsername() {
        return APPLICATION;
    }

    public String applicationPassword() {
        return applicationPassword;
    }

    /** The role for migrations, a superuser. */
    public String ownerUsername() {
        return OWNER;
    }

    public String ownerPassword() {
        return ownerPassword;
    }

    /**
     * From now on, starts the server again when it ends by itself: when it was killed, or could not write because the disk was full. What was
     * committed is there again.
     *
     * @param givenUp receives the reason when it did not start after several attempts
     */
    public void keepRunning(Consumer<RuntimeException> givenUp) {
        keepRunning(MOST_STARTS, givenUp);
    }

    void keepRunning(int most, Consumer<RuntimeException> givenUp) {
        mostStarts = most;
        givingUp = givenUp;
        watch.start();
    }

    /** Why the server is not running, in words for an operator; null while it runs. */
    public @Nullable String trouble() {
        return trouble;
    }

    @Override
    public List<Pulse> pulses() {
        return watch.pulses();
    }

    private void look() throws IOException {
        synchronized (server) {
            if (closed.get()) {
                return;
            }
            if (server.running()) {
                trouble = null;
                if (System.nanoTime() - nextStart > LASTING.toNanos()) {
                    starts = 0;
                }
            } else if (System.nanoTime() - nextStart >= 0) {
                startAgain();
            }
        }
    }

    private void startAgain() {
        starts++;
        if (trouble == null) {
            trouble = "PostgreSQL ended by itself and is being started again";
            LOG.error("PostgreSQL in {} ended by itself, and is started again; its log is in {}", directory.root(),
                    directory.resolve("postgresql-log"));
        }
        try {
            server.restart();
            nextStart = System.nanoTime();
            trouble = null;
            LOG.warn("PostgreSQL in {} accepts connections again", directory.root());
        } catch (IOException | LedgerStartFailed e) {
            trouble = "PostgreSQL ended by itself and did not start again (attempt " + starts + " of " + mostStarts + "): "
                    + e.getMessage();
            LOG.error("PostgreSQL did not start again (attempt {} of {}): {}", starts, mostStarts, e.getMessage());
            nextStart = System.nanoTime() + TimeUnit.SECONDS.toNanos(Math.min(LONGEST_PAUSE_SECONDS, 1L << Math.min(starts - 1, 10)));
            if (starts >= mostStarts) {
                givingUp.accept(e instanceof LedgerStartFailed failed ? failed : new UncheckedIOException((IOException) e));
            }
        }
    }

    /**
     * Stops the database and releases the directory. Open connections are closed; everything committed stays. A second call does nothing.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            watch.close(Duration.ZERO);
            try {
                synchronized (server) {
                    server.stop();
                }
            } finally {
                directory.close();
            }
        }
    }
}
