package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.authorityledger.http.Limit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A person brings filings: as a file or several, dropped or chosen, and sees what was read and what could not be. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FilingsPageTest extends BrowserTest {

    /** A name of this test alone. */
    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    private String form(String signature) {
        return """
                <ownershipDocument><documentType>4</documentType><periodOfReport>2024-08-09</periodOfReport>
                <issuer><issuerName>Mills %1$s, Inc.</issuerName></issuer>
                <reportingOwner><reportingOwnerId><rptOwnerName>NORA %1$s</rptOwnerName></reportingOwnerId></reportingOwner>
                <ownerSignature><signatureName>%2$s</signatureName><signatureDate>2024-08-12</signatureDate></ownerSignature>
                </ownershipDocument>
                """.formatted(mark, signature);
    }

    private static FilePayload file(String name, byte[] content) {
        return new FilePayload(name, "application/octet-stream", content);
    }

    private static byte[] zip(Map<String, String> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private void bring(FilePayload... files) {
        go("/filings");
        page.locator("#file").setInputFiles(files.length == 1 ? new FilePayload[]{ files[0]} : files);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Bring it")).click();
    }

    /** From the disk: the browser would take a minute for what the test sends it. */
    private void bringLarge(String name, byte[] content) throws IOException {
        Path file = Files.createDirectories(Path.of("target", "large-files")).resolve(name);
        Files.write(file, content);
        go("/filings");
        page.locator("#file").setInputFiles(file);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Bring it")).click();
        page.waitForCondition(() -> page.locator("#refused").count() > 0 || page.url().matches(".*/filings/[0-9a-f-]{36}"));
        Files.delete(file);
    }

    private void awaitRead() {
        page.waitForURL(url -> url.matches(".*/filings/[0-9a-f-]{36}"));
        page.waitForSelector("[data-batch][data-over=true]");
    }

    private static long batches() {
        return Long.parseLong(String.valueOf(database().queryForObject("select count(*) from documents.batch", Long.class)));
    }

    @Test
    void an_archive_is_brought_its_counts_go_on_and_what_could_not_be_read_is_named_and_downloaded() throws IOException {
        bring(file("quarter-" + mark + ".zip", zip(Map.of("good.xml", form("/s/ Nora"), "bad.xml", "<ownershipDocument><documentType>4"))));
        awaitRead();
        assertThat(page.locator("h1").innerText()).isEqualTo("quarter-" + mark + ".zip");
        assertThat(page.locator("[data-batch-state]").innerText()).isEqualTo("Read");
        assertThat(page.locator("[data-count=filings]").innerText()).isEqualTo("1");
        assertThat(page.locator("[data-count=problemCount]").innerText()).isNotEqualTo("0");
        assertThat(page.locator("table").innerText()).contains("bad.xml");
        String path = page.url().substring(LEDGER.address("").length());
        assertGoodInEveryWay(path, "a batch of filings");

        Download csv = page.waitForDownload(() -> page.getByText("CSV", new Page.GetByTextOptions().setExact(true)).click());
        assertThat(csv.suggestedFilename()).isEqualTo("quarter-" + mark + ".zip - problems.csv");
        assertThat(Files.readString(csv.path())).contains("Where,Problem", "bad.xml");
        Download workbook = page.waitForDownload(() -> page.getByText("All of them (Excel)").click());
        assertThat(Files.readString(workbook.path(), StandardCharsets.ISO_8859_1)).startsWith("PK");

        page.getByText("Findings of this file").click();
        page.waitForURL(url -> url.contains("/findings?batch="));
        assertThat(page.locator("[aria-label=Findings] tbody tr").count()).isOne();
        assertThat(page.locator("main").innerText()).contains("Only those of quarter-" + mark + ".zip");

        go("/filings");
        assertThat(page.locator("table").innerText()).contains("quarter-" + mark + ".zip", "by admin");
        assertGoodInEveryWay("/filings", "files of filings");
    }

    @Test
    void several_files_are_dropped_at_once_and_the_same_again_is_no_other() {
        long before = batches();
        go("/filings");
        page.evaluate(
                """
                        forms => {
                          const data = new DataTransfer();
                          forms.forEach((form, n) => data.items.add(new File([form], `dropped-${n}.xml`)));
                          document.querySelector('.drop').dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
                        }""",
                java.util.List.of(form("/s/ One"), form("/s/ Two")));
        page.waitForCondition(() -> batches() == before + 2);
        page.waitForCondition(() -> page.locator("table").innerText().contains("dropped-1.xml"));

        bring(file("other-name.xml", form("/s/ Two").getBytes(StandardCharsets.UTF_8)));
        awaitRead();
        assertThat(page.locator("h1").innerText()).isEqualTo("dropped-1.xml");
        assertThat(batches()).isEqualTo(before + 2);
    }

    @Test
    void without_scripts_a_file_is_brought_and_the_page_says_how_far_it_is() {
        withoutScripts();
        bring(file("C:\\filings\\plain.xml", form("/s/ Three").getBytes(StandardCharsets.UTF_8)));
        page.waitForURL(url -> url.matches(".*/filings/[0-9a-f-]{36}"));
        assertThat(page.locator("h1").innerText()).isEqualTo("plain.xml");
        for (int i = 0; i < 300 && page.locator("[data-over=true]").count() == 0; i++) {
            page.waitForTimeout(100);
            page.reload();
        }
        assertThat(page.locator("[data-batch-state]").innerText()).isEqualTo("Read");
        assertThat(page.locator("main").innerText()).contains("Everything in the file was read.");
    }

    @Test
    void what_cannot_be_taken_is_said_at_the_field_and_nothing_is_kept() throws IOException {
        long before = batches();
        expectFailures();
        withoutScripts();
        bring(file("empty.xml", new byte[0]));
        page.waitForSelector("#refused");
        assertThat(page.locator("#file").getAttribute("aria-invalid")).isEqualTo("true");
        assertThat(page.locator("#file").getAttribute("aria-describedby")).contains("refused");
        bringLarge("large.xml", new byte[Limit.DOCUMENT_BYTES.most() + 1]);
        page.waitForSelector("#refused");
        assertThat(page.locator("#refused").innerText()).contains("26,214,400 bytes");
        assertThat(batches()).isEqualTo(before);
    }

    @Test
    void an_archive_may_be_larger_than_a_document_without_scripts_too() throws IOException {
        byte[] noise = new byte[Limit.DOCUMENT_BYTES.most() + 1];
        new java.util.Random(7).nextBytes(noise);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("noise.bin"));
            zip.write(noise);
            zip.closeEntry();
        }
        withoutScripts();
        bringLarge("large-" + mark + ".zip", bytes.toByteArray());
        page.waitForURL(url -> url.matches(".*/filings/[0-9a-f-]{36}"));
        assertThat(page.locator("h1").innerText()).isEqualTo("large-" + mark + ".zip");
    }

    @Test
    void a_file_without_a_form_says_that_it_failed_and_what_is_not_there_is_a_page() {
        bring(file("letter-" + mark + ".txt", ("A letter about " + mark).getBytes(StandardCharsets.UTF_8)));
        awaitRead();
        assertThat(page.locator("main").innerText()).contains("No filing was found in this file.");

        expectFailures();
        assertThat(go("/filings/" + UUID.randomUUID())).isEqualTo(404);
        assertThat(page.locator("main").innerText()).contains("There is no batch with this id.");
        assertThat(go("/filings/none")).isEqualTo(400);
        assertThat(go("/filings?before=x")).isEqualTo(400);
        assertThat(go("/findings?batch=" + UUID.randomUUID())).isEqualTo(404);
    }
}
