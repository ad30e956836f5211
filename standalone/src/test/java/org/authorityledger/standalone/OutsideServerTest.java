package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** The ledger on a PostgreSQL that others operate: the newest one installed on this machine (Debian's). Skipped on a machine without one. */
@Tag("ledger")
@DisplayNameGeneration(ReplaceUnderscores.class)
class OutsideServerTest {

    private static final Path DEBIANS_SERVERS = Path.of("/usr/lib/postgresql");
    private final List<AutoCloseable> toClose = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : toClose.reversed()) {
            closeable.close();
        }
    }

    @Test
    void one_role_that_owns_everything_can_record_and_ask_and_yet_change_nothing() throws Exception {
        String url = server();
        execute(url, "postgres", "create role ledger login", "create database ledger owner ledger");
        String database = url.replace("/postgres?", "/ledger?");
        // The extensions are trusted ones: the owner of a database may add them.
        RunningLedger ledger = ledger("--spring.datasource.username=ledger", database);

        new StoryOverHttp(ledger).records(acts -> acts.granted("heaton-2003", says -> says));

        assertThat(ledger
                .ask("/api/authority/check?grantor=andrew-heaton&issuer=hemacare&form=4&signer=judi-irving&on=2003-05-08&minPosition=1")
                .path("reason").asString()).isEqualTo("IN_FORCE");
        for (String change : List.of("update ledger.event set recorded_by = 'me'", "delete from ledger.event", "truncate ledger.event")) {
            assertThatThrownBy(() -> execute(database, "ledger", change)).hasMessageContaining("append-only");
        }
    }

    @Test
    void where_another_role_owns_the_schemas_the_application_cannot_even_insert_by_hand() throws Exception {
        String url = server();
        execute(url, "postgres", "create role ledger login", "create database ledger");
        String database = url.replace("/postgres?", "/ledger?");
        RunningLedger ledger = ledger("--spring.datasource.username=ledger", database, "--ledger.owner.username=postgres");

        new StoryOverHttp(ledger).records(acts -> acts.granted("heaton-2003", says -> says));

        assertThat(ledger.ask("/api/events?minPosition=1").path("items")).hasSize(1);
        assertThatThrownBy(() -> execute(database, "ledger", "insert into ledger.event select * from ledger.event"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> execute(database, "ledger", "alter table ledger.event disable trigger all"))
                .hasMessageContaining("must be owner");
    }

    private RunningLedger ledger(String user, String url, String... more) throws IOException {
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "ledgers").toAbsolutePath()), "outside");
        List<String> arguments = new ArrayList<>(
                List.of("--server.port=0", "--ledger.data-dir=" + directory, "--spring.datasource.url=" + url, user,
                        "--LEDGER_ADMIN_PASSWORD=" + RunningLedger.PASSWORD));
        arguments.addAll(List.of(more));
        var context = (ServletWebServerApplicationContext) AuthorityLedger.start(arguments.toArray(String[]::new));
        toClose.add(context);
        return new RunningLedger(Objects.requireNonNull(context.getWebServer()).getPort());
    }

    private static void execute(String url, String user, String... statements) throws Exception {
        try (Connection connection = DriverManager.getConnection(url, user, ""); Statement sql = connection.createStatement()) {
            for (String statement : statements) {
                sql.execute(statement);
            }
        }
    }

    /** Starts a server of this test's own. */
    private String server() throws Exception {
        Optional<Path> programs = newest();
        assumeTrue(programs.isPresent(), "no PostgreSQL server is installed here");
        Path bin = programs.orElseThrow();
        Path data = Files.createTempDirectory("outside-server");
        toClose.add(() -> discard(data));
        if (root()) {
            run("chown", "postgres", data.toString());
        }
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        asPostgres(bin.resolve("initdb") + " -D " + data + "/d -U postgres -A trust -E UTF8 --no-sync");
        asPostgres(bin.resolve("pg_ctl") + " -D " + data + "/d -w -l " + data + "/log -o '-p " + port + " -h 127.0.0.1 -k " + data
                + "' start");
        toClose.add(() -> asPostgres(bin.resolve("pg_ctl") + " -D " + data + "/d -w -m immediate stop"));
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?loggerLevel=OFF";
    }

    private static Optional<Path> newest() throws IOException {
        if (!Files.isDirectory(DEBIANS_SERVERS)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIANS_SERVERS)) {
            return versions.map(version -> version.resolve("bin")).filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                    .max(Comparator.comparing(Path::toString));
        }
    }

    private static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void asPostgres(String command) throws Exception {
        if (root()) {
            // PostgreSQL refuses to run as root.
            run("su", "postgres", "-s", "/bin/sh", "-c", command);
        } else {
            run("/bin/sh", "-c", command);
        }
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).directory(new java.io.File("/")).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(String.join(" ", command)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    }

    private static void discard(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
