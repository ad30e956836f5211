package org.authorityledger.standalone.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger audit}: holds the signatures on filed forms against a running ledger. Keeps nothing. */
@Command(name = "audit", mixinStandardHelpOptions = true, description = {
        "Sends forms as filed to a running ledger, and prints as CSV whether each signature on them was covered that day. Nothing is kept or recorded.",
        "Forms: XML of Forms 3, 4, 5 and 144 and of Schedules 13D and 13G, whole EDGAR submissions, folders, zip archives, and the SEC's quarterly data"
                + " sets of insiders' forms. What cannot be read, or is doubtful, is in the last two columns.",
        "Exit code: 0 if every file was answered, whatever is found; 1 if one was not."})
final class AuditFilings implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private LedgerAtUrl ledger;

    @Parameters(arity = "1..*", paramLabel = "<file>", description = "A form, a submission, a folder, or a zip archive of these.")
    private List<Path> files = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private boolean headed;

    @Override
    public Integer call() throws InterruptedException {
        boolean all = true;
        for (Path given : files) {
            try {
                for (Path file : ReadDocuments.within(given)) {
                    all &= audit(file);
                }
            } catch (IOException | UncheckedIOException e) {
                all &= failed(given, e);
            }
        }
        return all ? 0 : 1;
    }

    private boolean audit(Path file) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        boolean[] header = { true};
        try {
            ledger.post("/api/findings?name=" + URLEncoder.encode(String.valueOf(file.getFileName()), StandardCharsets.UTF_8), file,
                    "text/csv",
                    line -> {
                        if (!header[0] || !headed) {
                            out.println(line);
                            headed = true;
                        }
                        header[0] = false;
                    });
            out.flush();
            return true;
        } catch (IOException | LedgerAtUrl.Refused e) {
            return failed(file, e);
        }
    }

    private boolean failed(Path file, Exception e) {
        spec.commandLine().getErr().println("audit: " + file + ": " + e.getMessage());
        return false;
    }
}
