package org.authorityledger.standalone.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The processes of PostgreSQL over the files in a data directory that this process has locked. */
final class PostgresServer {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);

    /** Long, because recovery after a crash may read gigabytes. pg_ctl returns as soon as the server is ready or has failed. */
    private static final String UNTIL_RECOVERED = String.valueOf(TimeUnit.DAYS.toSeconds(1));
    private static final String UNTIL_STOPPED = "60";
    private static final int ATTEMPTS = 4;

    /** Written to {@code postgresql.conf} at every start; {@code alter system} takes precedence over each of them. */
    private static final String SETTINGS = """
            # Written by the ledger at every start. Settings made with "alter system" take precedence and are kept.
            listen_addresses = '127.0.0.1'
            port = %d
            unix_socket_directories = ''
            max_connections = 60
            password_encryption = scram-sha-256

            # An act that the ledger has confirmed is on the disk. The ledger checks these three at every start.
            fsync = on
            synchronous_commit = on
            full_page_writes = on

            # Many small commits, few checkpoints, on a machine shared with others.
            shared_buffers = 256MB
            effective_cache_size = 4GB
            work_mem = 16MB
            maintenance_work_mem = 256MB
            wal_buffers = 16MB
            wal_compression = on
            min_wal_size = 256MB
            max_wal_size = 4GB
            checkpoint_timeout = 15min
            random_page_cost = 1.1
            max_parallel_workers = 2
            max_parallel_workers_per_gather = 1
            jit = off

            timezone = 'UTC'
            datestyle = 'iso, mdy'
            lc_messages = 'C'
            default_text_search_config = 'pg_catalog.simple'

            # One file for each day of the week. Statements are not logged: they contain names of people.
            logging_collector = on
            log_directory = '%s'
            log_filename = 'postgresql-%%a.log'
            log_rotation_age = 1d
            log_rotation_size = 0
            log_truncate_on_rotation = on
            log_min_error_statement = panic
            log_parameter_max_length = 0
            log_error_verbosity = terse
            log_line_prefix = '%%m [%%p] %%u '
            log_timezone = 'UTC'
            """;

    private static final String WHO_MAY_CONNECT = """
            # Written by the ledger at every start: connections from this machine only, and only with a password.
            host all all 127.0.0.1/32 scram-sha-256
            host replication postgres 127.0.0.1/32 scram-sha-256
            """;

    private final DataDirectory directory;
    private final Path cluster;
    private final Path logs;
    private final ServerAccount account;
    private final PostgresBinaries binaries;
    private final int fixedPort;
    private int port;

    /** @param fixedPort 0: one that is free, another at each start */
    PostgresServer(DataDirectory directory, PostgresBinaries binaries, int fixedPort) throws IOException {
        this.fixedPort = fixedPort;
        this.directory = directory;
        this.binaries = binaries;
        this.cluster = directory.resolve("postgresql");
        this.logs = directory.resolve("postgresql-log");
        // pg_ctl passes paths through the shell in double quotes, where these characters have a special meaning.
        if (DataDirectory.posix(cluster) && Pattern.compile("[\"$`\\\\\n]").matcher(directory.root().toString()).find()) {
            throw new LedgerStartFailed("PostgreSQL cannot start in the data directory " + directory.root()
                    + " because its name has one of the characters \" $ ` \\ in it. Choose another:"
                    + " --ledger.data-dir=<directory>");
        }
        this.account = ServerAccount.of(directory.root(), cluster);
        directory.makePrivate(logs);
        account.ownAll(logs);
    }

    /** Whether the server's files exist. */
    boolean created() {
        return Files.exists(cluster);
    }

    /**
     * Creates the server's files. They get their name when they are complete: a process killed in the middle leaves nothing that a later
     * start would mistake for them.
     */
    void create(String ownerPassword) throws IOException {
        for (Path left : DataDirectory.entries(directory.root())) {
            if (left.getFileName().toString().startsWith("postgresql.unfinished-")) {
                DataDirectory.discard(left);
            }
        }
        Path unfinished = Files.createTempDirectory(directory.root(), "postgresql.unfinished-");
        Path password = directory.resolve("postgresql.first-password");
        try {
            account.own(unfinished);
            directory.writePrivately(password, ownerPassword + "\n");
            account.own(password);
            // PostgreSQL's own C.UTF-8: the same order and case rules on every platform, and no new libc can break an index.
            Outcome initdb = run("initdb", "-D", unfinished.toString(), "--username=" + EmbeddedDatabase.OWNER, "--pwfile=" + password,
                    "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
                    "--no-instructions");
            if (initdb.exit != 0) {
                throw new LedgerStartFailed("PostgreSQL cannot create its files in " + directory.root() + ": " + initdb.lastWords());
            }
            DataDirectory.moveWhole(unfinished, cluster);
        } finally {
            Files.deleteIfExists(password);
            DataDirectory.discard(unfinished);
        }
    }

    /**
     * Starts the server. If an earlier ledger was killed and left its server running on these files, stops that one first.
     *
     * @throws LedgerStartFailed when the files are of another major version, or the server does not start
     */
    void start() throws IOException {
        start(false);
    }

    /**
     * Starts the server again after it ended by itself, on the port that it had: those who use it know no other.
     *
     * @throws LedgerStartFailed when it does not start
     */
    void restart() throws IOException {
        // Without their server, they may still work, and a new server would wait for them.
        ProcessHandle.allProcesses().filter(this::worksHere).forEach(ProcessHandle::destroyForcibly);
        start(true);
    }

    /** Whether the server's process is alive. */
    boolean running() throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        return Files.exists(pidFile) && pid(pidFile).flatMap(ProcessHandle::of).filter(this::worksHere).isPresent();
    }

    private void start(boolean samePort) throws IOException {
        checkVersion();
        account.ownAll(cluster);
        Path startLog = logs.resolve("start.log");
        for (int attempt = 1;; attempt++) {
            if (stopRunning()) {
                LOG.info("Stopped the PostgreSQL in {} that a killed ledger had left running", directory.root());
            }
            configure(samePort);
            Files.deleteIfExists(startLog);
            Outcome started = run("pg_ctl", "start", "-D", cluster.toString(), "-l", startLog.toString(), "-w", "-t", UNTIL_RECOVERED);
            if (started.exit == 0) {
                return;
            }
            if (attempt == ATTEMPTS) {
                throw new LedgerStartFailed("PostgreSQL did not start in " + directory.root() + ": "
                        + complaint(startLog).or(this::complaintInLog).orElse(started.lastWords()) + " (its log: " + logs + ")");
            }
            // Another program may have taken the port meanwhile, or processes of a killed server may still be ending.
            pause(1_000);
        }
    }

    private void checkVersion() throws IOException {
        Path file = cluster.resolve("PG_VERSION");
        if (!Files.isRegularFile(file)) {
            throw new LedgerStartFailed(
                    "The directory " + cluster + " is not a PostgreSQL database. Move it away, or choose another data directory:"
                            + " --ledger.data-dir=<directory>");
        }
        String found = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        String printed = run("postgres", "--version").output;
        Matcher version = Pattern.compile("\\(PostgreSQL\\) (\\d+)").matcher(printed);
        if (!version.find()) {
            throw new LedgerStartFailed("PostgreSQL's programs in " + binaries.home() + " do not run on this machine: " + printed.strip());
        }
        if (!version.group(1).equals(found)) {
            throw new LedgerStartFailed("The data directory " + directory.root() + " was written by PostgreSQL " + found
                    + ", but this ledger brings PostgreSQL " + version.group(1)
                    + ". Start the release of the ledger that wrote it, or choose another directory: --ledger.data-dir=<directory>");
        }
    }

    private void configure(boolean samePort) throws IOException {
        if (fixedPort > 0) {
            port = fixedPort;
        } else if (!samePort) {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
        }
        String logDirectory = logs.toString().replace('\\', '/').replace("'", "''");
        write("postgresql.conf", SETTINGS.formatted(port, logDirectory));
        write("pg_hba.conf", WHO_MAY_CONNECT);
    }

    private void write(String name, String content) throws IOException {
        Path file = cluster.resolve(name);
        directory.writePrivately(file, content);
        account.own(file);
    }

    /** The port of the running server. */
    int port() {
        return port;
    }

    /** Stops the server: open connections are closed, everything committed stays. Does nothing if no server is running. */
    void stop() {
        try {
            stopRunning();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL cannot be stopped in " + directory.root(), e);
        }
    }

    private boolean stopRunning() throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return false;
        }
        Optional<ProcessHandle> running = pid(pidFile).flatMap(ProcessHandle::of).filter(this::worksHere);
        if (running.isEmpty()) {
            // A power cut leaves the file. Its number may belong to another process now, and PostgreSQL would refuse to start.
            Files.deleteIfExists(pidFile);
            return false;
        }
        ProcessHandle server = running.get();
        run("pg_ctl", "stop", "-D", cluster.toString(), "-m", "fast", "-w", "-t", UNTIL_STOPPED);
        // The server deletes the file last. Its process may stay as a zombie if the ledger is the first process of a container.
        if (Files.exists(pidFile) && worksHere(server)) {
            LOG.warn("Killed PostgreSQL (pid {}) because it did not stop in time. It recovers at its next start", server.pid());
            server.destroyForcibly();
            if (!gone(server)) {
                throw new LedgerStartFailed(
                        "The PostgreSQL running in " + directory.root() + " does not stop. Stop the process " + server.pid()
                                + " and start the ledger again.");
            }
        }
        return true;
    }

    private static Optional<Long> pid(Path pidFile) throws IOException {
        String first = Files.readString(pidFile, StandardCharsets.ISO_8859_1).lines().findFirst().orElse("").strip();
        // Negative for a server in single-user mode.
        return first.matches("-?\\d{1,18}") ? Optional.of(Math.abs(Long.parseLong(first))) : Optional.empty();
    }

    /** Process ids are reused: the one to stop is a PostgreSQL that works in this directory. */
    private boolean worksHere(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        Optional<Path> program = process.info().command().map(Path::of);
        if (program.isPresent() && !program.get().getFileName().toString().startsWith("postgres")) {
            return false;
        }
        try {
            if (Path.of("/proc", String.valueOf(process.pid()), "cwd").toRealPath().equals(cluster)) {
                return true;
            }
        } catch (IOException e) {
            // Not Linux, or this user may not look.
        }
        Optional<String[]> arguments = process.info().arguments();
        if (arguments.isPresent()) {
            List<String> words = Arrays.asList(arguments.get());
            int directoryOption = words.indexOf("-D");
            return directoryOption >= 0 && directoryOption + 1 < words.size() && words.get(directoryOption + 1).equals(cluster.toString());
        }
        // Windows does not show arguments.
        return program.isPresent() && program.get().startsWith(binaries.home());
    }

    /** {@link ProcessHandle#onExit} is not used: for a process that this one did not start, it looks only once a second. */
    private boolean gone(ProcessHandle process) {
        for (int look = 0; look < 200; look++) {
            if (!worksHere(process)) {
                return true;
            }
            pause(50);
        }
        return false;
    }

    private static void pause(int milliseconds) {
        uninterrupted(() -> {
            Thread.sleep(milliseconds);
            return 0;
        });
    }

    private interface Wait {
        int end() throws InterruptedException;
    }

    /** Half a start or half a stop would be worse than a late response to an interruption. */
    private static int uninterrupted(Wait wait) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wait.end();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The server's last error, from the output before it opened its log. */
    private static Optional<String> complaint(Path log) {
        try {
            List<String> lines = Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList();
            for (int last = lines.size() - 1; last >= 0; last--) {
                Matcher fatal = Pattern.compile("(?:FATAL|PANIC):\\s+(.*)").matcher(lines.get(last));
                if (fatal.find()) {
                    return Optional.of(fatal.group(1));
                }
            }
        } catch (IOException e) {
            // Without the file there is no error to report.
        }
        return Optional.empty();
    }

    private Optional<String> complaintInLog() {
        try {
            return DataDirectory.entries(logs).stream().max(Comparator.comparingLong((Path file) -> file.toFile().lastModified()))
                    .flatMap(PostgresServer::complaint);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private record Outcome(int exit, String output) {

        String lastWords() {
            List<String> lines = output.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
            return String.join(" ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        }
    }

    private Outcome run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(binaries.program(program));
        command.addAll(Arrays.asList(arguments));
        // To a file: on some platforms a pipe would stay open as long as the server runs.
        Path output = logs.resolve(program + (arguments[0].startsWith("-") ? "" : "-" + arguments[0]) + ".out");
        ProcessBuilder builder = new ProcessBuilder(account.command(command)).redirectErrorStream(true).redirectOutput(output.toFile());
        // In a directory that the server's account can enter, and without the caller's settings for PostgreSQL and language.
        builder.directory(directory.root().toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_") || name.startsWith("LANG"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        int exit = uninterrupted(process::waitFor);
        return new Outcome(exit, Files.readString(output, StandardCharsets.ISO_8859_1));
    }
}
