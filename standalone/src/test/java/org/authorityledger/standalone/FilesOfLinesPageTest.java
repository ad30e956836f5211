package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Files of checks and of commands, sent by plain forms from a browser that runs no script. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FilesOfLinesPageTest extends BrowserTest {

    private static final String CHECKS = "/check/file";
    private static final String COMMANDS = "/import/commands";
    private static final String THREE = """
            grantor,issuer,form,signer,on
            heaton,hemacare-corp,FORM_4,irving,2004-03-01
            heaton,hemacare-corp,FORM_4,no-one,2004-03-01
            heaton,hemacare-corp,FORM_4,irving,soon
            """;

    private final String these = UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void tell() {
        HeatonsStory.records();
    }

    private void choose(String name, String content) {
        page.locator("#file").setInputFiles(new FilePayload(name, "application/octet-stream", content.getBytes(StandardCharsets.UTF_8)));
    }

    private void press(String button) {
        page.locator("main button").filter(new Locator.FilterOptions().setHasText(button)).click();
    }

    private String counts() {
        return page.locator("#counts").innerText();
    }

    private Download download(String button) {
        return page.waitForDownload(() -> press(button));
    }

    /** Sends a file as a form does, in the session of the browser. */
    private int send(String path, String content) {
        FilePayload file = new FilePayload("a.ndjson", "text/plain", content.getBytes(StandardCharsets.UTF_8));
        return page.request().post(LEDGER.address(path), RequestOptions.create().setMultipart(FormData.create().set("file", file)))
                .status();
    }

    private static List<String> lines(Download download) throws IOException {
        return Files.readAllLines(download.path());
    }

    @Test
    void a_file_of_checks_is_counted_on_a_page_and_answered_by_a_file_without_scripts() throws IOException {
        withoutScripts();
        go("/check");
        page.getByText("Many at once, from a file").click();
        page.waitForURL(url -> url.endsWith(CHECKS));
        choose("signatures.csv", THREE);
        press("Check and count");
        assertThat(counts()).isEqualTo("3 checks: 1 authorized, 1 not authorized, 1 could not be asked.");
        assertThat(page.locator("#answers tbody tr").allInnerTexts()).hasSize(3);
        assertThat(page.locator("#answers tbody tr").nth(2).innerText()).contains("4", "not asked", "on");
        assertThat(page.locator("#answers-title").innerText()).contains("signatures.csv");

        choose("signatures.csv", THREE);
        Download answers = download("Check and download");
        assertThat(answers.suggestedFilename()).isEqualTo("signatures - answers.csv");
        assertThat(lines(answers)).hasSize(4).anyMatch(line -> line.startsWith("2,true,")).anyMatch(line -> line.startsWith("3,false,"));

        choose("one.ndjson",
                "{\"grantor\": \"heaton\", \"issuer\": \"hemacare-corp\", \"form\": \"FORM_4\", \"signer\": [\"irving\"], \"on\": \"2004-03-01\"}\n");
        answers = download("Check and download");
        assertThat(answers.suggestedFilename()).isEqualTo("one - answers.ndjson");
        assertThat(RunningLedger.json(lines(answers).getFirst()).path("authorized").asBoolean()).isTrue();
    }

    @Test
    void many_checks_are_answered_whole_and_the_first_of_them_are_shown() throws IOException {
        withoutScripts();
        int many = 3_000;
        String file = "grantor,issuer,form,signer,on\n"
                + IntStream.range(0, many).mapToObj(n -> "heaton,hemacare-corp,FORM_4,irving,2004-03-01\n")
                        .collect(Collectors.joining());
        go(CHECKS);
        choose("many.csv", file);
        press("Check and count");
        assertThat(counts()).startsWith("3,000 checks: 3,000 authorized, 0 not");
        assertThat(page.locator("#answers tbody tr").count()).isEqualTo(100);
        assertThat(page.locator("main").innerText()).contains("The first 100 are shown here");
        choose("many.csv", file);
        assertThat(lines(download("Check and download"))).hasSize(many + 1);
    }

    @Test
    void what_is_no_file_of_checks_is_said_at_its_field() {
        withoutScripts();
        expectFailures();
        go(CHECKS);
        for (String button : List.of("Check and count", "Check and download")) {
            choose("tracker.xlsx", "PK\3\4and so on");
            press(button);
            assertThat(page.locator("#refused").innerText()).contains("workbook");
            assertThat(page.locator("#file").getAttribute("aria-describedby")).contains("refused");
            choose("other.csv", "who,when\na,b\n");
            press(button);
            assertThat(page.locator("#refused").innerText()).contains("unknown column");
        }
        choose("empty.csv", "");
        press("Check and count");
        assertThat(page.locator("#refused").innerText()).contains("has no check");
        assertThat(send(page.locator("main form").getAttribute("action") + "&as=something", THREE)).isEqualTo(400);
    }

    private String grant(String poa) {
        return "{\"command\": \"GrantPowerOfAttorney\", \"grantorId\": \"lines-" + these + "\", \"poaId\": \"" + poa
                + "\", \"grantor\": {\"name\": \"Lina Lines\"}, \"issuer\": \"ANY\", \"attorneys\": [{\"attorneyId\": \"lars-lines\","
                + " \"name\": \"Lars Lines\"}], \"powers\": [{\"clause\": \"a\", \"forms\": [\"4\"]}], \"executedOn\": \"2015-03-01\"}\n";
    }

    private int recorded() {
        return LEDGER.ask("/api/events?grantor=lines-" + these).path("items").size();
    }

    @Test
    void a_file_of_commands_is_recorded_once_and_says_what_was_refused_without_scripts() throws IOException {
        withoutScripts();
        String file = grant("first") + "no command\n" + grant("first").replace("2015", "2016");
        go("/record");
        page.getByText("a file of commands").click();
        page.waitForURL(url -> url.endsWith(COMMANDS));
        choose("commands.ndjson", file);
        press("Record and count");
        assertThat(counts()).isEqualTo("3 commands: 1 recorded, 2 refused.");
        assertThat(page.locator("#refusals tbody tr").first().innerText()).startsWith("2").contains("MALFORMED");
        assertThat(page.locator("#refusals tbody tr").last().innerText()).startsWith("3").contains("POA_ID_USED");
        assertThat(recorded()).isEqualTo(1);

        choose("commands.ndjson", file);
        Download answers = download("Record and download");
        assertThat(answers.suggestedFilename()).isEqualTo("commands - answers.ndjson");
        List<String> lines = lines(answers);
        assertThat(lines).hasSize(3);
        assertThat(RunningLedger.json(lines.get(0)).path("status").asInt()).isEqualTo(201);
        assertThat(recorded()).as("the same file again").isEqualTo(1);

        expectFailures();
        choose("empty.ndjson", "\n");
        press("Record and count");
        assertThat(page.locator("#refused").innerText()).contains("has no command");
        for (String none : List.of("PK\3\4 a { workbook \0", THREE)) {
            choose("other", none);
            press("Record and count");
            assertThat(page.locator("#refused").innerText()).contains("is no file of commands");
        }
    }

    @Test
    void without_the_token_against_forgery_nothing_is_recorded() {
        withoutScripts();
        expectFailures();
        go(COMMANDS);
        for (String form : List.of(COMMANDS, CHECKS)) {
            assertThat(send(form, grant("forged"))).as(form).isEqualTo(403);
        }
        assertThat(recorded()).isZero();
    }

    @Test
    void the_pages_are_good_at_every_width_and_in_both_schemes() {
        assertGoodInEveryWay(CHECKS, "check-file");
        assertGoodInEveryWay(COMMANDS, "import-commands");
        go(CHECKS);
        choose("signatures.csv", THREE);
        press("Check and count");
        page.waitForSelector("#counts");
        assertNotWiderThanTheWindow("answers");
        assertAccessible("answers");
        screenshot("check-file-answers");
        go(COMMANDS);
        choose("commands.ndjson", grant("seen") + "{}\n");
        press("Record and count");
        page.waitForSelector("#counts");
        assertAccessible("answers to commands");
        screenshot("import-commands-answers");
    }
}
