package org.authorityledger.access.password;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.springframework.util.StringUtils;

/**
 * The password of the built-in user {@code admin}: from the environment variable {@code LEDGER_ADMIN_PASSWORD}, or else created once and kept in
 * the data directory.
 *
 * @param made whether this call created it
 */
record AdminPassword(String value, boolean made) {

    static final String FILE = "admin-password";
    private static final int RANDOM_BYTES = 18;

    /**
     * Finds it, or creates it.
     *
     * @throws IOException if the data directory cannot be read or written
     */
    static AdminPassword find(String fromEnvironment, Path dataDirectory) throws IOException {
        if (StringUtils.hasText(fromEnvironment)) {
            return new AdminPassword(fromEnvironment, false);
        }
        Path file = dataDirectory.resolve(FILE);
        if (!Files.exists(file)) {
            byte[] random = new byte[RANDOM_BYTES];
            new SecureRandom().nextBytes(random);
            String made = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            Files.createDirectories(dataDirectory, onlyForTheOwner(dataDirectory, "rwx------"));
            try {
                Files.createFile(file, onlyForTheOwner(file, "rw-------"));
                Files.writeString(file, made + System.lineSeparator());
                return new AdminPassword(made, true);
            } catch (FileAlreadyExistsException e) {
                // Another node was faster; its password is the one.
                return new AdminPassword(Files.readString(file).strip(), false);
            }
        }
        closeToOthers(file);
        return new AdminPassword(Files.readString(file).strip(), false);
    }

    private static FileAttribute<?>[] onlyForTheOwner(Path path, String permissions) {
        return posix(path)
                ? new FileAttribute<?>[]{ PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }

    /** A copy from a backup may have come back open to others. */
    private static void closeToOthers(Path file) throws IOException {
        if (posix(file)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.retainAll(PosixFilePermissions.fromString("rw-------"))) {
                Files.setPosixFilePermissions(file, permissions);
            }
        }
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
