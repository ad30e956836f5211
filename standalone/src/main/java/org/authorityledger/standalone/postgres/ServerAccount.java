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
 * The account of the operating system that the server runs under, as PostgreSQL refuses to run as root.
 *
 * <p>An ordinary user's ledger runs its server as that user. Root's runs it as the owner of the data directory, so that a start by
 * {@code sudo} does not take the directory from its user. Where the owner is root too, a user namespace lets the server be nobody in name
 * and keep root's files; where namespaces are closed, as in most containers, the server's files are given to an account without rights.
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
     * @param cluster the server's own directory in it, whether it exists yet or not
     * @throws LedgerStartFailed when root has no way to start a process as another user
     */
    static ServerAccount of(Path root, Path cluster) throws IOException {
        if (!DataDirectory.posix(root) || !"root".equals(System.getProperty("user.name"))) {
            return new ServerAccount(List.of(), 0, 0);
        }
        Path owned = Files.exists(cluster) ? cluster : root;
        int owner = (int) Files.getAttribute(owned, "unix:uid");
        if (owner != 0) {
            return as(owner, (int) Files.getAttribute(owned, "unix:gid"), root);
        }
        if (LinuxUtils.isUnshareAvailable()) {
            return new ServerAccount(List.of("unshare", "-U"), 0, 0);
        }
        for (String name : WITHOUT_RIGHTS) {
            String uid = output("id", "-u", name);
            String gid = output("id", "-g", name);
            if (!uid.isEmpty() && !gid.isEmpty()) {
                ServerAccount account = as(Integer.parseInt(uid), Integer.parseInt(gid), root);
                if (!Files.getPosixFilePermissions(root).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    account.own(root);
                }
                return account;
            }
        }
        throw new LedgerStartFailed("PostgreSQL does not run as root. Start the ledger as an ordinary user.");
    }

    private static ServerAccount as(int uid, int gid, Path root) {
        List<String> prefix = List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups");
        Path above = root.getParent() == null ? root : root.getParent();
        List<String> trial = new ArrayList<>(prefix);
        trial.addAll(List.of("sh", "-c", "cd \"$1\" && id -u", "sh", above.toString()));
        if (!output(trial.toArray(String[]::new)).equals(String.valueOf(uid))) {
            throw new LedgerStartFailed(
                    "PostgreSQL does not run as root, and the user " + uid + " that it would run as instead cannot reach " + above
                            + ". Start the ledger as an ordinary user, or name another directory: --ledger.data-dir=<directory>");
        }
        return new ServerAccount(prefix, uid, gid);
    }

    /** What the command prints, or nothing when it cannot be run. */
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

    /** Gives the server a file or directory that this process made for it. */
    void own(Path path) throws IOException {
        if (uid != 0 && (int) Files.getAttribute(path, "unix:uid") != uid) {
            Files.setAttribute(path, "unix:uid", uid);
            Files.setAttribute(path, "unix:gid", gid);
        }
    }

    /** Gives the server a directory with all that is in it, unless it has it already. */
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
