package org.authorityledger.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.authorityledger.authority.Acts.AAR;
import static org.authorityledger.authority.Acts.FRACTOR;
import static org.authorityledger.authority.Acts.HEATON;
import static org.authorityledger.authority.Acts.HEMACARE;
import static org.authorityledger.authority.Acts.IRVING;
import static org.authorityledger.authority.Acts.KWIAT;
import static org.authorityledger.authority.Acts.STOVER;
import static org.authorityledger.authority.Acts.TREASURER;
import static org.authorityledger.authority.Acts.in;
import static org.authorityledger.authority.Acts.question;

import java.util.List;
import java.util.Set;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Form;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Regime;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** May these people sign this form for this grantor at this issuer on this day, and why? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CheckTest {

    private static final String POA = "heaton-2003";
    private static final String LATER = "heaton-2005";

    private final Acts acts = new Acts();

    @Nested
    class The_reason_is {

        @Test
        void in_force_when_the_instrument_covers_what_is_asked_on_that_day() {
            acts.granted(POA, says -> says);

            assertThat(answer("4", "2003-06-10", IRVING).authorized()).isTrue();
            assertThat(reason("4", "2003-06-10", IRVING)).isEqualTo(Reason.IN_FORCE);
        }

        @Test
        void self_signed_when_the_grantor_signs_in_person_though_no_instrument_is_known() {
            Answer answer = answer("4", "2003-06-10", AttorneyId.of(HEATON.value()));

            assertThat(answer.authorized()).isTrue();
            assertThat(answer.reason()).isEqualTo(Reason.SELF_SIGNED);
            assertThat(answer.decisive()).isNull();
        }

        @Test
        void self_signed_when_the_grantor_signs_together_with_others() {
            acts.granted(POA, says -> says.atLeast(2));

            assertThat(reason("4", "2003-06-10", IRVING, AttorneyId.of(HEATON.value()))).isEqualTo(Reason.SELF_SIGNED);
        }

        @Test
        void no_power_of_attorney_for_a_grantor_unknown_to_the_ledger() {
            Answer answer = answer("4", "2003-06-10", IRVING);

            assertThat(answer.authorized()).isFalse();
            assertThat(answer.reason()).isEqualTo(Reason.NO_POWER_OF_ATTORNEY);
            assertThat(answer.decisive()).isNull();
            assertThat(answer.basis()).isEmpty();
        }

        @Test
        void no_power_of_attorney_for_someone_whom_no_instrument_knows() {
            acts.granted(POA, says -> says);

            assertThat(reason("4", "2003-06-10", KWIAT)).isEqualTo(Reason.NO_POWER_OF_ATTORNEY);
        }

        @Test
        void no_power_of_attorney_for_an_office_which_is_no_person() {
            acts.granted(POA, says -> says.appointingOffice(TREASURER));
            acts.heldOffice(POA, TREASURER, KWIAT, "2003-06-01", null);

            assertThat(reason("4", "2003-06-10", TREASURER)).isEqualTo(Reason.NO_POWER_OF_ATTORNEY);
            assertThat(reason("4", "2003-06-10", KWIAT)).isEqualTo(Reason.IN_FORCE);
        }

        @Test
        void issuer_not_covered_at_another_issuer() {
            acts.granted(POA, says -> says.forIssuer(HEMACARE));

            assertThat(acts.answer(question("4", AAR, "2003-06-10", IRVING)).reason()).isEqualTo(Reason.ISSUER_NOT_COVERED);
            assertThat(acts.answer(question("4", HEMACARE, "2003-06-10", IRVING)).reason()).isEqualTo(Reason.IN_FORCE);
        }

        @Test
        void in_force_at_every_issuer_under_an_instrument_for_any() {
            acts.granted(POA, says -> says.forIssuer(IssuerId.ANY));

            assertThat(acts.answer(question("4", AAR, "2003-06-10", IRVING)).reason()).isEqualTo(Reason.IN_FORCE);
        }

        @Test
        void form_not_covered_when_no_power_lists_the_form() {
            acts.granted(POA, says -> says);

            assertThat(reason("144", "2003-06-10", IRVING)).isEqualTo(Reason.FORM_NOT_COVERED);
            assertThat(reason("SCHEDULE 13G", "2003-06-10", IRVING)).isEqualTo(Reason.IN_FORCE);
        }

        @Test
        void form_not_covered_for_a_substitute_who_has_other_forms_alone() {
            acts.granted(POA, says -> says.withSubstitution());
            acts.substituted(POA, STOVER, KWIAT, "2003-06-01", Form.FORM_4);

            assertThat(reason("4", "2003-06-10", KWIAT)).isEqualTo(Reason.IN_FORCE);
            assertThat(reason("3", "2003-06-10", KWIAT)).isEqualTo(Reason.FORM_NOT_COVERED);
        }

        @Test
        void amendment_not_covered_when_the_power_over_the_form_allows_none() {
            acts.granted(POA, says -> says.onlyPower("a", Form.FORM_3).power("b", Set.of(Form.FORM_4), false));

            assertThat(reason("4", "2003-06-10", IRVING)).isEqualTo(Reason.IN_FORCE);
            assertThat(reason("4/A", "2003-06-10", IRVING)).isEqualTo(Reason.AMENDMENT_NOT_COVERED);
            assertThat(reason("3/A", "2003-06-10", IRVING)).isEqualTo(Reason.IN_FORCE);
        }

        @Test
        void capacity_not_covered_when_the_power_names_other_capacities() {
            acts.granted(POA, says -> says.onlyPower("a", Form.FORM_3).power("b", Set.of(Form.FORM_4), true, Capacity.OFFICER,
                    Capacity.DIRECTOR));

            assertThat(reasonIn(Set.of(Capacity.TEN_PERCENT_OWNER))).isEqualTo(Reason.CAPACITY_NOT_COVERED);
            assertThat(reasonIn(Set.of(Capacity.TEN_PERCENT_OWNER, Capacity.DIRECTOR))).isEqualTo(Reason.IN_FORCE);
            assertThat(reasonIn(Set.of())).isEqualTo(Reason.IN_FORCE);
        }

        @Test
        void in_force_in_any_capacity_where_the_power_names_none() {
            acts.granted(POA, says -> says);

            assertThat(reasonIn(Set.of(Capacity.OTHER))).isEqualTo(Reason.IN_FORCE);
        }

        @Test
        void not_yet_effective_on_the_day_before_it_takes_effect_and_in_force_on_the_day_itself() {
            acts.granted(POA, says -> says.effectiveOn("2003-06-01"));

            assertThat(reason("4", "2003-05-31", IRVING)).isEqualTo(Reason.NOT_YET_EFFECTIVE);
            assertThat(reason("4", "2003-06-01", IRVING)).isEqualTo(Reason.IN_FORCE);
        }

        @ParameterizedTest
        @EnumSource(EndCause.class)
        void its_cause_when_the_authority_has_ended(EndCause cause) {
            AttorneyId signer = endedOn20040701(cause);

            assertThat(reason("4", "2004-06-30", signer)).isEqualTo(Reason.IN_FORCE);
            assertThat(reason("4", "2004-07-01", signer)).isEqualTo(Reason.valueOf(cause.name()));
            assertThat(reason("4", "2004-07-01", signer).ended()).isEqualTo(cause);
            assertThat(answer("4", "2004-07-01", signer).authorized()).isFalse();
        }

        @Test
        void joint_signature_required_when_too_few_sign() {
            acts.granted(POA, says -> says.atLeast(2));

            assertThat(reason("4", "2003-06-10", IRVING)).isEqualTo(Reason.JOINT_SIGNATURE_REQUIRED);
            assertThat(reason("4", "2003-06-10", IRVING, STOVER)).isEqualTo(Reason.IN_FORCE);
        }

        private Reason reasonIn(Set<Capacity> capacities) {
            return acts.answer(in(capacities, question("4", HEMACARE, "2003-06-10", IRVING))).reason();
        }

        private AttorneyId endedOn20040701(EndCause cause) {
            acts.granted(POA, says -> (cause == EndCause.EXPIRED ? says.expiresOn("2004-06-30") : says).untilCeased(Regime.SECTION_16)
                    .appointing(STOVER).whileEmployed(STOVER).appointingOffice(TREASURER).withSubstitution());
            switch (cause) {
                case EXPIRED -> {
                    return STOVER;
                }
                case REVOKED -> acts.revokedInPerson(POA, "2004-07-01", STOVER);
                case CEASED_REPORTING -> acts.ceased(HEMACARE, "2004-07-01", Regime.SECTION_16);
                case RESIGNED -> acts.resigned(POA, STOVER, "2004-07-01");
                case EMPLOYMENT_ENDED -> acts.employmentEnded(STOVER, "2004-07-01");
                case ATTORNEY_DIED -> acts.attorneyDied(STOVER, "2004-07-01");
                case ATTORNEY_INCAPACITATED -> acts.attorneyIncapacitated(STOVER, "2004-07-01");
                case GRANTOR_DISSOLVED -> acts.dissolved("2004-07-01");
                case AMENDED -> acts.amended(POA, says -> says.appointing(KWIAT).effectiveOn("2004-07-01"));
                case SUPERSEDED -> acts.granted(LATER, says -> says.appointing(KWIAT).effectiveOn("2004-07-01").supersedingPrior());
                case GRANTOR_DIED -> acts.died("2004-07-01");
                case GRANTOR_INCAPACITATED -> acts.incapacitated("2004-07-01");
                case PRINCIPAL_ATTORNEY_ENDED -> {
                    acts.substituted(POA, STOVER, KWIAT, "2003-06-01");
                    acts.resigned(POA, STOVER, "2004-07-01");
                    return KWIAT;
                }
                case LEFT_OFFICE -> {
                    acts.heldOffice(POA, TREASURER, KWIAT, "2003-06-01", "2004-07-01");
                    return KWIAT;
                }
            }
            return STOVER;
        }
    }

    @Nested
    class An_instrument_is_tried {

        @Test
        void for_the_issuer_before_the_form() {
            acts.granted(POA, says -> says.forIssuer(HEMACARE));

            assertThat(acts.answer(question("144", AAR, "2003-06-10", IRVING)).reason()).isEqualTo(Reason.ISSUER_NOT_COVERED);
        }

        @Test
        void for_the_form_before_the_amendment() {
            acts.granted(POA, says -> says.onlyPower("a", Form.FORM_3).power("b", Set.of(Form.FORM_5), false));

            assertThat(reason("4/A", "2003-06-10", IRVING)).isEqualTo(Reason.FORM_NOT_COVERED);
        }

        @Test
        void for_the_amendment_before_the_capacity() {
            acts.granted(POA, says -> says.onlyPower("a", Form.FORM_3).power("b", Set.of(Form.FORM_4), false, Capacity.OFFICER));

            assertThat(acts.answer(in(Set.of(Capacity.DIRECTOR), question("4/A", HEMACARE, "2003-06-10", IRVING))).reason())
                    .isEqualTo(Reason.AMENDMENT_NOT_COVERED);
        }

        @Test
        void for_the_capacity_before_the_day_it_takes_effect() {
            acts.granted(POA, says -> says.onlyPower("a", Form.FORM_3).power("b", Set.of(Form.FORM_4), true, Capacity.OFFICER));

            assertThat(acts.answer(in(Set.of(Capacity.DIRECTOR), question("4", HEMACARE, "2003-05-07", IRVING))).reason())
                    .isEqualTo(Reason.CAPACITY_NOT_COVERED);
        }

        @Test
        void for_the_day_it_takes_effect_before_its_end_even_when_it_never_was() {
            acts.granted(POA, says -> says.effectiveOn("2003-06-01"));
            acts.resigned(POA, IRVING, "2003-05-20");

            assertThat(reason("4", "2003-05-31", IRVING)).isEqualTo(Reason.NOT_YET_EFFECTIVE);
            assertThat(reason("4", "2003-06-01", IRVING)).isEqualTo(Reason.RESIGNED);
        }

        @Test
        void for_its_end_before_the_joint_signature() {
            acts.granted(POA, says -> says.atLeast(2).expiresOn("2004-06-30"));

            assertThat(reason("4", "2004-06-30", IRVING)).isEqualTo(Reason.JOINT_SIGNATURE_REQUIRED);
            assertThat(reason("4", "2004-07-01", IRVING)).isEqualTo(Reason.EXPIRED);
        }

        @Test
        void so_that_one_power_must_cover_form_amendment_and_capacity_alone() {
            acts.granted(POA, says -> says.onlyPower("a", Form.FORM_3).power("b", Set.of(Form.FORM_4), false)
                    .power("c", Set.of(Form.FORM_4), true, Capacity.OFFICER));

            assertThat(acts.answer(in(Set.of(Capacity.DIRECTOR), question("4/A", HEMACARE, "2003-06-10", IRVING))).reason())
                    .isEqualTo(Reason.CAPACITY_NOT_COVERED);
            assertThat(acts.answer(in(Set.of(Capacity.DIRECTOR), question("4", HEMACARE, "2003-06-10", IRVING))).reason())
                    .isEqualTo(Reason.IN_FORCE);
        }
    }

    @Nested
    class The_one_that_got_furthest {

        @Test
        void among_several_powers_over_the_form_gives_the_reason_in_any_order_of_the_clauses() {
            acts.granted(POA, says -> says.onlyPower("a", Form.FORM_3).power("b", Set.of(Form.FORM_4), true, Capacity.OFFICER)
                    .power("c", Set.of(Form.FORM_4), false));
            acts.granted(LATER, says -> says.appointing(KWIAT).onlyPower("a", Form.FORM_3).power("b", Set.of(Form.FORM_4), false)
                    .power("c", Set.of(Form.FORM_4), true, Capacity.OFFICER));

            for (AttorneyId signer : List.of(IRVING, KWIAT)) {
                assertThat(acts.answer(in(Set.of(Capacity.DIRECTOR), question("4/A", HEMACARE, "2003-06-10", signer))).reason())
                        .isEqualTo(Reason.CAPACITY_NOT_COVERED);
            }
        }

        @Test
        void among_several_that_got_equally_far_is_the_one_recorded_first() {
            RecordId first = acts.granted(POA, says -> says);
            acts.granted(LATER, says -> says);

            assertThat(answer("4", "2003-06-10", IRVING).decisive()).extracting(basis -> basis.authority().source()).isEqualTo(first);
        }

        @Test
        void gives_the_reason_among_several_instruments_of_a_signer() {
            acts.granted(POA, says -> says.forIssuer(AAR));
            acts.granted(LATER, says -> says.effectiveOn("2005-02-01"));

            assertThat(reason("4", "2005-01-31", IRVING)).isEqualTo(Reason.NOT_YET_EFFECTIVE);
            assertThat(reason("144", "2005-01-31", IRVING)).isEqualTo(Reason.FORM_NOT_COVERED);
            assertThat(reason("4", "2005-02-01", IRVING)).isEqualTo(Reason.IN_FORCE);
        }

        @Test
        void gives_the_reason_among_several_signers_of_an_instrument() {
            acts.granted(POA, says -> says.atLeast(2));
            acts.resigned(POA, IRVING, "2004-07-01");

            assertThat(reason("4", "2004-07-01", IRVING, KWIAT)).isEqualTo(Reason.RESIGNED);
            assertThat(reason("4", "2004-07-01", IRVING, STOVER)).isEqualTo(Reason.JOINT_SIGNATURE_REQUIRED);
        }

        @Test
        void among_ended_ones_is_the_one_that_ended_last_in_any_order_of_granting() {
            acts.granted(POA, says -> says.expiresOn("2006-12-31"));
            acts.granted(LATER, says -> says.effectiveOn("2005-02-01"));
            acts.resigned(LATER, IRVING, "2006-07-01");
            acts.resigned(LATER, STOVER, "2007-01-02");

            assertThat(reason("4", "2007-01-02", IRVING)).isEqualTo(Reason.EXPIRED);
            assertThat(reason("4", "2007-01-02", STOVER)).isEqualTo(Reason.RESIGNED);
        }

        @Test
        void among_those_that_ended_on_one_day_is_the_one_recorded_first() {
            acts.granted(POA, says -> says.expiresOn("2006-12-31"));
            acts.granted(LATER, says -> says.effectiveOn("2005-02-01"));
            acts.resigned(LATER, IRVING, "2007-01-01");

            assertThat(reason("4", "2006-12-31", IRVING)).isEqualTo(Reason.IN_FORCE);
            assertThat(reason("4", "2007-01-01", IRVING)).isEqualTo(Reason.EXPIRED);
        }

        @Test
        void is_an_ended_one_rather_than_one_not_yet_effective() {
            acts.granted(POA, says -> says.expiresOn("2004-06-30"));
            acts.granted(LATER, says -> says.effectiveOn("2005-02-01"));

            assertThat(reason("4", "2004-07-01", IRVING)).isEqualTo(Reason.EXPIRED);
        }

        @Test
        void is_in_force_though_the_same_signer_ended_in_another_role() {
            acts.granted(POA, says -> says.withSubstitution().whileEmployed(IRVING));
            acts.employmentEnded(IRVING, "2004-07-01");
            RecordId substitution = acts.substituted(POA, STOVER, IRVING, "2004-02-01");

            Answer answer = answer("4", "2004-07-01", IRVING);

            assertThat(answer.reason()).isEqualTo(Reason.IN_FORCE);
            assertThat(answer.decisive()).extracting(basis -> basis.authority().source()).isEqualTo(substitution);
        }

        @Test
        void is_decisive_and_the_others_are_in_the_basis_with_how_far_each_got() {
            RecordId first = acts.granted(POA, says -> says.forIssuer(AAR));
            RecordId second = acts.granted(LATER, says -> says.expiresOn("2004-06-30"));

            Answer answer = answer("4", "2004-07-01", IRVING);

            assertThat(answer.decisive()).extracting(basis -> basis.authority().source()).isEqualTo(second);
            assertThat(answer.basis()).extracting(basis -> basis.authority().source()).containsExactly(first, second);
            assertThat(answer.basis()).extracting(Answer.Basis::reason).containsExactly(Reason.ISSUER_NOT_COVERED, Reason.EXPIRED);
        }
    }

    @Nested
    class Joint_signing {

        @Test
        void counts_an_attorney_and_the_substitute_in_their_place_once() {
            acts.granted(POA, says -> says.atLeast(2).withSubstitution());
            acts.substituted(POA, STOVER, KWIAT, "2003-06-01");

            assertThat(reason("4", "2003-06-10", STOVER, KWIAT)).isEqualTo(Reason.JOINT_SIGNATURE_REQUIRED);
            assertThat(reason("4", "2003-06-10", IRVING, KWIAT)).isEqualTo(Reason.IN_FORCE);
        }

        @Test
        void counts_two_holders_of_one_office_once() {
            acts.granted(POA, says -> says.appointing(IRVING).appointingOffice(TREASURER).atLeast(2));
            acts.heldOffice(POA, TREASURER, KWIAT, "2003-06-01", null);
            acts.heldOffice(POA, TREASURER, FRACTOR, "2003-06-01", null);

            assertThat(reason("4", "2003-06-10", KWIAT, FRACTOR)).isEqualTo(Reason.JOINT_SIGNATURE_REQUIRED);
            assertThat(reason("4", "2003-06-10", KWIAT, IRVING)).isEqualTo(Reason.IN_FORCE);
        }

        @Test
        void counts_places_that_are_taken_by_different_people() {
            acts.granted(POA, says -> says.atLeast(2).withSubstitution());
            acts.substituted(POA, STOVER, IRVING, "2003-06-01");

            assertThat(reason("4", "2003-05-31", IRVING)).isEqualTo(Reason.JOINT_SIGNATURE_REQUIRED);
            assertThat(reason("4", "2003-06-01", IRVING)).as("one person in two places").isEqualTo(Reason.JOINT_SIGNATURE_REQUIRED);
            assertThat(reason("4", "2003-06-01", IRVING, FRACTOR)).isEqualTo(Reason.IN_FORCE);
        }

        @Test
        void mixes_no_instruments() {
            acts.granted(POA, says -> says.appointing(IRVING, STOVER).atLeast(2));
            acts.granted(LATER, says -> says.appointing(FRACTOR, STOVER).atLeast(2));

            assertThat(reason("4", "2003-06-10", IRVING, FRACTOR)).isEqualTo(Reason.JOINT_SIGNATURE_REQUIRED);
            assertThat(reason("4", "2003-06-10", IRVING, STOVER)).isEqualTo(Reason.IN_FORCE);
        }

        @Test
        void does_not_count_an_attorney_whose_authority_has_ended() {
            acts.granted(POA, says -> says.atLeast(2));
            acts.resigned(POA, STOVER, "2004-07-01");

            assertThat(reason("4", "2004-06-30", IRVING, STOVER)).isEqualTo(Reason.IN_FORCE);
            assertThat(reason("4", "2004-07-01", IRVING, STOVER)).isEqualTo(Reason.JOINT_SIGNATURE_REQUIRED);
        }

        @Test
        void does_not_count_an_attorney_without_power_over_the_form() {
            acts.granted(POA, says -> says.atLeast(2).withSubstitution());
            acts.substituted(POA, STOVER, KWIAT, "2003-06-01", Form.FORM_4);

            assertThat(reason("4", "2003-06-10", IRVING, KWIAT)).isEqualTo(Reason.IN_FORCE);
            assertThat(reason("3", "2003-06-10", IRVING, KWIAT)).isEqualTo(Reason.JOINT_SIGNATURE_REQUIRED);
        }

        @Test
        void counts_a_signer_named_twice_once() {
            acts.granted(POA, says -> says.atLeast(2));

            assertThat(reason("4", "2003-06-10", IRVING, IRVING)).isEqualTo(Reason.JOINT_SIGNATURE_REQUIRED);
        }

        @Test
        void suffers_a_stranger_beside_those_who_suffice() {
            acts.granted(POA, says -> says.atLeast(2));

            assertThat(reason("4", "2003-06-10", KWIAT, IRVING, STOVER)).isEqualTo(Reason.IN_FORCE);
        }

        @Test
        void asks_for_all_when_all_must_sign() {
            acts.granted(POA, says -> says.atLeast(3));

            assertThat(reason("4", "2003-06-10", IRVING, STOVER)).isEqualTo(Reason.JOINT_SIGNATURE_REQUIRED);
            assertThat(reason("4", "2003-06-10", IRVING, STOVER, FRACTOR)).isEqualTo(Reason.IN_FORCE);
        }
    }

    @Nested
    class The_basis {

        @Test
        void names_the_clauses_that_cover_what_is_asked() {
            acts.granted(POA, says -> says.power("d", Set.of(Form.FORM_4, Form.FORM_144), false));

            assertThat(clauses("4")).containsExactly("a", "d");
            assertThat(clauses("4/A")).containsExactly("a");
            assertThat(clauses("ID")).containsExactly("b");
        }

        @Test
        void names_no_clause_where_none_covers_it() {
            acts.granted(POA, says -> says);

            assertThat(clauses("144")).isEmpty();
        }

        @Test
        void says_what_ended_an_authority_and_which_record_said_so() {
            acts.granted(POA, says -> says);
            RecordId resignation = acts.resigned(POA, IRVING, "2004-07-01");

            assertThat(answer("4", "2004-07-01", IRVING).basis()).extracting(basis -> basis.authority().ending())
                    .containsExactly(new Ending(Acts.day("2004-07-01"), EndCause.RESIGNED, resignation, Position.of(2)));
        }

        @Test
        void tells_of_an_authority_that_never_was() {
            acts.granted(POA, says -> says);
            acts.resigned(POA, IRVING, "2003-05-08");

            assertThat(reason("4", "2003-05-08", IRVING)).isEqualTo(Reason.RESIGNED);
            assertThat(answer("4", "2003-05-08", IRVING).basis()).hasSize(1);
        }

        @Test
        void considers_the_signers_alone() {
            acts.granted(POA, says -> says);

            assertThat(answer("4", "2003-06-10", IRVING, KWIAT).basis()).extracting(basis -> basis.authority().attorneyId())
                    .containsExactly(IRVING);
        }

        private List<String> clauses(String form) {
            return answer(form, "2003-06-10", IRVING).basis().getFirst().clauses();
        }
    }

    private Reason reason(String form, String on, AttorneyId... signers) {
        return answer(form, on, signers).reason();
    }

    private Answer answer(String form, String on, AttorneyId... signers) {
        return acts.answer(question(form, HEMACARE, on, signers));
    }
}
