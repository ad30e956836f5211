package org.authorityledger.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.authorityledger.authority.Acts.FRACTOR;
import static org.authorityledger.authority.Acts.IRVING;
import static org.authorityledger.authority.Acts.KWIAT;
import static org.authorityledger.authority.Acts.STOVER;
import static org.authorityledger.authority.AuthorityAssert.assertThatAuthority;

import org.authorityledger.events.Form;
import org.authorityledger.events.Power;
import org.authorityledger.events.RecordId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** "With full power of substitution": who may sign in an attorney's place. Katherine Kwiat takes that of JoAnn Stover. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SubstituteTest {

    private static final String POA = "heaton-2003";

    private final Acts acts = new Acts();

    @BeforeEach
    void an_instrument_with_power_of_substitution() {
        acts.granted(POA, says -> says.effectiveOn("2003-06-01").withSubstitution());
    }

    @Test
    void a_substitute_may_sign_from_the_day_the_substitution_takes_effect() {
        RecordId substitution = acts.substituted(POA, STOVER, KWIAT, "2004-02-01");

        Authority kwiat = acts.authorityOf(KWIAT);
        assertThatAuthority(kwiat).isNotInForceOn("2004-01-31").isInForceOn("2004-02-01").isOpen();
        assertThat(kwiat.role()).isEqualTo(Role.SUBSTITUTE);
        assertThat(kwiat.inPlaceOf()).isEqualTo(STOVER);
        assertThat(kwiat.place()).isEqualTo(STOVER);
        assertThat(kwiat.source()).isEqualTo(substitution);
    }

    @Test
    void the_attorney_may_go_on_signing_beside_the_substitute() {
        acts.substituted(POA, STOVER, KWIAT, "2004-02-01");

        assertThatAuthority(acts.authorityOf(STOVER)).isInForceOn("2004-02-01").isOpen();
    }

    @Test
    void a_substitute_may_not_sign_before_the_attorney_may() {
        acts.substituted(POA, STOVER, KWIAT, "2003-05-20");

        assertThatAuthority(acts.authorityOf(KWIAT)).isNotInForceOn("2003-05-31").isInForceOn("2003-06-01");
    }

    @Test
    void a_substitution_ends_on_the_day_its_revocation_takes_effect() {
        RecordId revocation = acts.substitutionRevoked(acts.substituted(POA, STOVER, KWIAT, "2004-02-01"), "2004-08-01");

        assertThatAuthority(acts.authorityOf(KWIAT)).isInForceOn("2004-07-31").isNotInForceOn("2004-08-01")
                .endsBy(EndCause.REVOKED, revocation);
        assertThatAuthority(acts.authorityOf(STOVER)).isOpen();
    }

    @Test
    void of_two_revocations_of_a_substitution_the_earlier_day_counts() {
        RecordId substitution = acts.substituted(POA, STOVER, KWIAT, "2004-02-01");
        acts.substitutionRevoked(substitution, "2004-08-01");
        RecordId earlier = acts.substitutionRevoked(substitution, "2004-07-01");

        assertThatAuthority(acts.authorityOf(KWIAT)).isInForceOn("2004-06-30").isNotInForceOn("2004-07-01")
                .endsBy(EndCause.REVOKED, earlier);
    }

    @Test
    void a_substitute_falls_with_the_attorney_by_the_record_that_ended_the_attorney() {
        acts.substituted(POA, STOVER, KWIAT, "2004-02-01");
        RecordId resignation = acts.resigned(POA, STOVER, "2004-07-01");

        assertThatAuthority(acts.authorityOf(KWIAT)).isInForceOn("2004-06-30").isNotInForceOn("2004-07-01")
                .endsBy(EndCause.PRINCIPAL_ATTORNEY_ENDED, resignation);
    }

    @Test
    void a_substitute_of_an_attorney_who_had_ended_before_never_was() {
        acts.substituted(POA, STOVER, KWIAT, "2004-07-01");
        acts.resigned(POA, STOVER, "2004-07-01");

        assertThatAuthority(acts.authorityOf(KWIAT)).neverWas();
    }

    @Test
    void the_end_of_another_attorney_leaves_the_substitute_in_force() {
        acts.substituted(POA, STOVER, KWIAT, "2004-02-01");
        acts.resigned(POA, IRVING, "2004-07-01");

        assertThatAuthority(acts.authorityOf(KWIAT)).isOpen();
    }

    @Test
    void when_both_end_on_one_date_what_was_recorded_first_names_the_end() {
        RecordId substitution = acts.substituted(POA, STOVER, KWIAT, "2004-02-01");
        RecordId resignation = acts.resigned(POA, STOVER, "2004-07-01");
        acts.substitutionRevoked(substitution, "2004-07-01");

        assertThatAuthority(acts.authorityOf(KWIAT)).endsBy(EndCause.PRINCIPAL_ATTORNEY_ENDED, resignation);
    }

    @Test
    void and_so_in_the_other_order() {
        RecordId revocation = acts.substitutionRevoked(acts.substituted(POA, STOVER, KWIAT, "2004-02-01"), "2004-07-01");
        acts.resigned(POA, STOVER, "2004-07-01");

        assertThatAuthority(acts.authorityOf(KWIAT)).endsBy(EndCause.REVOKED, revocation);
    }

    @Test
    void a_substitution_that_names_no_forms_gives_all_that_the_instrument_gives() {
        acts.substituted(POA, STOVER, KWIAT, "2004-02-01");

        assertThat(acts.authorityOf(KWIAT).powers()).isEqualTo(acts.authorityOf(STOVER).powers());
    }

    @Test
    void a_substitution_for_some_forms_gives_those_alone() {
        acts.substituted(POA, STOVER, KWIAT, "2004-02-01", Form.FORM_4, Form.SCHEDULE_13G);

        assertThat(acts.authorityOf(KWIAT).forms()).containsExactly(Form.FORM_4, Form.SCHEDULE_13G);
        assertThat(acts.authorityOf(KWIAT).powers()).extracting(Power::clause).containsExactly("a", "c");
    }

    @Test
    void a_substitution_gives_no_form_that_the_instrument_does_not() {
        acts.substituted(POA, STOVER, KWIAT, "2004-02-01", Form.FORM_4, Form.FORM_144);

        assertThat(acts.authorityOf(KWIAT).forms()).containsExactly(Form.FORM_4);
    }

    @Test
    void a_substitute_may_not_substitute_further() {
        acts.substituted(POA, STOVER, KWIAT, "2004-02-01");
        acts.substituted(POA, KWIAT, Acts.TREASURER, "2004-03-01");

        assertThat(acts.known().authorities()).extracting(Authority::attorneyId).containsExactly(FRACTOR, STOVER, IRVING, KWIAT);
    }

    @Test
    void where_the_terms_known_now_allow_no_substitution_the_substitute_holds_nothing() {
        acts.substituted(POA, STOVER, KWIAT, "2004-02-01");
        RecordId correction = acts.corrected(POA, says -> says.withoutSubstitution());

        assertThatAuthority(Acts.authorityOf(KWIAT, acts.knownBefore(correction))).isInForceOn("2004-02-01");
        assertThat(acts.known().authorities()).extracting(Authority::attorneyId).doesNotContain(KWIAT);
    }

    @Test
    void the_substitute_of_someone_whom_the_corrected_terms_no_longer_name_holds_nothing() {
        acts.substituted(POA, STOVER, KWIAT, "2004-02-01");
        acts.corrected(POA, says -> says.appointing(IRVING, FRACTOR));

        assertThat(acts.known().authorities()).extracting(Authority::attorneyId).containsExactly(FRACTOR, IRVING);
    }

    @Test
    void a_named_attorney_may_be_the_substitute_of_another_and_loses_both_places_when_they_resign() {
        RecordId substitution = acts.substituted(POA, STOVER, IRVING, "2004-02-01");
        acts.resigned(POA, IRVING, "2004-07-01");

        assertThat(acts.known().authorities()).filteredOn(authority -> authority.attorneyId().equals(IRVING)).satisfiesExactly(
                named -> assertThatAuthority(named).isInForceOn("2004-06-30").isNotInForceOn("2004-07-01"),
                substitute -> assertThat(substitute.source()).isEqualTo(substitution));
        assertThatAuthority(acts.known().authorities().getLast()).isInForceOn("2004-06-30").isNotInForceOn("2004-07-01");
    }
}
