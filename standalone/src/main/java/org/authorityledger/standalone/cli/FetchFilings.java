package org.authorityledger.standalone.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger fetch}: has a running ledger fetch filings from EDGAR, and shows the progress. */
@Command(name = "fetch", mixinStandardHelpOptions = true, description = "Has a running ledger fetch the filings of a company or person from EDGAR: Forms 3, 4, 5 and 144, Schedules 13D and 13G and their "
        + "amendments. What was fetched before is not fetched again. The ledger needs the setting ledger.edgar.user-agent.", footer = { "",
                "Exit code: 0 if all that was found is filed; 1 if it is not.",
                "Stopping this command does not stop the fetch. To stop it: DELETE /api/filings/fetches/<id>."})
final class FetchFilings implements Callable<Integer> {

    private static final int WIDTH = 30;
    private static final int FAILURES_SHOWN = 20;
    private static final long LOOK_AGAIN_MILLIS = 300;

    @Option(names = "--cik", required = true, paramLabel = "<cik>", description = "The number of the company or person at the SEC, 1 to 10 digits.")
    @SuppressWarnings("NullAway.Init")
    private String cik;

    @Option(names = "--since", paramLabel = "<date>", description = "The first day of filing, such as 2024-01-31 (default: all that was ever filed).")
    private @Nullable String since;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private LedgerAtUrl ledger;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        ObjectNode body = JsonMapper.shared().createObjectNode().put("cik", cik);
        if (since != null) {
            body.put("since", since);
        }
        String id = ledger.post("/api/filings/fetches", body.toString()).path("fetchId").asString();
        String path = "/api/filings/fetches/" + id;
        out.println("Fetch " + id);
        boolean terminal = System.console() != null;
        JsonNode fetch = ledger.get(path);
        while (fetch.path("endedAt").isMissingNode()) {
            if (terminal) {
                out.print("\r" + line(fetch));
                out.flush();
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
            fetch = ledger.get(path);
        }
        out.println((terminal ? "\r" : "") + line(fetch));
        return report(fetch, out);
    }

    private static int report(JsonNode fetch, PrintWriter out) {
        if (fetch.path("listed").asBoolean()) {
            out.println(fetch.path("name").asString("The CIK") + ": " + counted(fetch.path("found").asLong(), "filing") + " found, "
                    + fetch.path("known").asLong() + " of them filed before, " + fetch.path("filed").asLong() + " filed now.");
            long leftOut = fetch.path("leftOutCount").asLong();
            if (leftOut > 0) {
                out.println(counted(leftOut, "filing") + " of other forms left out: " + fetch.path("leftOut").propertyStream()
                        .map(form -> form.getKey() + " (" + form.getValue().asLong() + ")").reduce((one, other) -> one + ", " + other)
                        .orElse(""));
            }
        }
        fetch.path("failures").valueStream().limit(FAILURES_SHOWN)
                .forEach(one -> out.println("  " + one.path("accession").asString() + ", Form " + one.path("form").asString() + ": "
                        + one.path("error").asString()));
        if (fetch.path("failed").asLong() > FAILURES_SHOWN) {
            out.println("  ... more at /api/filings/fetches/" + fetch.path("fetchId").asString() + "/filings?state=FAILED");
        }
        if (fetch.path("state").asString().equals("DONE")) {
            return 0;
        }
        out.println(fetch.has("reason")
                ? fetch.path("detail").asString("") + " (" + fetch.path("reason").asString() + ")"
                : "The fetch was stopped. What was filed stays.");
        return 1;
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** A progress bar, the filings done, and why it waits. */
    static String line(JsonNode fetch) {
        boolean listed = fetch.path("listed").asBoolean();
        long done = fetch.path("filed").asLong() + fetch.path("failed").asLong();
        long total = fetch.path("toGet").asLong();
        double share = !listed ? 0 : total == 0 ? 1 : Math.min(1, (double) done / total);
        int full = (int) (WIDTH * share);
        String text = String.format(Locale.ROOT, "[%s%s] %3d%% %s, %s", "#".repeat(full), ".".repeat(WIDTH - full), (int) (100 * share),
                listed ? String.format(Locale.ROOT, "%,d of %,d filings", done, total) : "reading the list",
                fetch.path("state").asString().toLowerCase(Locale.ROOT));
        if (fetch.has("trouble")) {
            text += "; " + fetch.path("trouble").asString() + " Next try: " + fetch.path("nextTry").asString("soon");
        }
        return String.format(Locale.ROOT, "%-110s", text);
    }
}
