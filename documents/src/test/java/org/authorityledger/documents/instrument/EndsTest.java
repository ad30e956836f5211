package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;
import org.authorityledger.events.Regime;
import org.authorityledger.events.RevocationTakesEffect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndsTest {

    private static final LocalDate SIGNED = LocalDate.of(2010, 5, 4);

    private static <T> T value(@Nullable Found<T> found) {
        return Objects.requireNonNull(found).value();
    }

    @Test
    void duties_to_report_are_read_as_regimes() {
        assertThat(value(Ends.untilCeased("in effect until I am no longer required to file Forms 4 or 5 with respect to Form 144 stock")))
                .isEqualTo(Set.of(Regime.SECTION_16));
        assertThat(
                value(Ends.untilCeased("until the first of (a) the undersigned is no longer subject to Section 16 or 13, unless revoked")))
                .contains(Regime.SECTION_16);
        assertThat(value(Ends.untilCeased("until the undersigned is no longer required to file Form 144 and Schedule 13G.")))
                .containsExactlyInAnyOrder(Regime.RULE_144, Regime.SECTION_13);
        assertThat(Ends.untilCeased("the forms that the undersigned is required to file under Section 16")).isNull();
    }

    @Test
    void last_days_are_dates_durations_and_anniversaries() {
        assertThat(value(Ends.lastDay("This power shall expire on June 1, 2012.", SIGNED).day())).isEqualTo(LocalDate.of(2012, 6, 1));
        assertThat(value(Ends.lastDay("to sign Form 4 for me until 12/31/2011.", SIGNED).day())).isEqualTo(LocalDate.of(2011, 12, 31));
        assertThat(value(Ends.lastDay("valid for a period of two (2) years from the date hereof", SIGNED).day()))
                .isEqualTo(LocalDate.of(2012, 5, 4));
        assertThat(value(Ends.lastDay("until the first anniversary of the date hereof", SIGNED).day())).isEqualTo(LocalDate.of(2011, 5, 4));
        assertThat(Ends.lastDay("the power dated June 1, 2012 remains in effect until revoked", SIGNED).day()).isNull();
        assertThat(Ends.lastDay("valid for two years from the date hereof", null).day()).isNull();
    }

    @Test
    void a_beginning_is_no_end() {
        assertThat(Ends.lastDay("This power is effective on July 1, 2020.", SIGNED).day()).isNull();
        assertThat(Ends.lastDay("This power shall become effective on July 1, 2020.", null).doubt()).isNull();
        assertThat(value(
                Ends.lastDay("This power is effective on July 1, 2020 and shall remain in effect until June 30, 2023.", SIGNED).day()))
                .isEqualTo(LocalDate.of(2023, 6, 30));
        assertThat(value(Ends.lastDay("This power is effective from July 1, 2020 through June 30, 2021.", SIGNED).day()))
                .isEqualTo(LocalDate.of(2021, 6, 30));
    }

    @ParameterizedTest
    @ValueSource(strings = { "The power of attorney dated June 1, 2018, which remained in effect until January 14, 2020, is not affected.",
            "The undersigned's employment agreement expires on June 30, 2022.", "The undersigned's term of office ends on June 30, 2022.",
            "This power shall expire on the earlier of June 30, 2022 and the closing of the merger.",
            "This power shall expire on June 30, 2022 unless extended.",
            "This power may be used to sign Form 4 for transactions through June 30, 2022.",
            "This power shall expire on June 30, 2022. Or, it shall expire on June 30, 2024."})
    void a_day_that_may_be_of_another_end_is_a_doubt(String words) {
        assertThat(Ends.lastDay(words, SIGNED).day()).isNull();
        assertThat(Ends.lastDay(words, null).doubt()).isNotNull();
    }

    @Test
    void a_revocation_before_the_last_day_leaves_no_doubt() {
        String words = "This power shall expire on June 30, 2022, unless earlier revoked by the undersigned.";

        assertThat(value(Ends.lastDay(words, SIGNED).day())).isEqualTo(LocalDate.of(2022, 6, 30));
        assertThat(Ends.lastDay(words, null).doubt()).isNull();
    }

    @Test
    void a_time_from_the_date_of_something_else_is_no_last_day() {
        assertThat(Ends.lastDay("valid for one year from the date of the closing of the merger.", SIGNED).day()).isNull();
        assertThat(Ends.lastDay("until the first anniversary of the date of the merger.", SIGNED).day()).isNull();
        assertThat(value(Ends.lastDay("valid for one year from the date of this letter.", SIGNED).day()))
                .isEqualTo(LocalDate.of(2011, 5, 4));
    }

    @Test
    void a_revocation_works_on_delivery_to_those_whom_the_paper_names() {
        assertThat(value(Ends.revocation("unless revoked in a signed writing delivered to such attorneys-in-fact")))
                .isEqualTo(RevocationTakesEffect.ON_DELIVERY_TO_ATTORNEY);
        assertThat(value(Ends.revocation("until revoked by written notice delivered to the Company")))
                .isEqualTo(RevocationTakesEffect.ON_DELIVERY_TO_ISSUER);
        assertThat(Ends.revocation("revoked in a writing delivered to the Company and the attorneys-in-fact")).isNull();
        assertThat(Ends.revocation("unless earlier revoked in writing")).isNull();
    }

    @Test
    void what_is_not_revoked_is_not_superseded() {
        assertThat(value(Ends.supersedes("This power revokes all prior powers of attorney."))).isTrue();
        assertThat(Ends.supersedes("This power does not revoke any prior power of attorney.")).isNull();
        assertThat(value(Ends.supersededDate("It revokes the power of attorney dated June 1, 2018."))).isEqualTo(LocalDate.of(2018, 6, 1));
        assertThat(Ends.supersededDate("It does not supersede the power of attorney dated June 1, 2018.")).isNull();
        assertThat(Ends.supersededDate("It revokes all powers of attorney except the power dated June 1, 2018.")).isNull();
    }

    @Test
    void an_end_that_no_rule_reads_is_seen() {
        assertThat(Ends.otherEnd("shall expire one year after the undersigned ceases to be a director.")).startsWith("expire one year");
        assertThat(Ends.otherEnd("shall remain in full force and effect until revoked in writing.")).isNull();
    }
}
