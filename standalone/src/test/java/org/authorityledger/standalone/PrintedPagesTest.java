package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Every page printed by the browser, as PDF: what it holds for, who printed it and when, whole, and nothing that one can only click. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PrintedPagesTest extends BrowserTest {

    private static final String BOTH = "on=2004-03-01";
    /** With a day and a moment. */
    private static final List<String> WITH_CLOCKS = List.of("/", "/?" + BOTH, "/grantors/heaton?" + BOTH, "/attorneys/irving?" + BOTH,
            "/issuers/hemacare-corp?" + BOTH, "/attorneys/irving/leaving?" + BOTH, "/attorneys/irving/beside?other=stover&" + BOTH,
            "/check?grantor=heaton&form=FORM_4&" + BOTH,
            "/check?grantor=heaton&form=FORM_4&signer=irving&" + BOTH, "/difference?from.on=2005-01-01&on=2005-03-31&grantor=heaton",
            "/changes?from=2003-01-01&through=2005-12-31", "/gaps?form=FORM_4", "/grantors", "/attorneys", "/issuers", "/instruments",
            "/signatories", "/offices", "/grantors/heaton/replay", "/search?q=heaton", "/ledger",
            "/grantors/heaton/powers-of-attorney/exhibit-24?" + BOTH,
            "/investigations", "/rebuilds", "/dead-letters");
    private static final List<String> WITHOUT = List.of("/record", "/inbox", "/filings", "/findings",
            "/people", "/people/admin", "/account", "/access-log", "/reminders", "/start", "/glossary");

    @BeforeEach
    void tell() {
        HeatonsStory.records();
    }

    /** The text of a page on paper, and what of it is beyond the edge of a sheet. */
    private static final class Paper extends PDFTextStripper {

        final List<String> beyond = new ArrayList<>();
        final List<String> sheets = new ArrayList<>();

        Paper(byte[] pdf) throws IOException {
            setSortByPosition(true);
            try (PDDocument document = Loader.loadPDF(pdf)) {
                for (int n = 1; n <= document.getNumberOfPages(); n++) {
                    setStartPage(n);
                    setEndPage(n);
                    sheets.add(getText(document).replaceAll("[\\s\u00a0]+", " "));
                }
            }
        }

        String all() {
            return String.join(" ", sheets);
        }

        @Override
        protected void writeString(String text, List<TextPosition> positions) throws IOException {
            for (TextPosition position : positions) {
                float width = getCurrentPage().getMediaBox().getWidth();
                if (position.getXDirAdj() + position.getWidthDirAdj() > width - 20 || position.getXDirAdj() < 20) {
                    beyond.add(text);
                }
            }
            super.writeString(text, positions);
        }
    }

    private Paper print(String path) throws IOException {
        go(path);
        byte[] pdf = page.pdf(new Page.PdfOptions().setFormat("Letter").setPreferCSSPageSize(true));
        Path kept = Files.createDirectories(Path.of("target", "printed")).resolve(path.replaceAll("[^a-z0-9]+", "-") + ".pdf");
        Files.write(kept, pdf);
        return new Paper(pdf);
    }

    /** An address may be broken at the end of a line. */
    private static String unbroken(String text) {
        return text.replace(" ", "");
    }

    @Test
    void a_page_as_of_a_day_says_so_and_by_whom_it_was_printed_and_where_it_is_and_how_to_verify_it() throws IOException {
        for (String path : WITH_CLOCKS) {
            Paper paper = print(path);
            assertThat(paper.all()).as(path).contains("Effective date", "As known at", "everything recorded through", "Printed by admin on",
                    "Keep the checkpoint below", "ledger verify --since", "/log/keys");
            assertThat(paper.sheets.getFirst()).as(path).contains("Authority Ledger", "Address");
            assertThat(unbroken(paper.all())).as(path).contains(LEDGER.address(path.replaceAll("[?].*", "")), "knownAt=20");
            if (path.contains(BOTH)) {
                assertThat(paper.all()).as(path).contains("Effective date March 1, 2004");
                assertThat(unbroken(paper.all())).as(path).contains(BOTH);
            }
            holds(path, paper);
        }
    }

    @Test
    void any_other_page_says_by_whom_it_was_printed_and_where_it_is() throws IOException {
        for (String path : WITHOUT) {
            Paper paper = print(path);
            assertThat(paper.all()).as(path).contains("Printed by admin on", "Address").doesNotContain("Effective date",
                    "ledger verify --since");
            assertThat(unbroken(paper.all())).as(path).contains(LEDGER.address(path));
            holds(path, paper);
        }
    }

    private static void holds(String path, Paper paper) {
        assertThat(paper.beyond).as("beyond the edge of " + path).isEmpty();
        assertThat(paper.all()).as(path).doesNotContain("Sign out", "Signed in as", "Skip to content", "Find a name", "Go to…",
                "API documentation",
                "Export as CSV", "Next page");
    }

    /** More than a page of a list has, whose names sort behind all others, and the day on which they began. */
    private static final int MANY = 120;
    private static final String IN_SPAN = "from=1991-02-03&through=1991-02-03";

    /** A word that no line of a table breaks. */
    private static String word(int n) {
        return "No%03d".formatted(n);
    }

    /** Recorded once: the key is the same. */
    private static void recordMany() {
        String attorneys = IntStream.range(0, MANY)
                .mapToObj(n -> "{\"attorneyId\": \"zz-printwell-%1$03d\", \"name\": \"Zz Printwell %2$s\"}".formatted(n, word(n)))
                .collect(Collectors.joining(", "));
        String recorded = LEDGER.tell("grantors/zz-printwell/powers-of-attorney", """
                {"poaId": "printwell-1991", "grantor": {"name": "Zz Printwell"},
                 "issuer": {"issuerId": "zz-paper", "name": "Zz Paper Mills"}, "attorneys": [%s],
                 "powers": [{"clause": "a", "forms": ["4"]}], "executedOn": "1991-02-03", "expiresOn": "1992-02-02"}
                """.formatted(attorneys), "Idempotency-Key", "printed-whole").body();
        LEDGER.ask("/api/grantors?limit=1&minPosition=" + RunningLedger.json(recorded).path("position").asLong());
    }

    @Test
    void a_list_is_printed_with_all_its_rows_by_whom_and_when_and_without_scripts() throws IOException {
        recordMany();
        withoutScripts();
        for (String list : List.of("/attorneys?q=printwell&" + BOTH, "/changes?" + IN_SPAN,
                "/difference?from.on=1991-02-02&on=1991-02-03&grantor=zz-printwell")) {
            go(list);
            int first = page.locator("tbody tr").count();
            page.getByText("Next page").click();
            page.waitForURL(url -> url.contains("cursor="));
            assertThat(first + page.locator("tbody tr").count()).as(list).isEqualTo(MANY);
            go(list);
            page.getByText("Print all rows").click();
            page.waitForURL(url -> url.contains("print=all"));
            assertThat(page.locator("#whole").innerText()).as(list).contains("Page by page").doesNotContain("Print\n");
            Paper paper = print(page.url().substring(LEDGER.address("").length()));
            for (int n = 0; n < MANY; n++) {
                assertThat(paper.all()).as(list).contains(word(n));
            }
            assertThat(paper.all()).as(list).contains("Effective date", "As known at", "Printed by admin on").doesNotContain("Page by page",
                    "This is not the whole list");
            assertThat(unbroken(paper.all())).as(list).contains("print=all");
            holds(list, paper);
        }
        assertThat(page.locator("[data-print]").isVisible()).isFalse();
        expectFailures();
        assertThat(go("/grantors?print=some")).isEqualTo(400);
    }

    @Test
    void a_list_with_all_its_rows_is_good_in_every_way() {
        recordMany();
        go("/attorneys?q=printwell&print=all");
        assertThat(page.locator("#total").innerText()).isEqualTo(String.valueOf(MANY));
        assertThat(page.locator("[data-print]").isVisible()).isTrue();
        page.getByText("Page by page").click();
        page.waitForURL(url -> !url.contains("print=all"));
        assertGoodInEveryWay("/attorneys?q=printwell&print=all", "list-to-print");
        for (String path : List.of("/gaps?form=FORM_4&print=all", "/findings?print=all", "/attorneys/irving/leaving?print=all",
                "/instruments?show=expiring-90&print=all", "/grantors?print=all", "/issuers?print=all", "/signatories?print=all",
                "/offices?print=all")) {
            assertThat(go(path)).as(path).isEqualTo(200);
            assertThat(page.locator("#whole").innerText()).as(path).contains("Page by page");
        }
    }

    @Test
    void a_table_of_several_sheets_has_its_heads_on_each_and_its_last_row() throws IOException {
        Paper paper = print("/glossary?q=");
        List<String> problems = paper.sheets.stream().filter(sheet -> sheet.contains("UNKNOWN_RECORD") || sheet.contains("POA_ID_USED")
                || sheet.contains("SUPERSEDES_ITSELF") || sheet.contains("UNKNOWN_REBUILD")).toList();
        assertThat(problems).hasSizeGreaterThan(1).allSatisfy(sheet -> assertThat(sheet).contains("what to do"));
        assertThat(paper.sheets.getLast()).contains("headings alone");
        assertThat(paper.sheets).hasSizeGreaterThan(5);
    }

    @Test
    void the_columns_of_a_wide_table_are_all_on_the_paper() throws IOException {
        Paper paper = print("/difference?from.on=2005-01-01&on=2005-03-31&grantor=heaton");
        List<String> heads = page.locator("thead").first().locator("th").allInnerTexts();
        assertThat(heads).hasSizeGreaterThan(4).allSatisfy(head -> assertThat(paper.all()).contains(head));
    }

    @Test
    void what_was_dark_on_the_screen_is_light_on_paper_and_the_heading_is_on_paper_alone() throws IOException {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        go("/grantors/heaton?" + BOTH);
        assertThat(page.locator(".printed").isVisible()).isFalse();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK)
                .setMedia(com.microsoft.playwright.options.Media.PRINT));
        assertThat(page.locator(".printed").isVisible()).isTrue();
        assertThat(page.evaluate("getComputedStyle(document.querySelector('h1')).color")).isEqualTo("rgb(26, 31, 39)");
    }
}
