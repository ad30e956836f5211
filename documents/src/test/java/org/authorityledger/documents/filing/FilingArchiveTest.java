package org.authorityledger.documents.filing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.authorityledger.documents.instrument.FilingContext.Party;
import org.authorityledger.documents.signature.Signature.Kind;
import org.junit.jupiter.api.Test;

/** The SEC's quarterly tables, and what may be wrong with an archive. */
class FilingArchiveTest {

    private static Read read(String... namesAndTexts) throws IOException {
        return Read.of("quarter.zip", Read.zip(namesAndTexts));
    }

    private static String signature(int number, String text) {
        return Read.accession(number) + "\t" + text + "\t12-AUG-2024\n";
    }

    @Test
    void rows_of_three_tables_in_any_order_meet_in_one_filing() throws IOException {
        Read read = read("OWNER_SIGNATURE.tsv",
                Read.SIGNATURES + signature(2, "/s/ Paul Stone, Attorney-in-Fact") + signature(1, "/s/ Nora Field"),
                "q/REPORTINGOWNER.tsv",
                Read.OWNERS + Read.accession(1) + "\t1234567\tFIELD NORA\n" + Read.accession(2) + "\t7654321\tReed Otto\n",
                "FORM_345_readme.htm", "<html>never read</html>", "SUBMISSION.tsv", Read.SUBMISSIONS + Read.accession(2)
                        + "\t12-AUG-2024\t09-AUG-2024\t01-AUG-2024\ttrue\t4/A\t0000004711\tLarkspur Mills, Inc.\t\"The \"\"Group\"\" sold.\"\n"
                        + Read.submission(1));
        assertThat(read.problems).isEmpty();
        assertThat(read.documents).isEmpty();
        assertThat(read.filings).extracting(Filing::accession).containsExactly(Read.accession(1), Read.accession(2));
        Filing second = read.filings.getLast();
        assertThat(second.form()).isEqualTo("4/A");
        assertThat(second.filedOn()).isEqualTo(LocalDate.of(2024, 8, 12));
        assertThat(second.originalFiledOn()).isEqualTo(LocalDate.of(2024, 8, 1));
        assertThat(second.noLongerSubject()).isTrue();
        assertThat(second.remarks()).isEqualTo("The \"Group\" sold.");
        assertThat(second.owners()).containsExactly(new Party("Reed Otto", "0007654321"));
        assertThat(second.signatures().getFirst().reading().forWhom()).containsExactly("Reed Otto");
        assertThat(read.filings.getFirst().signatures().getFirst().reading().kind()).isEqualTo(Kind.SELF);
    }

    @Test
    void the_table_of_owners_may_be_missing_and_others_are_named_when_they_are() throws IOException {
        Read read = read("SUBMISSION.tsv", Read.SUBMISSIONS + Read.submission(1), "OWNER_SIGNATURE.tsv",
                Read.SIGNATURES + signature(1, "/s/ Nora Field"));
        assertThat(read.problems).isEmpty();
        assertThat(read.only().owners()).isEmpty();

        Read without = read("SUBMISSION.tsv", Read.SUBMISSIONS + Read.submission(1));
        assertThat(without.only().signatures()).isEmpty();
        assertThat(without.problems).singleElement().extracting(FilingProblem::what).asString().contains("OWNER_SIGNATURE.tsv");
    }

    @Test
    void rows_that_cannot_be_read_are_named_and_the_rest_goes_on() throws IOException {
        Read read = read("SUBMISSION.tsv",
                Read.SUBMISSIONS + Read.submission(1) + "a\tb\n" + Read.submission(1) + Read.submission(3).replace("12-AUG", "12-AGO"),
                "OWNER_SIGNATURE.tsv", Read.SIGNATURES + signature(1, "/s/ " + "Nora ".repeat(60) + "Field") + signature(2, "/s/ Otto Reed")
                        + "no number\t/s/ Rita Wells\t12-AUG-2024\n" + signature(1, "x".repeat(TableLines.LONGEST))
                        + signature(3, "/s/ Paul Stone"));
        assertThat(read.filings).extracting(Filing::accession).containsExactly(Read.accession(1), Read.accession(3));
        assertThat(read.filings.getFirst().signatures()).hasSize(1);
        assertThat(read.filings.getFirst().signatures().getFirst().text()).hasSize(4 + 60 * 5 + 5);
        assertThat(read.filings.getLast().filedOn()).isNull();
        assertThat(read.where()).containsExactlyInAnyOrder("SUBMISSION.tsv row 3", "OWNER_SIGNATURE.tsv row 4", "OWNER_SIGNATURE.tsv row 5",
                "SUBMISSION.tsv row 4", "OWNER_SIGNATURE.tsv row 3", "SUBMISSION.tsv row 5");
    }

    @Test
    void doubtful_dates_are_named_with_their_row() throws IOException {
        Read read = read("SUBMISSION.tsv", Read.SUBMISSIONS + Read.submission(1) + Read.submission(2).replace("12-AUG-2024", "12-AUG-2028"),
                "OWNER_SIGNATURE.tsv", Read.SIGNATURES + signature(1, "/s/ Nora Field").replace("2024\n", "1924\n")
                        + signature(1, "/s/ Nora Field").replace("2024\n", "2028\n")
                        + signature(2, "/s/ Otto Reed").replace("2024\n", "2028\n"));
        assertThat(read.filings).hasSize(2);
        assertThat(read.filings.getFirst().signatures()).extracting(one -> one.signedOn()).containsExactly(LocalDate.of(1924, 8, 12),
                LocalDate.of(2028, 8, 12));
        assertThat(read.where()).containsExactly("OWNER_SIGNATURE.tsv row 2", "OWNER_SIGNATURE.tsv row 3", "SUBMISSION.tsv row 3");
    }

    @Test
    void a_table_without_a_column_is_passed_over_and_named() throws IOException {
        Read read = read("SUBMISSION.tsv", Read.SUBMISSIONS + Read.submission(1), "OWNER_SIGNATURE.tsv",
                "ACCESSION_NUMBER\tNAME\n" + Read.accession(1) + "\t/s/ Nora Field\n");
        assertThat(read.only().signatures()).isEmpty();
        assertThat(read.problems).singleElement().extracting(FilingProblem::what).asString().contains("OWNERSIGNATURENAME");
    }

    @Test
    void rows_in_windows_1252_are_read() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("SUBMISSION.tsv"));
            zip.write((Read.SUBMISSIONS + Read.submission(1)).getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("OWNER_SIGNATURE.tsv"));
            zip.write((Read.SIGNATURES + signature(1, "/s/ José Ibáñez")).getBytes(Charset.forName("windows-1252")));
        }
        assertThat(Read.of("quarter.zip", bytes.toByteArray()).only().signatures().getFirst().reading().signers())
                .containsExactly("José Ibáñez");
    }

    @Test
    void an_archive_that_ends_early_gives_what_it_holds() throws IOException {
        StringBuilder signatures = new StringBuilder(Read.SIGNATURES);
        for (int i = 0; i < 5000; i++) {
            signatures.append(signature(i % 2 + 1,
                    "/s/ Nora " + (char) ('A' + i % 26) + ". Field" + Integer.toString(i * 7919, 36).replaceAll("\\d", "")));
        }
        byte[] whole = Read.zip("SUBMISSION.tsv", Read.SUBMISSIONS + Read.submission(1) + Read.submission(2), "OWNER_SIGNATURE.tsv",
                signatures.toString());
        Read read = Read.of("quarter.zip", Arrays.copyOf(whole, whole.length / 2));
        assertThat(read.filings).hasSize(2);
        assertThat(read.filings.getFirst().signatures()).isNotEmpty();
        assertThat(read.problems).anySatisfy(problem -> {
            assertThat(problem.where()).isEqualTo("OWNER_SIGNATURE.tsv");
            assertThat(problem.what()).contains("cut short");
        });
        assertThat(read.problems).noneMatch(problem -> problem.what().contains("neither a form"));
    }

    @Test
    void an_archive_that_is_cut_anywhere_is_called_cut_short_and_nothing_else() throws IOException {
        byte[] whole = Read.zip("SUBMISSION.tsv", Read.SUBMISSIONS + Read.submission(1), "OWNER_SIGNATURE.tsv",
                Read.SIGNATURES + signature(1, "/s/ Nora Field"));
        assertThat(Read.of("quarter.zip", whole).problems).isEmpty();
        for (int length = 4; length < whole.length - 22; length++) {
            Read cut = Read.of("quarter.zip", Arrays.copyOf(whole, length));
            assertThat(cut.problems).as("cut at %d", length).anyMatch(problem -> problem.what().contains("cut short"))
                    .noneMatch(problem -> problem.what().contains("neither a form"));
        }
        Read empty = Read.of("quarter.zip", Read.zip("picture.png", "none"));
        assertThat(empty.problems).singleElement().extracting(FilingProblem::what).asString().contains("neither a form");
    }

    @Test
    void a_day_that_no_calendar_has_is_named_and_no_other_day_takes_its_place() throws IOException {
        for (String none : new String[]{ "31-FEB-2024", "30-FEB-2024", "29-FEB-2023", "31-APR-2024", "2/30/2024", "2024-02-30", "20240230",
                "00-JAN-2024"}) {
            Read read = read("SUBMISSION.tsv", Read.SUBMISSIONS + Read.submission(1).replace("12-AUG-2024", none), "OWNER_SIGNATURE.tsv",
                    Read.SIGNATURES + signature(1, "/s/ Nora Field").replace("12-AUG-2024", none));
            assertThat(read.only().filedOn()).as(none).isNull();
            assertThat(read.only().signatures().getFirst().signedOn()).as(none).isNull();
            assertThat(read.where()).as(none).containsExactlyInAnyOrder("SUBMISSION.tsv row 2", "OWNER_SIGNATURE.tsv row 2");
            assertThat(read.problems.getFirst().what()).contains(none);
        }
        Read leap = read("SUBMISSION.tsv", Read.SUBMISSIONS + Read.submission(1).replace("12-AUG-2024", "29-FEB-2024"),
                "OWNER_SIGNATURE.tsv", Read.SIGNATURES + signature(1, "/s/ Nora Field").replace("12-AUG-2024", "2/29/2024"));
        assertThat(leap.only().filedOn()).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(leap.problems).isEmpty();
        Read without = read("SUBMISSION.tsv", Read.SUBMISSIONS + Read.submission(1).replace("12-AUG-2024", ""), "OWNER_SIGNATURE.tsv",
                Read.SIGNATURES + signature(1, "/s/ Nora Field"));
        assertThat(without.only().filedOn()).isNull();
    }

    @Test
    void an_archive_that_expands_beyond_proportion_is_cut_off() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("SUBMISSION.tsv"));
            zip.write((Read.SUBMISSIONS + Read.submission(1)).getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("OWNER_SIGNATURE.tsv"));
            zip.write(Read.SIGNATURES.getBytes(StandardCharsets.UTF_8));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 80; i++) {
                zip.write(zeros);
            }
        }
        Read read = Read.of("quarter.zip", bytes.toByteArray());
        assertThat(read.filings).hasSize(1);
        assertThat(read.problems).anySatisfy(problem -> assertThat(problem.what()).contains("proportion"));
    }

    @Test
    void names_that_lead_out_of_the_archive_are_passed_over() throws IOException {
        Read read = read("../SUBMISSION.tsv", Read.SUBMISSIONS + Read.submission(1), "a/../../b.xml", "<edgarSubmission/>", "C:\\c.xml",
                "<edgarSubmission/>", "/etc/d.txt", "text", "ok/e.txt", "A paper.");
        assertThat(read.filings).isEmpty();
        assertThat(read.where()).containsExactly("../SUBMISSION.tsv", "a/../../b.xml", "C:\\c.xml", "/etc/d.txt");
        assertThat(read.documents).containsExactly("ok/e.txt");
    }

    @Test
    void a_filing_with_too_many_rows_keeps_the_first() throws IOException {
        Read read = read("SUBMISSION.tsv", Read.SUBMISSIONS + Read.submission(1), "OWNER_SIGNATURE.tsv",
                Read.SIGNATURES + signature(1, "/s/ Nora Field").repeat(1001));
        assertThat(read.only().signatures()).hasSize(999);
        assertThat(read.where()).containsExactly("OWNER_SIGNATURE.tsv row 1001", "OWNER_SIGNATURE.tsv row 1002");
    }

    @Test
    void a_document_over_25_mb_is_refused() {
        byte[] large = new byte[FilingReader.LARGEST_DOCUMENT + 1];
        Arrays.fill(large, (byte) 'a');
        assertThatThrownBy(() -> FilingReader.read("large.txt", new ByteArrayInputStream(large), new Read()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("25 MB");
    }
}
