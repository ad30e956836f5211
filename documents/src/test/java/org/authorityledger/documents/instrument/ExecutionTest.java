package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.authorityledger.documents.text.FiledDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The day of signing, and dates that only stand near the signature. */
class ExecutionTest {

    private static final String GRANT = "I hereby appoint Lee Moor as my attorney-in-fact to sign Forms 3, 4 and 5 regarding "
            + "securities of Wick Corp.";

    private static Proposal with(String words) {
        return Papers.grant("POWER OF ATTORNEY\n" + GRANT + "\n" + words + "\n/s/ Ann R. Vale\nAnn R. Vale\n");
    }

    @ParameterizedTest
    @ValueSource(strings = { "June 15, 2020", "Dated: June 15, 2020", "Date: 6/15/2020", "Date signed: 06.15.2020",
            "Signed at Boston this 15th day of June, 2020",
            "IN WITNESS WHEREOF, I have signed this Power of Attorney as of June 15, 2020.",
            "This power of attorney is dated June 15, 2020.",
            "Executed as of June 15, 2020", "Boston, June 15, 2020"})
    void the_day_of_signing(String words) {
        assertThat(with(words).body()).containsEntry("executedOn", "2020-06-15");
        assertThat(with(words).open()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "(born June 15, 1960)", "This letter replaces mine of June 15, 2020", "Board approval date: June 15, 2020",
            "Printed on June 15, 2020", "Received June 15, 2020", "Approved by counsel: June 15, 2020", "Rev. June 15, 2020",
            "Insider Trading Policy dated June 15, 2020", "Form last updated June 15, 2020", "My option was granted on June 15, 2020",
            "Dated: 03.04.2020", "03.04.2020", "IN WITNESS WHEREOF, I sign this power, which replaces mine of June 15, 2020."})
    void a_date_of_something_else_leaves_the_day_open(String words) {
        assertThat(with(words).body()).doesNotContainKey("executedOn");
        assertThat(Papers.openFields(with(words))).contains("executedOn");
    }

    @Test
    void a_date_of_something_else_makes_a_filed_paper_not_undated() {
        FilingContext filing = new FilingContext("0009999999-20-000001", "4", "24", LocalDate.of(2020, 7, 1), List.of(), List.of());
        Proposal vale = InstrumentReader.read(FiledDocument.of(GRANT + "\nReceived June 15, 2020\n/s/ Ann R. "
                + "Vale"), filing).proposals().getFirst();
        Proposal undated = InstrumentReader.read(FiledDocument.of(GRANT + "\n/s/ Ann R. Vale"), filing).proposals().getFirst();

        assertThat(vale.body()).doesNotContainKeys("undated", "executedOn");
        assertThat(undated.body()).containsEntry("undated", true).containsEntry("executedOn", "2020-07-01");
    }

    @Test
    void the_date_of_a_letter_is_not_that_of_what_it_speaks_of() {
        Proposal vale = Papers.grant("April 3, 2020\n\nWick Corp.\n\nI hereby authorize Lee Moor to sign the Form 4 regarding "
                + "securities of Wick Corp. "
                + "that I bought on April 1, 2020.\n\n/s/ Ann R. Vale");

        assertThat(vale.body()).containsEntry("executedOn", "2020-04-03");
    }

    @Test
    void a_line_of_a_filing_at_the_top_is_no_date_of_the_paper() {
        Proposal vale = Papers.grant("As filed with the Commission on April 9, 2022\nPOWER OF ATTORNEY\n" + GRANT
                + "\nIN WITNESS WHEREOF, executed as of the date first written above.\n/s/ Ann R. Vale");

        assertThat(vale.body()).doesNotContainKey("executedOn");
        assertThat(Papers.openFields(vale)).contains("executedOn");
    }

    @Test
    void each_who_signs_has_the_date_beside_the_own_signature() {
        List<Proposal> both = Papers
                .read(GRANT.replace("I hereby appoint", "Each of the undersigned hereby appoints").replace("my", "his or her")
                        + "\n/s/ Ann R. Vale   Director   January 5, 2021\n/s/ Omar Rand   Director   January 9, 2021")
                .proposals();

        assertThat(both).extracting(one -> one.body().get("executedOn")).containsExactly("2021-01-05", "2021-01-09");
        assertThat(both).allSatisfy(one -> assertThat(Papers.openFields(one)).doesNotContain("executedOn"));
    }

    @Test
    void the_date_of_another_is_not_taken_and_one_date_after_all_is_of_all() {
        String grant = GRANT.replace("I hereby appoint", "Each of the undersigned hereby appoints").replace("my", "his or her");
        List<Proposal> one = Papers.read(grant + "\n/s/ Ann R. Vale   January 5, 2021\n/s/ Omar Rand").proposals();
        List<Proposal> all = Papers.read(grant + "\n/s/ Ann R. Vale\n/s/ Omar Rand\nDated: January 5, 2021").proposals();

        assertThat(one.getFirst().body()).containsEntry("executedOn", "2021-01-05");
        assertThat(one.getLast().body()).doesNotContainKey("executedOn");
        assertThat(Papers.openFields(one.getLast())).contains("executedOn");
        assertThat(all).extracting(paper -> paper.body().get("executedOn")).containsExactly("2021-01-05", "2021-01-05");
    }

    @Test
    void two_dates_of_one_paper_are_open() {
        assertThat(Papers.openFields(with("Dated: June 15, 2020\nDated: June 16, 2020"))).contains("executedOn");
        assertThat(Papers.openFields(with("Dated: June 15, 2020 (as amended July 1, 2020)"))).contains("executedOn");
        assertThat(Papers.openFields(with("Dated June 15, 2020, effective as of July 1, 2020"))).doesNotContain("executedOn");
    }
}
