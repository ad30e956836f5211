package org.authorityledger.documents.filing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.authorityledger.documents.filing.Filing.Exhibit;
import org.authorityledger.documents.instrument.FilingContext;
import org.authorityledger.documents.instrument.FilingContext.Party;
import org.junit.jupiter.api.Test;

class SubmissionTest {

    private static final String HEADER = """
            <SEC-DOCUMENT>0000912345-24-000017.txt : 20240812
            <SEC-HEADER>0000912345-24-000017.hdr.sgml : 20240812
            ACCESSION NUMBER:\t\t0000912345-24-000017
            CONFORMED SUBMISSION TYPE:\t4
            CONFORMED PERIOD OF REPORT:\t20240809
            FILED AS OF DATE:\t\t20240812

            REPORTING-OWNER:
            \tOWNER DATA:
            \t\tCOMPANY CONFORMED NAME:\t\t\tFIELD NORA
            \t\tCENTRAL INDEX KEY:\t\t\t0001234567

            ISSUER:
            \tCOMPANY DATA:
            \t\tCOMPANY CONFORMED NAME:\t\t\tLARKSPUR MILLS INC
            \t\tCENTRAL INDEX KEY:\t\t\t0000004711
            </SEC-HEADER>
            """;
    private static final String FORM = """
            <DOCUMENT>
            <TYPE>4
            <SEQUENCE>1
            <FILENAME>form4.xml
            <TEXT>
            <XML>
            <?xml version="1.0"?>
            <ownershipDocument><documentType>4</documentType>
            <reportingOwner><reportingOwnerId><rptOwnerName>Field Nora</rptOwnerName></reportingOwnerId></reportingOwner>
            <ownerSignature><signatureName>/s/ Paul Stone, by power of attorney</signatureName><signatureDate>2024-08-12</signatureDate>
            </ownerSignature></ownershipDocument>
            </XML>
            </TEXT>
            </DOCUMENT>
            """;
    private static final String EXHIBIT = """
            <DOCUMENT>
            <TYPE>EX-24
            <SEQUENCE>2
            <FILENAME>poa.pdf
            <DESCRIPTION>POWER OF ATTORNEY
            <TEXT>
            begin 644 poa.pdf
            #0V%T
            `
            end
            </TEXT>
            </DOCUMENT>
            """;

    private static Read read(String text) throws IOException {
        return Read.of("submission.txt", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void header_form_and_exhibits_make_one_filing() throws IOException {
        Read read = read(HEADER + FORM + EXHIBIT);
        Filing filing = read.only();
        assertThat(read.problems).isEmpty();
        assertThat(filing.accession()).isEqualTo("0000912345-24-000017");
        assertThat(filing.filedOn()).isEqualTo(LocalDate.of(2024, 8, 12));
        assertThat(filing.periodOfReport()).isEqualTo(LocalDate.of(2024, 8, 9));
        assertThat(filing.issuer()).isEqualTo(new Party("LARKSPUR MILLS INC", "0000004711"));
        assertThat(filing.owners()).as("the number comes from the header").containsExactly(new Party("Field Nora", "0001234567"));
        assertThat(filing.exhibits()).containsExactly(new Exhibit("EX-24", "poa.pdf", "POWER OF ATTORNEY"));
        assertThat(filing.signatures().getFirst().reading().forWhom()).containsExactly("Field Nora");
        assertThat(read.documents).as("its papers are read by others").containsExactly("submission.txt");
        FilingContext context = filing.context("24");
        assertThat(context.accession()).isEqualTo(filing.accession());
        assertThat(context.owners()).isEqualTo(filing.owners());
    }

    @Test
    void a_submission_without_xml_has_what_its_header_says() throws IOException {
        Filing filing = read(HEADER + EXHIBIT).only();
        assertThat(filing.form()).isEqualTo("4");
        assertThat(filing.owners()).containsExactly(new Party("FIELD NORA", "0001234567"));
        assertThat(filing.signatures()).isEmpty();
    }

    @Test
    void dates_that_do_not_fit_the_filing_are_named_and_kept() throws IOException {
        Read late = read(HEADER + FORM.replace("2024-08-12", "2024-08-13"));
        assertThat(late.only().signatures().getFirst().signedOn()).isEqualTo(LocalDate.of(2024, 8, 13));
        assertThat(late.problems).singleElement().extracting(FilingProblem::what).asString().contains("after the filing date");
        assertThat(read(HEADER + FORM.replace("2024-08-12", "2023-08-12")).problems).isEmpty();
        assertThat(read(HEADER + FORM.replace("2024-08-12", "2023-08-11")).problems).singleElement().extracting(FilingProblem::what)
                .asString()
                .contains("more than a year before");
        assertThat(read(HEADER.replace("DATE:\t\t20240812", "DATE:\t\t20250812") + FORM.replace("2024-08-12", "2025-08-12")).problems)
                .isEmpty();
        assertThat(read(HEADER.replace("DATE:\t\t20240812", "DATE:\t\t20260812") + FORM.replace("2024-08-12", "2026-08-12")).problems)
                .singleElement().extracting(FilingProblem::what).asString().contains("does not fit the accession number");
    }

    @Test
    void a_header_that_says_something_else_than_the_form_is_named_and_the_filing_is_doubtful() throws IOException {
        Read another = read(HEADER.replace("TYPE:\t4", "TYPE:\t5") + FORM);
        assertThat(another.only().doubts()).containsExactly(Filing.Doubt.ANOTHER_FORM);
        assertThat(another.problems).singleElement().extracting(FilingProblem::what).asString().contains("form 5", "it is 4");
        Read owner = read(HEADER.replace("FIELD NORA", "WREN ODA") + FORM);
        assertThat(owner.only().doubts()).containsExactly(Filing.Doubt.OTHER_OWNERS);
        assertThat(owner.problems).singleElement().extracting(FilingProblem::what).asString().contains("WREN ODA (CIK 0001234567)",
                "Field Nora");
        String numbered = FORM.replace("<rptOwnerName>", "<rptOwnerCik>1234568</rptOwnerCik><rptOwnerName>");
        assertThat(read(HEADER + numbered).only().doubts()).as("another number").containsExactly(Filing.Doubt.OTHER_OWNERS);
        assertThat(read(HEADER + numbered.replace("1234568", "1234567")).only().doubts()).as("the same number").isEmpty();
        String issuer = FORM.replace("<reportingOwner>",
                "<issuer><issuerCik>4712</issuerCik><issuerName>L</issuerName></issuer><reportingOwner>");
        assertThat(read(HEADER + issuer).only().doubts()).containsExactly(Filing.Doubt.ANOTHER_ISSUER);
        assertThat(read(HEADER + issuer.replace("4712", "4711")).only().doubts()).isEmpty();
    }

    @Test
    void a_form_by_another_of_its_names_and_a_name_spelled_otherwise_are_no_contradiction() throws IOException {
        String schedule = FORM.replace(">4<", ">SCHEDULE 13D/A<");
        assertThat(read(HEADER.replace("TYPE:\t4", "TYPE:\tSC 13D/A") + schedule).only().doubts()).isEmpty();
        assertThat(read(HEADER.replace("TYPE:\t4", "TYPE:\tSC 13D") + schedule).only().doubts())
                .containsExactly(Filing.Doubt.ANOTHER_FORM);
        assertThat(read(HEADER.replace("FIELD NORA", "FIELD N. JR") + FORM).only().doubts()).isEmpty();
        String two = HEADER.replace("ISSUER:\n", """
                REPORTING-OWNER:
                \tOWNER DATA:
                \t\tCOMPANY CONFORMED NAME:\t\t\tWREN ODA
                \t\tCENTRAL INDEX KEY:\t\t\t0001234569
                ISSUER:
                """);
        assertThat(read(two + FORM).only().doubts()).as("one more in the header").containsExactly(Filing.Doubt.OTHER_OWNERS);
    }

    @Test
    void a_day_that_the_calendar_does_not_have_is_no_date_and_is_named() throws IOException {
        for (String day : List.of("2024-02-30", "13/45/2024", "2023-02-29", "soon")) {
            Read read = read(HEADER + FORM.replace("2024-08-12", day));
            Filing.FiledSignature signature = read.only().signatures().getFirst();
            assertThat(signature.signedOn()).as(day).isNull();
            assertThat(signature.reading().hasImpossibleDate()).as(day).isTrue();
            assertThat(read.problems).singleElement().extracting(FilingProblem::what).asString().contains("the calendar does not have");
        }
        Read leap = read(HEADER + FORM.replace("2024-08-12", "2024-02-29"));
        assertThat(leap.only().signatures().getFirst().signedOn()).isEqualTo(LocalDate.of(2024, 2, 29));
        Read none = read(HEADER + FORM.replace("<signatureDate>2024-08-12</signatureDate>", ""));
        assertThat(none.only().signatures().getFirst().reading().hasImpossibleDate()).isFalse();
        assertThat(none.problems).isEmpty();
    }

    @Test
    void a_signature_is_far_from_its_filing_after_it_and_more_than_a_year_before_it() throws IOException {
        Filing.FiledSignature signature = read(HEADER + FORM).only().signatures().getFirst();
        assertThat(signature.farFrom(LocalDate.of(2024, 8, 12))).isFalse();
        assertThat(signature.farFrom(LocalDate.of(2024, 8, 11))).isTrue();
        assertThat(signature.farFrom(LocalDate.of(2025, 8, 12))).isFalse();
        assertThat(signature.farFrom(LocalDate.of(2025, 8, 13))).isTrue();
        assertThat(signature.farFrom(null)).isFalse();
    }

    @Test
    void an_archive_gives_a_filing_once_and_says_where_two_readings_differ() throws IOException {
        String again = HEADER.replace("20240812\n\n", "20240812\nDATE AS OF CHANGE:\t20240813\n\n");
        assertThat(Read.of("a.zip", Read.zip("one.txt", HEADER + FORM, "two.txt", again + FORM)).only().doubts()).isEmpty();

        Read two = Read.of("a.zip", Read.zip("one.txt", HEADER + FORM, "two.txt", HEADER + FORM.replace("Paul Stone", "Olga Dunn"),
                "three.txt", HEADER + FORM));
        assertThat(two.filings).extracting(Filing::doubts).containsExactly(List.of(), List.of(Filing.Doubt.FILED_TWICE));
        assertThat(two.problems).singleElement().satisfies(problem -> {
            assertThat(problem.where()).isEqualTo("two.txt");
            assertThat(problem.what()).contains("0000912345-24-000017", "more than once");
        });

        Read others = Read.of("a.zip", Read.zip("one.txt", HEADER + FORM, "two.txt",
                HEADER.replace("000017", "000018") + FORM.replace("Paul Stone", "Olga Dunn")));
        assertThat(others.filings).as("two filings").hasSize(2).allSatisfy(one -> assertThat(one.doubts()).isEmpty());
    }

    @Test
    void a_table_and_a_document_of_one_filing_are_held_against_each_other_too() throws IOException {
        String row = "0000912345-24-000017\t12-AUG-2024\t09-AUG-2024\t\t0\t4\t0000004711\tLarkspur Mills, Inc.\t\n";
        String owner = "0000912345-24-000017\t0001234567\tField Nora\n";
        String signed = "0000912345-24-000017\t/s/ Paul Stone, by power of attorney\t12-AUG-2024\n";
        Read same = Read.of("a.zip", Read.zip("SUBMISSION.tsv", Read.SUBMISSIONS + row, "REPORTINGOWNER.tsv", Read.OWNERS + owner,
                "OWNER_SIGNATURE.tsv", Read.SIGNATURES + signed, "one.txt", HEADER + FORM));
        assertThat(same.only().doubts()).isEmpty();
        Read other = Read.of("a.zip", Read.zip("SUBMISSION.tsv", Read.SUBMISSIONS + row, "REPORTINGOWNER.tsv", Read.OWNERS + owner,
                "OWNER_SIGNATURE.tsv", Read.SIGNATURES + signed.replace("12-AUG", "11-AUG"), "one.txt", HEADER + FORM));
        assertThat(other.filings).extracting(Filing::doubts).containsExactly(List.of(), List.of(Filing.Doubt.FILED_TWICE));
    }
}
