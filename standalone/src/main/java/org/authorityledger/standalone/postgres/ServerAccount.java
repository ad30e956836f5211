package org.authorityledger.standalone.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The account of the operating system that the server runs under. PostgreSQL refuses to run as root.
 *
 * <p>If an ordinary user starts the ledger, the server runs as that user. If root does, it runs as the owner of the data directory, so that
 * a start with {@code sudo} does not take the directory from its user. If root is that owner too, the server runs in a user namespace,
 * where it is not root by name but can use root's files. Where namespaces are closed, as in most containers, the server's files go to an
 * account without rights.
 */
final class ServerAccount {

    private static final List<String> WITHOUT_RIGHTS = List.of("postgres", "nobody");

    private final List<String> prefix;
    private final int uid;
    private final int gid;

    private ServerAccount(List<String> prefix, int uid, int gid) {
        this.prefix = prefix;
        this.uid = uid;
        this.gid = gid;
    }

    /**
     * @param root the data directory
     * @param cluster the server's own directory in it; it need not exist yet
     * @throws LedgerStartFailed when root cannot start a process as another user
     */
    static ServerAccount of(Path root, Path cluster) throws IOException {
        if (!DataDirectory.posix(root) || !"root".equals(System.getProperty("user.name"))) {
            return new ServerAccount(List.of(), 0, 0);
        }
        Path owned = Files.exists(cluster) ? cluster : root;
        int owner = (int) Files.getAttribute(owned, "unix:uid");
        if (owner != 0) {
            return entering(as(owner, (int) Files.getAttribute(owned, "unix:gid"), root), root);
        }
        if (LinuxUtils.isUnshareAvailable()) {
            return new ServerAccount(List.of("unshare", "-U"), 0, 0);
        }
        for (String name : WITHOUT_RIGHTS) {
            String uid = output("id", "-u", name);
            String gid = output("id", "-g", name);
            if (!uid.isEmpty() && !gid.isEmpty()) {
                return entering(as(Integer.parseInt(uid), Integer.parseInt(gid), root), root);
            }
        }
        throw new LedgerStartFailed("PostgreSQL does not run as root. Start the ledger as an ordinary user.");
    }

    /** The server must be able to enter a data directory that is closed to others. Root can anyway. */
    private static ServerAccount entering(ServerAccount account, Path root) throws IOException {
        if (!Files.getPosixFilePermissions(root).contains(PosixFilePermission.OTHERS_EXECUTE)) {
            account.own(root);
        }
        return account;
    }

    private static ServerAccount as(int uid, int gid, Path root) {
        List<String> prefix = List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups");
        Path above = root.getParent() == null ? root : root.getParent();
        List<String> trial = new ArrayList<>(prefix);
        trial.addAll(List.of("sh", "-c", "cd \"$1\" && id -u", "sh", above.toString()));
        if (!output(trial.toArray(String[]::new)).equals(String.valueOf(uid))) {
            throw new LedgerStartFailed(
                    "PostgreSQL does not run as root. It would run as the user " + uid + ", but that user cannot reach " + above
                            + ". Start the ledger as an ordinary user, or choose another directory: --ledger.data-dir=<directory>");
        }
        return new ServerAccount(prefix, uid, gid);
    }

    /** What the command prints; empty if it cannot run. */
    private static String output(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** The command line that runs a program under this account. */
    List<String> command(List<String> program) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(program);
        return command;
    }

    /** Gives the server a file or directory that this process created for it. */
    void own(Path path) throws IOException {
        if (uid != 0 && (int) Files.getAttribute(path, "unix:uid") != uid) {
            Files.setAttribute(path, "unix:uid", uid);
            Files.setAttribute(path, "unix:gid", gid);
        }
    }

    /** Gives the server a directory with everything in it, unless the server owns it already. */
    void ownAll(Path directory) throws IOException {
        if (uid != 0 && (int) Files.getAttribute(directory, "unix:uid") != uid) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path each : all.toList()) {
                    own(each);
                }
            }
        }
    }
}
