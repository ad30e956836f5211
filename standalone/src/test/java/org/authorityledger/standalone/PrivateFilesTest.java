package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What another user of the machine can find out: nothing. The ledger starts as its users start it, without a password from the environment. */
@Tag("ledger")
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(1800)
class PrivateFilesTest {

    private static final Duration LONGEST_START = Duration.ofMinutes(10);
    private static final Pattern PRINTED = Pattern.compile("password for the user admin was created\\. .*: (\\S+)");

    @TempDir
    private Path temporary;

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = freePort();

    private Path data() {
        return temporary.resolve("ledger-data");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void open(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void a_first_start_prints_the_password_once_and_no_file_that_others_can_read_has_it() throws Exception {
        List<String> printed = started(() -> {
            assertThat(permissions(data())).isEqualTo("rwx------");
            assertThat(permissions(data().resolve("log"))).isEqualTo("rwx------");
            assertThat(permissions(data().resolve("log/ledger.json"))).isEqualTo("rw-------");
            assertThat(permissions(data().resolve("admin-password"))).isEqualTo("rw-------");
        });

        String password = password(printed);
        assertThat(Files.readString(data().resolve("admin-password")).strip()).isEqualTo(password);
        Properties database = new Properties();
        try (var file = Files.newBufferedReader(data().resolve("postgresql.passwords"))) {
            database.load(file);
        }
        List<String> secrets = new ArrayList<>(List.of(password));
        database.stringPropertyNames().stream().map(database::getProperty).forEach(secrets::add);
        assertThat(secrets).hasSize(3);
        for (Path file : files("log", "postgresql-log")) {
            String content = Files.readString(file, StandardCharsets.ISO_8859_1);
            secrets.forEach(secret -> assertThat(content).as(file.toString()).doesNotContain(secret));
        }
        String terminal = String.join("\n", printed);
        assertThat(terminal.split(Pattern.quote(password), -1)).as("printed once").hasSize(2);
        assertThat(terminal).doesNotContain(secrets.get(1)).doesNotContain(secrets.get(2));

        List<String> again = started(() -> assertThat(signIn(password)).isEqualTo(200));
        assertThat(String.join("\n", again)).doesNotContain(password);
    }

    @Test
    void a_directory_that_an_earlier_build_left_open_is_closed_with_its_log_and_one_with_other_files_is_warned_of() throws Exception {
        Path log = Files.createDirectories(data().resolve("log"));
        Files.writeString(log.resolve("ledger.json"), "{}\n");
        Files.writeString(log.resolve("ledger.json.2026-11-01.0.gz"), "");
        Files.writeString(data().resolve("admin-password"), "from an earlier build\n");
        for (Path wide : List.of(data(), log)) {
            open(wide, "rwxr-xr-x");
        }
        for (Path wide : List.of(log.resolve("ledger.json"), log.resolve("ledger.json.2026-11-01.0.gz"),
                data().resolve("admin-password"))) {
            open(wide, "rw-r--r--");
        }

        started(() -> {
            assertThat(signIn("from an earlier build")).isEqualTo(200);
            assertThat(permissions(data())).isEqualTo("rwx------");
            assertThat(permissions(log)).isEqualTo("rwx------");
            assertThat(permissions(log.resolve("ledger.json"))).isEqualTo("rw-------");
            assertThat(permissions(log.resolve("ledger.json.2026-11-01.0.gz"))).isEqualTo("rw-------");
            assertThat(permissions(data().resolve("admin-password"))).isEqualTo("rw-------");
        });

        Files.writeString(data().resolve("letter"), "mine");
        open(data(), "rwxr-xr-x");
        open(log, "rwxr-xr-x");
        List<String> printed = started(() -> {
            assertThat(permissions(data())).as("it has other files").isEqualTo("rwxr-xr-x");
            assertThat(permissions(log)).isEqualTo("rwx------");
        });
        assertThat(printed).anySatisfy(line -> assertThat(line).contains("WARN").contains(data().toString()).contains("chmod 700"));
    }

    private List<Path> files(String... directories) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String directory : directories) {
            try (Stream<Path> all = Files.walk(data().resolve(directory))) {
                all.filter(Files::isRegularFile).forEach(files::add);
            }
        }
        assertThat(files).isNotEmpty();
        return files;
    }

    private static String password(List<String> printed) {
        Matcher found = PRINTED.matcher(String.join("\n", printed));
        assertThat(found.find()).as(printed.toString()).isTrue();
        return found.group(1);
    }

    private interface Look {
        void look() throws Exception;
    }

    /** Starts it, looks, stops it, and returns what it printed. */
    private List<String> started(Look whileItRuns) throws Exception {
        Path terminal = Files.createTempFile(temporary, "terminal", ".txt");
        ProcessBuilder builder = LedgerCommand.of(port, data());
        builder.environment().remove("LEDGER_ADMIN_PASSWORD");
        Process process = builder.redirectOutput(terminal.toFile()).start();
        try {
            awaitOpen(process, terminal);
            whileItRuns.look();
        } finally {
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        return Files.readAllLines(terminal);
    }

    private void awaitOpen(Process process, Path terminal) throws Exception {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (true) {
            assertThat(process.isAlive()).as(Files.readString(terminal)).isTrue();
            assertThat(System.nanoTime()).as("the ledger opens in time").isLessThan(end);
            try {
                if (status("/actuator/health", null) == 200) {
                    return;
                }
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
    }

    private int signIn(String password) throws IOException, InterruptedException {
        return status("/api/grantors?limit=1", password);
    }

    private int status(String path, @org.jspecify.annotations.Nullable String password) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (password != null) {
            request.header("Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8)));
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
