package org.authorityledger.standalone.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory in which a ledger keeps everything. From {@link #open} to {@link #close} only this process can use it.
 *
 * <p>The operating system's lock on {@code ledger.lock} guards it, not the file itself: the lock ends with the process, even if the process
 * is killed.
 */
final class DataDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);

    /** What the ledger itself puts there, in this build or an earlier one. */
    private static final Pattern OWN = Pattern
            .compile("log|ledger\\.lock|admin-password|postgresql([-.].*)?|(log|witness)-key(\\..*)?|lost\\+found");

    /** Far beyond the text of the file: where locks are mandatory (Windows), the text can then be read while the file is locked. */
    private static final long LOCKED_BYTE = 1L << 30;

    /**
     * The directories that this process has locked. POSIX drops a process's lock as soon as the process closes any channel to the file: to
     * look into the lock file of one of these directories would open it to other processes.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final FileChannel lock;

    private DataDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Locks the directory, and creates it if it does not exist.
     *
     * @throws DataDirectoryInUse when another ledger, in this process or another, has locked it
     * @throws LedgerStartFailed when it is not a directory, or this user may not write to it
     */
    static DataDirectory open(Path named) {
        Path directory = named.toAbsolutePath().normalize();
        try {
            Path root = make(directory);
            warnIfOpen(root);
            return new DataDirectory(root, lock(root));
        } catch (IOException e) {
            throw new LedgerStartFailed(
                    "The data directory " + directory + " cannot be used by the user " + System.getProperty("user.name") + ": "
                            + reason(e) + ". Choose a directory that this user may write to: --ledger.data-dir=<directory>",
                    e);
        }
    }

    /**
     * Closes a directory to all other users before anything is written in it, and the log file as well. The log opens before the database
     * starts, so this comes first of all. It says nothing: what is wrong with the directory is reported by {@link #open}.
     *
     * @param logFile the file that the log will be written to; it may be elsewhere
     */
    static void closeBeforeTheLogOpens(Path named, @Nullable Path logFile) {
        Path directory = named.toAbsolutePath().normalize();
        try {
            make(directory);
            if (logFile != null) {
                closeLog(directory, logFile.toAbsolutePath().normalize());
            }
        } catch (IOException | LedgerStartFailed e) {
            // The start fails with a message of its own, once there is a log to write it to.
        }
    }

    /** A log of the data directory is closed with its older files. A log elsewhere is the keeper's: only a new file is closed. */
    private static void closeLog(Path directory, Path file) throws IOException {
        Path logs = file.getParent();
        if (logs == null || !posix(directory)) {
            return;
        }
        if (logs.startsWith(directory) && !logs.equals(directory)) {
            if (Files.isDirectory(logs)) {
                narrow(logs, "rwx------");
                for (Path older : entries(logs)) {
                    if (Files.isRegularFile(older, LinkOption.NOFOLLOW_LINKS)) {
                        narrow(older, "rw-------");
                    }
                }
            } else {
                Files.createDirectories(logs, onlyFor(directory, "rwx------"));
            }
        } else {
            Files.createDirectories(logs);
        }
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.createFile(file, onlyFor(directory, "rw-------"));
        }
    }

    /** Removes permissions; never adds one. A file of another user stays as it is. */
    private static void narrow(Path path, String permissions) throws IOException {
        Set<PosixFilePermission> narrowed = Files.getPosixFilePermissions(path);
        if (narrowed.retainAll(PosixFilePermissions.fromString(permissions))) {
            try {
                Files.setPosixFilePermissions(path, narrowed);
            } catch (FileSystemException e) {
                // A volume of another user that lets this one in by its group. If this user may not write to it, the lock fails.
            }
        }
    }

    private static Path make(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw new LedgerStartFailed(
                        "The data directory " + directory + " is not a directory. Move that file away, or choose a directory:"
                                + " --ledger.data-dir=<directory>");
            }
            Path parent = directory.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(directory, onlyFor(directory, "rwx------"));
        } else if (posix(directory)) {
            closeToOthers(directory);
        }
        return directory.toRealPath();
    }

    /**
     * A directory with nothing but files of the ledger is closed to all other users. A directory with other files keeps its permissions: it may
     * be a home or a mount point, and each of the ledger's own files is closed by itself. But no file is safe where everyone may write and
     * rename.
     */
    private static void closeToOthers(Path directory) throws IOException {
        if (entries(directory).stream().allMatch(entry -> OWN.matcher(entry.getFileName().toString()).matches())) {
            narrow(directory, "rwx------");
        }
        if (Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new LedgerStartFailed(
                    "Everyone may write to the data directory " + directory + ". Close it (chmod 700), or choose a new or empty"
                            + " directory: --ledger.data-dir=<directory>");
        }
    }

    private static void warnIfOpen(Path root) throws IOException {
        if (posix(root) && !PosixFilePermissions.fromString("rwx------").containsAll(Files.getPosixFilePermissions(root))) {
            LOG.warn("Other users of this machine can look into the data directory {}, which has other files too. The ledger's own files"
                    + " are closed to them. To close the directory: chmod 700", root);
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        if (!HELD_HERE.add(root)) {
            throw new DataDirectoryInUse(root, "this same process (pid " + ProcessHandle.current().pid() + ")");
        }
        FileChannel channel = null;
        boolean taken = false;
        try {
            Path file = root.resolve("ledger.lock");
            channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    onlyFor(root, "rw-------"));
            FileLock held = channel.tryLock(LOCKED_BYTE, 1, false);
            if (held == null) {
                throw new DataDirectoryInUse(root, holder(channel));
            }
            channel.truncate(0);
            channel.write(US_ASCII.encode(ProcessHandle.current().pid() + "\n"), 0);
            taken = true;
            return channel;
        } finally {
            if (!taken) {
                if (channel != null) {
                    channel.close();
                }
                HELD_HERE.remove(root);
            }
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(32);
        channel.read(text, 0);
        String pid = US_ASCII.decode(text.flip()).toString().strip();
        return pid.isEmpty() ? "another process" : "the process with pid " + pid;
    }

    /** The directory's real path, with all links resolved. */
    Path root() {
        return root;
    }

    /** The path of a file or directory in it. */
    Path resolve(String name) {
        return root.resolve(name);
    }

    /** Creates a directory that only this user can enter, if it does not exist. */
    void makePrivate(Path made) throws IOException {
        if (!Files.isDirectory(made)) {
            Files.createDirectory(made, onlyFor(root, "rwx------"));
        }
    }

    /** Writes a file that only this user can read: whole or not at all, and to the disk. */
    void writePrivately(Path file, String content) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        try (FileChannel channel = FileChannel.open(unfinished, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                onlyFor(root, "rw-------"))) {
            ByteBuffer bytes = UTF_8.encode(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        moveWhole(unfinished, file);
    }

    /** Gives a finished file or directory its name, and makes sure that a power cut cannot undo that. */
    static void moveWhole(Path unfinished, Path finished) throws IOException {
        Files.move(unfinished, finished, StandardCopyOption.ATOMIC_MOVE);
        Path parent = finished.getParent();
        if (parent != null && posix(parent)) {
            // The name is an entry of the directory: only an fsync of the directory puts it on the disk.
            try (FileChannel entries = FileChannel.open(parent, StandardOpenOption.READ)) {
                entries.force(true);
            }
        }
    }

    static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }

    /** Deletes files that are no longer needed. Files that cannot be deleted stay; they do no harm. */
    static void discard(Path path) {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException | UncheckedIOException e) {
            // They stay.
        }
    }

    static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] onlyFor(Path path, String permissions) {
        return posix(path)
                ? new FileAttribute<?>[]{ PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }

    /** A message for the user. Of some exceptions only the class says what is wrong, and the message only names the file. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        @Nullable
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /** Releases the directory for the next ledger. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            // The lock ends with the process at the latest.
        } finally {
            HELD_HERE.remove(root);
        }
    }
}
