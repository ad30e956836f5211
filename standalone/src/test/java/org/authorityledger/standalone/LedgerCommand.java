package org.authorityledger.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that starts the ledger in a process of its own, from the class path of the tests. */
final class LedgerCommand {

    /**
     * The first process that ends in good order leaves this archive of its classes, and the later ones start from it with a quarter less work. Where
     * the class path has directories, Java makes none.
     */
    private static final Path ARCHIVE = Path.of("target", "ledger-classes.jsa").toAbsolutePath();

    private LedgerCommand() {}

    /** A ledger that listens on a port and keeps its data in a directory, with further settings. */
    static ProcessBuilder of(int port, Path directory, String... settings) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + ARCHIVE,
                // What Java says of the archive is not what the ledger prints.
                "-Xlog:disable", "-cp", System.getProperty("java.class.path"), AuthorityLedger.class.getName(), "--server.port=" + port,
                "--ledger.data-dir=" + directory));
        command.addAll(List.of(settings));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }
}
