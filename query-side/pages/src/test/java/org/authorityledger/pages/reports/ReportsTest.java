package org.authorityledger.pages.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Issuer;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Party;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Power;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Signatory;
import org.authorityledger.events.SignatoryCapacity;
import org.authorityledger.events.SignatoryRecorded;
import org.authorityledger.events.SigningRule;
import org.authorityledger.events.Terms;
import org.authorityledger.questions.OnHeatonsLedger;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.FailingDatabase;
import org.authorityledger.testsupport.LedgerForTests;
import org.authorityledger.testsupport.RawAnswer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports: every row, on pages that hold it, with what it holds for. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReportsTest extends OnHeatonsLedger {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final float MARGIN = 36;

    private byte[] report(String pathAndQuery, String accept) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> response = client.send(LedgerForTests.request(port, pathAndQuery, "Accept", accept).GET().build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertThat(response.statusCode()).as(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo(200);
            assertThat(LedgerForTests.header(response, "Content-Type")).isEqualTo(accept);
            assertThat(LedgerForTests.header(response, "Ledger-Known-At")).matches(INSTANT);
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text of each page; nothing stands outside the margins. */
    private List<String> pdf(String pathAndQuery) {
        byte[] file = report(pathAndQuery, "application/pdf");
        try (PDDocument document = Loader.loadPDF(file)) {
            Files.createDirectories(Path.of("target", "reports"));
            Files.write(Path.of("target", "reports", pathAndQuery.replaceAll("[^a-z0-9-]+", "_") + ".pdf"), file);
            List<String> pages = new ArrayList<>();
            for (int page = 1; page <= document.getNumberOfPages(); page++) {
                float width = document.getPage(page - 1).getMediaBox().getWidth();
                PDFTextStripper stripper = new PDFTextStripper() {

                    @Override
                    protected void processTextPosition(TextPosition text) {
                        assertThat(text.getX()).as(text.getUnicode()).isGreaterThanOrEqualTo(MARGIN - 1);
                        assertThat(text.getX() + text.getWidth()).as(text.getUnicode()).isLessThanOrEqualTo(width - MARGIN + 1);
                        super.processTextPosition(text);
                    }
                };
                stripper.setSortByPosition(true);
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                pages.add(stripper.getText(document));
            }
            return pages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is printed, without the spaces, which are drawn rather than written. */
    private static String oneLine(List<String> pages) {
        return packed(String.join(" ", pages));
    }

    private static String packed(String text) {
        return text.replaceAll("[\\s\u00a0]+", "");
    }

    private static String[] packed(String... texts) {
        return Arrays.stream(texts).map(ReportsTest::packed).toArray(String[]::new);
    }

    private Map<String, String> workbook(String pathAndQuery) {
        try {
            Path file = Files.createTempFile("report", ".xlsx");
            Files.write(file, report(pathAndQuery, XLSX));
            Map<String, String> parts = new LinkedHashMap<>();
            try (ZipFile zip = new ZipFile(file.toFile())) {
                for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                    parts.put(entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            Files.delete(file);
            return parts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void record(LegalAct... acts) {
        long last = 0;
        Map<GrantorId, Long> sequences = new LinkedHashMap<>();
        for (LegalAct act : acts) {
            last = LedgerForTests
                    .record(appender, new RecordId(RecordIds.mint()), sequences.merge(act.grantorId(), 0L, (was, one) -> was + 1),
                            act)
                    .position().value();
        }
        awaitRegister(last);
    }

    private static PowerOfAttorneyGranted grant(String grantor, String name, IssuerId issuer, String... attorneys) {
        Terms heatons = ((PowerOfAttorneyGranted) story().granted.act()).terms();
        Terms terms = new Terms(List.of(new Issuer(issuer, "Issuer of " + issuer, null)),
                IntStream.range(0, attorneys.length)
                        .mapToObj(n -> new Attorney(AttorneyId.of(grantor + "-" + n), attorneys[n], null, null, false, false)).toList(),
                heatons.powers().stream()
                        .map(power -> new Power(power.clause(), power.forms(), power.amendments(), power.capacities(), null))
                        .toList(),
                SigningRule.SINGLY, heatons.executedOn(), null, null, heatons.untilCeasedReporting(), null, null, null, false, List.of(),
                null,
                null, false, null, null);
        return new PowerOfAttorneyGranted(GrantorId.of(grantor), PoaId.of("p1"), new Party(name, null), terms, null);
    }

    @Test
    void the_report_on_an_issuer_says_who_may_sign_since_when_by_which_clause_and_what_it_holds_for() {
        List<String> pages = pdf("/api/reports/issuer?issuer=hemacare&on=2004-03-01");
        String text = oneLine(pages);

        assertThat(text).contains(packed("Authority to sign at HemaCare Corporation", "Effective date March 1, 2004",
                "Printed by admin on", "Checkpoint of the log", "ledger verify --since", "\u2014 ", "Judi Irving", "David Fractor",
                "JoAnn Stover",
                "May 8, 2003", "heaton-2003", "(a) 3, 4, 5", "not on file", "Page 1 of " + pages.size()));
    }

    @Test
    void what_was_recorded_later_is_not_in_a_report_as_known_before() {
        String before = oneLine(pdf("/api/reports/grantor?grantor=andrew-heaton&on=2006-01-01&knownAt=" + story().granted.recordedAt()));
        String after = oneLine(pdf("/api/reports/grantor?grantor=andrew-heaton&on=2006-01-01"));

        assertThat(before).contains(packed("3 rows.")).doesNotContain(packed("Mar 3, 2005", "Revoked"));
        assertThat(after).contains(packed("Mar 3, 2005", "Revoked", story().delivered.recordId().toString().substring(0, 8)));
    }

    @Test
    void the_report_on_a_span_says_who_lost_authority_and_why_to_the_day() {
        assertThat(oneLine(pdf("/api/reports/span?from=2005-03-04&until=2005-03-05"))).contains(packed(
                "Authority gained and lost from March 4, 2005 through March 4, 2005", "Judi Irving", "Revoked", "No authority began."));
        assertThat(oneLine(pdf("/api/reports/span?from=2005-03-05&until=2005-03-31"))).doesNotContain(packed("Judi Irving"))
                .contains(packed("No authority ended."));
    }

    @Test
    void every_row_is_printed_with_headings_on_each_page() {
        IssuerId issuer = IssuerId.of("crowded-" + UUID.randomUUID().toString().substring(0, 8));
        String[] attorneys = IntStream.range(0, 230).mapToObj(n -> "Attorney No" + (1_000 + n)).toArray(String[]::new);
        record(grant("of-" + issuer, "Grace Crowded", issuer, attorneys));

        List<String> pages = pdf("/api/reports/issuer?issuer=" + issuer + "&on=2004-03-01");
        String text = oneLine(pages);
        assertThat(attorneys).allSatisfy(name -> assertThat(text).contains(name.substring(name.indexOf("No"))));
        // And what other tests grant for any issuer.
        assertThat(text).containsPattern("23\\drows\\.");
        assertThat(pages).hasSizeGreaterThan(5);
        for (int page = 1; page <= pages.size(); page++) {
            assertThat(packed(pages.get(page - 1))).contains(packed("Page " + page + " of " + pages.size()));
        }
        assertThat(pages.subList(1, 5))
                .allSatisfy(page -> assertThat(packed(page)).contains(packed("Grantor", "Attorney", "As of March 1, 2004")));
        assertThat(Objects
                .requireNonNull(workbook("/api/reports/issuer?issuer=" + issuer + "&on=2004-03-01").get("xl/worksheets/sheet2.xml"))
                .split("<row")).filteredOn(row -> row.contains("Grace Crowded"))
                .hasSize(230);
    }

    @Test
    void names_of_any_script_and_length_fit_the_paper() {
        IssuerId issuer = IssuerId.of("names-" + UUID.randomUUID().toString().substring(0, 8));
        String words = "Wide Name ".repeat(30);
        String unbroken = "X".repeat(300);
        record(grant("of-" + issuer, "Łukasz Ångström-Μαρία Соколова", issuer, words, unbroken, "דוד כהן", "محمد علي",
                "Jane \u0001 \u202E Roe",
                "王小明"));

        List<String> pages = pdf("/api/reports/issuer?issuer=" + issuer + "&on=2004-03-01");
        String text = oneLine(pages);
        assertThat(text).contains("Łukasz", "Ångström", "Μαρία", "Соколова", "[U+202E]", "[U+0001]");
        assertThat(String.join("", pages).chars().filter(c -> c == 'X').count()).isGreaterThanOrEqualTo(300);
        assertThat(text).contains("\u05d3\u05d5\u05d3", "[U+738B]");
    }

    @Test
    void the_authorities_over_the_years_are_counted_and_drawn() throws IOException {
        String path = "/api/reports/grantor?grantor=andrew-heaton&on=2004-03-01";
        List<String> pages = pdf(path);
        List<String> counts = new ArrayList<>();
        String sheet = workbook(path).get("xl/worksheets/sheet3.xml");
        Pattern.compile("<v>(\\d+)</v>").matcher(Objects.requireNonNull(sheet)).results().forEach(found -> counts.add(found.group(1)));

        assertThat(oneLine(pages)).contains(packed("In force over the years", "Dec 31, 2003 3", "Mar 1, 2004 3", "Dec 31, 2004 3"))
                .as("what is recorded of 2005 ends one of them")
                .contains(packed("Dec 31, 2005 2"));
        assertThat(counts).contains("3", "2");
        assertThat(bars(path)).as("pixels of bars").isGreaterThan(2_000);
    }

    /** How many pixels of the pages have the color of bars. */
    private long bars(String path) throws IOException {
        long bars = 0;
        try (PDDocument document = Loader.loadPDF(report(path, "application/pdf"))) {
            PDFRenderer renderer = new PDFRenderer(document);
            for (int page = 0; page < document.getNumberOfPages(); page++) {
                BufferedImage image = renderer.renderImage(page);
                for (int y = 0; y < image.getHeight(); y++) {
                    for (int x = 0; x < image.getWidth(); x++) {
                        bars += (image.getRGB(x, y) & 0xFFFFFF) == 0x3B6EA5 ? 1 : 0;
                    }
                }
            }
        }
        return bars;
    }

    @Test
    void a_workbook_has_a_sheet_for_each_table_and_no_text_in_it_is_a_formula() {
        IssuerId issuer = IssuerId.of("sheets-" + UUID.randomUUID().toString().substring(0, 8));
        record(grant("of-" + issuer, "=HYPERLINK(\"x\")", issuer, "Ann <Sheets> & \u0001", "+1"));

        Map<String, String> parts = workbook("/api/reports/issuer?issuer=" + issuer + "&on=2004-03-01");
        assertThat(parts.get("xl/workbook.xml")).contains("About", "In force", "Signatories", "No one may sign", "Not in force");
        String sheet = parts.get("xl/worksheets/sheet2.xml");
        assertThat(sheet).contains("=HYPERLINK(", "t=\"inlineStr\"", "Ann &lt;Sheets> &amp; [U+0001]".replace(">", "&gt;"))
                .doesNotContain("<f>", "<f ");
        assertThat(parts.get("xl/worksheets/sheet1.xml")).contains("Authority to sign at Issuer of " + issuer,
                "everything recorded through");
    }

    @Test
    void signatories_of_an_entity_and_gaps_are_in_the_report_on_it() {
        GrantorId fund = GrantorId.of("fund-" + UUID.randomUUID());
        record(new SignatoryRecorded(fund, new Party("Reported Fund", null),
                new Signatory(PartyId.of("gp-" + fund.value().substring(0, 12)), "Gina Partner", null, null),
                SignatoryCapacity.GENERAL_PARTNER,
                "Head", java.time.LocalDate.parse("2004-01-01"), null, Set.of(), null, null, null, null));

        assertThat(oneLine(pdf("/api/reports/grantor?grantor=" + fund + "&on=2004-01-01")))
                .contains(packed("Gina Partner", "general partner,", "Head", "1 row."));
        assertThat(oneLine(pdf("/api/reports/grantor?grantor=" + fund + "&on=2003-12-31")))
                .contains(packed("No signatory is in force on this day."));
        assertThat(oneLine(pdf("/api/reports/grantor?grantor=andrew-heaton&on=2003-05-07"))).contains(packed("Form 4", "Begins later"));
    }

    /** Brings a form in its submission, and waits until it was read. */
    private void brought(String accession, String filed, String signature) {
        String form = """
                <SEC-DOCUMENT>%1$s.txt : %2$s
                <SEC-HEADER>%1$s.hdr.sgml : %2$s
                ACCESSION NUMBER:		%1$s
                CONFORMED SUBMISSION TYPE:	4
                FILED AS OF DATE:		%2$s
                </SEC-HEADER>
                <DOCUMENT>
                <TYPE>4
                <SEQUENCE>1
                <FILENAME>form.xml
                <TEXT>
                <XML>
                <ownershipDocument><documentType>4</documentType><periodOfReport>2004-02-27</periodOfReport>
                <issuer><issuerName>HemaCare Corporation</issuerName></issuer>
                <reportingOwner><reportingOwnerId><rptOwnerName>Heaton Andrew</rptOwnerName></reportingOwnerId></reportingOwner>
                <ownerSignature><signatureName>%3$s</signatureName><signatureDate>2004-03-01</signatureDate></ownerSignature>
                </ownershipDocument>
                </XML>
                </TEXT>
                </DOCUMENT>
                </SEC-DOCUMENT>
                """.formatted(accession, filed, signature);
        String batchId = LedgerForTests
                .json(LedgerForTests.post(port, "/api/filings", form, "Content-Type", "application/octet-stream")).path("batchId")
                .asString();
        assertThat(get("/api/filings/batches/" + batchId, "Accept", "text/event-stream").body()).contains("DONE");
    }

    @Test
    void the_report_for_the_audit_committee_has_every_signature_by_class_with_reason_and_remedy() {
        brought("0000000012-04-000001", "20040301", "/s/ Judi Irving, attorney-in-fact for Andrew Heaton");
        brought("0000000012-04-000002", "20040331", "/s/ Unni Bakke, attorney-in-fact for Andrew Heaton");
        brought("0000000012-04-000003", "20040401", "/s/ Andrew Heaton");
        HttpResponse<String> remedied = LedgerForTests.post(port, "/api/filings/0000000012-04-000002/signatures/0/remedies",
                "{\"remedy\": \"RATIFIED\", \"signedOn\": \"2004-04-02\", \"reason\": \"He approved it.\"}", "Content-Type",
                "application/json");
        assertThat(remedied.statusCode()).as(remedied.body()).isEqualTo(201);

        List<String> pages = pdf("/api/reports/findings?quarter=2004Q1&issuer=hemacare");
        String text = oneLine(pages);
        assertThat(text).contains(packed("Findings on signatures: hemacare, filed from January 1, 2004 through March 31, 2004",
                "Printed by admin on", "Checkpoint of the log", "ledger verify --since", "Not appointed", "ratified: He",
                "0000000012-04-000001", "0000000012-04-000002", "heaton-2003", "When filed", "Page 1 of " + pages.size()))
                .doesNotContain(packed("0000000012-04-000003"));
        assertThat(oneLine(pdf("/api/reports/findings?from=2004-04-01&until=2004-04-01&issuer=hemacare")))
                .contains("0000000012-04-000003").doesNotContain("0000000012-04-000002");
        assertThat(oneLine(pdf("/api/reports/findings?from=2004-04-02&issuer=hemacare"))).doesNotContain("0000000012-04-000003")
                .contains(packed("None."));

        Map<String, String> parts = workbook("/reports/findings.xlsx?issuer=hemacare");
        assertThat(parts.get("xl/workbook.xml")).contains("About", "By class", "Not covered", "Not clear", "Covered",
                "Signed by a signatory", "Signed in person");
        assertThat(parts.get("xl/worksheets/sheet2.xml")).contains("Not covered", "All");
        assertThat(parts.get("xl/worksheets/sheet4.xml")).contains("0000000012-04-000002", "Unni Bakke",
                "Not appointed; signer not in ledger", "ratified: He approved it. (writing signed Apr 2, 2004), by admin on ")
                .doesNotContain("Judi Irving");
        assertThat(parts.get("xl/worksheets/sheet6.xml")).contains("0000000012-04-000001", "Judi Irving",
                "confirmation not on file");

        // What was known before the power of attorney was recorded.
        String before = story().granted.recordedAt().minusSeconds(1).toString();
        assertThat(oneLine(pdf("/api/reports/findings?issuer=hemacare&quarter=2004Q1&knownAt=" + before)))
                .contains("0000000012-04-000001").doesNotContain(packed("heaton-2003"));
    }

    /** Brings a form as XML at an issuer that only filings name. */
    private void broughtForm(String issuer, List<String> owners, List<String> signatures) {
        String form = "<ownershipDocument><documentType>4</documentType><periodOfReport>2004-02-27</periodOfReport><issuer><issuerCik>7654</issuerCik>"
                + "<issuerName>" + issuer + "</issuerName></issuer>"
                + String.join("", owners.stream().map(owner -> "<reportingOwner><reportingOwnerId><rptOwnerName>" + owner
                        + "</rptOwnerName></reportingOwnerId></reportingOwner>").toList())
                + String.join("", signatures.stream().map(one -> "<ownerSignature><signatureName>" + one
                        + "</signatureName><signatureDate>2004-03-01</signatureDate></ownerSignature>").toList())
                + "</ownershipDocument>";
        String batchId = LedgerForTests
                .json(LedgerForTests.post(port, "/api/filings", form, "Content-Type", "application/octet-stream")).path("batchId")
                .asString();
        assertThat(get("/api/filings/batches/" + batchId, "Accept", "text/event-stream").body()).contains("DONE");
    }

    @Test
    void who_reports_without_a_signature_is_counted() {
        broughtForm("Sedge Mills", List.of("Nes Ola"), List.of());
        broughtForm("Sedge Mills", List.of("Nes Ola", "Moe Ida"), List.of());
        broughtForm("Sedge Mills", List.of("Nes Ola", "Moe Ida"), List.of("/s/ Ola Nes"));
        broughtForm("Sedge Mills", List.of("Nes Ola", "Moe Ida"), List.of("/s/ Ola Nes", "/s/ Ida Moe"));
        broughtForm("Sedge Mills", List.of("Nes Ola", "Moe Ida"), List.of("/s/ Ola Nes", "See attached"));
        broughtForm("Rush Mills", List.of("Lie Per"), List.of());

        assertThat(oneLine(pdf("/api/reports/findings?issuer=sedge%20mills")))
                .contains(packed("No signature 2 3", "A signature, but not of each who reports 1 1"));
        assertThat(oneLine(pdf("/api/reports/findings?issuer=rush%20mills")))
                .contains(packed("No signature 1 1", "A signature, but not of each who reports 0 0"));
    }

    @Test
    void a_report_on_an_issuer_that_neither_the_ledger_nor_a_filing_has_is_refused() {
        broughtForm("Reed Mills", List.of("Nes Ola"), List.of("/s/ Ola Nes"));
        for (String path : List.of("/api/reports/findings?issuer=nosuchco", "/reports/findings.xlsx?issuer=nosuchco",
                "/api/reports/findings?issuer=nosuchco&quarter=2004Q1", "/api/reports/findings?issuer=99999999")) {
            assertProblem(get(path), 404, "UNKNOWN_ISSUER");
        }
        for (String issuer : List.of("reed%20mills", "Reed", "7654", "0000007654", "hemacare", "HemaCare%20Corporation")) {
            assertThat(get("/api/reports/findings?issuer=" + issuer).statusCode()).as(issuer).isEqualTo(200);
        }
        assertThat(get("/api/reports/findings?issuer=reed%20mills&from=2030-01-01").statusCode()).isEqualTo(200);
        assertThat(get("/api/reports/findings?quarter=2030Q1").statusCode()).isEqualTo(200);
    }

    @Test
    void a_report_on_findings_that_cannot_be_read_is_no_report() {
        brought("0000000012-05-000001", "20050103", "/s/ Judi Irving, attorney-in-fact for Andrew Heaton");
        for (String path : List.of("/api/reports/findings?issuer=hemacare", "/reports/findings.xlsx?issuer=hemacare")) {
            FailingDatabase.failAt("documents.remedy", 1, FailingDatabase.Fault.CONNECTION_CUT);
            RawAnswer broken = RawAnswer.to(port, "GET " + path, "");
            assertThat(FailingDatabase.hasFailed()).as(path).isTrue();
            assertThat(broken.status()).isGreaterThanOrEqualTo(500);
            assertThat(broken.text()).contains("application/problem+json").doesNotContain("filename=");
        }
        assertThat(get("/api/reports/findings?issuer=hemacare").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 4})
    void a_report_whose_rows_cannot_be_read_never_looks_whole(int time) {
        for (String path : List.of("/api/reports/issuer?issuer=hemacare", "/reports/issuer.xlsx?issuer=hemacare")) {
            FailingDatabase.failAt("register.party_facts_version", time, FailingDatabase.Fault.CONNECTION_CUT);
            RawAnswer broken = RawAnswer.to(port, "GET " + path, "");
            assertThat(FailingDatabase.hasFailed()).as(path).isTrue();
            assertThat(broken.status() == 200 && broken.complete()).as(path).isFalse();
            if (broken.status() != 200) {
                assertThat(broken.text()).contains("application/problem+json").doesNotContain("filename=");
            }
        }
        assertThat(get("/api/reports/issuer?issuer=hemacare").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({ "/api/reports/issuer, issuer", "/api/reports/issuer?issuer=-, issuer",
            "/api/reports/issuer?issuer=hemacare&on=2004-02-30, on",
            "/api/reports/issuer?issuer=hemacare&limit=1, limit", "/api/reports/grantor, grantor",
            "/api/reports/findings, quarter", "/api/reports/findings?issuer=, quarter", "/api/reports/findings?quarter=2004Q5, quarter",
            "/api/reports/findings?issuer=---, issuer", "/api/reports/findings?from=2005-01-02&until=2005-01-01, until",
            "/api/reports/findings?from=soon, from",
            "/api/reports/span?from=2005-01-01, until", "/api/reports/span?until=2005-01-01, from",
            "/api/reports/span?from=2005-01-01&until=2005-01-01, until", "/api/reports/span?from=Q1&until=2005-01-01, from"})
    void what_is_missing_or_wrong_is_named(String path, String field) {
        assertMalformed(get(path), field);
    }

    @Test
    void an_unknown_party_a_moment_ahead_and_another_format_are_refused() {
        assertProblem(get("/api/reports/issuer?issuer=no-such-issuer"), 404, "UNKNOWN_ISSUER");
        assertProblem(get("/api/reports/grantor?grantor=no-such-grantor"), 404, "UNKNOWN_GRANTOR");
        assertProblem(get("/api/reports/issuer?issuer=hemacare&knownAt=2999-01-01T00:00:00Z"), 422, "AHEAD_OF_THE_LEDGER");
        assertProblem(get("/api/reports/issuer?issuer=hemacare", "Accept", "text/csv"), 406, "NOT_ACCEPTABLE");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/reports/issuer.xlsx?issuer=hemacare", "/reports/grantor.xlsx?grantor=andrew-heaton",
            "/reports/span.xlsx?from=2005-01-01&until=2006-01-01", "/reports/findings.xlsx?quarter=2004Q1"})
    void a_link_on_a_page_leads_to_a_workbook(String path) {
        HttpResponse<String> answer = get(path, "Accept", "text/html,*/*;q=0.8");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(LedgerForTests.header(answer, "Content-Type")).isEqualTo(XLSX);
        assertThat(LedgerForTests.header(answer, "Content-Disposition")).startsWith("attachment; filename=\"").endsWith(".xlsx\"");
    }
}
