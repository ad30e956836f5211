package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A person imports a tracker: uploads it, maps its columns, looks at each row, records it, and downloads what did not fit. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SheetPageTest extends BrowserTest {

    /** A name of this test alone, of letters only. */
    private final String name = letters(UUID.randomUUID().toString());

    private static String letters(String text) {
        StringBuilder letters = new StringBuilder("S");
        text.chars().filter(c -> c != '-').limit(10).forEach(c -> letters.append((char) ('a' + Character.digit(c, 16))));
        return letters.toString();
    }

    private String path() {
        return page.url().substring(LEDGER.address("").length());
    }

    private void upload(String file, String content) {
        go("/import/sheet");
        page.locator("#file").setInputFiles(new FilePayload(file, "text/csv", content.getBytes(StandardCharsets.UTF_8)));
        page.getByText("Read the spreadsheet", new Page.GetByTextOptions().setExact(true)).click();
        page.waitForLoadState();
    }

    private void press(String button) {
        page.locator("button", new Page.LocatorOptions().setHasText(button)).first().click();
        page.waitForLoadState();
    }

    private static long records() {
        return Long.parseLong(String.valueOf(database().queryForObject("select count(*) from ledger.event", Long.class)));
    }

    @Test
    void a_tracker_is_looked_at_and_recorded_and_the_same_again_changes_nothing() throws IOException {
        String sheet = "Insider,Company,Attorney(s)-in-fact,Date of POA,Expires,Forms\n" + "Ann " + name + "," + name
                + " Foods Inc.,Judi Irving" + name + "; Dan Moor" + name + ",11/20/2024,until revoked,\"3, 4, 5\"\n" + "Bob " + name + ","
                + name
                + " Foods Inc.,Judi Irving" + name + ",13/13/2024,,4\n";
        long before = records();
        upload("C:\\trackers\\poas.csv", sheet);

        assertThat(page.locator("h1").innerText()).isEqualTo("poas.csv");
        assertThat(page.locator("#fresh").innerText()).isEqualTo("1");
        assertThat(page.locator("#back").innerText()).isEqualTo("1");
        assertThat(page.locator(".sheet-rows > li").first().innerText()).contains("Row 2", "appointed Judi Irving" + name);
        assertThat(page.locator(".sheet-rows > li").last().innerText()).contains("Row 3", "Signed on is no day of the calendar");
        assertThat(records()).isEqualTo(before);
        assertGoodInEveryWay(path(), "a tracker");

        Download download = page.waitForDownload(() -> page.getByText("CSV", new Page.GetByTextOptions().setExact(true)).click());
        assertThat(download.suggestedFilename()).isEqualTo("poas - not recorded.csv");
        assertThat(Files.readString(download.path())).contains("is no day of the calendar", "Bob " + name).doesNotContain("Ann " + name);

        press("Record 1 power of attorney");
        assertThat(page.locator("#done").innerText()).contains("1 power of attorney was recorded");
        assertThat(page.locator("#known").innerText()).isEqualTo("1");
        assertThat(records()).isEqualTo(before + 1);

        upload("poas.csv", sheet);
        assertThat(page.locator("#fresh").innerText()).isEqualTo("0");
        assertThat(page.locator("#known").innerText()).isEqualTo("1");
        press("Remove this spreadsheet");
        assertThat(page.locator("h1").innerText()).isEqualTo("Import a spreadsheet");
    }

    @Test
    void what_headings_do_not_say_is_chosen_without_scripts_and_kept_for_the_next_tracker() {
        withoutScripts();
        String headings = "Wer" + name + ",Agents,Signed\n";
        upload("first.csv", headings + "Ann " + name + ",Judi Irving" + name + ",11/20/2024\n");
        assertThat(page.locator(".notice").first().innerText()).contains("Grantor", "Company", "Forms");

        page.getByLabel("Wer" + name).selectOption("grantor");
        page.getByLabel("Company", new Page.GetByLabelOptions().setExact(true)).fill(name + " Corp");
        page.locator("#forms").fill("3, 4");
        press("Read it this way");
        assertThat(page.locator("#fresh").innerText()).isEqualTo("1");

        upload("second.csv", headings + "Cid " + name + ",Judi Irving" + name + ",11/21/2024\n");
        assertThat(page.locator("#column-A").inputValue()).isEqualTo("grantor");
    }

    @Test
    void of_a_workbook_with_several_sheets_it_is_said_which_one_is_read() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(file, "test", "1.0")) {
            for (String tab : List.of("Current", "Earlier")) {
                Worksheet sheet = workbook.newWorksheet(tab);
                List<String> headings = List.of("Insider", "Company", "Agents", "Signed", "Forms");
                List<String> row = List.of(tab + " " + name, name + " Corp", "Judi " + name, "11/20/2024", "4");
                for (int column = 0; column < headings.size(); column++) {
                    sheet.value(0, column, headings.get(column));
                    sheet.value(1, column, row.get(column));
                }
                sheet.finish();
            }
        }
        go("/import/sheet");
        page.locator("#file").setInputFiles(new FilePayload("two.xlsx", "application/octet-stream", file.toByteArray()));
        press("Read the spreadsheet");
        assertThat(page.locator("#others").innerText()).contains("2 sheets", "This is Current");
        assertThat(page.locator(".sheet-rows > li").first().innerText()).contains("Current " + name);

        page.locator("#worksheet").selectOption("Earlier");
        press("Read it this way");
        assertThat(page.locator("#others").innerText()).contains("This is Earlier");
        assertThat(page.locator(".sheet-rows > li").first().innerText()).contains("Earlier " + name);

        press("Record 1 power of attorney");
        assertThat(page.locator("#done").innerText()).contains("1 power of attorney was recorded");
        // A page from before has the button still.
        page.evaluate(
                "fetch(location.pathname + '/recording', {method: 'POST', headers: {'Content-Type': 'application/x-www-form-urlencoded'},"
                        + " body: new URLSearchParams(new FormData(document.querySelector('form[aria-label=\"Remove this spreadsheet\"]')))})");
        page.reload();
        assertThat(page.locator("#done").innerText()).contains("Nothing was recorded: what can be recorded is in the ledger already.");
    }

    @Test
    void what_cannot_be_read_is_answered_on_the_page() {
        expectFailures();
        upload("power.pdf", "%PDF-1.7 no sheet");
        assertThat(page.locator("#refused").innerText()).contains("neither CSV nor an Excel workbook");
        assertGoodInEveryWay("/import/sheet", "uploading a tracker");

        upload("twice.csv", "Insider,Company,Agents,Signed,Forms\nAnn " + name + ",Corp,Judi Moor,11/20/2024,4\n");
        page.locator("summary", new Page.LocatorOptions().setHasText("What the columns hold")).click();
        page.locator("#column-B").selectOption("grantor");
        press("Read it this way");
        assertThat(page.locator("#refused").innerText()).contains("Two columns");

        go("/import/sheet/" + UUID.randomUUID());
        assertThat(page.locator("main").innerText()).contains("Upload it again");
    }
}
