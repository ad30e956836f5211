package org.authorityledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ledger}, with a Java that only records how it was called. */
@NullUnmarked
@DisabledOnOs(OS.WINDOWS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class LedgerScriptTest {

    /** Unpacks as Spring Boot's tools do, unless it is to fail; another start may be quicker. */
    private static final String JAVA = """
            #!/bin/sh
            (IFS='|'; echo "$*" >>"$JAVA_HOME/calls")
            case $* in
                *extract*)
                    [ ! -e "$JAVA_HOME/fails" ] || exit 1
                    for last; do :; done
                    [ ! -e "$JAVA_HOME/other" ] || cp -r "$JAVA_HOME/other" "${last%.*}"
                    mkdir -p "$last/lib" && cp "$3" "$last/authority-ledger.jar" ;;
            esac
            """;

    @TempDir
    private Path house;
    private Path home;
    private Path jar;

    @BeforeEach
    void build() throws IOException {
        home = house.resolve("jdk");
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"21.0.2\"\n");
        Files.writeString(home.resolve("bin/java"), JAVA);
        Files.setPosixFilePermissions(home.resolve("bin/java"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.copy(Path.of("..", "ledger"), house.resolve("ledger"));
        jar = house.toRealPath().resolve("standalone/target/authority-ledger.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "first build");
        // The script distinguishes two builds by their times, as finely as the disk records them.
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(60)));
    }

    private record Ran(int status, String said, List<String> calls) {}

    /** Runs it and returns how it called Java. */
    private Ran ledger(String... arguments) throws Exception {
        Files.deleteIfExists(home.resolve("calls"));
        List<String> command = new ArrayList<>(List.of("sh", house.resolve("ledger").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", home.toString());
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().remove("LEDGER_JAVA_OPTS");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), said,
                Files.exists(home.resolve("calls")) ? Files.readAllLines(home.resolve("calls")) : List.of());
    }

    private Path laidOut() {
        return jar.resolveSibling("laid-out");
    }

    @Test
    void the_jar_is_laid_out_once_and_served_from_there_with_an_archive_of_its_classes() throws Exception {
        Ran first = ledger();
        assertThat(first.said()).isEmpty();
        assertThat(first.calls()).hasSize(2);
        assertThat(first.calls().getFirst()).contains("-jar|" + jar + "|extract|");
        assertThat(first.calls().getLast()).contains("-XX:SharedArchiveFile=" + laidOut() + "/classes.jsa")
                .endsWith("|-jar|" + laidOut() + "/authority-ledger.jar|serve");

        Ran second = ledger("--server.port=9090");
        assertThat(second.calls()).hasSize(1);
        assertThat(second.calls().getFirst()).endsWith("|-jar|" + laidOut() + "/authority-ledger.jar|serve|--server.port=9090");
    }

    @Test
    void a_new_build_is_laid_out_again() throws Exception {
        ledger();
        Files.writeString(jar, "second build");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(1)));

        assertThat(ledger().calls()).hasSize(2);
        assertThat(laidOut().resolve("authority-ledger.jar")).hasContent("second build");
        assertThat(jar.getParent().toFile().list()).as("nothing else is left").containsExactlyInAnyOrder("authority-ledger.jar",
                "laid-out");
    }

    @Test
    void what_another_start_laid_out_meanwhile_is_run_from_and_left_as_it_is() throws Exception {
        Files.createDirectories(home.resolve("other"));
        Files.writeString(home.resolve("other/authority-ledger.jar"), "of another start");
        Files.createFile(home.resolve("other/complete"));

        assertThat(ledger().calls().getLast()).endsWith("|-jar|" + laidOut() + "/authority-ledger.jar|serve");
        assertThat(laidOut().resolve("authority-ledger.jar")).hasContent("of another start");
        assertThat(jar.getParent().toFile().list()).containsExactlyInAnyOrder("authority-ledger.jar", "laid-out");
    }

    @Test
    void where_it_cannot_be_laid_out_the_jar_itself_is_served() throws Exception {
        Files.createFile(home.resolve("fails"));
        Ran ran = ledger();
        assertThat(ran.said()).isEmpty();
        assertThat(ran.calls().getLast()).isEqualTo("-XX:+ExitOnOutOfMemoryError|-jar|" + jar + "|serve");
        assertThat(jar.getParent().toFile().list()).containsExactly("authority-ledger.jar");
    }

    @Test
    void other_commands_keep_no_archive_and_get_their_arguments_as_they_are() throws Exception {
        assertThat(ledger("verify", "a receipt.json").calls().getLast())
                .isEqualTo("-XX:+ExitOnOutOfMemoryError|-jar|" + laidOut() + "/authority-ledger.jar|verify|a receipt.json");
        assertThat(ledger("--help").calls().getLast())
                .isEqualTo("-XX:+ExitOnOutOfMemoryError|-jar|" + laidOut() + "/authority-ledger.jar|--help");
    }

    @Test
    void unpacked_from_the_zip_the_jar_and_the_java_beside_the_script_are_used() throws Exception {
        Path java = Files.createDirectories(house.resolve("java/bin")).resolve("java");
        Files.writeString(java, JAVA.replace("\"$*\" >>", "\"its own|$*\" >>"));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(house.resolve("java/release"), "JAVA_VERSION=\"25\"\n");
        jar = Files.move(jar, house.toRealPath().resolve("authority-ledger.jar"));

        assertThat(ledger("--help").calls().getLast())
                .isEqualTo("its own|-XX:+ExitOnOutOfMemoryError|-jar|" + laidOut() + "/authority-ledger.jar|--help");
    }

    @Test
    void a_java_that_is_too_old_is_not_used() throws Exception {
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        Ran ran = ledger();
        assertThat(ran.calls()).isEmpty();
        // Another one may be found in one of the usual places.
        assertThat(ran.status()).isEqualTo(1);
    }

    @Test
    void a_ledger_that_is_not_built_says_so() throws Exception {
        Files.delete(jar);
        Ran ran = ledger();
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.said()).contains("is not built yet").contains("mvn -q -DskipTests package");
        assertThat(ran.calls()).isEmpty();
    }
}
