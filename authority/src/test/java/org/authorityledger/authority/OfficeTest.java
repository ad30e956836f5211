package org.authorityledger.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.authorityledger.authority.Acts.FRACTOR;
import static org.authorityledger.authority.Acts.IRVING;
import static org.authorityledger.authority.Acts.KWIAT;
import static org.authorityledger.authority.Acts.STOVER;
import static org.authorityledger.authority.Acts.TREASURER;
import static org.authorityledger.authority.AuthorityAssert.assertThatAuthority;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.authorityledger.events.Form;
import org.authorityledger.events.RecordId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** "The incumbents from time to time of the offices": who may sign as the holder of an office. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OfficeTest {

    private static final String POA = "heaton-2008";

    private final Acts acts = new Acts();

    @Test
    void a_holder_may_sign_from_the_first_day_in_office_until_the_first_day_no_longer() {
        treasurerAppointed();
        RecordId incumbency = acts.heldOffice(POA, TREASURER, KWIAT, "2009-01-01", "2011-01-01");

        Authority kwiat = acts.authorityOf(KWIAT);
        assertThatAuthority(kwiat).isNotInForceOn("2008-12-31").isInForceOn("2009-01-01").isInForceOn("2010-12-31")
                .isNotInForceOn("2011-01-01").endsBy(EndCause.LEFT_OFFICE, incumbency);
        assertThat(kwiat.role()).isEqualTo(Role.OFFICEHOLDER);
        assertThat(kwiat.inPlaceOf()).isEqualTo(TREASURER);
        assertThat(kwiat.source()).isEqualTo(incumbency);
    }

    @Test
    void a_holder_still_in_office_has_an_open_authority_for_all_that_the_instrument_gives() {
        treasurerAppointed();
        acts.heldOffice(POA, TREASURER, KWIAT, "2009-01-01", null);

        assertThatAuthority(acts.authorityOf(KWIAT)).isOpen();
        assertThat(acts.authorityOf(KWIAT).powers()).isEqualTo(acts.authorityOf(IRVING).powers());
    }

    @Test
    void a_holder_in_office_before_the_instrument_may_sign_from_the_day_it_takes_effect() {
        treasurerAppointed();
        acts.heldOffice(POA, TREASURER, KWIAT, "2001-01-01", null);

        assertThatAuthority(acts.authorityOf(KWIAT)).isNotInForceOn("2008-09-08").isInForceOn("2008-09-09");
    }

    @Test
    void an_office_signs_nothing_itself_and_without_a_holder_no_one_may_sign_for_it() {
        treasurerAppointed();

        assertThat(acts.known().authorities()).extracting(Authority::attorneyId).containsExactly(IRVING);
    }

    @Test
    void holders_follow_one_another_and_may_hold_an_office_together() {
        treasurerAppointed();
        acts.heldOffice(POA, TREASURER, KWIAT, "2009-01-01", "2011-01-01");
        acts.heldOffice(POA, TREASURER, STOVER, "2011-01-01", null);
        acts.heldOffice(POA, TREASURER, FRACTOR, "2010-06-01", null);

        assertThatAuthority(acts.authorityOf(KWIAT)).isInForceOn("2010-12-31").isNotInForceOn("2011-01-01");
        assertThatAuthority(acts.authorityOf(STOVER)).isNotInForceOn("2010-12-31").isInForceOn("2011-01-01");
        assertThatAuthority(acts.authorityOf(FRACTOR)).isInForceOn("2010-12-31").isInForceOn("2011-01-01");
    }

    @Test
    void a_holder_falls_with_the_office_by_the_record_that_ended_it() {
        treasurerAppointed();
        acts.heldOffice(POA, TREASURER, KWIAT, "2009-01-01", "2011-01-01");
        RecordId revocation = acts.revokedInPerson(POA, "2010-03-01", TREASURER);

        assertThatAuthority(acts.authorityOf(KWIAT)).isInForceOn("2010-02-28").isNotInForceOn("2010-03-01")
                .endsBy(EndCause.PRINCIPAL_ATTORNEY_ENDED, revocation);
    }

    @Test
    void a_holder_who_leaves_on_the_day_the_office_ends_falls_by_what_was_recorded_first() {
        treasurerAppointed();
        RecordId death = acts.died("2011-01-01");
        acts.heldOffice(POA, TREASURER, KWIAT, "2009-01-01", "2011-01-01");
        assertThatAuthority(acts.authorityOf(KWIAT)).endsBy(EndCause.GRANTOR_DIED, death);

        acts.retracted(death);
        acts.died("2011-01-01");

        assertThatAuthority(acts.authorityOf(KWIAT)).isInForceOn("2010-12-31").isNotInForceOn("2011-01-01");
        assertThat(acts.authorityOf(KWIAT).ending()).extracting(Ending::cause).isEqualTo(EndCause.LEFT_OFFICE);
    }

    @Test
    void an_incumbency_in_an_office_that_the_instrument_does_not_appoint_gives_nothing() {
        acts.granted(POA, says -> says.appointing(IRVING));
        acts.heldOffice(POA, TREASURER, KWIAT, "2009-01-01", null);
        acts.heldOffice(POA, IRVING, STOVER, "2009-01-01", null);

        assertThat(acts.known().authorities()).extracting(Authority::attorneyId).containsExactly(IRVING);
    }

    @Test
    void an_office_may_have_a_substitute_as_a_named_attorney_may() {
        acts.granted(POA, says -> says.appointing(IRVING).appointingOffice(TREASURER).effectiveOn("2008-09-09").withSubstitution());
        acts.substituted(POA, TREASURER, KWIAT, "2009-01-01");

        assertThatAuthority(acts.authorityOf(KWIAT)).isNotInForceOn("2008-12-31").isInForceOn("2009-01-01");
        assertThat(acts.authorityOf(KWIAT).place()).isEqualTo(TREASURER);
    }

    @Test
    void what_a_substitute_has_from_a_holder_whose_time_was_recorded_twice_is_said_once() {
        acts.granted(POA,
                says -> says.appointing(IRVING).appointingOffice(TREASURER).effectiveOn("2008-09-09").withSubstitution().withoutExpiry());
        acts.heldOffice(POA, TREASURER, KWIAT, "2009-01-01", null);
        RecordId second = acts.heldOffice(POA, TREASURER, KWIAT, "2009-01-05", null);
        acts.substituted(POA, KWIAT, STOVER, "2010-01-01");
        Question question = new Question(Acts.HEATON, Acts.HEMACARE, new FormAsked(Form.FORM_4, false), List.of(STOVER), Set.of(),
                LocalDate.parse("2010-01-01"));

        assertThat(acts.answer(question).basis()).hasSize(1).first().extracting(Answer.Basis::reason).isEqualTo(Reason.IN_FORCE);
        assertThat(acts.known().authorities()).extracting(Authority::attorneyId).containsOnlyOnce(STOVER);
        acts.retracted(second);
        assertThat(acts.answer(question).basis()).as("the other way is left").hasSize(1);
    }

    private void treasurerAppointed() {
        acts.granted(POA, says -> says.appointing(IRVING).appointingOffice(TREASURER).effectiveOn("2008-09-09"));
    }
}
