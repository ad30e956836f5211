package org.authorityledger.standalone.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.authorityledger.proof.tree.TreeSize;
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
        "To verify it: ledger verify <bundle> --key <key>",
        "With --view, writes one view of a running ledger as CSV, NDJSON or Parquet, by the ending of the file's name."})
final class ExportLedger implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "<address>", description = "The address of a running ledger, such as http://localhost:8080.")
    private @Nullable String what;

    @Option(names = "--to", required = true, paramLabel = "<bundle>", description = "Where to write: a new directory, or a new file ending in .zip; with --view a file ending in .csv, .ndjson or .parquet.")
    @SuppressWarnings("NullAway.Init")
    private Path to;

    @Option(names = "--view", paramLabel = "<view>", description = "A view, such as authority_current, authority_history, event or gap; see docs/dashboards.md.")
    private @Nullable String view;

    @Option(names = "--with", paramLabel = "<parameter>=<value>", description = "A parameter of the view, such as on=2026-09-30. May be given several times.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private LedgerSource source;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try {
            if (view != null) {
                new ViewExport(what, source.user(what)).write(view, parameters, to);
                spec.commandLine().getOut().println("Wrote " + view + " to " + to + ".");
                return Verify.HOLDS;
            }
            if (!parameters.isEmpty()) {
                throw new Verify.Usage("--with is for a view: name it with --view");
            }
            TreeSize size = source.anywhere(what,
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
