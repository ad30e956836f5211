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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one directory that a ledger keeps everything in, held for this process alone from {@link #open} to {@link #close}.
 *
 * <p>What holds it is a lock of the operating system on {@code ledger.lock}, not the file itself: it ends with the process, however that
 * ends.
 */
final class DataDirectory implements AutoCloseable {

    /** Far behind the text of the file, so that it can be read while it is locked where locks are mandatory (Windows). */
    private static final long LOCKED_BYTE = 1L << 30;

    /**
     * What this process holds. POSIX gives up a process's lock as soon as it closes any channel to the file, so that even to look into the
     * lock file of a directory that this process holds would open it to others.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final FileChannel lock;

    private DataDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Makes the directory if there is none, and takes it.
     *
     * @throws DataDirectoryInUse when another ledger, of this process or another, holds it
     * @throws LedgerStartFailed when it is no directory, or this user may not write to it
     */
    static DataDirectory open(Path named) {
        Path directory = named.toAbsolutePath().normalize();
        try {
            Path root = make(directory);
            return new DataDirectory(root, lock(root));
        } catch (IOException e) {
            throw new LedgerStartFailed(
                    "The data directory " + directory + " cannot be used by the user " + System.getProperty("user.name") + ": "
                            + reason(e) + ". Name a directory that this user may write to: --ledger.data-dir=<directory>",
                    e);
        }
    }

    private static Path make(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw new LedgerStartFailed(
                        "The data directory " + directory + " is no directory. Move that file away, or name a directory:"
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
     * An empty directory becomes this user's alone. One that holds other things keeps its permissions, as it may be a home or a mount point
     * and everything of the ledger's in it is closed by itself; but nothing is safe where everyone may write and rename.
     */
    private static void closeToOthers(Path directory) throws IOException {
        if (entries(directory).isEmpty()) {
            try {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            } catch (FileSystemException e) {
                // A volume that belongs to another user and lets this one in by its group: writing to it will tell.
            }
        }
        if (Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new LedgerStartFailed(
                    "Everyone may write to the data directory " + directory + ". Close it (chmod 700), or name a new or empty"
                            + " directory: --ledger.data-dir=<directory>");
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

    /** The directory's real path: the same one whatever links lead to it. */
    Path root() {
        return root;
    }

    /** What is kept here under a name. */
    Path resolve(String name) {
        return root.resolve(name);
    }

    /** Makes a directory that only this user can enter, if there is none. */
    void makePrivate(Path made) throws IOException {
        if (!Files.isDirectory(made)) {
            Files.createDirectory(made, onlyFor(root, "rwx------"));
        }
    }

    /** Writes a file that only this user can read, whole or not at all, and onto the disk. */
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

    /** Gives what is finished its name, for good. */
    static void moveWhole(Path unfinished, Path finished) throws IOException {
        Files.move(unfinished, finished, StandardCopyOption.ATOMIC_MOVE);
        Path parent = finished.getParent();
        if (parent != null && posix(parent)) {
            // The name is an entry of the directory, and only the directory's own fsync puts it on the disk.
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

    /** Removes what nobody needs any more; what cannot be removed stays, it does no harm. */
    static void discard(Path path) {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException | UncheckedIOException e) {
            // Left there.
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

    /** The exceptions of files say in their class what they leave out of their message. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (e instanceof NoSuchFileException missing) {
            return "there is no " + missing.getFile();
        }
        @Nullable
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /** Lets the next ledger in. */
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
