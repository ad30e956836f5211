package org.authorityledger.documents.filing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
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
}
