package org.authorityledger.standalone.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.authorityledger.proof.verify.BundleWriter;
import org.authorityledger.proof.verify.Verify;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger export}: writes a ledger and its log as files for auditors. */
@Command(name = "export", mixinStandardHelpOptions = true, description = {
        "Writes a ledger with everything needed to verify it: the records as NDJSON, the tiles, the checkpoints and the public keys.",
        "To verify it: ledger verify <bundle> --key <key>"})
final class ExportLedger implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "<address>", description = "The address of a running ledger, such as http://localhost:8080.")
    private @Nullable String what;

    @Option(names = "--to", required = true, paramLabel = "<bundle>", description = "Where to write: a new directory, or a new file ending in .zip.")
    @SuppressWarnings("NullAway.Init")
    private Path to;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private LedgerSource source;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            long size = source.anywhere(what,
                    ledger -> BundleWriter.write(ledger, to, Verify.progress(err, Verify.watched())));
            spec.commandLine().getOut().println("Wrote " + size + " records to " + to + ".");
            return Verify.HOLDS;
        } catch (Verify.Usage e) {
            err.println("export: " + e.getMessage());
            return Verify.USAGE;
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
            err.println("export: " + e.getMessage());
            return Verify.DOES_NOT_HOLD;
        }
    }
}
