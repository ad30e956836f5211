package org.authorityledger.query.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.SigningKey;

/**
 * What is kept apart from the database, in files that only their owner reads: the signing key, and beside it the last checkpoint it signed. That
 * one is what a restored old database is found by.
 */
final class KeyFiles {

    private final Path key;
    private final Path next;
    private final Path lastSigned;

    KeyFiles(Path key) {
        this.key = key.toAbsolutePath();
        this.next = this.key.resolveSibling(this.key.getFileName() + ".next");
        this.lastSigned = this.key.resolveSibling(this.key.getFileName() + ".last-signed");
    }

    /**
     * The key that signs.
     *
     * @throws IllegalStateException when the file is there and holds no key
     */
    Optional<SigningKey> key() {
        return read(key);
    }

    /** The key that shall sign from the next checkpoint on, where a rotation has begun. */
    Optional<SigningKey> next() {
        return read(next);
    }

    private static Optional<SigningKey> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(SigningKey.parse(Files.readString(file))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the key file " + file + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the key file " + file + " holds no signing key: " + e.getMessage(), e);
        }
    }

    void keep(SigningKey made) {
        write(key, made.secretText());
    }

    void keepNext(SigningKey made) {
        write(next, made.secretText());
    }

    /** The next key takes the place of the key. */
    void rotate() {
        try {
            Files.move(next, key, StandardCopyOption.ATOMIC_MOVE);
            sync(key.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("the key file " + key + " cannot be replaced", e);
        }
    }

    /** The last checkpoint that was signed here; it may be ahead of what the database has, when that lost its last moments. */
    Optional<SignedNote> lastSigned() {
        try {
            return Files.exists(lastSigned) ? Optional.of(SignedNote.parse(Files.readString(lastSigned))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + lastSigned + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the file " + lastSigned + " holds no checkpoint: " + e.getMessage(), e);
        }
    }

    void keepLastSigned(SignedNote note) {
        write(lastSigned, note.toString());
    }

    Path lastSignedFile() {
        return lastSigned;
    }

    /** Whole or not at all, and onto the disk. */
    private static void write(Path file, String content) {
        Path directory = file.getParent();
        try {
            if (directory != null) {
                Files.createDirectories(directory);
            }
            Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
            Files.deleteIfExists(unfinished);
            try (FileChannel channel = FileChannel.open(unfinished, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    onlyForTheOwner(file))) {
                ByteBuffer bytes = UTF_8.encode(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            sync(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + file + " cannot be written", e);
        }
    }

    private static void sync(@org.jspecify.annotations.Nullable Path directory) throws IOException {
        if (directory != null && posix(directory)) {
            // The name is an entry of the directory, and only the directory's own fsync puts it on the disk.
            try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
                entries.force(true);
            }
        }
    }

    private static FileAttribute<?>[] onlyForTheOwner(Path file) {
        return posix(file)
                ? new FileAttribute<?>[]{ PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
