package org.authorityledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.authorityledger.standalone.LedgerTest;
import org.authorityledger.standalone.RunningLedger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FetchFilingsTest extends LedgerTest {

    private static final String CIK = "0007700001";
    private static final String ACCESSION = "0007700001-24-000001";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path dataDirectory;

    private int run(String... arguments) throws Exception {
        Files.writeString(dataDirectory.resolve("admin-password"), RunningLedger.PASSWORD + "\n");
        String[] all = Arrays.copyOf(arguments, arguments.length + 3);
        all[arguments.length] = "--data-dir=" + dataDirectory;
        all[arguments.length + 1] = "--url=" + LEDGER.address("");
        all[arguments.length + 2] = "--user=admin";
        return LedgerCommands.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }

    @Test
    void what_a_company_filed_is_fetched_once_from_the_command_line() throws Exception {
        EDGAR.company(CIK, "Fjord Shipping, Inc.", ACCESSION);

        assertThat(run("fetch", "--cik", "7700001", "--since", "2024-03-01")).as(err.toString()).isZero();

        assertThat(out.toString()).contains("Fetch ", "100% 1 of 1 filings, done", "Fjord Shipping, Inc.: 1 filing found",
                "0 of them filed before, 1 filed now.", "1 filing of other forms left out: 10-K (1)");
        assertThat(LEDGER.ask("/api/findings?accession=" + ACCESSION).path("items").path(0).path("finding").asString())
                .isEqualTo("SELF_SIGNED");
        assertThat(run("fetch", "--cik=" + CIK)).isZero();
        assertThat(out.toString()).contains("1 of them filed before, 0 filed now.");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void what_cannot_be_fetched_ends_with_1_and_says_why() throws Exception {
        assertThat(run("fetch", "--cik=7799999")).isEqualTo(1);
        assertThat(out.toString()).contains("EDGAR has no list of filings for this CIK. (UNKNOWN_CIK)");
        assertThat(run("fetch", "--cik=12345678901")).isEqualTo(1);
        assertThat(err.toString()).contains("cik: has 1 to 10 digits").doesNotContain("Exception");
        assertThat(run("fetch", "--cik=7700001", "--since=2999-01-01")).isEqualTo(1);
        assertThat(err.toString()).contains("IN_THE_FUTURE");
        assertThat(run("fetch", "--cik=7700001", "--since=January")).isEqualTo(1);
        assertThat(err.toString()).contains("MALFORMED");
    }

    @Test
    void wrong_usage_ends_with_2() throws Exception {
        assertThat(run("fetch")).isEqualTo(2);
        assertThat(run("fetch", "--cik=7", "--until=2024-01-01")).isEqualTo(2);
    }

    @Test
    void the_bar_grows_with_the_filings_and_says_why_it_stands() {
        assertThat(FetchFilings.line(RunningLedger.json("{\"listed\":false,\"state\":\"FETCHING\",\"filed\":0,\"failed\":0,\"toGet\":0}")))
                .startsWith("[..............................]   0% reading the list, fetching");
        assertThat(FetchFilings.line(RunningLedger.json("""
                {"listed": true, "state": "FETCHING", "filed": 4, "failed": 1, "toGet": 10, "trouble": "www.sec.gov answers 429.",
                 "nextTry": "2026-11-27T12:00:00.000000Z"}
                """)))
                .startsWith("[###############...............]  50% 5 of 10 filings, fetching; www.sec.gov answers 429. Next try: 2026");
        assertThat(FetchFilings.line(RunningLedger.json("{\"listed\":true,\"state\":\"DONE\",\"toGet\":0}"))).contains("100%");
    }
}
