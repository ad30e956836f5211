package org.authorityledger.documents.filing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.List;
import org.authorityledger.documents.filing.Filing.Exhibit;
import org.authorityledger.documents.filing.Filing.FiledSignature;
import org.authorityledger.documents.instrument.FilingContext.Party;
import org.authorityledger.documents.signature.Signature.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormXmlTest {

    private static final String OWNERSHIP = """
            <?xml version="1.0"?>
            <ownershipDocument>
              <documentType>4/A</documentType>
              <periodOfReport>2024-08-09-05:00</periodOfReport>
              <dateOfOriginalSubmission>2024-08-10</dateOfOriginalSubmission>
              <notSubjectToSection16>%s</notSubjectToSection16>
              <issuer><issuerCik>4711</issuerCik><issuerName>Larkspur Mills, Inc.</issuerName></issuer>
              <reportingOwner><reportingOwnerId><rptOwnerCik>0001234567</rptOwnerCik><rptOwnerName>FIELD NORA</rptOwnerName></reportingOwnerId>
                <reportingOwnerRelationship><officerTitle>CFO &amp; Secretary</officerTitle></reportingOwnerRelationship></reportingOwner>
              <remarks>Exhibit 24 - Power of Attorney</remarks>
              <ownerSignature><signatureName>%s</signatureName><signatureDate>2024-08-12</signatureDate></ownerSignature>
            </ownershipDocument>
            """;

    private static String ownership(String exit, String signature) {
        return OWNERSHIP.formatted(exit, signature);
    }

    @Test
    void an_ownership_form_says_who_reports_and_who_signed() throws IOException {
        Read read = Read.of(ownership("1", "/s/ Paul Stone, attorney-in-fact"));
        Filing filing = read.only();
        assertThat(read.problems).isEmpty();
        assertThat(filing.form()).isEqualTo("4/A");
        assertThat(filing.amendment()).isTrue();
        assertThat(filing.accession()).isNull();
        assertThat(filing.periodOfReport()).isEqualTo(LocalDate.of(2024, 8, 9));
        assertThat(filing.originalFiledOn()).isEqualTo(LocalDate.of(2024, 8, 10));
        assertThat(filing.issuer()).isEqualTo(new Party("Larkspur Mills, Inc.", "0000004711"));
        assertThat(filing.owners()).containsExactly(new Party("FIELD NORA", "0001234567"));
        assertThat(filing.remarks()).isEqualTo("Exhibit 24 - Power of Attorney");
        assertThat(filing.noLongerSubject()).isTrue();
        FiledSignature signature = filing.signatures().getFirst();
        assertThat(signature.signedOn()).isEqualTo(LocalDate.of(2024, 8, 12));
        assertThat(signature.reading().kind()).isEqualTo(Kind.AGENT);
        assertThat(signature.reading().forWhom()).containsExactly("FIELD NORA");
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "false", ""})
    void the_exit_box_counts_only_if_it_is_checked(String box) throws IOException {
        assertThat(Read.of(ownership(box, "/s/ Nora Field")).only().noLongerSubject()).isFalse();
    }

    @Test
    void a_form_144_has_its_exhibits_without_its_cover() throws IOException {
        Filing filing = Read.of("""
                <edgarSubmission xmlns="http://www.sec.gov/edgar/ownership" xmlns:com="http://www.sec.gov/edgar/common">
                  <headerData><submissionType>144</submissionType>
                    <filerInfo><filer><filerCredentials><cik>1234567</cik></filerCredentials></filer></filerInfo></headerData>
                  <formData><issuerInfo><issuerCik>4711</issuerCik><issuerName>Larkspur Mills, Inc.</issuerName>
                    <nameOfPersonForWhoseAccountTheSecuritiesAreToBeSold>Field Nora</nameOfPersonForWhoseAccountTheSecuritiesAreToBeSold>
                    </issuerInfo>
                    <noticeSignature><noticeDate>08/12/2024</noticeDate><signature>/s/ Nora Field</signature></noticeSignature></formData>
                  <documents>
                    <com:document><com:conformedName>cover.txt</com:conformedName>
                      <com:conformedDocumentType>COVER</com:conformedDocumentType><com:contents>DQo=</com:contents></com:document>
                    <com:document><com:conformedName>poa.txt</com:conformedName>
                      <com:conformedDocumentType>EX-24</com:conformedDocumentType><com:contents>DQo=</com:contents></com:document>
                  </documents></edgarSubmission>
                """).only();
        assertThat(filing.form()).isEqualTo("144");
        assertThat(filing.owners()).containsExactly(new Party("Field Nora", "0001234567"));
        assertThat(filing.exhibits()).containsExactly(new Exhibit("EX-24", "poa.txt", null));
        assertThat(filing.signatures().getFirst().reading().kind()).isEqualTo(Kind.SELF);
        assertThat(filing.signatures().getFirst().signedOn()).isEqualTo(LocalDate.of(2024, 8, 12));
    }

    @Test
    void a_schedule_has_a_name_above_each_signature() throws IOException {
        Filing filing = Read
                .of("""
                        <edgarSubmission xmlns="http://www.sec.gov/edgar/schedule13g">
                          <headerData><submissionType>SCHEDULE 13G/A</submissionType></headerData>
                          <formData>
                            <coverPageHeader><eventDateRequiresFilingThisStatement>06/30/2024</eventDateRequiresFilingThisStatement>
                              <issuerInfo><issuerCik>4711</issuerCik><issuerName>Larkspur Mills, Inc.</issuerName></issuerInfo></coverPageHeader>
                            <coverPageHeaderReportingPersonDetails><reportingPersonName>Alder Fund, L.P.</reportingPersonName>
                              </coverPageHeaderReportingPersonDetails>
                            <coverPageHeaderReportingPersonDetails><reportingPersonName>Wells Rita</reportingPersonName>
                              </coverPageHeaderReportingPersonDetails>
                            <signatureInformation><reportingPersonName>Alder Fund, L.P.</reportingPersonName>
                              <signatureDetails><signature>/s/ Rita Wells</signature><title>Managing Member of Alder GP, LLC</title><date>08/12/2024</date>
                              </signatureDetails></signatureInformation>
                            <signatureInformation><reportingPersonName>Wells Rita</reportingPersonName>
                              <signatureDetails><signature>/s/ Rita Wells</signature><title>Rita Wells</title><date>08/12/2024</date></signatureDetails>
                              </signatureInformation>
                          </formData></edgarSubmission>
                        """)
                .only();
        assertThat(filing.form()).isEqualTo("SCHEDULE 13G/A");
        assertThat(filing.periodOfReport()).isEqualTo(LocalDate.of(2024, 6, 30));
        assertThat(filing.owners()).extracting(Party::name).containsExactly("Alder Fund, L.P.", "Wells Rita");
        assertThat(filing.signatures()).extracting(one -> one.reading().kind()).containsExactly(Kind.ENTITY, Kind.SELF);
        assertThat(filing.signatures().getFirst().reading().forWhom()).containsExactly("Alder Fund, L.P.");
    }

    @Test
    void a_document_type_and_entities_are_refused() throws IOException {
        for (String prolog : List.of("<!DOCTYPE ownershipDocument [<!ENTITY a \"b\">]>",
                "<!DOCTYPE ownershipDocument SYSTEM \"file:///etc/passwd\">")) {
            Read read = Read.of(prolog + ownership("0", "&a;").replace("<?xml version=\"1.0\"?>", ""));
            assertThat(read.filings).isEmpty();
            assertThat(read.problems).singleElement().extracting(FilingProblem::what).asString().contains("document type");
        }
        Read undeclared = Read.of(ownership("0", "&a;"));
        assertThat(undeclared.filings).isEmpty();
        assertThat(undeclared.problems).hasSize(1);
    }

    @Test
    void nesting_and_the_length_of_an_element_are_bounded() throws IOException {
        String deep = ownership("0", "<a>".repeat(37) + "</a>".repeat(37));
        assertThat(Read.of(deep).filings).hasSize(1);
        assertThat(Read.of(ownership("0", "<a>".repeat(38) + "</a>".repeat(38))).problems).singleElement().extracting(FilingProblem::what)
                .asString().contains("nested");
        assertThat(Read.of(ownership("0", "a".repeat(1_000_000))).filings).hasSize(1);
        assertThat(Read.of(ownership("0", "a".repeat(1_000_001))).problems).singleElement().extracting(FilingProblem::what).asString()
                .contains("longer");
    }

    @Test
    void a_form_that_breaks_off_is_named_with_the_line() throws IOException {
        String form = ownership("0", "/s/ Nora Field");
        Read read = Read.of(form.substring(0, form.indexOf("<remarks>")));
        assertThat(read.filings).isEmpty();
        assertThat(read.problems).singleElement().extracting(FilingProblem::what).asString().contains("line ");
        assertThat(Read.of("<edgarSubmission></edgarSubmission>").problems).singleElement().extracting(FilingProblem::what).asString()
                .contains("which form");
    }

    @Test
    void a_form_in_windows_1252_is_read() throws IOException {
        Filing filing = Read.of("form.xml", ownership("0", "/s/ José Ibáñez").getBytes(Charset.forName("windows-1252"))).only();
        assertThat(filing.signatures().getFirst().reading().signers()).containsExactly("José Ibáñez");
    }

    @Test
    void a_byte_order_mark_and_a_prefix_of_the_namespace_do_not_matter() throws IOException {
        assertThat(Read.of("\uFEFF" + ownership("0", "/s/ Nora Field")).only().form()).isEqualTo("4/A");
        assertThat(Read.of("""
                <e:edgarSubmission xmlns:e="http://www.sec.gov/edgar/ownership"><e:headerData><e:submissionType>144/A</e:submissionType>
                </e:headerData></e:edgarSubmission>
                """).only().form()).isEqualTo("144/A");
    }
}
