package org.authorityledger.transparencylog;

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
import java.util.function.Function;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.SigningKey;
import org.jspecify.annotations.Nullable;

/** A small file that only its owner can read. It is replaced as a whole or not at all, and is on the disk afterwards. */
public final class DurableFile {

    private final Path path;

    public DurableFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /** A file beside it, with the same name and an ending. */
    public DurableFile beside(String ending) {
        return new DurableFile(path.resolveSibling(path.getFileName() + ending));
    }

    public boolean exists() {
        return Files.exists(path);
    }

    /**
     * The signing key in it; empty if there is no file.
     *
     * @throws IllegalStateException if it is not a signing key
     */
    public Optional<SigningKey> key() {
        return read(SigningKey::parse, "signing key");
    }

    /**
     * The signed note in it; empty if there is no file.
     *
     * @throws IllegalStateException if it is not a signed note
     */
    public Optional<SignedNote> note() {
        return read(SignedNote::parse, "checkpoint");
    }

    private <T> Optional<T> read(Function<String, T> parse, String what) {
        try {
            return exists() ? Optional.of(parse.apply(Files.readString(path))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + path + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the file " + path + " is not a " + what + ": " + e.getMessage(), e);
        }
    }

    /**
     * Replaces its content.
     *
     * @throws UncheckedIOException if it cannot be written; its content is then unchanged
     */
    public void write(String content) {
        Path directory = path.getParent();
        try {
            if (directory != null) {
                Files.createDirectories(directory);
            }
            Path unfinished = path.resolveSibling(path.getFileName() + ".unfinished");
            Files.deleteIfExists(unfinished);
            try (FileChannel channel = FileChannel.open(unfinished, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    onlyForTheOwner(path))) {
                ByteBuffer bytes = UTF_8.encode(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
            sync(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + path + " cannot be written", e);
        }
    }

    /** Moves it to the place of another. */
    void replace(DurableFile other) {
        try {
            Files.move(path, other.path, StandardCopyOption.ATOMIC_MOVE);
            sync(path.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + other.path + " cannot be replaced", e);
        }
    }

    private static void sync(@Nullable Path directory) throws IOException {
        if (directory != null && posix(directory)) {
            // The file's name is an entry of the directory, which needs an fsync of its own.
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

    @Override
    public String toString() {
        return path.toString();
    }
}
