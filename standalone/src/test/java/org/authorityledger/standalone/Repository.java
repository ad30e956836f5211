package org.authorityledger.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this repository, for the tests that check them. */
final class Repository {

    /** Its root; the build says where it is. */
    static final Path ROOT = Path.of(System.getProperty("ledger.root", "..")).toAbsolutePath().normalize();

    private static final List<String> NOT_OURS = List.of(".git", "target", "node_modules", "ledger-data");

    private Repository() {}

    /** All files that belong to it, without what builds and runs leave behind. */
    static List<Path> files() {
        return under(ROOT);
    }

    /** The number of lines of all files in a folder. */
    static long lines(Path folder) {
        return under(folder).stream().mapToLong(Repository::linesOf).sum();
    }

    private static List<Path> under(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().filter(entry -> !NOT_OURS.contains(entry.getFileName().toString()))
                    .flatMap(entry -> Files.isDirectory(entry) ? under(entry).stream() : Stream.of(entry)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long linesOf(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
