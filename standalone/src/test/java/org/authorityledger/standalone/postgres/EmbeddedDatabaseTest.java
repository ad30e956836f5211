package org.authorityledger.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@Tag("ledger")
@NullUnmarked
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(180)
class EmbeddedDatabaseTest {

    @TempDir
    private static Path shared;
    private static Path dataDir;
    private static Path binaries;
    private static String unpacked;
    /** A stopped ledger, copied where a test needs one of its own: to create one takes seconds. */
    private static Path made;
    private static EmbeddedDatabase running;

    @TempDir
    private Path temporary;
    private @Nullable Process ledger;

    @BeforeAll
    static void make_a_ledger_and_start_it_again() throws IOException {
        dataDir = shared.resolve("a directory/that is not there yet");
        EmbeddedDatabase.start(dataDir).close();
        binaries = dataDir.resolve("postgresql-binaries");
        unpacked = identity(programs());
        made = copy(dataDir, shared.resolve("made"));
        running = EmbeddedDatabase.start(dataDir);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @AfterEach
    void endTheOtherLedger() {
        if (ledger != null) {
            ledger.destroyForcibly();
        }
    }

    @Test
    void what_was_committed_is_there_after_a_restart() throws Exception {
        Path own = ownLedger();
        String password;
        EmbeddedDatabase first = EmbeddedDatabase.start(own, binaries);
        try (Connection ledger = application(first); Statement sql = ledger.createStatement()) {
            password = first.applicationPassword();
            sql.execute("create schema notes");
            sql.execute("create table notes.note (text text)");
            sql.execute("insert into notes.note values ('Zoë Ωmega')");
        } finally {
            first.close();
        }
        first.close();
        assertThat(own.resolve("postgresql/postmaster.pid")).doesNotExist();

        try (EmbeddedDatabase second = EmbeddedDatabase.start(own, binaries); Connection ledger = application(second)) {
            assertThat(second.applicationPassword()).isEqualTo(password);
            assertThat(value(ledger, "select text from notes.note")).isEqualTo("Zoë Ωmega");
        }
    }

    @Test
    void a_server_that_ends_by_itself_is_started_again_on_the_same_port_and_has_what_was_committed() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(ownLedger(), binaries)) {
            CompletableFuture<RuntimeException> givenUp = new CompletableFuture<>();
            database.keepRunning(givenUp::complete);
            try (Connection ledger = application(database); Statement sql = ledger.createStatement()) {
                sql.execute("create schema notes");
            }
            String url = database.jdbcUrl();
            kill(database);

            while (answers(database)) {
                Thread.sleep(5);
            }
            while (!answers(database)) {
                Thread.sleep(20);
            }
            assertThat(database.jdbcUrl()).isEqualTo(url);
            try (Connection ledger = application(database)) {
                assertThat(value(ledger, "select count(*) from pg_namespace where nspname = 'notes'")).isEqualTo("1");
            }
            while (database.trouble() != null) {
                Thread.sleep(20);
            }
            assertThat(givenUp).isNotDone();
        }
    }

    @Test
    void one_that_does_not_start_again_is_given_up_after_some_attempts_and_says_why() throws Exception {
        Path own = ownLedger();
        try (EmbeddedDatabase database = EmbeddedDatabase.start(own, binaries)) {
            CompletableFuture<RuntimeException> givenUp = new CompletableFuture<>();
            Files.move(own.resolve("postgresql/PG_VERSION"), own.resolve("moved-away"));
            kill(database);
            database.keepRunning(2, givenUp::complete);

            assertThat(givenUp.get()).hasMessageContaining("is not a PostgreSQL database");
            assertThat(database.trouble()).contains("attempt 2 of 2").contains("is not a PostgreSQL database");
        }
    }

    private static void kill(EmbeddedDatabase database) throws Exception {
        try (Connection owner = owner(database)) {
            Path cluster = Path.of(value(owner, "show data_directory"));
            long pid = Long.parseLong(Files.readAllLines(cluster.resolve("postmaster.pid")).getFirst().strip());
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        }
    }

    private static boolean answers(EmbeddedDatabase database) {
        try (Connection ledger = application(database)) {
            return value(ledger, "select 1").equals("1");
        } catch (SQLException e) {
            return false;
        }
    }

    @Test
    void a_restart_finds_the_programs_again() throws Exception {
        assertThat(identity(programs())).isEqualTo(unpacked);
    }

    @Test
    void no_one_else_reads_what_is_in_the_directory() throws Exception {
        assertThat(permissions(dataDir)).isEqualTo("rwx------");
        assertThat(permissions(dataDir.resolve("postgresql"))).isEqualTo("rwx------");
        assertThat(permissions(dataDir.resolve("postgresql-log"))).isEqualTo("rwx------");
        assertThat(permissions(dataDir.resolve("postgresql.passwords"))).isEqualTo("rw-------");
        assertThat(Files.readString(dataDir.resolve("postgresql.passwords"))).contains(running.ownerPassword(),
                running.applicationPassword());
    }

    @Test
    void a_commit_is_on_the_disk_before_it_is_answered() throws Exception {
        try (Connection ledger = application(running)) {
            assertThat(value(ledger, "show fsync")).isEqualTo("on");
            assertThat(value(ledger, "show synchronous_commit")).isEqualTo("on");
            assertThat(value(ledger, "show full_page_writes")).isEqualTo("on");
            assertThat(value(ledger, "show data_checksums")).isEqualTo("on");
        }
    }

    @Test
    void it_does_not_start_with_durability_turned_off() throws Exception {
        Path own = ownLedger();
        try (EmbeddedDatabase database = EmbeddedDatabase.start(own, binaries); Connection owner = owner(database)) {
            owner.createStatement().execute("alter role ledger set synchronous_commit = off");
        }

        assertThatThrownBy(() -> EmbeddedDatabase.start(own, binaries)).isExactlyInstanceOf(LedgerStartFailed.class)
                .hasMessageContaining("synchronous_commit = off");
        // Nothing is left running, and the directory is free again.
        assertThat(own.resolve("postgresql/postmaster.pid")).doesNotExist();
        DataDirectory.open(own).close();
    }

    @Test
    void it_speaks_utf_8_and_utc_and_sorts_alike_on_every_platform() throws Exception {
        try (Connection ledger = application(running)) {
            assertThat(value(ledger, "show server_encoding")).isEqualTo("UTF8");
            assertThat(value(ledger, "select concat(datlocprovider, datlocale) from pg_database where datname = current_database()"))
                    .isEqualTo("bC.UTF-8");
            assertThat(value(ledger, "select lower('ÄΩ')")).isEqualTo("äω");
            assertThat(value(ledger, "show server_version")).startsWith("18.");
        }
        try (Connection owner = owner(running)) {
            // The driver sets its own zone for each session, so the file has to be asked.
            assertThat(value(owner, "select setting from pg_file_settings where name = 'timezone'")).isEqualTo("UTC");
            assertThat(value(owner, "select count(*) from pg_file_settings where error is not null")).isEqualTo("0");
        }
    }

    @Test
    void it_listens_on_this_machine_alone() throws Exception {
        int port = port(running);
        List<InetAddress> outside = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress()).toList();
        for (InetAddress address : outside) {
            assertThatThrownBy(() -> {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(address, port), 1_000);
                }
            }).as("%s", address).isInstanceOf(IOException.class);
        }
        try (Connection owner = owner(running)) {
            assertThat(value(owner, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(value(owner, "show unix_socket_directories")).isEmpty();
        }
    }

    @Test
    void no_one_connects_without_the_password() throws Exception {
        for (String role : List.of("postgres", "ledger")) {
            for (String database : List.of("ledger", "postgres", "template1")) {
                String url = running.jdbcUrl().replaceAll("/ledger$", "/" + database);
                for (String password : List.of("", "postgres", "ledger")) {
                    SQLException refused = catchThrowableOfType(SQLException.class,
                            () -> DriverManager.getConnection(url, role, password).close());
                    // 08004 is the driver's own, for a password that was asked for and not given.
                    assertThat(refused.getSQLState()).isIn("28P01", "08004");
                }
            }
        }
        try (Connection owner = owner(running)) {
            assertThat(value(owner, "select count(*) from pg_hba_file_rules")).isNotEqualTo("0");
            assertThat(value(owner, "select count(*) from pg_hba_file_rules where auth_method is distinct from 'scram-sha-256'"))
                    .isEqualTo("0");
            assertThat(value(owner, "select count(*) from pg_authid where rolcanlogin and rolpassword not like 'SCRAM-SHA-256$%'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void the_application_makes_schemas_but_owns_nothing_of_the_owners() throws Exception {
        try (Connection owner = owner(running); Statement sql = owner.createStatement()) {
            sql.execute("create schema kept");
            sql.execute("create table kept.entry (n int)");
            sql.execute("grant usage on schema kept to ledger");
            sql.execute("grant select, insert on kept.entry to ledger");
        }

        try (Connection ledger = application(running); Statement sql = ledger.createStatement()) {
            assertThat(value(ledger, "select rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls"
                    + " from pg_roles where rolname = current_user")).isEqualTo("f");
            sql.execute("create schema own");
            sql.execute("insert into kept.entry values (1)");
            for (String forbidden : List.of("update kept.entry set n = 2", "delete from kept.entry", "truncate kept.entry",
                    "drop table kept.entry",
                    "alter table kept.entry disable trigger all", "create role other", "alter system set fsync = off")) {
                assertThatThrownBy(() -> sql.execute(forbidden)).as(forbidden)
                        .isInstanceOfSatisfying(SQLException.class, refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
            }
        }
    }

    @Test
    void a_second_ledger_is_kept_out_of_the_directory() throws Exception {
        long here = ProcessHandle.current().pid();

        assertThatThrownBy(() -> EmbeddedDatabase.start(dataDir, binaries)).isInstanceOf(DataDirectoryInUse.class)
                .hasMessageContaining(dataDir.toRealPath().toString()).hasMessageContaining("pid " + here)
                .hasMessageContaining("--ledger.data-dir=");
        // After that refusal in this same process the lock must still keep other processes out.
        assertThat(lineOf(otherLedger(dataDir))).startsWith("DataDirectoryInUse").contains(dataDir.toRealPath().toString())
                .contains("the process with pid " + here).contains("--ledger.data-dir=");
        try (Connection ledger = application(running)) {
            assertThat(value(ledger, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void after_the_ledger_was_killed_the_next_one_stops_its_server_and_has_every_commit() throws Exception {
        Path own = ownLedger();
        int committed = commitsOfALedgerThatIsKilled(own);
        ProcessHandle leftOver = server(own);
        assertThat(works(leftOver)).isTrue();

        try (EmbeddedDatabase next = EmbeddedDatabase.start(own, binaries)) {
            assertThat(works(leftOver)).isFalse();
            assertThat(server(own).pid()).isNotEqualTo(leftOver.pid());
            assertThatNothingIsLost(next, committed);
        }
    }

    @Test
    void after_a_crash_of_everything_nothing_is_lost_and_a_stale_pid_file_is_no_obstacle() throws Exception {
        Path own = ownLedger();
        int committed = commitsOfALedgerThatIsKilled(own);
        ProcessHandle server = server(own);
        List<ProcessHandle> processes = server.descendants().toList();
        server.destroyForcibly();
        processes.forEach(ProcessHandle::destroyForcibly);
        while (works(server)) {
            Thread.sleep(20);
        }
        // The number in the file now belongs to another process, which will not end for PostgreSQL: this one.
        Path pidFile = own.resolve("postgresql/postmaster.pid");
        Files.writeString(pidFile, Files.readString(pidFile).replaceFirst("^\\d+", String.valueOf(ProcessHandle.current().pid())));

        try (EmbeddedDatabase next = EmbeddedDatabase.start(own, binaries)) {
            assertThatNothingIsLost(next, committed);
        }
    }

    @Test
    void a_place_that_cannot_be_a_data_directory_is_named_in_one_message() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "mine");
        assertThatThrownBy(() -> EmbeddedDatabase.start(file, binaries)).isExactlyInstanceOf(LedgerStartFailed.class)
                .hasMessageContaining(file + " is not a directory").hasMessageContaining("--ledger.data-dir=");
        assertThat(file).hasContent("mine");

        // Not even root writes there.
        Path unwritable = Path.of("/proc/ledger-data");
        assertThatThrownBy(() -> EmbeddedDatabase.start(unwritable, binaries)).isExactlyInstanceOf(LedgerStartFailed.class)
                .hasMessageContaining(unwritable + " cannot be used").hasMessageContaining("--ledger.data-dir=");

        Path open = Files.createDirectory(temporary.resolve("open"));
        Files.writeString(open.resolve("other"), "");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> EmbeddedDatabase.start(open, binaries)).isExactlyInstanceOf(LedgerStartFailed.class)
                .hasMessageContaining("Everyone may write to the data directory " + open);
    }

    @Test
    void files_that_are_not_its_own_are_left_as_they_are() throws Exception {
        Path garbage = Files.createDirectories(temporary.resolve("garbage/postgresql"));
        Files.writeString(temporary.resolve("garbage/postgresql.passwords"), "owner.password=a\napplication.password=b\n");
        Files.writeString(garbage.resolve("letter"), "mine");
        assertThatThrownBy(() -> EmbeddedDatabase.start(garbage.getParent(), binaries)).isExactlyInstanceOf(LedgerStartFailed.class)
                .hasMessageContaining(garbage + " is not a PostgreSQL database");
        assertThat(garbage.resolve("letter")).hasContent("mine");

        Files.writeString(garbage.resolve("PG_VERSION"), "17\n");
        assertThatThrownBy(() -> EmbeddedDatabase.start(garbage.getParent(), binaries)).isExactlyInstanceOf(LedgerStartFailed.class)
                .hasMessageContaining("written by PostgreSQL 17").hasMessageContaining("brings PostgreSQL 18");

        Files.delete(temporary.resolve("garbage/postgresql.passwords"));
        assertThatThrownBy(() -> EmbeddedDatabase.start(garbage.getParent(), binaries)).isExactlyInstanceOf(LedgerStartFailed.class)
                .hasMessageContaining("postgresql.passwords is missing");
    }

    private int commitsOfALedgerThatIsKilled(Path dataDir) throws Exception {
        ledger = otherLedger(dataDir);
        int committed = 0;
        BufferedReader lines = ledger.inputReader();
        while (committed < 300) {
            String line = lines.readLine();
            assertThat(line).as("what the other ledger says").containsOnlyDigits();
            committed = Integer.parseInt(line);
        }
        // By its handle, which leaves the stream open: Process.destroyForcibly would close it.
        ledger.toHandle().destroyForcibly();
        ledger.waitFor();
        // It may have committed and printed more before it was killed.
        for (String line = lines.readLine(); line != null && line.matches("\\d+"); line = lines.readLine()) {
            committed = Integer.parseInt(line);
        }
        return committed;
    }

    private static void assertThatNothingIsLost(EmbeddedDatabase database, int committed) throws SQLException {
        try (Connection ledger = application(database)) {
            int found = Integer.parseInt(value(ledger, "select count(*) from notes.number"));
            // One more may have been committed and not yet answered.
            assertThat(found).isBetween(committed, committed + 1);
            assertThat(value(ledger, "select min(n) || ' to ' || max(n) from notes.number")).isEqualTo("1 to " + found);
        }
    }

    private static Process otherLedger(Path dataDir) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"),
                LedgerOfItsOwn.class.getName(), dataDir.toString(), binaries.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static String lineOf(Process process) throws IOException {
        try (BufferedReader lines = process.inputReader()) {
            return lines.readLine();
        }
    }

    /** Starts a database in a process of its own and commits numbers, saying each when it is committed, until it is killed. */
    static final class LedgerOfItsOwn {

        public static void main(String[] arguments) throws SQLException {
            // Its standard output is for the numbers alone.
            ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
            EmbeddedDatabase database;
            try {
                database = EmbeddedDatabase.start(Path.of(arguments[0]), Path.of(arguments[1]));
            } catch (LedgerStartFailed e) {
                System.out.println(e.getClass().getSimpleName() + " " + e.getMessage());
                return;
            }
            try (Connection ledger = application(database); Statement sql = ledger.createStatement()) {
                sql.execute("create schema notes");
                sql.execute("create table notes.number (n int primary key)");
                for (int n = 1;; n++) {
                    sql.execute("insert into notes.number values (" + n + ")");
                    System.out.println(n);
                }
            }
        }
    }

    private static ProcessHandle server(Path dataDir) throws IOException {
        String pid = Files.readAllLines(dataDir.resolve("postgresql/postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    }

    /** A zombie, a process that ended but whose exit code its parent has not read, still counts as alive; but it has no program. */
    private static boolean works(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private Path ownLedger() throws IOException {
        return copy(made, temporary.resolve("ledger-data"));
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.filter(each -> !each.startsWith(binaries)).toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return to;
    }

    private static Path programs() throws IOException {
        List<Path> programs = DataDirectory.entries(binaries);
        assertThat(programs).hasSize(1);
        return programs.getFirst();
    }

    /** The same file, not another one of the same name. */
    private static String identity(Path file) throws IOException {
        return Files.readAttributes(file, "fileKey,creationTime").toString();
    }

    private static int port(EmbeddedDatabase database) {
        return URI.create(database.jdbcUrl().substring("jdbc:".length())).getPort();
    }

    private static Connection application(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.applicationUsername(), database.applicationPassword());
    }

    private static Connection owner(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.ownerUsername(), database.ownerPassword());
    }

    private static String value(Connection connection, String query) throws SQLException {
        try (Statement sql = connection.createStatement(); ResultSet rows = sql.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
