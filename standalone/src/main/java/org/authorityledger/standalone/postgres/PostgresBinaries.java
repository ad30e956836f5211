package org.authorityledger.standalone.postgres;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs for this platform. The first start unpacks them; later starts find them there.
 *
 * <p>They come from the archives of io.zonky.test. Its own unpacking is not used: if the process is killed in the middle, it leaves half a
 * program that every later start mistakes for a whole one.
 */
final class PostgresBinaries {

    private final Path home;

    private PostgresBinaries(Path home) {
        this.home = home;
    }

    /**
     * @param directory where to unpack them; several ledgers may share it
     * @throws LedgerStartFailed when there are no programs for this platform
     */
    static PostgresBinaries unpack(Path directory) throws IOException {
        byte[] archive = archive();
        // Named by a digest of its content: another release of PostgreSQL gets a directory of its own.
        Path home = directory.resolve(digest(archive));
        if (!Files.isDirectory(home)) {
            Files.createDirectories(directory);
            Path unfinished = Files.createTempDirectory(directory, "unfinished-");
            try {
                unpack(archive, unfinished);
                DataDirectory.moveWhole(unfinished, home);
            } catch (IOException e) {
                // Another process that shares the directory may have been faster.
                if (!Files.isDirectory(home)) {
                    throw e;
                }
            } finally {
                DataDirectory.discard(unfinished);
            }
        }
        return new PostgresBinaries(home);
    }

    private static byte[] archive() throws IOException {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String system = name.startsWith("windows") ? "Windows" : name.startsWith("mac") ? "Darwin" : "Linux";
        String machine = System.getProperty("os.arch", "");
        try (InputStream archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine)) {
            return archive.readAllBytes();
        } catch (IllegalStateException e) {
            throw new LedgerStartFailed("This build of the ledger has no PostgreSQL for " + system + " on " + machine
                    + ". Use your own PostgreSQL server: --spring.datasource.url=jdbc:postgresql://<host>/<database>", e);
        }
    }

    private static String digest(byte[] archive) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        boolean posix = DataDirectory.posix(target);
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("the archive of PostgreSQL's programs has an entry outside its directory: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Path parent = path.getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else if (entry.isLink()) {
                    Files.createLink(path, target.resolve(entry.getLinkName()));
                } else {
                    write(tar, path);
                    if (posix) {
                        boolean program = path.startsWith(target.resolve("bin"));
                        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                    }
                }
            }
        }
        if (posix) {
            // The account of the server must be able to read it. The directory around it limits who else can.
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static void write(InputStream content, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.transferTo(Channels.newOutputStream(channel));
            // Without this, a power cut could leave a finished name with empty files.
            channel.force(true);
        }
    }

    /**
     * Deletes what earlier releases and interrupted starts left next to these programs. Only for a directory that no other ledger shares.
     */
    void discardOthers() throws IOException {
        for (Path other : DataDirectory.entries(home.resolveSibling("."))) {
            if (!other.normalize().equals(home)) {
                DataDirectory.discard(other);
            }
        }
    }

    /** Where these programs are. */
    Path home() {
        return home;
    }

    /** One of {@code postgres}, {@code initdb} and {@code pg_ctl}: the build for embedding has no others. */
    String program(String name) {
        Path program = home.resolve("bin").resolve(name);
        return Files.exists(program) ? program.toString() : program + ".exe";
    }
}
