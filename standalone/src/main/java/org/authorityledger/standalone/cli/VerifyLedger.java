package org.authorityledger.standalone.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.authorityledger.events.Position;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.receipt.Finding;
import org.authorityledger.proof.verify.Progress;
import org.authorityledger.proof.verify.Verify;
import org.authorityledger.proof.witness.Quorum;
import org.authorityledger.register.rebuild.RegisterAudit;
import org.authorityledger.transparencylog.LedgerDatabase;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger verify}: does what the separate verifier does, and also verifies a database with its register. */
@Command(name = "verify", mixinStandardHelpOptions = true, description = {
        "Verifies a receipt, or a ledger: exported, running or in a database. It checks every record, checkpoint and tile and all consistency"
                + " proofs; in a database it also checks every row of the register against the records.",
        "Exit code: 0 only if everything is verified; 1 if anything fails; 2 if the arguments are wrong or what they name cannot be read."})
final class VerifyLedger implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Parameters(arity = "0..1", paramLabel = "<what>", description = "A receipt, the directory or .zip file of an export, or the address of a running ledger.")
    private @Nullable String what;

    @Option(names = "--key", paramLabel = "<key>", description = "A verifier key to trust, or a file with one key per line. Can be repeated.")
    private List<String> keys = new ArrayList<>();

    @Option(names = "--witness", paramLabel = "<key>", description = "The verifier key of a witness that must have cosigned, or a file with one key per line. Can be repeated.")
    private List<String> witnesses = new ArrayList<>();

    @Option(names = "--quorum", paramLabel = "<number>", description = "How many of the witnesses must have cosigned (default: all).")
    private @Nullable String quorum;

    @Option(names = "--trust-enclosed-keys", description = "Trust the keys that the ledger itself names.")
    private boolean trustEnclosed;

    @Option(names = "--since", paramLabel = "<file>", description = "A checkpoint kept from before. The ledger must begin with what it signed. Can be repeated.")
    private List<String> since = new ArrayList<>();

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private LedgerSource source;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        boolean terminal = Verify.watched();
        if (!source.isDatabase()) {
            return Verify.run(out, err, terminal, arguments());
        }
        try {
            List<VerifierKey> trusted = keys.stream().flatMap(key -> Verify.keys(key).stream()).toList();
            Quorum witnessed = Verify.quorum(witnesses.stream().flatMap(key -> Verify.keys(key).stream()).toList(), quorum);
            List<SignedNote> kept = since.stream().map(Verify::checkpoint).toList();
            Progress progress = Verify.progress(err, terminal);
            return source.inDatabase(VerifyLedger::awaitRegister, (ledger, last) -> {
                List<Finding> more = new ArrayList<>(ledger.audit());
                more.addAll(register(ledger, last, out));
                return Verify.ledger(ledger, trusted, trustEnclosed, witnessed, kept, more, out, progress);
            });
        } catch (Verify.Usage e) {
            err.println("verify: " + e.getMessage());
            return Verify.USAGE;
        } catch (UncheckedIOException e) {
            err.println("verify: " + e.getMessage());
            return Verify.USAGE;
        } catch (IllegalArgumentException | IllegalStateException e) {
            err.println("verify: " + e.getMessage());
            return Verify.DOES_NOT_HOLD;
        }
    }

    /** A running ledger needs a moment to take the newest records into the register. */
    private static Position awaitRegister(JdbcTemplate jdbc) {
        try {
            return RegisterAudit.await(jdbc, PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Each kind of difference as a finding of its own. */
    private record Found(List<Finding> findings) implements RegisterAudit.Differences {

        @Override
        public void found(String grantorId, String words) {
            findings.add(new Finding(Finding.Code.REGISTER_DIFFERS, grantorId, words));
        }

        @Override
        public void behind(String where, String words) {
            findings.add(new Finding(Finding.Code.REGISTER_BEHIND, where, words));
        }

        @Override
        public void ahead(String words) {
            findings.add(new Finding(Finding.Code.REGISTER_BEHIND, "", words));
        }

        @Override
        public void waiting(String grantorId, String words) {
            findings.add(new Finding(Finding.Code.RECORDS_WAIT, grantorId, words));
        }
    }

    private static List<Finding> register(LedgerDatabase ledger, Position last, PrintWriter out) {
        List<Finding> findings = new ArrayList<>();
        try {
            long rows = RegisterAudit.compare(ledger.jdbc(), last, new Found(findings));
            out.println("Register: " + rows + " rows compared with the records.");
        } catch (tools.jackson.core.JacksonException | IllegalStateException | IllegalArgumentException | NullPointerException e) {
            // A changed record may no longer be an act that can be read. The log shows which records these are.
            findings.add(
                    new Finding(Finding.Code.REGISTER_DIFFERS, "",
                            "the register cannot be compared with these records: " + e.getMessage()));
        }
        return findings;
    }

    private String[] arguments() {
        List<String> arguments = new ArrayList<>();
        if (what != null) {
            arguments.add(what);
        }
        keys.forEach(key -> arguments.addAll(List.of("--key", key)));
        witnesses.forEach(key -> arguments.addAll(List.of("--witness", key)));
        if (quorum != null) {
            arguments.addAll(List.of("--quorum", quorum));
        }
        since.forEach(file -> arguments.addAll(List.of("--since", file)));
        if (trustEnclosed) {
            arguments.add("--trust-enclosed-keys");
        }
        String user = source.user(what);
        if (user != null) {
            arguments.addAll(List.of("--user", user));
        }
        return arguments.toArray(String[]::new);
    }
}
