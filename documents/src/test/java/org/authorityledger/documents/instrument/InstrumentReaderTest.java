package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole papers of our own making, in many wordings. */
class InstrumentReaderTest {

    @Test
    void two_of_three_sign_jointly_until_a_date() {
        Proposal voss = Papers.grant("LIMITED POWER OF ATTORNEY\n\nKNOW ALL PERSONS BY THESE PRESENTS, that I, Clara M. Voss, hereby make, "
                + "constitute and appoint Peter Lindqvist, Ana Ruiz-Ortega and William T. Shaw III, any two of them acting "
                + "jointly, as my true and lawful attorneys-in-fact to:\n\n1. prepare and sign Forms 3, 4 and 5 and any "
                + "amendments thereto as to the securities of Birchwood Bancorp, Inc.;\n2. sign Form 144; and\n3. file those "
                + "forms with the SEC.\n\nThis Power of Attorney shall expire on June 30, 2019.  It shall be governed by the "
                + "laws of the State of Ohio.\n\nDated: 3/15/2017\n\n/s/ Clara M. Voss\nClara M. Voss");

        assertThat(voss.grantorName()).isEqualTo("Clara M. Voss");
        assertThat(Papers.names(voss)).containsExactly("Peter Lindqvist", "Ana Ruiz-Ortega", "William T. Shaw III");
        assertThat(Papers.powers(voss)).isEqualTo(List.of(
                Map.of("clause", "1", "forms", List.of("FORM_3", "FORM_4", "FORM_5"), "amendments", true),
                Map.of("clause", "2", "forms", List.of("FORM_144"))));
        assertThat(voss.body()).containsEntry("minimumSignatures", 2).containsEntry("expiresOn", "2019-06-30")
                .containsEntry("governingLaw", "State of Ohio").containsEntry("executedOn", "2017-03-15")
                .containsEntry("issuer", Map.of("issuerId", "birchwood-bancorp-inc", "name", "Birchwood Bancorp, Inc."))
                .doesNotContainKeys("substitution", "durable", "untilCeasedReporting", "revocationTakesEffect", "effectiveOn");
        assertThat(voss.open()).isEmpty();
    }

    @Test
    void a_fund_signs_through_its_general_partner() {
        List<Proposal> proposals = Papers
                .read("POWER OF ATTORNEY\n\nThe undersigned hereby constitutes and appoints Dana Whitfield, signing alone, its true "
                        + "and lawful attorney-in-fact, with full power of substitution and resubstitution, to execute Schedules 13D and "
                        + "13G and Forms 3, 4 and 5, and any amendments thereto, in respect of securities of any issuer.\nThis power of "
                        + "attorney shall not be affected by the subsequent incapacity of any person.\nExecuted as of the first day of "
                        + "April, two thousand and twelve.\n\nKESTREL OPPORTUNITY FUND, L.P.\nBy: Kestrel GP, LLC, its general partner\n"
                        + "\nBy: /s/ Harold Finch\nName: Harold Finch\nTitle: Managing Member\n")
                .proposals();

        assertThat(proposals).extracting(Proposal::kind).containsExactly(Proposal.Kind.GRANT, Proposal.Kind.SIGNATORY,
                Proposal.Kind.SIGNATORY);
        assertThat(proposals.getFirst().body()).containsEntry("issuer", "ANY").containsEntry("substitution", "WITH_RESUBSTITUTION")
                .containsEntry("durable", true).containsEntry("executedOn", "2012-04-01")
                .containsEntry("grantor", Map.of("name", "KESTREL OPPORTUNITY FUND, L.P.", "kind", "ENTITY"));
        assertThat(proposals.get(1).grantorName()).isEqualTo("KESTREL OPPORTUNITY FUND, L.P.");
        assertThat(proposals.get(1).body()).containsEntry("capacity", "GENERAL_PARTNER")
                .containsEntry("signatory", Map.of("partyId", "kestrel-gp-llc", "name", "Kestrel GP, LLC", "kind", "ENTITY"));
        assertThat(proposals.get(2).grantorName()).isEqualTo("Kestrel GP, LLC");
        assertThat(proposals.get(2).body()).containsEntry("capacity", "MANAGING_MEMBER").containsEntry("title", "Managing Member")
                .doesNotContainKey("from");
    }

    @Test
    void offices_are_appointed_and_all_prior_powers_are_revoked() {
        Proposal ashe = Papers
                .grant("I, Robert Ashe, hereby appoint the General Counsel and the Corporate Secretary of Marlin Energy Corp. from "
                        + "time to time, and each of them individually, as my attorney-in-fact to sign and file Forms 3, 4 and 5 on my "
                        + "behalf. This authorization remains in effect until I am no longer subject to Section 16 with respect to "
                        + "Marlin Energy Corp. and revokes all prior powers of attorney.\nSigned on August 4, 2011\n/s/ Robert Ashe");

        assertThat(ashe.body()).containsEntry("attorneys", List.of(
                Map.of("attorneyId", "general-counsel", "name", "General Counsel", "office", true),
                Map.of("attorneyId", "corporate-secretary", "name", "Corporate Secretary", "employer", "Marlin Energy Corp.", "office",
                        true)))
                .containsEntry("supersedesPrior", true).containsEntry("untilCeasedReporting", List.of("SECTION_16"))
                .containsEntry("minimumSignatures", 1).containsEntry("executedOn", "2011-08-04");
    }

    @Test
    void a_revocation_tells_which_instrument() {
        Proposal revocation = Papers
                .only("REVOCATION OF POWER OF ATTORNEY\n\nThe undersigned hereby revokes the power of attorney dated May 2, 2010 in "
                        + "favor of Lena Ortiz.\n\nDate: July 9, 2014\n\n/s/ Paul R. Hanley\nPaul R. Hanley");

        assertThat(revocation.kind()).isEqualTo(Proposal.Kind.REVOCATION);
        assertThat(revocation.grantorName()).isEqualTo("Paul R. Hanley");
        assertThat(revocation.body()).isEqualTo(Map.of("signedOn", "2014-07-09"));
        assertThat(revocation.open()).containsExactly(new Open("poaId", "the instrument dated 2010-05-02"));
    }

    @Test
    void an_attorney_appoints_a_substitute() {
        Proposal substitution = Papers
                .only("SUBSTITUTE POWER OF ATTORNEY\n\nUnder the terms of a power of attorney dated January 5, 2015, executed by "
                        + "Maria Chen, the undersigned was appointed attorney-in-fact. The undersigned hereby appoints Omar Diallo as "
                        + "substitute attorney-in-fact to sign Forms 3, 4 and 5.\n\nDated: October 1, 2016\n\n/s/ Susan B. Tate\nSusan "
                        + "B. Tate");

        assertThat(substitution.kind()).isEqualTo(Proposal.Kind.SUBSTITUTION);
        assertThat(substitution.grantorName()).isEqualTo("Maria Chen");
        assertThat(substitution.appointedByName()).isEqualTo("Susan B. Tate");
        assertThat(substitution.body()).containsEntry("substitute", Map.of("attorneyId", "omar-diallo", "name", "Omar Diallo"))
                .containsEntry("effectiveOn", "2016-10-01");
        assertThat(Papers.openFields(substitution)).containsExactly("poaId");
    }

    @Test
    void a_power_for_a_registration_statement_is_not_read() {
        Reading reading = Papers
                .read("POWER OF ATTORNEY\nEach person whose signature appears below constitutes and appoints John Abel and Mary "
                        + "Cain, and each of them, as attorneys-in-fact to sign this Registration Statement on Form S-8 and any "
                        + "post-effective amendments.\n/s/ Tom Reed");

        assertThat(reading.proposals()).isEmpty();
        assertThat(reading.noProposal()).contains("registration statements");
    }

    @Test
    void a_rider_amends_an_instrument() {
        Proposal rider = Papers
                .only("AMENDMENT TO POWER OF ATTORNEY\nThe power of attorney dated March 3, 2008 is hereby amended. The undersigned "
                        + "hereby appoints Gail Newman and Peter Stone, each acting alone, as attorneys-in-fact to sign Forms 3, 4 and 5 "
                        + "regarding Tellura Inc. (the \"Company\").\nDated: March 9, 2010\n/s/ Ian Becker");

        assertThat(rider.kind()).isEqualTo(Proposal.Kind.AMENDMENT);
        assertThat(rider.grantorName()).isEqualTo("Ian Becker");
        assertThat(Papers.names(rider)).containsExactly("Gail Newman", "Peter Stone");
        assertThat(rider.body()).containsEntry("executedOn", "2010-03-09");
        assertThat(rider.open()).containsExactly(new Open("poaId", "the instrument dated 2008-03-03"));
    }

    @Test
    void one_signs_together_with_either_of_two() {
        Proposal lang = Papers
                .grant("POWER OF ATTORNEY\nThe undersigned hereby appoints Karen Holt together with either Jim Boyle or Nora Finn, as "
                        + "attorneys-in-fact, to sign Form 144 and Form ID.\nThis power is valid for a period of two (2) years from the "
                        + "date hereof.\nIN WITNESS WHEREOF, signed this 2nd day of June, 2015.\n/s/ Victor Lang");

        assertThat(lang.body()).containsEntry("signing", Map.of("groups", List.of(Map.of("of", List.of("karen-holt"), "minimum", 1),
                Map.of("of", List.of("jim-boyle", "nora-finn"), "minimum", 1)))).containsEntry("expiresOn", "2017-06-02");
        assertThat(Papers.powers(lang)).isEqualTo(List.of(Map.of("clause", "1", "forms", List.of("FORM_144", "FORM_ID"))));
        assertThat(Papers.openFields(lang)).containsExactly("issuer");
    }

    @Test
    void roman_clauses_employment_and_a_date_left_blank() {
        Proposal hale = Papers
                .grant("POWER OF ATTORNEY\nKnow all by these presents, that the undersigned hereby constitutes and appoints each of "
                        + "Alan Brooks and Betty Crane of Dorsey & Vale LLP, signing singly, the undersigned's true and lawful "
                        + "attorney-in-fact to: (i) execute for and on behalf of the undersigned, in the undersigned's capacity as an "
                        + "officer, director and/or more than 10% stockholder of Pinnacle Foods Group Inc. (the \"Company\"), Forms 3, 4 "
                        + "and 5; and (ii) do any and all acts necessary to complete and execute any such Form 3, 4 or 5, complete and "
                        + "execute any amendment or amendments thereto, and file such form.\nThis Power of Attorney shall terminate as "
                        + "to any attorney-in-fact when such attorney-in-fact ceases to be employed by the Company.\nIN WITNESS WHEREOF, "
                        + "executed as of this ____ day of ________, 20__.\n/s/ Greg Hale\nSignature\nGreg Hale\nPrint Name");

        assertThat(hale.body()).containsEntry("attorneys", List.of(
                Map.of("attorneyId", "alan-brooks", "name", "Alan Brooks", "endsWithEmployment", true),
                Map.of("attorneyId", "betty-crane", "name", "Betty Crane", "employer", "Dorsey & Vale LLP", "endsWithEmployment", true)))
                .doesNotContainKeys("executedOn", "undated");
        assertThat(Papers.powers(hale)).isEqualTo(List.of(
                Map.of("clause", "i", "forms", List.of("FORM_3", "FORM_4", "FORM_5"), "capacities",
                        List.of("OFFICER", "DIRECTOR", "TEN_PERCENT_OWNER")),
                Map.of("clause", "ii", "accessoryTo", List.of("i"), "amendments", true)));
        assertThat(hale.open()).containsExactly(new Open("executedOn", "the date was left blank"));
    }

    @Test
    void each_who_signed_gives_a_power() {
        List<Proposal> proposals = Papers
                .read("POWER OF ATTORNEY\nEach of the undersigned hereby appoints Rita Moss as attorney-in-fact to sign Schedule 13G "
                        + "and amendments thereto relating to Orion Corp.\nDated February 1, 2018\n/s/ Adam Quill\nAdam Quill\n/s/ Beth "
                        + "Quill\nBeth Quill")
                .proposals();

        assertThat(proposals).extracting(Proposal::grantorName).containsExactly("Adam Quill", "Beth Quill");
        assertThat(proposals).allSatisfy(quill -> {
            assertThat(quill.body()).containsEntry("executedOn", "2018-02-01")
                    .containsEntry("issuer", Map.of("issuerId", "orion-corp", "name", "Orion Corp."));
            assertThat(quill.open()).isEmpty();
        });
    }

    @Test
    void a_resolution_is_no_power() {
        assertThat(Papers.read("RESOLVED, that John Smith and Jane Roe are authorized to sign Forms 3, 4 and 5 on behalf of the officers.")
                .noProposal()).contains("resolution");
    }

    @Test
    void all_in_capitals() {
        Proposal doyle = Papers
                .grant("POWER OF ATTORNEY\n\nKNOW ALL MEN BY THESE PRESENTS, THAT THE UNDERSIGNED HEREBY CONSTITUTES AND APPOINTS "
                        + "JOHN P. KEANE AND LISA GRANT, OR EITHER OF THEM, AS HIS TRUE AND LAWFUL ATTORNEY TO SIGN FORMS 3, 4 AND 5 "
                        + "WITH RESPECT TO SECURITIES OF VANTAGE CORPORATION.\nDATED: 12/1/1999\n/S/ MARK DOYLE");

        assertThat(doyle.grantorName()).isEqualTo("MARK DOYLE");
        assertThat(Papers.names(doyle)).containsExactly("JOHN P. KEANE", "LISA GRANT");
        assertThat(doyle.body()).containsEntry("minimumSignatures", 1).containsEntry("executedOn", "1999-12-01")
                .containsEntry("issuer", Map.of("issuerId", "vantage-corporation", "name", "VANTAGE CORPORATION"));
    }

    @Test
    void titles_employers_and_a_defined_term_within_the_list() {
        Proposal park = Papers
                .grant("The undersigned hereby authorizes Thomas Reilly, Vice President and General Counsel of Solstice Holdings, "
                        + "Inc. (\"Solstice\"), Erin Walsh, Assistant Secretary of Solstice, and Ben Adler, Senior Paralegal, or any one "
                        + "of them, to execute and file on the undersigned's behalf all Forms 3, 4 and 5 (including any amendments "
                        + "thereto) that the undersigned may be required to file with the SEC as a result of the undersigned's ownership "
                        + "of or transactions in securities of Solstice. The authority of Thomas Reilly, Erin Walsh and Ben Adler under "
                        + "this Statement shall continue until the undersigned is no longer required to file Forms 3, 4 and 5 with "
                        + "regard to securities of Solstice, unless earlier revoked in writing delivered to the Company's General "
                        + "Counsel.\nDate: 2020-02-29\n/s/ Olivia Park");

        assertThat(park.body()).containsEntry("attorneys", List.of(
                Map.of("attorneyId", "thomas-reilly", "name", "Thomas Reilly", "title", "Vice President and General Counsel", "employer",
                        "Solstice Holdings, Inc."),
                Map.of("attorneyId", "erin-walsh", "name", "Erin Walsh", "title", "Assistant Secretary of Solstice"),
                Map.of("attorneyId", "ben-adler", "name", "Ben Adler", "title", "Senior Paralegal")))
                .containsEntry("minimumSignatures", 1).containsEntry("revocationTakesEffect", "ON_DELIVERY_TO_ISSUER")
                .containsEntry("issuer", Map.of("issuerId", "solstice-holdings-inc", "name", "Solstice Holdings, Inc."));
        assertThat(park.open()).isEmpty();
    }

    @Test
    void a_class_of_people_is_appointed() {
        Proposal jung = Papers
                .grant("I hereby appoint any partner of Dorsey & Vale LLP as my attorney to sign Form 4. Dated May 1, 2001. /s/ Carl "
                        + "Jung");

        assertThat(Papers.names(jung)).containsExactly("any partner of Dorsey & Vale LLP");
        assertThat(Papers.powers(jung)).isEqualTo(List.of(Map.of("clause", "1", "forms", List.of("FORM_4"))));
    }

    @Test
    void a_trust_signs_through_its_trustee() {
        List<Proposal> proposals = Papers
                .read("POWER OF ATTORNEY\nThe undersigned hereby appoints Jill Stone and Mark Reed, and each of them, its "
                        + "attorneys-in-fact to sign Forms 3, 4, 5 and Schedules 13D/G.\nDated: May 5, 2005\nTHE HARGROVE FAMILY TRUST\n"
                        + "By: /s/ Edwin Hargrove\nEdwin Hargrove, Trustee")
                .proposals();

        assertThat(proposals).extracting(Proposal::kind).containsExactly(Proposal.Kind.GRANT, Proposal.Kind.SIGNATORY);
        assertThat(proposals.getFirst().grantorName()).isEqualTo("THE HARGROVE FAMILY TRUST");
        assertThat(proposals.getLast().body()).containsEntry("capacity", "TRUSTEE")
                .containsEntry("signatory", Map.of("partyId", "edwin-hargrove", "name", "Edwin Hargrove", "kind", "PERSON"));
    }

    @Test
    void two_issuers_and_their_subsidiaries_are_two_issuers_and_an_open_word() {
        Proposal marl = Papers
                .grant("The undersigned, a director of Alder Corp. (\"Alder\"), Beech Holdings, Inc. (\"Beech\") and each of their "
                        + "subsidiaries, hereby appoints Otto Berg as attorney-in-fact to execute Forms 3, 4 and 5 relating to securities of Alder "
                        + "and Beech.\nDated: July 4, 2012\n/s/ Hugh Marl");

        assertThat(marl.body()).containsEntry("issuers", List.of(Map.of("issuerId", "alder-corp", "name", "Alder Corp."),
                Map.of("issuerId", "beech-holdings-inc", "name", "Beech Holdings, Inc."))).doesNotContainKey("issuer");
        assertThat(Papers.openFields(marl)).containsExactly("issuers");
    }

    @Test
    void the_employer_of_an_attorney_is_not_taken_for_the_issuer() {
        Proposal sand = Papers.grant("I hereby appoint Ted Baxter, an officer of Wick Corp. (\"Wick\"), as my attorney to sign Form 4.\n"
                + "Date: March 1, 2009\n/s/ Ina Sand");

        assertThat(sand.body()).doesNotContainKeys("issuer", "issuers");
        assertThat(Papers.openFields(sand)).containsExactly("issuer");
    }

    @Test
    void people_named_on_another_page_are_open() {
        Proposal petrov = Papers
                .grant("The undersigned hereby constitutes and appoints the individuals named on Schedule A attached hereto, "
                        + "signing singly, to execute Forms 3, 4 and 5 for Lumen Inc. (the \"Company\").\nDated: May 3, 2021\n/s/ Ivo Petrov");

        assertThat(petrov.body()).doesNotContainKey("attorneys");
        assertThat(Papers.openFields(petrov)).contains("attorneys");
    }

    @Test
    void a_numbered_list_of_people() {
        Proposal stahl = Papers.grant("The undersigned hereby appoints each of the following persons:\n 1. Quinn Ross\n 2. Tess Moran\n"
                + "signing singly, as attorney-in-fact to execute Form 5.\nDated the 21st of October, 2019.\n/s/ Vera Stahl");

        assertThat(Papers.names(stahl)).containsExactly("Quinn Ross", "Tess Moran");
        assertThat(stahl.body()).containsEntry("executedOn", "2019-10-21").containsEntry("minimumSignatures", 1);
    }

    @Test
    void a_notary_gives_no_power_and_no_date() {
        Proposal vale = Papers
                .grant("I, Susan Vale, hereby appoint Mark Vale as my attorney-in-fact to execute Form 4 regarding Delmar Corp.\n"
                        + "Executed this 9th day of March 2001.\n/s/ Susan Vale\nSubscribed and sworn to before me on March 10, 2001.\n"
                        + "/s/ Norma Keys\nNotary Public");

        assertThat(vale.grantorName()).isEqualTo("Susan Vale");
        assertThat(vale.body()).containsEntry("executedOn", "2001-03-09");
        assertThat(vale.open()).isEmpty();
    }

    @Test
    void without_a_date_it_is_of_the_day_of_filing_at_the_latest_and_undated() {
        FilingContext filing = new FilingContext(null, null, null, java.time.LocalDate.of(2020, 2, 3),
                List.of(new FilingContext.Party("OPAL INC", "1234")), List.of());
        Proposal ford = InstrumentReader.read(org.authorityledger.documents.text.FiledDocument.of(
                "I hereby appoint Jack Kent as my attorney to sign Form 4 as to securities of the Company.\n/s/ Kent Ford"), filing)
                .proposals().getFirst();

        assertThat(ford.body()).containsEntry("executedOn", "2020-02-03").containsEntry("undated", true)
                .containsEntry("issuer", Map.of("issuerId", "opal-inc", "name", "OPAL INC", "cik", "1234"));
        assertThat(Papers.openFields(ford)).containsExactly("issuer");
    }

    @Test
    void a_date_that_cannot_be_read_is_open_and_not_undated() {
        Proposal ford = Papers.grant("I hereby appoint Jack Kent as my attorney to sign Form 4 regarding Opal Inc.\n"
                + "Signed as of this 3lst day of May, 2004.\n/s/ Kent Ford");

        assertThat(ford.body()).doesNotContainKeys("executedOn", "undated");
        assertThat(Papers.openFields(ford)).containsExactly("executedOn");
    }

    @Test
    void reports_of_companies_under_section_13_are_not_schedules() {
        assertThat(
                Papers.read("Each person whose signature appears below appoints Ada Crane as attorney-in-fact to sign the Annual Report on "
                        + "Form 10-K pursuant to Section 13 or 15(d) of the Act.\n/s/ George Town").noProposal())
                .contains("reports of a company");
    }
}
