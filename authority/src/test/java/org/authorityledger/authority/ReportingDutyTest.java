package org.authorityledger.authority;

import static org.authorityledger.authority.Acts.AAR;
import static org.authorityledger.authority.Acts.HEMACARE;
import static org.authorityledger.authority.Acts.IRVING;
import static org.authorityledger.authority.AuthorityAssert.assertThatAuthority;
import static org.authorityledger.events.Regime.RULE_144;
import static org.authorityledger.events.Regime.SECTION_13;
import static org.authorityledger.events.Regime.SECTION_16;

import org.authorityledger.events.IssuerId;
import org.authorityledger.events.RecordId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** "Until the undersigned is no longer required to file": when an instrument lapses. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReportingDutyTest {

    private static final String POA = "heaton-2003";

    private final Acts acts = new Acts();

    @Test
    void an_instrument_lapses_on_the_day_its_regime_ceases() {
        acts.granted(POA, says -> says.untilCeased(SECTION_16));
        RecordId cessation = acts.ceased(HEMACARE, "2007-04-02", SECTION_16);

        assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2007-04-01").isNotInForceOn("2007-04-02")
                .endsBy(EndCause.CEASED_REPORTING, cessation);
    }

    @Test
    void an_instrument_that_names_no_regime_never_lapses() {
        acts.granted(POA, says -> says);
        acts.ceased(HEMACARE, "2007-04-02", SECTION_16, SECTION_13, RULE_144);

        assertThatAuthority(acts.authorityOf(IRVING)).isOpen();
    }

    @Test
    void ending_section_16_alone_does_not_end_an_instrument_that_also_serves_schedules_13d_and_13g() {
        acts.granted(POA, says -> says.untilCeased(SECTION_16, SECTION_13));
        acts.ceased(HEMACARE, "2007-04-02", SECTION_16);

        assertThatAuthority(acts.authorityOf(IRVING)).isOpen();
    }

    @Test
    void it_lapses_when_the_last_of_its_regimes_ceases() {
        acts.granted(POA, says -> says.untilCeased(SECTION_16, SECTION_13));
        acts.ceased(HEMACARE, "2007-04-02", SECTION_16);
        RecordId last = acts.ceased(HEMACARE, "2008-01-15", SECTION_13);

        assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2008-01-14").isNotInForceOn("2008-01-15")
                .endsBy(EndCause.CEASED_REPORTING, last);
    }

    @Test
    void the_last_recorded_of_those_that_decide_ends_it_though_it_took_effect_first() {
        acts.granted(POA, says -> says.untilCeased(SECTION_16, SECTION_13));
        acts.ceased(HEMACARE, "2008-01-15", SECTION_13);
        RecordId last = acts.ceased(HEMACARE, "2007-04-02", SECTION_16);

        assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2008-01-14").isNotInForceOn("2008-01-15")
                .endsBy(EndCause.CEASED_REPORTING, last);
    }

    @Test
    void of_two_regimes_that_cease_on_one_day_the_cessation_recorded_later_completes_the_lapse() {
        acts.granted(POA, says -> says.untilCeased(SECTION_16, SECTION_13));
        acts.ceased(HEMACARE, "2007-04-02", SECTION_16);
        RecordId later = acts.ceased(HEMACARE, "2007-04-02", SECTION_13);

        assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2007-04-01").isNotInForceOn("2007-04-02")
                .endsBy(EndCause.CEASED_REPORTING, later);
    }

    @Test
    void a_regime_it_does_not_name_does_not_keep_it_in_force() {
        acts.granted(POA, says -> says.untilCeased(SECTION_16));
        acts.ceased(HEMACARE, "2007-04-02", SECTION_16);
        acts.resumed(HEMACARE, "2007-04-01", SECTION_13);

        assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2007-04-01").isNotInForceOn("2007-04-02");
    }

    @Test
    void regimes_that_cease_at_different_times_and_never_both_do_not_end_it() {
        acts.granted(POA, says -> says.untilCeased(SECTION_16, SECTION_13));
        acts.ceased(HEMACARE, "2007-04-02", SECTION_16);
        acts.resumed(HEMACARE, "2007-10-01", SECTION_16);
        acts.ceased(HEMACARE, "2007-10-01", SECTION_13);

        assertThatAuthority(acts.authorityOf(IRVING)).isOpen();
    }

    @Test
    void one_day_on_which_both_have_ceased_ends_it() {
        acts.granted(POA, says -> says.untilCeased(SECTION_16, SECTION_13));
        acts.ceased(HEMACARE, "2007-04-02", SECTION_16);
        acts.resumed(HEMACARE, "2007-10-01", SECTION_16);
        acts.ceased(HEMACARE, "2007-09-30", SECTION_13);

        assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2007-09-29").isNotInForceOn("2007-09-30");
    }

    @Test
    void a_resumption_revives_nothing_that_has_lapsed() {
        acts.granted(POA, says -> says.untilCeased(SECTION_16));
        acts.ceased(HEMACARE, "2007-04-02", SECTION_16);
        acts.resumed(HEMACARE, "2007-04-03", SECTION_16);

        assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2007-04-01").isNotInForceOn("2007-04-02")
                .isNotInForceOn("2007-04-03");
    }

    @Test
    void of_a_cessation_and_a_resumption_on_one_date_the_later_recorded_wins() {
        acts.granted(POA, says -> says.untilCeased(SECTION_16));
        acts.ceased(HEMACARE, "2007-04-02", SECTION_16);
        acts.resumed(HEMACARE, "2007-04-02", SECTION_16);

        assertThatAuthority(acts.authorityOf(IRVING)).isOpen();
    }

    @Test
    void and_so_in_the_other_order() {
        acts.granted(POA, says -> says.untilCeased(SECTION_16));
        acts.resumed(HEMACARE, "2007-04-02", SECTION_16);
        RecordId cessation = acts.ceased(HEMACARE, "2007-04-02", SECTION_16);

        assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2007-04-01").isNotInForceOn("2007-04-02")
                .endsBy(EndCause.CEASED_REPORTING, cessation);
    }

    @Test
    void a_grant_after_the_resumption_lapses_only_when_reporting_ceases_again() {
        acts.ceased(HEMACARE, "2007-04-02", SECTION_16);
        acts.resumed(HEMACARE, "2008-04-02", SECTION_16);
        acts.granted(POA, says -> says.effectiveOn("2008-04-02").untilCeased(SECTION_16));
        acts.ceased(HEMACARE, "2009-04-02", SECTION_16);

        assertThatAuthority(acts.authorityOf(IRVING)).isNotInForceOn("2008-04-01").isInForceOn("2008-04-02").isInForceOn("2009-04-01")
                .isNotInForceOn("2009-04-02");
    }

    @Test
    void an_instrument_that_takes_effect_while_its_regimes_have_ceased_lapses_only_when_they_cease_again() {
        acts.ceased(HEMACARE, "2007-04-02", SECTION_16);
        acts.granted(POA, says -> says.effectiveOn("2007-06-01").untilCeased(SECTION_16));
        acts.resumed(HEMACARE, "2007-06-02", SECTION_16);

        assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2007-06-01").isInForceOn("2009-06-01");
        RecordId cessation = acts.ceased(HEMACARE, "2008-06-02", SECTION_16);
        assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2008-06-01").isNotInForceOn("2008-06-02")
                .endsBy(EndCause.CEASED_REPORTING, cessation);
    }

    @Test
    void reporting_that_resumes_on_the_day_it_takes_effect_keeps_it_in_force() {
        acts.ceased(HEMACARE, "2007-04-02", SECTION_16);
        acts.granted(POA, says -> says.effectiveOn("2007-06-01").untilCeased(SECTION_16));
        acts.resumed(HEMACARE, "2007-06-01", SECTION_16);

        assertThatAuthority(acts.authorityOf(IRVING)).isNotInForceOn("2007-05-31").isInForceOn("2007-06-01").isOpen();
    }

    @Test
    void a_cessation_at_another_issuer_ends_nothing() {
        acts.granted(POA, says -> says.forIssuer(HEMACARE).untilCeased(SECTION_16));
        acts.ceased(AAR, "2007-04-02", SECTION_16);

        assertThatAuthority(acts.authorityOf(IRVING)).isOpen();
    }

    @Test
    void a_cessation_for_any_issuer_holds_for_each() {
        acts.granted(POA, says -> says.forIssuer(HEMACARE).untilCeased(SECTION_16));
        acts.ceased(IssuerId.ANY, "2007-04-02", SECTION_16);

        assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2007-04-01").isNotInForceOn("2007-04-02");
    }

    @Test
    void a_resumption_for_any_issuer_on_the_same_date_recorded_later_holds_against_a_cessation_for_one() {
        acts.granted(POA, says -> says.forIssuer(HEMACARE).untilCeased(SECTION_16));
        acts.ceased(HEMACARE, "2007-04-02", SECTION_16);
        acts.resumed(IssuerId.ANY, "2007-04-02", SECTION_16);

        assertThatAuthority(acts.authorityOf(IRVING)).isOpen();
    }

    @Test
    void for_an_instrument_for_any_issuer_only_facts_for_any_count() {
        acts.granted(POA, says -> says.forIssuer(IssuerId.ANY).untilCeased(SECTION_16));
        acts.ceased(HEMACARE, "2007-04-02", SECTION_16);
        acts.ceased(AAR, "2007-04-02", SECTION_16);
        assertThatAuthority(acts.authorityOf(IRVING)).isOpen();

        acts.ceased(IssuerId.ANY, "2007-05-02", SECTION_16);

        assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2007-05-01").isNotInForceOn("2007-05-02");
    }

    @Test
    void a_resumption_recorded_late_undoes_in_what_is_known_the_lapse_it_comes_before() {
        acts.granted(POA, says -> says.untilCeased(SECTION_16, SECTION_13));
        acts.ceased(HEMACARE, "2007-04-02", SECTION_16);
        acts.ceased(HEMACARE, "2008-01-15", SECTION_13);
        RecordId resumption = acts.resumed(HEMACARE, "2008-01-14", SECTION_16);

        assertThatAuthority(Acts.authorityOf(IRVING, acts.knownBefore(resumption))).isInForceOn("2008-01-14").isNotInForceOn("2008-01-15");
        assertThatAuthority(acts.authorityOf(IRVING)).isOpen();
    }
}
