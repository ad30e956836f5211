package org.authorityledger.proof.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.List;
import org.authorityledger.proof.note.SavedText;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.receipt.Finding;
import org.authorityledger.proof.receipt.ReceiptCheck;
import org.authorityledger.proof.witness.Quorum;
import org.jspecify.annotations.Nullable;

/**
 * {@code ledger verify}: verifies a receipt, an exported bundle or a running ledger. The exit code is 0 only if everything was verified,
 * 1 if anything
 * was not, and 2 if the arguments are wrong or what they name cannot be read.
 */
public final class Verify {

    /** Everything was verified. */
    public static final int HOLDS = 0;
    /** Something was not verified. */
    public static final int DOES_NOT_HOLD = 1;
    /** The arguments are wrong, or what they name cannot be read. */
    public static final int USAGE = 2;

    private static final int MOST_LISTED = 100;
    private static final String HELP = """
            Verifies a receipt, an exported ledger or a running one.

              verify <what> --key <key> [--witness <key>] [--since <file>] [--user <name>:<password>]

              <what>                  a receipt (.json), the directory or .zip file of an export, or the address of a running ledger
              --key <key>             a trusted verifier key, <name>+<id>+<key>, or a file with one per line; may be given several times
              --witness <key>         a witness that must have cosigned it, written like a key; may be given several times
              --quorum <number>       the number of witnesses that must have cosigned it; by default all of them
              --trust-enclosed-keys   trust the keys that come with an export or a running ledger; only if no one can have changed them
              --since <file>          a checkpoint you have kept: what it signed must be the beginning of this ledger
              --user <name>:<password>  for a running ledger whose log is not public

            The exit code is 0 only if everything was verified, 1 if anything was not, and 2 if the arguments are wrong
            or what they name cannot be read.""";

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean terminal;
    private final List<VerifierKey> keys = new ArrayList<>();
    private final List<VerifierKey> witnesses = new ArrayList<>();
    private final List<SignedNote> since = new ArrayList<>();
    private @Nullable String quorum;
    private @Nullable String what;
    private @Nullable String user;
    private boolean trustEnclosed;

    private Verify(PrintWriter out, PrintWriter err, boolean terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    public static void main(String[] arguments) {
        System.exit(run(new PrintWriter(System.out, true, UTF_8), new PrintWriter(System.err, true, UTF_8), watched(), arguments));
    }

    /** The arguments are wrong, or there is nothing to verify. */
    public static final class Usage extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public Usage(String message) {
            super(message);
        }
    }

    /**
     * Verifies what the arguments name.
     *
     * @param terminal whether to show progress
     * @return the exit code
     */
    public static int run(PrintWriter out, PrintWriter err, boolean terminal, String... arguments) {
        Verify verify = new Verify(out, err, terminal);
        try {
            return verify.read(arguments) ? verify.verify() : HOLDS;
        } catch (Usage e) {
            err.println("verify: " + e.getMessage());
            return USAGE;
        } catch (UncheckedIOException e) {
            err.println("verify: " + e.getMessage());
            return USAGE;
        } catch (IllegalArgumentException e) {
            err.println("verify: " + e.getMessage());
            return DOES_NOT_HOLD;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private boolean read(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            switch (argument) {
                case "--help", "-h" -> {
                    out.println(HELP);
                    return false;
                }
                case "--trust-enclosed-keys" -> trustEnclosed = true;
                case "--key" -> keys.addAll(keys(value(arguments, ++i, argument)));
                case "--witness" -> witnesses.addAll(keys(value(arguments, ++i, argument)));
                case "--quorum" -> quorum = value(arguments, ++i, argument);
                case "--since" -> since.add(checkpoint(value(arguments, ++i, argument)));
                case "--user" -> user = value(arguments, ++i, argument);
                default -> {
                    if (argument.startsWith("-") || what != null) {
                        throw new Usage("unknown argument " + argument + ". Try --help");
                    }
                    what = argument;
                }
            }
        }
        return true;
    }

    private static String value(String[] arguments, int index, String name) {
        if (index >= arguments.length) {
            throw new Usage("a value is missing after " + name + ". Try --help");
        }
        return arguments[index];
    }

    /**
     * Reads keys: one, or a file with one per line.
     *
     * @throws Usage if there is no key
     */
    public static List<VerifierKey> keys(String given) {
        try {
            if (given.contains("+") && !Files.exists(path(given))) {
                return List.of(VerifierKey.parse(given));
            }
            String text = SavedText.of(Files.readAllBytes(path(given)));
            if (text.stripLeading().startsWith("{")) {
                throw new Usage(given
                        + " is JSON, and not one key per line. Save /log/keys as text: curl -H 'Accept: text/plain' <address>/log/keys");
            }
            List<VerifierKey> read = text.lines().map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .map(line -> VerifierKey.parse(line.split(" ", 2)[0])).toList();
            if (read.isEmpty()) {
                throw new Usage("there is no key in " + given);
            }
            return read;
        } catch (IOException e) {
            throw new Usage("there is no key file " + given + " that can be read");
        } catch (IllegalArgumentException e) {
            throw new Usage(given + " is not a verifier key: " + e.getMessage());
        }
    }

    /** Reads a checkpoint from a file. */
    public static SignedNote checkpoint(String file) {
        try {
            return SignedNote.parse(SavedText.of(Files.readAllBytes(path(file))).stripTrailing() + "\n");
        } catch (IOException e) {
            throw new Usage("there is no checkpoint " + file + " that can be read");
        } catch (IllegalArgumentException e) {
            throw new Usage(file + " is not a checkpoint: " + e.getMessage());
        }
    }

    /**
     * A number of these witnesses.
     *
     * @param least the number, in decimal; null: all of them
     */
    public static Quorum quorum(List<VerifierKey> witnesses, @Nullable String least) {
        try {
            return new Quorum(witnesses, least == null ? (int) witnesses.stream().distinct().count() : Integer.parseInt(least));
        } catch (NumberFormatException e) {
            throw new Usage("--quorum must be a number, but is " + least);
        } catch (IllegalArgumentException e) {
            throw new Usage(String.valueOf(e.getMessage()));
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new Usage(text + " is not the name of a file");
        }
    }

    private int verify() {
        String named = what;
        if (named == null) {
            throw new Usage("say what to verify. Try --help");
        }
        if (named.startsWith("http://") || named.startsWith("https://")) {
            return ledger(new ServedLedger(named, user));
        }
        Path path = path(named);
        if (Files.isDirectory(path)) {
            return ledger(new BundleFiles(path));
        }
        try {
            byte[] start;
            try (InputStream in = Files.newInputStream(path)) {
                start = in.readNBytes(2);
            }
            if (start.length == 2 && start[0] == 'P' && start[1] == 'K') {
                try (FileSystem zip = FileSystems.newFileSystem(path)) {
                    return ledger(new BundleFiles(zip.getPath("/")));
                }
            }
            return receipt(Files.readAllBytes(path));
        } catch (IOException | ProviderNotFoundException e) {
            throw new Usage("there is no " + named + " that can be read");
        }
    }

    private int receipt(byte[] file) {
        if (keys.isEmpty()) {
            throw new Usage("name the key of the log that you trust: --key <name>+<id>+<key>, or a file with it");
        }
        ReceiptCheck.Result result = ReceiptCheck.check(file, keys, quorum(witnesses, quorum));
        ReceiptCheck.Summary summary = result.summary();
        if (summary != null && result.holds()) {
            out.println(summary.explanation());
            out.println("This is the answer of the log " + summary.origin() + " for " + summary.on() + ", as known at " + summary.knownAt()
                    + ".");
            out.println("It follows from the " + summary.records() + " records of " + summary.grantor() + others(summary.parties())
                    + ", and the signed log has no other of them until " + summary.completeUntil() + " (" + summary.size()
                    + " records in all).");
        }
        return report(result.findings());
    }

    private static String others(int parties) {
        return parties < 2 ? "" : parties == 2 ? " and another party" : " and " + (parties - 1) + " other parties";
    }

    private int ledger(LedgerCopy copy) {
        return ledger(copy, keys, trustEnclosed, quorum(witnesses, quorum), since, List.of(), out, progress(err, terminal));
    }

    /**
     * Verifies a ledger and prints the findings.
     *
     * @param more findings of other checks
     * @return the exit code
     */
    public static int ledger(LedgerCopy copy, List<VerifierKey> trusted, boolean trustEnclosed, Quorum quorum, List<SignedNote> since,
            List<Finding> more, PrintWriter out, Progress progress) {
        List<VerifierKey> keys = new ArrayList<>(trusted);
        if (trustEnclosed) {
            copy.keys().forEach(key -> keys.add(key.verifierKey()));
        }
        if (keys.isEmpty()) {
            throw new Usage(
                    "name the key of the log that you trust: --key; or use --trust-enclosed-keys if no one can have changed them");
        }
        Verification.Result result = Verification.verify(copy, keys, quorum, since, progress);
        if (result.newest() != null) {
            out.println("Log " + result.newest().checkpoint().origin() + ": " + result.size() + " records signed, complete until "
                    + result.newest().time() + "; " + result.records() + " records read, " + result.checkpoints() + " checkpoints verified"
                    + (result.notYetLogged() == 0 ? "." : ", " + result.notYetLogged() + " records are newer than the newest checkpoint."));
        }
        if (result.witnessed() != null) {
            out.println("Witnessed up to size " + result.witnessed().checkpoint().size() + ", complete until " + result.witnessed().time()
                    + ", by at least " + quorum.least() + " of " + quorum.witnesses().size() + " witnesses.");
        }
        List<Finding> all = new ArrayList<>(result.findings());
        all.addAll(more);
        int code = report(all, out);
        if (code != HOLDS) {
            Trust.handoverHint(keys, copy.keys()).ifPresent(out::println);
        }
        return code;
    }

    private int report(List<Finding> findings) {
        return report(findings, out);
    }

    private static int report(List<Finding> findings, PrintWriter out) {
        if (findings.isEmpty()) {
            out.println("VERIFIED: all of it holds.");
            return HOLDS;
        }
        findings.stream().limit(MOST_LISTED).forEach(out::println);
        if (findings.size() > MOST_LISTED) {
            out.println("... and " + (findings.size() - MOST_LISTED) + " more.");
        }
        out.println("NOT VERIFIED: " + (findings.size() == 1 ? "one thing does" : findings.size() + " things do") + " not hold.");
        return DOES_NOT_HOLD;
    }

    /** Whether a person watches: since JDK 22 there may be a console without a terminal. */
    @SuppressWarnings("SystemConsoleNull")
    public static boolean watched() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** A bar, on a terminal. */
    public static Progress progress(PrintWriter err, boolean terminal) {
        if (!terminal) {
            return Progress.NONE;
        }
        return (what, done, total) -> {
            int filled = total == 0 ? 40 : (int) (40 * Math.min(done, total) / total);
            err.print("\r[" + "#".repeat(filled) + " ".repeat(40 - filled) + "] " + done + " of " + total + " " + what + "   ");
            if (what.equals("verified")) {
                err.println();
            }
            err.flush();
        };
    }
}
