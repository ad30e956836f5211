package org.authorityledger.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.authorityledger.authority.Acts.AAR;
import static org.authorityledger.authority.Acts.FRACTOR;
import static org.authorityledger.authority.Acts.HEMACARE;
import static org.authorityledger.authority.Acts.IRVING;
import static org.authorityledger.authority.Acts.KWIAT;
import static org.authorityledger.authority.Acts.STOVER;
import static org.authorityledger.authority.AuthorityAssert.assertThatAuthority;

import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Form;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.RecordId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** From when and until when those whom an instrument names may sign. The lapse has a test of its own: {@link ReportingDutyTest}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LawTest {

    private static final String POA = "heaton-2003";
    private static final String LATER = "heaton-2005";

    private final Acts acts = new Acts();

    @Nested
    class Beginning {

        @Test
        void an_authority_begins_on_the_day_the_instrument_takes_effect() {
            acts.granted(POA, says -> says.executedOn("2003-05-08").effectiveOn("2003-06-01"));

            assertThatAuthority(acts.authorityOf(IRVING)).isNotInForceOn("2003-05-31").isInForceOn("2003-06-01");
        }

        @Test
        void an_instrument_that_names_no_other_day_takes_effect_on_the_day_it_was_executed() {
            acts.granted(POA, says -> says.executedOn("2003-05-08"));

            assertThatAuthority(acts.authorityOf(IRVING)).isNotInForceOn("2003-05-07").isInForceOn("2003-05-08");
        }

        @Test
        void everyone_whom_the_instrument_names_holds_an_authority_of_their_own_from_the_grant() {
            RecordId grant = acts.granted(POA, says -> says.appointing(IRVING, FRACTOR, STOVER));

            assertThat(acts.known().authorities()).extracting(Authority::attorneyId).containsExactly(FRACTOR, STOVER, IRVING);
            assertThat(acts.known().authorities()).allSatisfy(authority -> {
                assertThat(authority.role()).isEqualTo(Role.NAMED);
                assertThat(authority.inPlaceOf()).isNull();
                assertThat(authority.source()).isEqualTo(grant);
                assertThat(authority.issuerId()).isEqualTo(HEMACARE);
                assertThat(authority.forms()).containsExactly(Form.FORM_3, Form.FORM_4, Form.FORM_5, Form.FORM_ID, Form.SCHEDULE_13D,
                        Form.SCHEDULE_13G);
            });
        }

        @Test
        void an_authority_that_nothing_ends_is_open() {
            acts.granted(POA, says -> says);

            assertThatAuthority(acts.authorityOf(IRVING)).isOpen().isInForceOn("2103-05-08");
        }

        @Test
        void where_nothing_is_recorded_no_one_has_authority() {
            assertThat(GrantorRecords.NONE.authorities()).isEmpty();
        }
    }

    @Nested
    class Expired {

        @Test
        void an_instrument_is_in_force_on_its_last_day_and_not_on_the_day_after() {
            RecordId grant = acts.granted(POA, says -> says.expiresOn("2006-01-21"));

            assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2006-01-21").isNotInForceOn("2006-01-22")
                    .endsBy(EndCause.EXPIRED, grant);
        }

        @Test
        void an_instrument_that_expires_on_the_last_day_that_can_be_written_is_open() {
            acts.granted(POA, says -> says.expiresOn("9999-12-31"));
            assertThat(acts.authorityOf(IRVING).ending()).isNull();
        }

        @Test
        void an_instrument_that_expires_on_the_day_before_it_ends_on_the_last_day_that_can_be_written() {
            RecordId grant = acts.granted(POA, says -> says.expiresOn("9999-12-30"));
            assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("9999-12-30").isNotInForceOn("9999-12-31")
                    .endsBy(EndCause.EXPIRED, grant);
        }

        @Test
        void an_instrument_that_expires_on_the_day_it_takes_effect_is_in_force_for_that_day() {
            acts.granted(POA, says -> says.effectiveOn("2003-06-01").expiresOn("2003-06-01"));

            assertThatAuthority(acts.authorityOf(IRVING)).isNotInForceOn("2003-05-31").isInForceOn("2003-06-01")
                    .isNotInForceOn("2003-06-02");
        }
    }

    @Nested
    class Revoked {

        @Test
        void a_revocation_works_from_the_day_it_is_delivered() {
            acts.granted(POA, says -> says);
            RecordId revocation = acts.revoked(POA, "2004-03-01");
            RecordId delivery = acts.delivered(revocation, IRVING, "2004-03-05");

            assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2004-03-04").isNotInForceOn("2004-03-05")
                    .endsBy(EndCause.REVOKED, delivery);
        }

        @Test
        void a_revocation_handed_over_when_it_was_signed_works_from_that_day() {
            acts.granted(POA, says -> says);
            RecordId revocation = acts.revokedInPerson(POA, "2004-03-01", IRVING);

            assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2004-02-29").isNotInForceOn("2004-03-01")
                    .endsBy(EndCause.REVOKED, revocation);
        }

        @Test
        void a_revocation_that_is_signed_but_not_delivered_to_anyone_ends_nothing() {
            acts.granted(POA, says -> says);
            acts.revoked(POA, "2004-03-01");

            assertThat(acts.known().authorities()).extracting(Authority::ending).containsOnlyNulls();
        }

        @Test
        void a_revocation_delivered_to_one_attorney_leaves_the_others_in_force() {
            acts.granted(POA, says -> says);
            acts.delivered(acts.revoked(POA, "2004-03-01"), IRVING, "2004-03-05");

            assertThatAuthority(acts.authorityOf(FRACTOR)).isOpen();
        }

        @Test
        void a_revocation_reaches_each_attorney_on_the_day_of_their_own_delivery() {
            acts.granted(POA, says -> says);
            RecordId revocation = acts.revoked(POA, "2004-03-01");
            acts.delivered(revocation, IRVING, "2004-03-05");
            acts.delivered(revocation, FRACTOR, "2004-03-09");

            assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2004-03-04").isNotInForceOn("2004-03-05");
            assertThatAuthority(acts.authorityOf(FRACTOR)).isInForceOn("2004-03-08").isNotInForceOn("2004-03-09");
        }

        @Test
        void a_revocation_that_names_someone_else_ends_nothing_even_when_delivered() {
            acts.granted(POA, says -> says);
            acts.delivered(acts.revoked(POA, "2004-03-01", FRACTOR), IRVING, "2004-03-05");

            assertThatAuthority(acts.authorityOf(IRVING)).isOpen();
        }

        @Test
        void a_revocation_of_another_instrument_leaves_this_one_in_force() {
            acts.granted(POA, says -> says.appointing(IRVING));
            acts.granted(LATER, says -> says.appointing(IRVING));
            acts.revokedInPerson(LATER, "2004-03-01", IRVING);

            assertThatAuthority(acts.authorityOf(IRVING, POA)).isOpen();
            assertThatAuthority(acts.authorityOf(IRVING, LATER)).isInForceOn("2004-02-29").isNotInForceOn("2004-03-01");
        }

        @Test
        void of_two_deliveries_the_earlier_day_counts_though_it_was_recorded_later() {
            acts.granted(POA, says -> says);
            RecordId revocation = acts.revoked(POA, "2004-03-01");
            acts.delivered(revocation, IRVING, "2004-03-09");
            RecordId earlier = acts.delivered(revocation, IRVING, "2004-03-05");

            assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2004-03-04").isNotInForceOn("2004-03-05")
                    .endsBy(EndCause.REVOKED, earlier);
        }
    }

    @Nested
    class Resigned {

        @Test
        void an_attorney_who_resigns_may_not_sign_from_the_day_it_takes_effect() {
            acts.granted(POA, says -> says);
            RecordId resignation = acts.resigned(POA, STOVER, "2004-07-01");

            assertThatAuthority(acts.authorityOf(STOVER)).isInForceOn("2004-06-30").isNotInForceOn("2004-07-01")
                    .endsBy(EndCause.RESIGNED, resignation);
        }

        @Test
        void a_resignation_ends_neither_the_other_attorneys_nor_other_instruments() {
            acts.granted(POA, says -> says);
            acts.granted(LATER, says -> says.appointing(STOVER));
            acts.resigned(POA, STOVER, "2004-07-01");

            assertThatAuthority(acts.authorityOf(FRACTOR)).isOpen();
            assertThatAuthority(acts.authorityOf(STOVER, LATER)).isOpen();
        }
    }

    @Nested
    class Employment_ended {

        @Test
        void an_attorney_whose_employment_ends_may_not_sign_where_the_instrument_says_so() {
            acts.granted(POA, says -> says.whileEmployed(FRACTOR));
            RecordId end = acts.employmentEnded(FRACTOR, "2004-09-15");

            assertThatAuthority(acts.authorityOf(FRACTOR)).isInForceOn("2004-09-14").isNotInForceOn("2004-09-15")
                    .endsBy(EndCause.EMPLOYMENT_ENDED, end);
        }

        @Test
        void where_the_instrument_does_not_say_so_the_end_of_employment_ends_nothing() {
            acts.granted(POA, says -> says);
            acts.employmentEnded(FRACTOR, "2004-09-15");

            assertThatAuthority(acts.authorityOf(FRACTOR)).isOpen();
        }

        @Test
        void it_ends_the_authority_of_the_one_whose_employment_ended_alone() {
            acts.granted(POA, says -> says.whileEmployed(FRACTOR).whileEmployed(STOVER));
            acts.employmentEnded(FRACTOR, "2004-09-15");

            assertThatAuthority(acts.authorityOf(STOVER)).isOpen();
        }

        @Test
        void it_ends_every_instrument_of_the_grantor_that_says_so() {
            acts.granted(POA, says -> says.whileEmployed(FRACTOR));
            acts.granted(LATER, says -> says.whileEmployed(FRACTOR));
            acts.employmentEnded(FRACTOR, "2004-09-15");

            assertThatAuthority(acts.authorityOf(FRACTOR, POA)).isInForceOn("2004-09-14").isNotInForceOn("2004-09-15");
            assertThatAuthority(acts.authorityOf(FRACTOR, LATER)).isInForceOn("2004-09-14").isNotInForceOn("2004-09-15");
        }
    }

    @Nested
    class Superseded {

        @Test
        void a_later_instrument_that_supersedes_ends_the_earlier_on_the_day_it_takes_effect() {
            acts.granted(POA, says -> says.appointing(IRVING));
            RecordId later = acts.granted(LATER, says -> says.appointing(FRACTOR).effectiveOn("2005-02-01").supersedingPrior());

            assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2005-01-31").isNotInForceOn("2005-02-01")
                    .endsBy(EndCause.SUPERSEDED, later);
            assertThatAuthority(acts.authorityOf(FRACTOR)).isNotInForceOn("2005-01-31").isInForceOn("2005-02-01").isOpen();
        }

        @Test
        void a_later_instrument_that_does_not_say_so_supersedes_nothing() {
            acts.granted(POA, says -> says.appointing(IRVING));
            acts.granted(LATER, says -> says.appointing(FRACTOR).effectiveOn("2005-02-01"));

            assertThatAuthority(acts.authorityOf(IRVING)).isOpen();
        }

        @Test
        void of_two_on_one_day_the_one_recorded_after_supersedes_the_other() {
            acts.granted(POA, says -> says.appointing(IRVING).effectiveOn("2005-02-01").supersedingPrior());
            RecordId later = acts.granted(LATER, says -> says.appointing(FRACTOR).effectiveOn("2005-02-01").supersedingPrior());

            assertThatAuthority(acts.authorityOf(IRVING)).neverWas().endsBy(EndCause.SUPERSEDED, later);
            assertThatAuthority(acts.authorityOf(FRACTOR)).isOpen();
        }

        @Test
        void a_correction_does_not_make_an_instrument_recorded_after_another_of_the_same_day() {
            acts.granted(POA, says -> says.appointing(IRVING).effectiveOn("2005-02-01"));
            acts.granted(LATER, says -> says.appointing(FRACTOR).effectiveOn("2005-02-01"));
            acts.corrected(POA, says -> says.supersedingPrior());

            assertThatAuthority(acts.authorityOf(FRACTOR)).isOpen();
        }

        @Test
        void an_instrument_that_took_effect_before_supersedes_nothing_though_recorded_after() {
            acts.granted(LATER, says -> says.appointing(FRACTOR).effectiveOn("2005-02-01"));
            acts.granted(POA, says -> says.appointing(IRVING).effectiveOn("2005-01-31").supersedingPrior());

            assertThatAuthority(acts.authorityOf(FRACTOR)).isOpen();
        }

        @Test
        void an_instrument_for_any_issuer_supersedes_that_for_one() {
            acts.granted(POA, says -> says.appointing(IRVING).forIssuer(HEMACARE));
            acts.granted(LATER, says -> says.appointing(FRACTOR).forIssuer(IssuerId.ANY).effectiveOn("2005-02-01").supersedingPrior());

            assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2005-01-31").isNotInForceOn("2005-02-01");
        }

        @Test
        void an_instrument_for_one_issuer_supersedes_neither_that_for_any_nor_that_for_another() {
            acts.granted(POA, says -> says.appointing(IRVING).forIssuer(IssuerId.ANY));
            acts.granted("heaton-aar", says -> says.appointing(STOVER).forIssuer(AAR));
            acts.granted(LATER, says -> says.appointing(FRACTOR).forIssuer(HEMACARE).effectiveOn("2005-02-01").supersedingPrior());

            assertThatAuthority(acts.authorityOf(IRVING)).isOpen();
            assertThatAuthority(acts.authorityOf(STOVER)).isOpen();
        }

        @Test
        void the_first_of_several_to_take_effect_supersedes() {
            acts.granted(POA, says -> says.appointing(IRVING));
            acts.granted("heaton-2006", says -> says.appointing(STOVER).effectiveOn("2006-02-01").supersedingPrior());
            RecordId first = acts.granted(LATER, says -> says.appointing(FRACTOR).effectiveOn("2005-02-01").supersedingPrior());

            assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2005-01-31").isNotInForceOn("2005-02-01")
                    .endsBy(EndCause.SUPERSEDED, first);
        }

        @Test
        void an_instrument_supersedes_by_its_terms_though_it_has_ended_itself() {
            acts.granted(POA, says -> says.appointing(IRVING));
            acts.granted(LATER, says -> says.appointing(FRACTOR).effectiveOn("2005-02-01").supersedingPrior());
            acts.resigned(LATER, FRACTOR, "2005-02-01");

            assertThatAuthority(acts.authorityOf(FRACTOR)).neverWas();
            assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2005-01-31").isNotInForceOn("2005-02-01");
        }

        @Test
        void a_correction_by_which_the_later_instrument_supersedes_says_so() {
            acts.granted(POA, says -> says.appointing(IRVING));
            acts.granted(LATER, says -> says.appointing(FRACTOR).effectiveOn("2005-02-01"));
            RecordId correction = acts.corrected(LATER, says -> says.supersedingPrior());

            assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2005-01-31").isNotInForceOn("2005-02-01")
                    .endsBy(EndCause.SUPERSEDED, correction);
        }

        @Test
        void a_superseding_instrument_that_is_retracted_supersedes_nothing() {
            acts.granted(POA, says -> says.appointing(IRVING));
            RecordId later = acts.granted(LATER, says -> says.appointing(FRACTOR).effectiveOn("2005-02-01").supersedingPrior());
            acts.retracted(later);

            assertThatAuthority(acts.authorityOf(IRVING)).isOpen();
        }
    }

    @Nested
    class The_grantor {

        @Test
        void all_authority_ends_on_the_day_the_grantor_dies() {
            acts.granted(POA, says -> says.durable());
            RecordId death = acts.died("2010-10-10");

            for (AttorneyId attorney : new AttorneyId[]{ IRVING, FRACTOR, STOVER}) {
                assertThatAuthority(acts.authorityOf(attorney)).isInForceOn("2010-10-09").isNotInForceOn("2010-10-10")
                        .endsBy(EndCause.GRANTOR_DIED, death);
            }
        }

        @Test
        void incapacity_ends_an_instrument_that_is_not_durable() {
            acts.granted(POA, says -> says);
            RecordId incapacity = acts.incapacitated("2010-10-10");

            assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2010-10-09").isNotInForceOn("2010-10-10")
                    .endsBy(EndCause.GRANTOR_INCAPACITATED, incapacity);
        }

        @Test
        void a_durable_instrument_survives_incapacity() {
            acts.granted(POA, says -> says.durable());
            acts.incapacitated("2010-10-10");

            assertThatAuthority(acts.authorityOf(IRVING)).isOpen();
        }
    }

    @Nested
    class Of_several_causes {

        @Test
        void the_earliest_ends_the_authority_in_any_order_of_recording() {
            acts.granted(POA, says -> says.expiresOn("2006-01-21"));
            acts.died("2005-05-06");
            RecordId resignation = acts.resigned(POA, IRVING, "2005-05-05");
            acts.revokedInPerson(POA, "2005-05-07", IRVING);

            assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2005-05-04").isNotInForceOn("2005-05-05")
                    .endsBy(EndCause.RESIGNED, resignation);
        }

        @Test
        void on_one_same_date_the_one_recorded_first_names_the_end() {
            acts.granted(POA, says -> says.durable());
            RecordId resignation = acts.resigned(POA, IRVING, "2005-05-05");
            RecordId death = acts.died("2005-05-05");

            assertThatAuthority(acts.authorityOf(IRVING)).endsBy(EndCause.RESIGNED, resignation);
            assertThatAuthority(acts.authorityOf(FRACTOR)).endsBy(EndCause.GRANTOR_DIED, death);
        }

        @Test
        void and_so_in_the_other_order() {
            acts.granted(POA, says -> says);
            RecordId death = acts.died("2005-05-05");
            acts.resigned(POA, IRVING, "2005-05-05");

            assertThatAuthority(acts.authorityOf(IRVING)).endsBy(EndCause.GRANTOR_DIED, death);
        }

        @Test
        void an_expiry_was_recorded_when_the_terms_that_name_it_were() {
            RecordId grant = acts.granted(POA, says -> says.expiresOn("2005-05-04"));
            RecordId death = acts.died("2005-05-05");
            assertThatAuthority(acts.authorityOf(IRVING)).endsBy(EndCause.EXPIRED, grant);

            acts.corrected(POA, says -> says.durable());

            assertThatAuthority(acts.authorityOf(IRVING)).endsBy(EndCause.GRANTOR_DIED, death);
        }

        @Test
        void a_cause_that_lies_after_the_end_changes_nothing() {
            acts.granted(POA, says -> says);
            RecordId resignation = acts.resigned(POA, IRVING, "2005-05-05");
            acts.died("2005-05-06");

            assertThatAuthority(acts.authorityOf(IRVING)).endsBy(EndCause.RESIGNED, resignation);
        }
    }

    @Nested
    class Never_was {

        @Test
        void an_authority_that_ends_on_the_day_it_begins_never_was() {
            acts.granted(POA, says -> says.effectiveOn("2003-06-01"));
            RecordId resignation = acts.resigned(POA, IRVING, "2003-06-01");

            assertThatAuthority(acts.authorityOf(IRVING)).neverWas().isNotInForceOn("2003-06-01").endsBy(EndCause.RESIGNED, resignation);
        }

        @Test
        void an_authority_that_ends_before_it_begins_never_was() {
            acts.granted(POA, says -> says.effectiveOn("2003-06-01"));
            acts.resigned(POA, IRVING, "2003-05-20");

            assertThatAuthority(acts.authorityOf(IRVING)).neverWas().isNotInForceOn("2003-05-20").isNotInForceOn("2003-06-01");
        }

        @Test
        void an_authority_of_one_day_was() {
            acts.granted(POA, says -> says.effectiveOn("2003-06-01"));
            acts.resigned(POA, IRVING, "2003-06-02");

            assertThatAuthority(acts.authorityOf(IRVING)).isInForceOn("2003-06-01").isNotInForceOn("2003-06-02");
            assertThat(acts.authorityOf(IRVING).neverWas()).isFalse();
        }
    }

    @Nested
    class Joint_signing {

        @Test
        void every_authority_of_the_instrument_says_how_many_must_sign_together() {
            acts.granted(POA, says -> says.atLeast(2));
            acts.granted(LATER, says -> says.appointing(KWIAT));

            assertThat(acts.authorityOf(IRVING).minimumSignatures()).isEqualTo(2);
            assertThat(acts.authorityOf(KWIAT).minimumSignatures()).isEqualTo(1);
        }
    }
}
