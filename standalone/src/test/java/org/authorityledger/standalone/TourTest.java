package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.authorityledger.standalone.MarkdownPage.Block;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/**
 * The pages that a reader follows by copy and paste are pasted here, into a shell beside a fresh ledger, and must answer what they print. Each
 * {@code sh} block is run; what it prints must be the {@code text} block after it, where an ellipsis stands for anything, and nothing where there is
 * none. The page with the answers that came is left in {@code target/docs}, to be copied when answers have changed on purpose.
 */
@Tag("ledger")
@DisplayNameGeneration(ReplaceUnderscores.class)
class TourTest {

    private static final String ADDRESS_ON_THE_PAGE = "http://localhost:8080";
    private static final String END_OF_BLOCK = "--- end of block ---";
    private static final String ANYTHING = "…";

    @BeforeAll
    static void a_shell_is_needed() {
        boolean there = onPath("bash") && onPath("curl");
        assumeTrue(there || "true".equals(System.getenv("CI")), "there is no bash or no curl");
    }

    @Test
    void the_tour_and_the_investigation_after_it_answer_on_a_fresh_ledger_what_they_print() throws Exception {
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "ledgers").toAbsolutePath()), "tour");
        var ledger = (ServletWebServerApplicationContext) AuthorityLedger.start("--server.port=0",
                "--ledger.data-dir=" + directory.resolve("ledger-data"));
        try (ledger) {
            String address = "http://localhost:" + Objects.requireNonNull(ledger.getWebServer()).getPort();
            List<String> faults = new ArrayList<>(faults(MarkdownPage.read("docs/tour.md"), directory, address));
            faults.addAll(faults(MarkdownPage.read("docs/investigations.md"), directory, address));
            assertThat(faults).as("what a page prints and what came; the pages with what came are in target/docs").isEmpty();
        }
    }

    private static List<String> faults(MarkdownPage page, Path directory, String address) throws Exception {
        List<Block> blocks = page.blocks();
        List<Block> commands = blocks.stream().filter(block -> block.language().equals("sh")).toList();
        List<List<String>> came = pasted(commands, directory, address);
        List<String> faults = new ArrayList<>();
        List<String> lines = new ArrayList<>(page.lines());
        for (int i = commands.size() - 1; i >= 0; i--) {
            int next = blocks.indexOf(commands.get(i)) + 1;
            Block printed = next < blocks.size() && blocks.get(next).language().equals("text")
                    ? blocks.get(next)
                    : new Block("text", 0, List.of());
            if (!matches(printed.lines(), came.get(i))) {
                faults.addFirst(
                        page.name() + ", line " + (commands.get(i).line() + 1) + ": printed is\n" + String.join("\n", printed.lines())
                                + "\nand came\n" + String.join("\n", came.get(i)));
                if (printed.line() > 0) {
                    lines.subList(printed.line() + 1, printed.line() + 1 + printed.lines().size()).clear();
                    lines.addAll(printed.line() + 1, came.get(i).stream().map(TourTest::masked).toList());
                }
            }
        }
        Files.write(Files.createDirectories(Path.of("target", "docs")).resolve(page.path().getFileName()), lines);
        return faults;
    }

    /** An answer as a page prints it: without what differs on each run. */
    private static String masked(String line) {
        return line.replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}", ANYTHING).replaceAll("20[2-9]\\d-\\d\\d-\\d\\dT[0-9:.]+Z", ANYTHING)
                .replaceAll("\"position\":\\d+", "\"position\":" + ANYTHING);
    }

    /** Runs the blocks one after the other in one shell, and returns the lines each printed. */
    private static List<List<String>> pasted(List<Block> commands, Path directory, String address) throws Exception {
        String script = commands.stream().map(block -> String.join("\n", block.lines()).replace(ADDRESS_ON_THE_PAGE, address))
                .collect(Collectors.joining("\necho '" + END_OF_BLOCK + "'\n", "set -euo pipefail\n", "\necho '" + END_OF_BLOCK + "'\n"));
        Path file = Files.writeString(directory.resolve("pasted.sh"), script);
        Path output = directory.resolve("pasted.out");
        Process shell = new ProcessBuilder("bash", file.toString()).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        assertThat(shell.waitFor(120, TimeUnit.SECONDS)).as("the page came to its end").isTrue();
        String all = Files.readString(output);
        assertThat(shell.exitValue()).as(all).isZero();
        return Arrays.stream(all.split(END_OF_BLOCK + "\n")).map(text -> text.lines().toList()).toList();
    }

    private static boolean matches(List<String> printed, List<String> came) {
        if (printed.size() != came.size()) {
            return false;
        }
        for (int i = 0; i < printed.size(); i++) {
            String pattern = Arrays.stream(printed.get(i).split(ANYTHING, -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
            if (!came.get(i).matches(pattern)) {
                return false;
            }
        }
        return true;
    }

    private static boolean onPath(String command) {
        return Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
    }
}
