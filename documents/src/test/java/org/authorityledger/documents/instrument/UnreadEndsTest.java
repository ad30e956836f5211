package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends, terms and conditions that no rule reads leave the end open; those that one reads do not. */
class UnreadEndsTest {

    private static Proposal with(String sentence) {
        return Papers
                .grant("POWER OF ATTORNEY\nI hereby appoint Lee Moor as my attorney-in-fact to sign and file Forms 3, 4 and 5 regarding "
                        + "securities of Wick Corp.\n" + sentence + "\nDated: June 15, 2020\n/s/ Ann R. Vale\nAnn R. Vale\n");
    }

    @ParameterizedTest
    @ValueSource(strings = { "This letter is valid for 45 days.", "It is in effect before May 31, 2021 only.",
            "This power is a temporary one.",
            "Such attorney-in-fact may act until a successor is named.",
            "This authorization is valid for a period of twenty weeks.", "My appointment of Lee Moor is for a trial term of one quarter.",
            "Term: eighteen months.", "This power is good through May 2021.", "It may not be used after May 31, 2021.",
            "No form shall be filed hereunder on or after June 1, 2021.", "This power is of no effect after May 31, 2021.",
            "This power is valid until I resign from the Board.", "This power ends upon a sale of Wick Corp.",
            "This power is void if I move abroad.", "If the merger closes, this power lapses.", "Sunset: May 31, 2021.",
            "This power shall be in force so long as Ms. Rand chairs the Board.", "My appointment of Lee Moor was withdrawn last May.",
            "This power terminates once the options are exercised.", "The authority hereby given ends with the 2021 annual "
                    + "meeting, at the end of May 2021."})
    void an_end_that_no_rule_reads_is_open(String end) {
        Proposal vale = with(end);

        assertThat(vale.body()).doesNotContainKey("expiresOn");
        assertThat(Papers.openFields(vale)).contains("expiresOn");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "This power shall remain in full force and effect until I am no longer required to file Forms 3, 4 and 5, unless "
                    + "earlier revoked by me in a "
                    + "signed writing delivered to Lee Moor.",
            "This power is valid until revoked.", "This power shall not lapse if I become incapacitated.", "This power ends upon my death.",
            "Lee Moor may do all that I could do if personally present.",
            "Form 4 must be filed within two business days after each transaction, and I remain responsible for it.",
            "I shall notify Lee Moor within ten days of any transaction.",
            "I agree to indemnify Lee Moor, and this indemnity remains in force after this power ends."})
    void ordinary_words_leave_no_end_open(String ordinary) {
        assertThat(Papers.openFields(with(ordinary))).doesNotContain("expiresOn");
    }

    @Test
    void days_and_weeks_from_the_date_of_the_paper_are_counted() {
        assertThat(with("This power is valid for 90 days from the date hereof.").body()).containsEntry("expiresOn", "2020-09-13");
        assertThat(with("This power is valid for two weeks from its date.").body()).containsEntry("expiresOn", "2020-06-29");
        assertThat(Papers.openFields(with("This power is valid for 90 days from the date of the merger."))).containsExactly("expiresOn");
        assertThat(Papers.openFields(with("This power is valid for 90 business days from the date hereof."))).containsExactly("expiresOn");
    }

    @Test
    void an_end_that_is_read_hides_no_other() {
        assertThat(with("This power terminates automatically on May 31, 2021.").open()).isEmpty();
        assertThat(Papers.openFields(with("This power expires on May 31, 2021. It is void if I move abroad.")))
                .containsExactly("expiresOn");
    }

    @Test
    void a_range_has_both_its_days() {
        assertThat(with("This power is in effect from July 1, 2020 to July 31, 2020.").body()).containsEntry("effectiveOn", "2020-07-01")
                .containsEntry("expiresOn", "2020-07-31").containsEntry("executedOn", "2020-06-15");
    }
}
