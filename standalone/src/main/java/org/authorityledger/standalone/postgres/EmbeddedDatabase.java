package org.authorityledger.standalone.postgres;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger's own PostgreSQL, over files in a data directory that survive the process, a crash and a power cut.
 *
 * <p>It listens on this machine alone and knows two roles, both with random passwords kept in the data directory: the owner, who makes the
 * tables, and the application, who owns none of them and so cannot take away what guards them. It registers no shutdown hook: whoever
 * started it closes it, last of all. A server left running by a killed ledger is stopped by the next start in the same directory.
 *
 * <p>The programs are io.zonky.test's, the handling of them is not. Its {@code EmbeddedPostgres} is made for tests: it starts with fsync
 * off, gives a stopping server five seconds, cannot tell a long recovery from a failed start, and does not run as root where user
 * namespaces are closed.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    static final String OWNER = "postgres";
    private static final String APPLICATION = "ledger";
    private static final String DATABASE = "ledger";
    private static final String PASSWORDS = "postgresql.passwords";
    private static final String OWNER_PASSWORD = "owner.password";
    private static final String APPLICATION_PASSWORD = "application.password";
    private static final String WRONG_PASSWORD = "28P01";

    /** Without any one of these, a crash loses or breaks what was answered as recorded. */
    private static final List<String> DURABILITY = List.of("fsync", "synchronous_commit", "full_page_writes");

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private final DataDirectory directory;
    private final PostgresServer server;
    private final String ownerPassword;
    private final String applicationPassword;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedDatabase(DataDirectory directory, PostgresServer server, Properties passwords) {
        this.directory = directory;
        this.server = server;
        this.ownerPassword = password(passwords, OWNER_PASSWORD);
        this.applicationPassword = password(passwords, APPLICATION_PASSWORD);
    }

    /**
     * Starts the database in the data directory, making it at the first start. Returns when it takes connections; after a crash that is
     * when it has recovered.
     *
     * @throws DataDirectoryInUse when another ledger works in the directory
     * @throws LedgerStartFailed when it cannot start, with a message for the user; nothing is left running then
     */
    public static EmbeddedDatabase start(Path dataDir) {
        return start(dataDir, null);
    }

    /**
     * As {@link #start(Path)}, with PostgreSQL's programs unpacked elsewhere: for tests that make many data directories.
     *
     * @param binaries where to unpack them; {@code null} for the data directory
     */
    static EmbeddedDatabase start(Path dataDir, @Nullable Path binaries) {
        long began = System.nanoTime();
        DataDirectory directory = DataDirectory.open(dataDir);
        PostgresServer server = null;
        try {
            PostgresBinaries programs = PostgresBinaries.unpack(
                    binaries == null ? directory.resolve("postgresql-binaries") : binaries.toAbsolutePath());
            server = new PostgresServer(directory, programs);
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
            LOG.info("PostgreSQL in {} takes connections on port {} after {} ms", directory.root(), server.port(),
                    (System.nanoTime() - began) / 1_000_000);
            return database;
        } catch (IOException e) {
            giveUp(directory, server, e);
            throw new LedgerStartFailed("The database in " + directory.root() + " could not be started: " + DataDirectory.reason(e), e);
        } catch (SQLException e) {
            giveUp(directory, server, e);
            throw new LedgerStartFailed(WRONG_PASSWORD.equals(e.getSQLState())
                    ? "The passwords in " + directory.resolve(PASSWORDS)
                            + " are not those of the database beside them. Put back the file that belongs to it."
                    : "The database in " + directory.root() + " could not be made ready: " + e.getMessage(), e);
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

    /** Reads the passwords, or makes them; written before the database is, so that no database has passwords that nobody knows. */
    private static Properties passwords(DataDirectory directory, boolean created) throws IOException {
        Path file = directory.resolve(PASSWORDS);
        Properties passwords = new Properties();
        if (Files.exists(file)) {
            passwords.load(new StringReader(Files.readString(file)));
        } else if (created) {
            throw new LedgerStartFailed(
                    "The file " + file + " is missing, and without it nobody can open the database beside it. Put it back.");
        } else {
            passwords.setProperty(OWNER_PASSWORD, random());
            passwords.setProperty(APPLICATION_PASSWORD, random());
            directory.writePrivately(file, """
                    # The roles of the ledger's own PostgreSQL: %s owns and migrates, %s is what the ledger works as.
                    %s=%s
                    %s=%s
                    """.formatted(OWNER, APPLICATION, OWNER_PASSWORD, passwords.getProperty(OWNER_PASSWORD), APPLICATION_PASSWORD,
                    passwords.getProperty(APPLICATION_PASSWORD)));
        }
        for (String name : List.of(OWNER_PASSWORD, APPLICATION_PASSWORD)) {
            if (passwords.getProperty(name, "").isBlank()) {
                throw new LedgerStartFailed(
                        "The file " + file + " has no " + name + ". Put back the file that belongs to the database beside it.");
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

    /** Each step looks first, so that a start killed between two of them is finished by the next. */
    private void prepare() throws SQLException {
        try (Connection owner = connect("postgres", OWNER, ownerPassword); Statement sql = owner.createStatement()) {
            if (!holds(sql, "select exists (select from pg_roles where rolname = '" + APPLICATION + "')")) {
                owner.setAutoCommit(false);
                sql.execute("create role " + APPLICATION + " login nosuperuser nocreatedb nocreaterole noreplication nobypassrls");
                // Sent as a verifier, not as the password.
                owner.unwrap(PGConnection.class).alterUserPassword(APPLICATION, applicationPassword.toCharArray(), "scram-sha-256");
                owner.commit();
                owner.setAutoCommit(true);
            }
            if (!holds(sql, "select exists (select from pg_database where datname = '" + DATABASE + "')")) {
                sql.execute("create database " + DATABASE + " template template0 encoding 'UTF8'"
                        + " locale 'C' locale_provider builtin builtin_locale 'C.UTF-8'");
            }
            if (!holds(sql, "select has_database_privilege('" + APPLICATION + "', '" + DATABASE + "', 'create')")) {
                sql.execute("grant connect, create, temporary on database " + DATABASE + " to " + APPLICATION);
            }
        }
        // As the application sees them: they can be set for a role and for a database too.
        try (Connection application = connect(DATABASE, APPLICATION, applicationPassword); Statement sql = application.createStatement()) {
            for (String setting : DURABILITY) {
                String value = first(sql, "show " + setting);
                if (!"on".equals(value)) {
                    throw new LedgerStartFailed("The database in " + directory.root() + " has " + setting + " = " + value
                            + ", and would lose records in a crash. Set it on again: see postgresql/postgresql.auto.conf there.");
                }
            }
        }
    }

    private Connection connect(String database, String role, String password) throws SQLException {
        // Not by the DriverManager, which does not see drivers in the nested jars of a Spring Boot archive from every thread.
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

    /** Where the ledger's database is; the port is another one after each start. */
    public String jdbcUrl() {
        return url(DATABASE);
    }

    /** The role that the ledger works as: it may make schemas of its own, and may do in the owner's what it is granted there. */
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
     * Stops the database and gives the directory free. Connections still open are broken off, what was committed stays. A second call does
     * nothing.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                server.stop();
            } finally {
                directory.close();
            }
        }
    }
}
