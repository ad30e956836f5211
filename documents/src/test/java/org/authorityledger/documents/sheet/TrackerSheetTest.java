package org.authorityledger.documents.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.authorityledger.documents.instrument.Open;
import org.authorityledger.events.Form;
import org.authorityledger.events.Regime;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TrackerSheetTest {

    private static final String HEADINGS = "Insider,Company,Attorneys-in-fact,Signed,Expires,Forms,Revoked on,Notes\n";
    private static final String HEATON = "Andrew Heaton,HemaCare Corporation,\"Judi Irving; David Fractor\",5/8/2003,until revoked,\"3, 4, 5\",,\n";

    private static final String WORKBOOK = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
            + "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";

    @TempDir
    Path dir;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(dir.resolve("sheet"), bytes);
    }

    private static List<SheetInstrument> read(TrackerSheet sheet) throws IOException {
        List<SheetInstrument> all = new ArrayList<>();
        sheet.read(all::add);
        return all;
    }

    private List<SheetInstrument> csv(String text) throws IOException {
        return read(TrackerSheet.open(file(text.getBytes(StandardCharsets.UTF_8)), "", null, SheetDefaults.NONE, 1000));
    }

    private Path workbook(Consumer<Worksheet> content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Tracker", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("POAs");
            String[] headings = { "Insider", "Company", "Attorneys", "Signed", "Expires", "Forms"};
            for (int i = 0; i < headings.length; i++) {
                sheet.value(0, i, headings[i]);
            }
            content.accept(sheet);
        }
        return file(bytes.toByteArray());
    }

    private static void heaton(Worksheet sheet, int row) {
        sheet.value(row, 0, "Andrew Heaton");
        sheet.value(row, 1, "HemaCare Corporation");
        sheet.value(row, 2, "Judi Irving");
        sheet.value(row, 5, "3, 4, 5");
    }

    private static SheetRow only(List<SheetInstrument> instruments) {
        assertThat(instruments).hasSize(1);
        return instruments.getFirst().row();
    }

    private SheetRow only(Path workbook) throws IOException {
        return only(read(TrackerSheet.open(workbook, "", null, SheetDefaults.NONE, 1000)));
    }

    private static List<String> open(SheetRow row) {
        return row.open().stream().map(Open::field).toList();
    }

    @Test
    void a_row_says_what_an_instrument_is() throws IOException {
        SheetRow row = only(csv(HEADINGS + HEATON));

        assertThat(row.grantor()).isEqualTo(new SheetRow.Party("Andrew Heaton", null));
        assertThat(row.issuers()).containsExactly(new SheetRow.Party("HemaCare Corporation", null));
        assertThat(row.attorneys()).extracting(SheetRow.Attorney::name).containsExactly("Judi Irving", "David Fractor");
        assertThat(row.executedOn()).isEqualTo(LocalDate.of(2003, 5, 8));
        assertThat(row.expiresOn()).isNull();
        assertThat(row.forms()).containsExactly(Form.FORM_3, Form.FORM_4, Form.FORM_5);
        assertThat(row.open()).isEmpty();
    }

    @Test
    void a_title_above_the_headings_and_empty_rows_do_not_matter() throws IOException {
        List<SheetInstrument> read = csv("Section 16 powers of attorney\n\n,,,,,,,\n" + HEADINGS + "\n" + HEATON);

        assertThat(only(read).open()).isEmpty();
        assertThat(read.getFirst().numbers()).containsExactly(6);
    }

    @ParameterizedTest
    @ValueSource(strings = { ";", "\t"})
    void other_separators_are_found_by_the_headings(String separator) throws IOException {
        String text = HEADINGS.replace(",", separator)
                + String.join(separator, "Andrew Heaton", "HemaCare", "\"Judi Irving, David Fractor\"", "2003-05-08", "", "\"3, 4\"", "",
                        "")
                + "\n";

        assertThat(only(csv(text)).attorneys()).hasSize(2);
    }

    @Test
    void utf_16_with_its_mark_is_read_and_another_encoding_is_not_guessed() throws IOException {
        byte[] utf16 = ("\uFEFF" + HEADINGS + HEATON.replace("Heaton", "Weiß")).getBytes(StandardCharsets.UTF_16LE);
        assertThat(only(read(TrackerSheet.open(file(utf16), "", null, SheetDefaults.NONE, 10))).grantor())
                .isEqualTo(new SheetRow.Party("Andrew Weiß", null));

        byte[] latin = (HEADINGS + HEATON.replace("Heaton", "Weiß")).getBytes(StandardCharsets.ISO_8859_1);
        assertUnreadable(latin, SheetUnreadable.Reason.NOT_A_SHEET);
    }

    private void assertUnreadable(byte[] bytes, SheetUnreadable.Reason reason) {
        assertThatThrownBy(() -> read(TrackerSheet.open(file(bytes), "", null, SheetDefaults.NONE, 10)))
                .isInstanceOfSatisfying(SheetUnreadable.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void rows_of_one_instrument_are_joined_wherever_they_stand() throws IOException {
        String other = "Jane Roe,HemaCare Corporation,Judi Irving,5/9/2003,,4,,\n";
        List<SheetInstrument> read = csv(HEADINGS + "Andrew Heaton,HemaCare Corporation,Judi Irving,5/8/2003,,\"3,4,5\",,\n" + other
                + "ANDREW HEATON,HemaCare Corporation,David Fractor,\"May 8, 2003\",,\"3,4,5\",,\n");

        assertThat(read).hasSize(2);
        assertThat(read.get(0).numbers()).containsExactly(3);
        assertThat(read.get(1).numbers()).containsExactly(2, 4);
        assertThat(read.get(1).row().attorneys()).extracting(SheetRow.Attorney::name).containsExactly("Judi Irving", "David Fractor");
        assertThat(read.get(1).row().open()).isEmpty();
    }

    @Test
    void rows_of_one_instrument_must_not_contradict_each_other() throws IOException {
        SheetRow row = only(csv(HEADINGS + "Andrew Heaton,HemaCare,Judi Irving,5/8/2003,1/1/2010,4,,\n"
                + "Andrew Heaton,HemaCare,David Fractor,5/8/2003,1/1/2011,4,,\n"));

        assertThat(open(row)).containsExactly("expiresOn");
    }

    @ParameterizedTest
    @ValueSource(strings = { "TBD", "?", "unknown", "pending", "yes"})
    void a_revocation_of_which_the_day_is_not_known_is_open(String day) throws IOException {
        assertThat(open(only(csv(HEADINGS + "Andrew Heaton,HemaCare,Judi Irving,5/8/2003,,4," + day + ",\n"))))
                .containsExactly("revokedOn");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "N/A", "none", "No", "-", "not revoked"})
    void that_there_was_no_revocation_may_be_said(String day) throws IOException {
        SheetRow row = only(csv(HEADINGS + "Andrew Heaton,HemaCare,Judi Irving,5/8/2003,,4," + day + ",\n"));
        assertThat(row.open()).isEmpty();
        assertThat(row.revokedOn()).isNull();
    }

    @ParameterizedTest
    @CsvSource({ "6/1/2021,6/1/2021,0", "6/1/2021,,1", ",6/1/2021,1"})
    void a_revocation_in_one_row_of_an_instrument_alone_is_open(String first, String second, int faults) throws IOException {
        String row = "Andrew Heaton,HemaCare,%s,5/8/2003,,4,%s,\n";
        assertThat(open(only(csv(HEADINGS + row.formatted("Judi Irving", first == null ? "" : first)
                + row.formatted("David Fractor", second == null ? "" : second))))).hasSize(faults).allMatch("revokedOn"::equals);
    }

    @ParameterizedTest
    @CsvSource({ "5/7/2003,1", "5/8/2003,0", "5/9/2003,0"})
    void a_first_day_in_force_is_not_before_the_signing(String day, int faults) throws IOException {
        assertThat(open(
                only(csv("Insider,Company,Attorneys,Signed,Effective,Forms\nAndrew Heaton,HemaCare,Judi Irving,5/8/2003," + day + ",4\n"))))
                .hasSize(faults).allMatch("effectiveOn"::equals);
    }

    @Test
    void what_a_row_does_not_say_is_open() throws IOException {
        SheetRow row = only(csv(HEADINGS + ",,,,,,,a note alone\n"));

        assertThat(open(row)).containsExactlyInAnyOrder("grantor", "issuer", "attorneys", "executedOn", "forms");
    }

    @ParameterizedTest
    @ValueSource(strings = { "13/13/2004", "3/1/2004 and 3/2/2004", "3/1/04", "soon"})
    void a_date_that_cannot_be_read_is_open(String date) throws IOException {
        assertThat(open(only(csv(HEADINGS + "Andrew Heaton,HemaCare,Judi Irving," + date + ",,4,,\n")))).containsExactly("executedOn");
    }

    @ParameterizedTest
    @ValueSource(strings = { "until revoked", "None", "N/A", "no expiration", "Indefinite", "unless earlier revoked", "", "-",
            "Until further notice"})
    void no_last_day_is_written_in_many_ways(String term) throws IOException {
        SheetRow row = only(csv(HEADINGS + "Andrew Heaton,HemaCare,Judi Irving,5/8/2003," + term + ",4,,\n"));

        assertThat(row.open()).isEmpty();
        assertThat(row.expiresOn()).isNull();
        assertThat(row.untilCeasedReporting()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "until no longer required to file Forms 3, 4 and 5", "Until he ceases to be subject to Section 16",
            "while subject to Section 16 reporting"})
    void it_may_last_as_long_as_the_duty_to_report(String term) throws IOException {
        SheetRow row = only(csv(HEADINGS + "Andrew Heaton,HemaCare,Judi Irving,5/8/2003,\"" + term + "\",4,,\n"));

        assertThat(row.open()).isEmpty();
        assertThat(row.untilCeasedReporting()).isEqualTo(Set.of(Regime.SECTION_16));
        assertThat(row.remarks()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "3 years", "while employed", "until he leaves the company", "see paper", "revoked", "Terminated",
            "until superseded", "superseded"})
    void another_term_is_open(String term) throws IOException {
        assertThat(open(only(csv(HEADINGS + "Andrew Heaton,HemaCare,Judi Irving,5/8/2003," + term + ",4,,\n"))))
                .containsExactly("expiresOn");
    }

    @Test
    void a_cell_with_too_much_text_for_its_column_is_open_and_costs_no_time() throws IOException {
        String long1 = "A ".repeat(1_001);
        for (int column = 0; column < 6; column++) {
            String[] cells = { "Andrew Heaton", "HemaCare", "Judi Irving", "5/8/2003", "none", "4"};
            cells[column] = long1;
            assertThat(open(only(csv(HEADINGS + String.join(",", cells) + ",,\n")))).hasSize(1);
        }
        assertThat(only(csv(HEADINGS + "Andrew Heaton,HemaCare,Judi Irving,5/8/2003,none,4,," + long1 + "\n")).open()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "Status|Revoked", "Status|pending", "Active?|No", "Active|N", "Current/Former|Former",
            "Ended|6/1/2021",
            "Superseded|2021-06-01", "Withdrawn|yes", "Resigned|6/1/2021", "Deceased|x", "Notice of revocation|effective",
            "Ceased to be insider|6/1/2021", "Section 16 exit date|6/1/2021", "Joint?|Yes", "Sign jointly|x", "Limitations|Form 4 only",
            "Remark of counsel|REVOKED 6/1/2021", "Notes|REVOKED 6/1/2021", "Title|Former CFO", "Team|Inactive", "Team|Expired",
            "Team|Terminated", "Team|Superseded", "Notes|valid until revoked 6/1/2021", "Notes|Form 144 only", "Team|no longer here",
            "Notes|Needs second signature of Cy Dee", "Notes|Two signatures needed", "Notes|Requires co-signature",
            "Notes|Cy Dee must countersign",
            "Notes|Al Bee passed away", "Notes|Al Bee fired 2012", "Notes|DO NOT USE", "Notes|draft - unsigned", "Notes|No Form 4",
            "Notes|See new POA", "Notes|New POA executed 2015", "Notes|Left board 2015", "Notes|Needs approval of GC",
            "Notes|Copy only - original lost", "Notes|on leave", "Notes|does Bob still work here?", "Team|Al Bee passed away",
            "Signature requirement|Two signatures", "Number of signers|two", "Approval|General Counsel",
            "Status|Active?"})
    void a_column_that_is_not_read_and_may_end_a_power_leaves_its_row_open(String heading, String value) throws IOException {
        SheetRow row = only(
                csv("Insider,Company,Attorneys,Date,Forms," + heading + "\nAnn Lee,Acme Corp,Bob Ray,1/2/2020,4," + value + "\n"));

        assertThat(row.open()).singleElement().satisfies(one -> {
            assertThat(one.field()).isEqualTo("\u201c" + heading + "\u201d");
            assertThat(one.why()).contains(value);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "Status|Active", "Status|In force", "Active?|Yes", "Current/Former|Current", "Status|''",
            "Ended|''",
            "Revoked?|No", "Superseded|N/A", "Joint?|No", "Limitations|None", "Status|not revoked", "Notes|valid until revoked",
            "Notes|supersedes the one of 2019", "Notes|no expiration date", "Notes|Original in the vault",
            "Notes|Filed with Form 3 on 1/5/2020",
            "Notes|never expires", "Signature requirement|Single", "Approval|N/A", "Title|Second Vice President",
            "Title|CFO", "Department|Legal", "Current title|Chief Financial Officer", "Team|Active"})
    void what_plainly_says_that_a_power_is_in_force_does_not(String heading, String value) throws IOException {
        assertThat(only(csv("Insider,Company,Attorneys,Date,Forms," + heading + "\nAnn Lee,Acme Corp,Bob Ray,1/2/2020,4," + value + "\n"))
                .open()).isEmpty();
    }

    @Test
    void a_column_that_is_dismissed_does_not_matter_and_one_without_a_heading_does() throws IOException {
        Path file = file("Insider,Company,Attorneys,Date,Forms,Status\nAnn Lee,Acme Corp,Bob Ray,1/2/2020,4,Revoked\n"
                .getBytes(StandardCharsets.UTF_8));
        Map<String, SheetField> mapping = new java.util.HashMap<>(Map.of("Insider", SheetField.GRANTOR, "Company", SheetField.ISSUER,
                "Attorneys", SheetField.ATTORNEYS, "Date", SheetField.SIGNED, "Forms", SheetField.FORMS));
        assertThat(only(read(TrackerSheet.open(file, "", mapping, SheetDefaults.NONE, 10))).open()).hasSize(1);
        mapping.put("Status", null);
        assertThat(only(read(TrackerSheet.open(file, "", mapping, SheetDefaults.NONE, 10))).open()).isEmpty();

        assertThat(only(csv("Insider,Company,Attorneys,Date,Forms\nAnn Lee,Acme Corp,Bob Ray,1/2/2020,4,Revoked\n")).open())
                .extracting(Open::field).containsExactly("F");
    }

    @Test
    void a_mapping_says_what_columns_hold_and_others_are_not_read() throws IOException {
        String text = "Wer,Wo,Für wen,Wann,Was,Rest\nAndrew Heaton,HemaCare,Judi Irving,5/8/2003,4,x\n";
        Map<String, SheetField> mapping = Map.of("wer", SheetField.GRANTOR, "B", SheetField.ISSUER, "Für wen", SheetField.ATTORNEYS, "Wann",
                SheetField.SIGNED, "Was", SheetField.FORMS);
        Path file = file(text.getBytes(StandardCharsets.UTF_8));

        assertThat(only(read(TrackerSheet.open(file, "", mapping, SheetDefaults.NONE, 10))).open()).isEmpty();
        assertThatThrownBy(() -> TrackerSheet.open(file, "", Map.of("Wessen", SheetField.GRANTOR), SheetDefaults.NONE, 10))
                .isInstanceOf(SheetUnreadable.class).hasMessageContaining("Wessen");
        assertThatThrownBy(
                () -> TrackerSheet.open(file, "", Map.of("A", SheetField.GRANTOR, "B", SheetField.GRANTOR), SheetDefaults.NONE, 10))
                .isInstanceOf(SheetUnreadable.class);
    }

    @Test
    void what_holds_for_every_row_may_be_said_once() throws IOException {
        Path file = file("Officer,Agents,Dated\nAndrew Heaton,Judi Irving,5/8/2003\n".getBytes(StandardCharsets.UTF_8));
        SheetDefaults defaults = new SheetDefaults("HemaCare Corporation", null, Set.of(Form.FORM_4), false);

        SheetRow row = only(read(TrackerSheet.open(file, "", null, defaults, 10)));

        assertThat(row.open()).isEmpty();
        assertThat(row.issuers()).containsExactly(new SheetRow.Party("HemaCare Corporation", null));
        assertThat(row.forms()).containsExactly(Form.FORM_4);
    }

    @Test
    void dates_of_a_workbook_are_days_and_years_are_not() throws IOException {
        Path workbook = workbook(sheet -> {
            heaton(sheet, 1);
            sheet.value(1, 3, LocalDate.of(2003, 5, 8));
            sheet.style(1, 3).format("mmmm d, yyyy").set();
            sheet.value(1, 4, 40_000);
        });
        SheetRow row = only(workbook);
        assertThat(row.executedOn()).isEqualTo(LocalDate.of(2003, 5, 8));
        assertThat(row.expiresOn()).isEqualTo(LocalDate.of(2009, 7, 6));

        assertThat(open(only(workbook(sheet -> {
            heaton(sheet, 1);
            sheet.value(1, 3, 2003);
        })))).containsExactly("executedOn");
    }

    @Test
    void a_formula_counts_by_its_saved_value_and_without_one_is_open() throws IOException {
        assertThat(open(only(workbook(sheet -> {
            heaton(sheet, 1);
            sheet.formula(1, 3, "DATE(2003,5,8)");
        })))).containsExactly("executedOn");

        byte[] saved = archive(Map.of("xl/worksheets/sheet1.xml", """
                <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
                <row r="1"><c r="A1" t="inlineStr"><is><t>Insider</t></is></c><c r="B1" t="inlineStr"><is><t>Company</t></is></c>
                <c r="C1" t="inlineStr"><is><t>Agents</t></is></c><c r="D1" t="inlineStr"><is><t>Signed</t></is></c>
                <c r="E1" t="inlineStr"><is><t>Forms</t></is></c></row>
                <row r="2"><c r="A2" t="str"><f>A3&amp;"x"</f><v>Andrew Heaton</v></c><c r="B2" t="inlineStr"><is><t>HemaCare</t></is></c>
                <c r="C2" t="inlineStr"><is><t>Judi Irving</t></is></c><c r="D2"><f>37749</f><v>37749</v></c><c r="E2"><v>4</v></c></row>
                <row r="3"><c r="A3" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B3" t="inlineStr"><is><t>HemaCare</t></is></c>
                <c r="C3" t="inlineStr"><is><t>Judi Irving</t></is></c><c r="D3"><v>37749</v></c><c r="E3"><v>4</v></c></row>
                </sheetData></worksheet>"""));
        List<SheetInstrument> read = read(TrackerSheet.open(file(saved), "", null, SheetDefaults.NONE, 10));
        assertThat(read.get(0).row().open()).isEmpty();
        assertThat(read.get(0).row().executedOn()).isEqualTo(LocalDate.of(2003, 5, 8));
        assertThat(open(read.get(1).row())).containsExactly("grantor");
    }

    @Test
    void rows_spanned_by_a_merged_cell_have_its_value() throws IOException {
        List<SheetInstrument> read = read(TrackerSheet.open(workbook(sheet -> {
            heaton(sheet, 1);
            sheet.value(1, 3, "5/8/2003");
            sheet.value(2, 2, "David Fractor");
            sheet.value(3, 2, "JoAnn Stover");
            for (int column : new int[]{ 0, 1, 3, 5}) {
                sheet.range(1, column, 2, column).merge();
            }
        }), "", null, SheetDefaults.NONE, 10));

        assertThat(read).hasSize(2);
        assertThat(read.get(0).row().attorneys()).extracting(SheetRow.Attorney::name).containsExactly("Judi Irving", "David Fractor");
        assertThat(read.get(0).row().open()).isEmpty();
        assertThat(open(read.get(1).row())).contains("grantor", "issuer", "executedOn");
    }

    private static final String TYPES = """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
            <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
            <Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
            <Override PartName="/xl/sharedStrings.xml"
              ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>
            <Override PartName="/xl/worksheets/sheet1.xml"
              ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>""";
    /** Of the formats, the third strikes through. */
    private static final String STYLES = """
            <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="3"><font><sz val="11"/></font>
            <font><strike val="0"/></font><font><strike/></font></fonts><cellStyleXfs count="1"><xf fontId="2"/></cellStyleXfs>
            <cellXfs count="3"><xf numFmtId="0" fontId="0"/><xf numFmtId="0" fontId="1"/><xf numFmtId="0" fontId="2"/></cellXfs>
            <dxfs count="1"><dxf><font><strike/></font></dxf></dxfs></styleSheet>""";
    /** Of the texts, the second is struck through, the third in part, and the fourth not. */
    private static final String TEXTS = """
            <sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>HemaCare</t></si>
            <si><r><rPr><strike/></rPr><t>Judi Irving</t></r><r><rPr><b/></rPr><t xml:space="preserve"> </t></r></si>
            <si><r><t>Judi Irving</t></r><r><rPr><strike/></rPr><t>; David Fractor</t></r></si>
            <si><r><rPr><strike val="false"/></rPr><t>Judi Irving</t></r></si></sst>""";

    /** A sheet with one row. */
    private byte[] formatted(String grantor, String issuer, String attorneys, String notes) throws IOException {
        return archive(Map.of("[Content_Types].xml", TYPES, "xl/styles.xml", STYLES, "xl/sharedStrings.xml", TEXTS,
                "xl/worksheets/sheet1.xml", """
                        <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
                        <row r="1"><c r="A1" t="inlineStr"><is><t>Insider</t></is></c><c r="B1" t="inlineStr"><is><t>Company</t></is></c>
                        <c r="C1" t="inlineStr"><is><t>Agents</t></is></c><c r="D1" t="inlineStr"><is><t>Signed</t></is></c>
                        <c r="E1" t="inlineStr"><is><t>Forms</t></is></c><c r="F1" t="inlineStr"><is><t>Desk</t></is></c></row>
                        <row r="2">%s%s%s<c r="D2"><v>37749</v></c><c r="E2"><v>4</v></c>%s</row>
                        </sheetData></worksheet>""".formatted(grantor, issuer, attorneys, notes)));
    }

    private static final String HEATONS = "<c r=\"A2\" s=\"1\" t=\"inlineStr\"><is><t>Andrew Heaton</t></is></c>";
    private static final String HEMACARES = "<c r=\"B2\" t=\"s\"><v>0</v></c>";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "<c r=\"C2\" s=\"1\" t=\"s\"><v>3</v></c>|''",
            "<c r=\"C2\" s=\"2\" t=\"s\"><v>3</v></c>|in the sheet",
            "<c r=\"C2\" t=\"s\"><v>1</v></c>|in the sheet", "<c r=\"C2\" t=\"s\"><v>2</v></c>|in part in the sheet",
            "<c s=\"2\" t=\"s\"><v>3</v></c>|in the sheet",
            "<c r=\"C2\" t=\"inlineStr\"><is><r><rPr><strike/></rPr><t>Judi </t></r><r><t>Irving</t></r></is></c>|in part in the sheet",
            "<c r=\"C2\" t=\"inlineStr\"><is><r><rPr><strike/></rPr><t>Judi Irving</t></r></is></c>|in the sheet"})
    void what_is_struck_through_in_a_workbook_is_open_and_is_not_read_as_if_it_were_not(String attorneys, String how) throws IOException {
        List<SheetInstrument> read = read(
                TrackerSheet.open(file(formatted(HEATONS, HEMACARES, attorneys, "")), "", null, SheetDefaults.NONE, 10));
        SheetRow row = only(read);

        if (how.isEmpty()) {
            assertThat(row.open()).isEmpty();
        } else {
            assertThat(open(row)).containsExactly("attorneys");
            assertThat(row.open().getFirst().why()).startsWith("is struck through " + how + ": \u201cJudi Irving");
        }
    }

    @Test
    void a_struck_row_leaves_all_rows_of_its_instrument_open_and_a_dismissed_column_does_not_matter() throws IOException {
        String desk = "<c r=\"F2\" s=\"2\" t=\"inlineStr\"><is><t>4th floor</t></is></c>";
        byte[] sheet = formatted(HEATONS, HEMACARES, "<c r=\"C2\" t=\"s\"><v>3</v></c>",
                desk + """
                        </row><row r="3"><c r="A3" s="2" t="inlineStr"><is><t>Andrew Heaton</t></is></c><c r="B3" s="2" t="s"><v>0</v></c>
                        <c r="C3" s="2" t="inlineStr"><is><t>David Fractor</t></is></c><c r="D3" s="2"><v>37749</v></c><c r="E3" s="2"><v>4</v></c>""");

        SheetInstrument both = read(TrackerSheet.open(file(sheet), "", null, SheetDefaults.NONE, 10)).getFirst();
        assertThat(both.numbers()).containsExactly(2, 3);
        assertThat(open(both.row())).containsExactly("\u201cDesk\u201d", "grantor", "issuer", "attorneys", "executedOn", "forms");
        assertThat(both.lines().getLast().cells().get(2).written()).isEqualTo("[struck through] David Fractor");
        assertThat(both.lines().getFirst().cells().get(2).written()).isEqualTo("Judi Irving");

        Map<String, SheetField> mapping = new java.util.HashMap<>(Map.of("Insider", SheetField.GRANTOR, "Company", SheetField.ISSUER,
                "Agents", SheetField.ATTORNEYS, "Signed", SheetField.SIGNED, "Forms", SheetField.FORMS));
        mapping.put("Desk", null);
        assertThat(open(read(TrackerSheet.open(file(sheet), "", mapping, SheetDefaults.NONE, 10)).getFirst().row()))
                .doesNotContain("\u201cDesk\u201d").contains("grantor");
    }

    @Test
    void what_came_back_as_struck_through_in_words_is_struck_through_again() throws IOException {
        SheetRow row = only(csv(HEADINGS + HEATON.replace("\"Judi Irving; David Fractor\"", "[struck through] Judi Irving")
                .replace("5/8/2003", "[struck through] 5/8/2003")));
        assertThat(open(row)).containsExactly("attorneys", "executedOn");
        assertThat(row.attorneys()).extracting(SheetRow.Attorney::name).containsExactly("Judi Irving");
    }

    @Test
    void a_workbook_may_have_several_sheets() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Tracker", "1.0")) {
            workbook.newWorksheet("Cover").value(0, 0, "x");
            Worksheet sheet = workbook.newWorksheet("POAs");
            sheet.value(0, 0, "Insider");
            sheet.value(0, 1, "Company");
        }
        TrackerSheet sheet = TrackerSheet.open(file(bytes.toByteArray()), "POAs", null, SheetDefaults.NONE, 10);

        assertThat(sheet.sheets()).containsExactly("Cover", "POAs");
        assertThat(sheet.columns()).extracting(SheetColumn::field).containsExactly(SheetField.GRANTOR, SheetField.ISSUER);
        assertThatThrownBy(() -> TrackerSheet.open(file(bytes.toByteArray()), "Gone", null, SheetDefaults.NONE, 10))
                .isInstanceOf(SheetUnreadable.class);
    }

    @Test
    void what_is_no_sheet_is_named() throws IOException {
        byte[] ole = new byte[600];
        System.arraycopy(new byte[]{ (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1}, 0, ole, 0,
                8);
        assertUnreadable(ole, SheetUnreadable.Reason.LOCKED_WORKBOOK);
        assertUnreadable("%PDF-1.7".getBytes(StandardCharsets.UTF_8), SheetUnreadable.Reason.NOT_A_SHEET);
        assertUnreadable("<html><table>".getBytes(StandardCharsets.UTF_8), SheetUnreadable.Reason.NOT_A_SHEET);
        assertUnreadable(new byte[]{ 'a', 0, 'b'}, SheetUnreadable.Reason.NOT_A_SHEET);
        assertUnreadable(new byte[0], SheetUnreadable.Reason.NO_HEADINGS);
        assertUnreadable("one cell".getBytes(StandardCharsets.UTF_8), SheetUnreadable.Reason.NO_HEADINGS);
        assertUnreadable((HEADINGS + "Andrew \"Andy\" Heaton,\"Hema").getBytes(StandardCharsets.UTF_8), SheetUnreadable.Reason.NOT_A_SHEET);
        assertUnreadable(zip(Map.of("word/document.xml", "<x/>")), SheetUnreadable.Reason.NOT_A_SHEET);
        assertUnreadable(zip(Map.of("xl/workbook.xml", "<x/>")), SheetUnreadable.Reason.NOT_A_SHEET);
        assertUnreadable(new byte[]{ 'P', 'K', 3, 4, 9, 9}, SheetUnreadable.Reason.NOT_A_SHEET);
        byte[] whole = Files.readAllBytes(workbook(sheet -> heaton(sheet, 1)));
        assertUnreadable(java.util.Arrays.copyOf(whole, whole.length / 2), SheetUnreadable.Reason.NOT_A_SHEET);
    }

    @Test
    void a_workbook_that_expands_beyond_all_proportion_is_not_unpacked() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
            zip.write("<workbook/>".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("xl/media/bomb"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 100; i++) {
                zip.write(zeros);
            }
        }
        assertUnreadable(bytes.toByteArray(), SheetUnreadable.Reason.TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource({ "'', 2003-05-08", "'date1904=\"0\"', 2003-05-08", "'date1904=\"1\"', 2007-05-09", "'date1904=\"true\"', 2007-05-09"})
    void a_workbook_may_count_its_days_from_1904(String system, LocalDate day) throws IOException {
        byte[] saved = archive(Map.of("xl/worksheets/sheet1.xml", """
                <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
                <row r="1"><c r="A1" t="inlineStr"><is><t>Insider</t></is></c><c r="B1" t="inlineStr"><is><t>Signed</t></is></c></row>
                <row r="2"><c r="A2" t="inlineStr"><is><t>Andrew Heaton</t></is></c><c r="B2"><v>37749</v></c></row>
                </sheetData></worksheet>""", "xl/workbook.xml", WORKBOOK.replace("<sheets>", "<workbookPr " + system + "/><sheets>")));
        assertThat(only(file(saved)).executedOn()).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource({ "Anne B. Lee,0", "Bob Ray,2"})
    void one_number_is_of_one_name(String other, int faults) throws IOException {
        List<SheetInstrument> read = csv("Insider,CIK,Company,Attorneys,Date,Forms\nAnn Lee,77,Acme,Jo Doe,1/2/2020,4\n" + other
                + ",77,Acme,Jo Doe,1/3/2020,4\n");
        assertThat(read.stream().flatMap(one -> open(one.row()).stream())).hasSize(faults).allMatch("grantorCik"::equals);
    }

    @Test
    void a_document_type_is_refused() throws IOException {
        assertUnreadable(archive(Map.of("xl/worksheets/sheet1.xml", "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><worksheet>&a;</worksheet>")),
                SheetUnreadable.Reason.NOT_A_SHEET);
    }

    @Test
    void there_is_a_last_row() throws IOException {
        StringBuilder text = new StringBuilder(HEADINGS);
        for (int i = 0; i < 11; i++) {
            text.append("Person Number").append((char) ('a' + i)).append(",HemaCare,Judi Irving,5/8/2003,,4,,\n");
        }
        assertUnreadable(text.toString().getBytes(StandardCharsets.UTF_8), SheetUnreadable.Reason.TOO_LARGE);
        assertThat(read(TrackerSheet.open(file(text.toString().getBytes(StandardCharsets.UTF_8)), "", null, SheetDefaults.NONE, 11)))
                .hasSize(11);
    }

    private static byte[] archive(Map<String, String> sheets) throws IOException {
        Map<String, String> parts = new java.util.HashMap<>();
        parts.put("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>");
        parts.put("_rels/.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
                        + "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        parts.put("xl/workbook.xml", WORKBOOK);
        parts.put("xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
                        + "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
        parts.putAll(sheets);
        return zip(parts);
    }

    private static byte[] zip(Map<String, String> parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "General Counsel|1", "Any officer; Cy Dee|1", "Cy Dee; the Corporate Secretary|1",
            "Cy Dee, General Counsel|0",
            "Cy Dee; Al Bee, Corporate Secretary|0"})
    void an_office_is_no_attorney(String attorneys, int faults) throws IOException {
        assertThat(open(only(csv("Insider,Company,Attorneys,Signed,Forms\nAnn Lee,Acme Corp,\"" + attorneys + "\",1/2/2020,4\n"))))
                .hasSize(faults).allMatch("attorneys"::equals);
    }

    private static void signed(Worksheet sheet, int row) {
        heaton(sheet, row);
        sheet.value(row, 3, LocalDate.of(2003, 5, 8));
        sheet.style(row, 3).format("yyyy-mm-dd").set();
    }

    private TrackerSheet opened(Consumer<Worksheet> content) throws IOException {
        return TrackerSheet.open(workbook(content), "", null, SheetDefaults.NONE, 1000);
    }

    @Test
    void a_hidden_row_is_open_and_the_one_below_it_is_not() throws IOException {
        List<SheetInstrument> read = read(opened(sheet -> {
            signed(sheet, 1);
            signed(sheet, 2);
            sheet.value(2, 1, "AAR Corp.");
            sheet.hideRow(1);
        }));

        assertThat(read).hasSize(2);
        assertThat(open(read.getFirst().row())).containsExactly("row");
        assertThat(read.getFirst().row().open().getFirst().why()).startsWith("is hidden in the sheet");
        assertThat(read.getLast().row().open()).isEmpty();
    }

    @Test
    void a_cell_with_a_comment_is_open_with_what_it_says_and_one_at_a_heading_is_not() throws IOException {
        List<SheetInstrument> read = read(opened(sheet -> {
            signed(sheet, 1);
            signed(sheet, 2);
            sheet.value(2, 1, "AAR Corp.");
            sheet.comment(0, 2, "One name, or several with semicolons");
            sheet.comment(1, 2, "left in March");
            sheet.comment(1, 4, "See the letter");
        }));

        assertThat(open(read.getFirst().row())).containsExactly("attorneys", "expiresOn");
        assertThat(read.getFirst().row().open().getFirst().why()).startsWith("has a comment in the sheet: \u201cleft in March\u201d");
        assertThat(read.getFirst().row().open().getLast().why()).as("of an empty cell").contains("See the letter");
        assertThat(read.getLast().row().open()).isEmpty();
    }

    @Test
    void what_is_hidden_or_commented_is_so_again_in_a_file_without_formats() throws IOException {
        SheetInstrument read = read(opened(sheet -> {
            signed(sheet, 1);
            sheet.hideRow(1);
            sheet.comment(1, 0, "was [CFO]");
        })).getFirst();
        List<String> written = read.lines().getFirst().cells().stream().map(SheetCell::written).toList();
        assertThat(written.getFirst()).isEqualTo("[in a hidden row] [comment: was  CFO ] Andrew Heaton");

        SheetRow again = only(csv("Insider,Company,Attorneys,Signed,Expires,Forms\n" + String.join(",", written.stream()
                .map(cell -> "\"" + cell + "\"").toList()) + "\n"));
        assertThat(open(again)).containsExactlyElementsOf(open(read.row()));
        assertThat(again.grantor()).isEqualTo(read.row().grantor());
        assertThat(again.executedOn()).isEqualTo(read.row().executedOn());
    }

    @Test
    void a_workbook_says_which_sheets_are_not_read_and_which_columns_it_hides() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Tracker", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("POAs");
            String[] headings = { "Insider", "Company", "Attorneys", "Signed", "Expires", "Forms"};
            for (int i = 0; i < headings.length; i++) {
                sheet.value(0, i, headings[i]);
            }
            signed(sheet, 1);
            sheet.hideColumn(4);
            workbook.newWorksheet("Revoked").value(0, 0, "Andrew Heaton");
            workbook.newWorksheet("Old").setVisibilityState(org.dhatim.fastexcel.VisibilityState.HIDDEN);
        }
        TrackerSheet sheet = TrackerSheet.open(file(bytes.toByteArray()), "", null, SheetDefaults.NONE, 1000);

        assertThat(sheet.notes()).hasSize(2);
        assertThat(sheet.notes().getFirst()).endsWith(": Revoked, Old (hidden).");
        assertThat(sheet.notes().getLast()).endsWith(": E.");
        assertThat(only(read(sheet)).open()).as("a column is read though it is hidden").isEmpty();
        assertThat(opened(one -> signed(one, 1)).notes()).as("of a plain workbook").isEmpty();
    }

    @Test
    void a_condition_that_strikes_cells_through_is_named_and_one_that_does_not_is_not() throws IOException {
        for (String format : List.of("0", "1")) {
            byte[] sheet = archive(Map.of("[Content_Types].xml", TYPES, "xl/styles.xml", STYLES, "xl/sharedStrings.xml", TEXTS,
                    "xl/worksheets/sheet1.xml",
                    """
                            <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
                            <row r="1"><c r="A1" t="inlineStr"><is><t>Insider</t></is></c><c r="B1" t="inlineStr"><is><t>Company</t></is></c></row>
                            </sheetData><conditionalFormatting sqref="A2:B9"><cfRule type="expression" dxfId="%s" priority="1"/>
                            </conditionalFormatting></worksheet>"""
                            .formatted(format)));
            assertThat(TrackerSheet.open(file(sheet), "", null, SheetDefaults.NONE, 10).notes()).as(format)
                    .hasSize(format.equals("0") ? 1 : 0);
        }
    }
}
