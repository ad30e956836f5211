package org.authorityledger.standalone.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ledger rebuild}: rebuilds a register of a running ledger and shows the progress. */
@Command(name = "rebuild", mixinStandardHelpOptions = true, description = "Builds a new register beside the live one, compares the two row by row, and switches to the new one. Meanwhile the "
        + "ledger keeps answering questions and recording acts.", footer = { "",
                "Exit code: 0 if the new register is live, whatever differed; 1 if it is not.",
                "Stopping this command does not cancel the rebuild. To cancel it: DELETE /api/rebuilds/<id>."})
final class RebuildRegister implements Callable<Integer> {

    private static final int WIDTH = 30;
    private static final int DIFFERENCES_SHOWN = 20;
    private static final long LOOK_AGAIN_MILLIS = 300;

    @Parameters(index = "0", arity = "0..1", paramLabel = "<register>", description = "The register to rebuild (default: all). At present there is one: authorities.")
    private @Nullable String register;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private LedgerAtUrl ledger;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        String body = register == null ? "{}" : JsonMapper.shared().createObjectNode().put("register", register).toString();
        JsonNode rebuild = ledger.post("/api/rebuilds", body);
        String path = "/api/rebuilds/" + rebuild.path("rebuildId").asString();
        out.println("Rebuild " + rebuild.path("rebuildId").asString());
        boolean terminal = System.console() != null;
        while (rebuild.path("finishedAt").isMissingNode()) {
            if (terminal) {
                out.print("\r" + line(rebuild));
                out.flush();
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
            rebuild = ledger.get(path);
        }
        out.println((terminal ? "\r" : "") + line(rebuild));
        return report(rebuild, out);
    }

    private static int report(JsonNode rebuild, PrintWriter out) {
        if (!rebuild.path("state").asString().equals("DONE")) {
            out.println(rebuild.path("reason").asString("The register has not changed."));
            return 1;
        }
        long differences = rebuild.path("differences").asLong();
        out.println("The new register is live, up to position " + rebuild.path("position").asLong() + ". At position "
                + rebuild.path("comparedTo").asLong() + " the old one differed in "
                + (differences == 0 ? "no row." : differences + (differences == 1 ? " row:" : " rows:")));
        rebuild.path("differing").valueStream().limit(DIFFERENCES_SHOWN)
                .forEach(difference -> out
                        .println("  " + difference.path("kind").asString() + " " + difference.path("table").asString() + " "
                                + difference.path("key") + " because of records " + difference.path("recordIds")));
        if (differences > DIFFERENCES_SHOWN) {
            out.println("  ... more at /api/rebuilds/" + rebuild.path("rebuildId").asString());
        }
        return 0;
    }

    /** A progress bar, the records done, the rate and the time left. */
    static String line(JsonNode rebuild) {
        long done = rebuild.path("done").asLong();
        long total = rebuild.path("total").asLong();
        // A ledger without records has a total of 0.
        double share = rebuild.path("state").asString().equals("DONE") ? 1 : total == 0 ? 0 : Math.min(1, (double) done / total);
        int full = (int) (WIDTH * share);
        String text = String.format(Locale.ROOT, "[%s%s] %3d%% %,d of %,d records, %s", "#".repeat(full), ".".repeat(WIDTH - full),
                (int) (100 * share), done, total,
                rebuild.path("state").asString().toLowerCase(Locale.ROOT));
        if (rebuild.has("rate")) {
            text += String.format(Locale.ROOT, ", %,d/s", rebuild.path("rate").asLong());
        }
        if (rebuild.has("remainingSeconds")) {
            text += ", " + rebuild.path("remainingSeconds").asLong() + " s left";
        }
        return String.format(Locale.ROOT, "%-110s", text);
    }
}
