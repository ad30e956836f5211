package org.authorityledger.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.authorityledger.authority.Acts.FRACTOR;
import static org.authorityledger.authority.Acts.HEATON;
import static org.authorityledger.authority.Acts.HEMACARE;
import static org.authorityledger.authority.Acts.IRVING;
import static org.authorityledger.authority.Acts.KWIAT;
import static org.authorityledger.authority.Acts.TREASURER;
import static org.authorityledger.command.Heaton.EXECUTED;
import static org.authorityledger.command.Heaton.HIMSELF;
import static org.authorityledger.command.Heaton.NAME;
import static org.authorityledger.command.Heaton.POA;
import static org.authorityledger.command.Heaton.TODAY;
import static org.authorityledger.command.Heaton.TOMORROW;
import static org.authorityledger.command.Heaton.death;
import static org.authorityledger.command.Heaton.employmentEnded;
import static org.authorityledger.command.Heaton.incapacity;
import static org.authorityledger.command.Heaton.resignation;
import static org.authorityledger.command.Heaton.takenBack;
import static org.authorityledger.command.Heaton.usual;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.authorityledger.events.Delivery;
import org.authorityledger.events.Form;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Power;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Regime;
import org.authorityledger.store.RecordIds;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GrantorTest {

    private static final LocalDate MAY = LocalDate.of(2026, 5, 1);

    private final Heaton heaton = new Heaton();

    private void refused(Refusal refusal, String path, ThrowingCallable attempt) {
        long before = heaton.version();
        Refused refused = catchThrowableOfType(Refused.class, attempt);
        assertThat(refused).as("a refusal").isNotNull();
        assertThat(refused.refusal()).isEqualTo(refusal);
        assertThat(refused.path()).isEqualTo(path);
        assertThat(heaton.version()).isEqualTo(before);
    }

    private void recorded(ThrowingCallable attempt) {
        long before = heaton.version();
        assertThatCode(attempt).doesNotThrowAnyException();
        assertThat(heaton.version()).isEqualTo(before + 1);
    }

    private static RecordId unheardOf() {
        return new RecordId(RecordIds.mint());
    }

    @Test
    void only_a_grant_makes_a_grantor_known() {
        refused(Refusal.UNKNOWN_GRANTOR, "grantorId", () -> heaton.revokes(TODAY, List.of()));
        refused(Refusal.UNKNOWN_GRANTOR, "grantorId", () -> heaton.records(death(TODAY)));
        recorded(() -> heaton.grants(usual()));
        recorded(() -> heaton.records(death(TODAY)));
    }

    @Test
    void a_refused_first_grant_does_not_make_a_grantor_known() {
        refused(Refusal.NO_ATTORNEY, "attorneys", () -> heaton.grants(usual().appointing()));
        refused(Refusal.UNKNOWN_GRANTOR, "grantorId", () -> heaton.records(death(TODAY)));
    }

    @Test
    void an_id_of_an_instrument_is_used_once_also_after_a_retraction() {
        RecordId grant = heaton.grants(usual());
        refused(Refusal.POA_ID_USED, "poaId", () -> heaton.grants(usual()));
        heaton.retracts(grant);
        refused(Refusal.POA_ID_USED, "poaId", () -> heaton.grants(usual()));
        recorded(() -> heaton.grants("another", usual()));
    }

    @Test
    void no_one_is_their_own_attorney() {
        refused(Refusal.GRANTOR_AS_OWN_ATTORNEY, "attorneys[1].attorneyId", () -> heaton.grants(usual().appointing(IRVING, HIMSELF)));
        recorded(() -> heaton.grants(usual().withSubstitution().appointingOffice(TREASURER)));
        refused(Refusal.GRANTOR_AS_OWN_ATTORNEY, "attorneys[0].attorneyId", () -> heaton.corrects(usual().appointing(HIMSELF)));
        refused(Refusal.GRANTOR_AS_OWN_ATTORNEY, "substitute.attorneyId", () -> heaton.substitutes(IRVING, HIMSELF, TODAY));
        refused(Refusal.GRANTOR_AS_OWN_ATTORNEY, "holder.attorneyId", () -> heaton.holds(TREASURER, HIMSELF, TODAY, null));
    }

    @Test
    void an_instrument_appoints_somebody_for_at_least_one_form() {
        refused(Refusal.NO_ATTORNEY, "attorneys", () -> heaton.grants(usual().appointing()));
        refused(Refusal.NO_POWER, "powers", () -> heaton.grants(usual().giving()));
        Power form4 = new Power("a", Set.of(Form.FORM_4), null, Set.of(), null);
        Power nothing = new Power("b", Set.<Form>of(), null, Set.of(), null);
        refused(Refusal.NO_FORM, "powers[1].forms", () -> heaton.grants(usual().giving(form4, nothing)));
        recorded(() -> heaton.grants(usual().giving(form4, form4)));
    }

    @Test
    void a_person_is_named_once() {
        refused(Refusal.NAMED_TWICE, "attorneys[1].attorneyId", () -> heaton.grants(usual().appointing(IRVING, IRVING)));
        recorded(() -> heaton.grants(usual().withSubstitution().appointingOffice(TREASURER)));
        refused(Refusal.NAMED_TWICE, "attorneys[1]", () -> heaton.revokes(TODAY, List.of(IRVING, IRVING)));
        refused(Refusal.NAMED_TWICE, "deliveries[1].attorneyId",
                () -> heaton.revokes(MAY, List.of(), new Delivery(IRVING, MAY), new Delivery(IRVING, TODAY)));
        refused(Refusal.NAMED_TWICE, "substitute.attorneyId", () -> heaton.substitutes(IRVING, IRVING, TODAY));
        refused(Refusal.NAMED_TWICE, "holder.attorneyId", () -> heaton.holds(TREASURER, TREASURER, TODAY, null));
        recorded(() -> heaton.revokes(MAY, List.of(IRVING, FRACTOR), new Delivery(IRVING, MAY), new Delivery(FRACTOR, MAY)));
    }

    @Test
    void at_least_one_and_at_most_all_attorneys_sign_together() {
        refused(Refusal.MINIMUM_SIGNATURES_OUT_OF_RANGE, "signing.minimum", () -> heaton.grants(usual().atLeast(0)));
        refused(Refusal.MINIMUM_SIGNATURES_OUT_OF_RANGE, "signing.minimum", () -> heaton.grants(usual().atLeast(3)));
        recorded(() -> heaton.grants("one", usual().atLeast(1)));
        recorded(() -> heaton.grants("two", usual().atLeast(2)));
    }

    @Test
    void the_last_day_in_force_is_not_before_the_first() {
        refused(Refusal.EXPIRES_BEFORE_EFFECTIVE, "expiresOn", () -> heaton.grants(usual().effectiveOn(MAY).expiresOn(MAY.minusDays(1))));
        recorded(() -> heaton.grants(usual().effectiveOn(MAY).expiresOn(MAY)));
        refused(Refusal.EXPIRES_BEFORE_EFFECTIVE, "expiresOn", () -> heaton.corrects(usual().expiresOn(EXECUTED.minusDays(1))));
        recorded(() -> heaton.corrects(usual().expiresOn(EXECUTED)));
    }

    @Test
    void nothing_is_signed_tomorrow() {
        refused(Refusal.IN_THE_FUTURE, "executedOn", () -> heaton.grants(usual().executedOn(TOMORROW)));
        recorded(() -> heaton.grants(usual().executedOn(TODAY)));
        refused(Refusal.IN_THE_FUTURE, "executedOn", () -> heaton.corrects(usual().executedOn(TOMORROW)));
        recorded(() -> heaton.corrects(usual().executedOn(TODAY)));
        refused(Refusal.IN_THE_FUTURE, "signedOn", () -> heaton.revokes(TOMORROW, List.of()));
        recorded(() -> heaton.revokes(TODAY, List.of()));
    }

    @Test
    void nothing_is_delivered_tomorrow() {
        heaton.grants(usual());
        refused(Refusal.IN_THE_FUTURE, "deliveries[0].deliveredOn",
                () -> heaton.revokes(TODAY, List.of(), new Delivery(IRVING, TOMORROW)));
        RecordId revocation = heaton.revokes(TODAY, List.of(), new Delivery(IRVING, TODAY));
        refused(Refusal.IN_THE_FUTURE, "deliveredOn", () -> heaton.delivers(revocation, FRACTOR, TOMORROW));
        recorded(() -> heaton.delivers(revocation, FRACTOR, TODAY));
    }

    @Test
    void no_one_died_or_lost_capacity_tomorrow() {
        heaton.grants(usual());
        refused(Refusal.IN_THE_FUTURE, "on", () -> heaton.records(death(TOMORROW)));
        refused(Refusal.IN_THE_FUTURE, "on", () -> heaton.records(incapacity(TOMORROW)));
        recorded(() -> heaton.records(incapacity(TODAY)));
        recorded(() -> heaton.records(death(TODAY)));
    }

    @Test
    void other_dates_may_lie_ahead() {
        recorded(() -> heaton.grants(usual().effectiveOn(TOMORROW).expiresOn(TOMORROW.plusYears(1)).withSubstitution()));
        recorded(() -> heaton.ceases(TOMORROW, Regime.SECTION_16));
        recorded(() -> heaton
                .records(new RecordResumption(HEATON, HEMACARE, Set.of(Regime.SECTION_16), TOMORROW.plusDays(1), null, null, null,
                        null)));
        recorded(() -> heaton.substitutes(IRVING, KWIAT, TOMORROW));
        recorded(() -> heaton.records(resignation(FRACTOR, TOMORROW)));
        recorded(() -> heaton.records(employmentEnded(FRACTOR, TOMORROW)));
    }

    @Test
    void a_revocation_is_delivered_on_the_day_it_is_signed_or_later() {
        heaton.grants(usual());
        refused(Refusal.DELIVERED_BEFORE_SIGNED, "deliveries[0].deliveredOn",
                () -> heaton.revokes(MAY, List.of(), new Delivery(IRVING, MAY.minusDays(1))));
        RecordId revocation = heaton.revokes(MAY, List.of(), new Delivery(IRVING, MAY));
        refused(Refusal.DELIVERED_BEFORE_SIGNED, "deliveredOn", () -> heaton.delivers(revocation, FRACTOR, MAY.minusDays(1)));
        recorded(() -> heaton.delivers(revocation, FRACTOR, MAY));
    }

    @Test
    void a_revocation_is_signed_on_the_day_the_instrument_is_or_later() {
        heaton.grants(usual());
        refused(Refusal.SIGNED_BEFORE_EXECUTED, "signedOn", () -> heaton.revokes(EXECUTED.minusDays(1), List.of()));
        recorded(() -> heaton.revokes(EXECUTED, List.of()));
    }

    @Test
    void a_revocation_names_whom_the_instrument_names_and_reaches_whom_it_names() {
        heaton.grants(usual());
        refused(Refusal.OUTSIDE_INSTRUMENT, "attorneys[1]", () -> heaton.revokes(TODAY, List.of(IRVING, KWIAT)));
        refused(Refusal.OUTSIDE_INSTRUMENT, "deliveries[0].attorneyId",
                () -> heaton.revokes(TODAY, List.of(), new Delivery(KWIAT, TODAY)));
        refused(Refusal.OUTSIDE_INSTRUMENT, "deliveries[0].attorneyId",
                () -> heaton.revokes(TODAY, List.of(IRVING), new Delivery(FRACTOR, TODAY)));
        RecordId revocation = heaton.revokes(TODAY, List.of(IRVING));
        refused(Refusal.OUTSIDE_INSTRUMENT, "attorneyId", () -> heaton.delivers(revocation, FRACTOR, TODAY));
        recorded(() -> heaton.delivers(revocation, IRVING, TODAY));
    }

    @Test
    void whom_the_corrected_terms_no_longer_name_no_revocation_can_name() {
        heaton.grants(usual());
        recorded(() -> heaton.revokes(TODAY, List.of(FRACTOR)));
        heaton.corrects(usual().appointing(IRVING, KWIAT));
        refused(Refusal.OUTSIDE_INSTRUMENT, "attorneys[0]", () -> heaton.revokes(TODAY, List.of(FRACTOR)));
        recorded(() -> heaton.revokes(TODAY, List.of(KWIAT)));
    }

    @Test
    void a_delivery_is_of_a_revocation_that_stands() {
        heaton.grants(usual());
        refused(Refusal.UNKNOWN_REVOCATION, "revocation", () -> heaton.delivers(unheardOf(), IRVING, TODAY));
        RecordId revocation = heaton.revokes(TODAY, List.of());
        heaton.retracts(revocation);
        refused(Refusal.UNKNOWN_REVOCATION, "revocation", () -> heaton.delivers(revocation, IRVING, TODAY));
    }

    @Test
    void an_attorney_is_substituted_only_where_the_instrument_allows_it() {
        heaton.grants(usual());
        refused(Refusal.SUBSTITUTION_NOT_ALLOWED, "poaId", () -> heaton.substitutes(IRVING, KWIAT, TODAY));
        heaton.corrects(usual().withSubstitution());
        recorded(() -> heaton.substitutes(IRVING, KWIAT, TODAY));
    }

    @Test
    void an_attorney_passes_on_only_what_they_have() {
        heaton.grants(usual().withSubstitution());
        refused(Refusal.OUTSIDE_ATTORNEYS_FORMS, "forms", () -> heaton.substitutes(IRVING, KWIAT, TODAY, Form.FORM_4, Form.FORM_5));
        recorded(() -> heaton.substitutes(IRVING, KWIAT, TODAY, Form.FORM_4));
        recorded(() -> heaton.substitutes(IRVING, KWIAT, TODAY));
    }

    @Test
    void an_attorney_is_substituted_on_a_day_they_are_in_force() {
        heaton.grants(usual().withSubstitution().effectiveOn(MAY).expiresOn(TODAY));
        refused(Refusal.ATTORNEY_NOT_IN_FORCE, "effectiveOn", () -> heaton.substitutes(IRVING, KWIAT, MAY.minusDays(1)));
        recorded(() -> heaton.substitutes(IRVING, KWIAT, MAY));
        recorded(() -> heaton.substitutes(IRVING, KWIAT, TODAY));
        refused(Refusal.ATTORNEY_NOT_IN_FORCE, "effectiveOn", () -> heaton.substitutes(IRVING, KWIAT, TOMORROW));
    }

    @Test
    void an_office_is_substituted_as_an_attorney_is() {
        heaton.grants(usual().withSubstitution().appointingOffice(TREASURER).effectiveOn(MAY));
        refused(Refusal.ATTORNEY_NOT_IN_FORCE, "effectiveOn", () -> heaton.substitutes(TREASURER, KWIAT, MAY.minusDays(1)));
        recorded(() -> heaton.substitutes(TREASURER, KWIAT, MAY));
    }

    @Test
    void a_substitute_may_not_substitute_further() {
        heaton.grants(usual().withSubstitution());
        heaton.substitutes(IRVING, KWIAT, TODAY);
        refused(Refusal.SUBSTITUTION_NOT_ALLOWED, "poaId", () -> heaton.substitutes(KWIAT, FRACTOR, TODAY));
    }

    @Test
    void a_substitution_that_stands_is_revoked() {
        heaton.grants(usual().withSubstitution());
        RecordId substitution = heaton.substitutes(IRVING, KWIAT, TODAY);
        refused(Refusal.UNKNOWN_SUBSTITUTION, "substitution",
                () -> heaton.records(takenBack(POA, unheardOf())));
        recorded(() -> heaton.records(takenBack(POA, substitution)));
        heaton.retracts(substitution);
        refused(Refusal.UNKNOWN_SUBSTITUTION, "substitution",
                () -> heaton.records(takenBack(POA, substitution)));
    }

    @Test
    void only_an_office_is_held() {
        heaton.grants(usual().appointingOffice(TREASURER));
        refused(Refusal.UNKNOWN_OFFICE, "officeId", () -> heaton.holds(IRVING, KWIAT, MAY, null));
        refused(Refusal.UNKNOWN_OFFICE, "officeId", () -> heaton.holds(KWIAT, IRVING, MAY, null));
        recorded(() -> heaton.holds(TREASURER, KWIAT, MAY, null));
    }

    @Test
    void an_office_is_held_for_at_least_a_day() {
        heaton.grants(usual().appointingOffice(TREASURER));
        refused(Refusal.UNTIL_NOT_AFTER_FROM, "until", () -> heaton.holds(TREASURER, KWIAT, MAY, MAY));
        recorded(() -> heaton.holds(TREASURER, KWIAT, MAY, MAY.plusDays(1)));
    }

    @Test
    void papers_are_signed_before_the_duty_begins_and_after_it_ended() {
        heaton.grants("first", usual());
        heaton.ceases(MAY, Regime.SECTION_16);
        recorded(() -> heaton.grants(usual().effectiveOn(MAY).untilCeased(Regime.SECTION_16)));
    }

    @Test
    void an_instrument_stays_correctable_after_the_duty_to_report_ended() {
        heaton.grants(usual());
        heaton.ceases(EXECUTED, Regime.SECTION_16);
        recorded(() -> heaton.corrects(usual().untilCeased(Regime.SECTION_16)));
    }

    @Test
    void a_cessation_names_a_regime() {
        heaton.grants(usual());
        refused(Refusal.NO_REGIME, "regimes", () -> heaton.ceases(TODAY));
        recorded(() -> heaton.ceases(TODAY, Regime.RULE_144));
    }

    @Test
    void what_concerns_an_instrument_concerns_one_that_stands() {
        RecordId grant = heaton.grants(usual().withSubstitution().appointingOffice(TREASURER));
        heaton.retracts(grant);
        refused(Refusal.UNKNOWN_INSTRUMENT, "poaId", () -> heaton.revokes(TODAY, List.of()));
        refused(Refusal.UNKNOWN_INSTRUMENT, "poaId", () -> heaton.corrects(usual()));
        refused(Refusal.UNKNOWN_INSTRUMENT, "poaId", () -> heaton.substitutes(IRVING, KWIAT, TODAY));
        refused(Refusal.UNKNOWN_INSTRUMENT, "poaId", () -> heaton.resigns(IRVING));
        refused(Refusal.UNKNOWN_INSTRUMENT, "poaId", () -> heaton.holds(TREASURER, KWIAT, TODAY, null));
        refused(Refusal.UNKNOWN_INSTRUMENT, "poaId", () -> heaton.delivers(unheardOf(), IRVING, TODAY));
        refused(Refusal.UNKNOWN_INSTRUMENT, "poaId",
                () -> heaton.records(takenBack(PoaId.of("never-was"), unheardOf())));
    }

    @Test
    void who_resigns_is_named_by_the_terms_as_they_are_known_now() {
        heaton.grants(usual());
        refused(Refusal.UNKNOWN_ATTORNEY, "attorneyId", () -> heaton.resigns(KWIAT));
        recorded(() -> heaton.resigns(IRVING));
        heaton.corrects(usual().appointing(KWIAT));
        refused(Refusal.UNKNOWN_ATTORNEY, "attorneyId", () -> heaton.resigns(IRVING));
        recorded(() -> heaton.resigns(KWIAT));
    }

    @Test
    void whose_employment_ended_is_known_from_an_instrument_that_stands() {
        RecordId grant = heaton.grants(usual().withSubstitution());
        refused(Refusal.UNKNOWN_ATTORNEY, "attorneyId", () -> heaton.leavesEmployment(KWIAT));
        heaton.substitutes(IRVING, KWIAT, TODAY);
        recorded(() -> heaton.leavesEmployment(KWIAT));
        heaton.retracts(grant);
        refused(Refusal.UNKNOWN_ATTORNEY, "attorneyId", () -> heaton.leavesEmployment(IRVING));
    }

    @Test
    void a_record_is_retracted_once_and_a_retraction_never() {
        RecordId grant = heaton.grants(usual());
        refused(Refusal.UNKNOWN_RECORD, "recordId", () -> heaton.retracts(unheardOf()));
        RecordId retraction = heaton.retracts(grant);
        refused(Refusal.ALREADY_RETRACTED, "recordId", () -> heaton.retracts(grant));
        refused(Refusal.RETRACTION_RETRACTED, "recordId", () -> heaton.retracts(retraction));
    }

    @Test
    void what_fell_with_a_retracted_record_is_not_retracted_again() {
        RecordId grant = heaton.grants(usual().withSubstitution());
        RecordId revocation = heaton.revokes(MAY, List.of(IRVING));
        RecordId delivery = heaton.delivers(revocation, IRVING, TODAY);
        RecordId substitution = heaton.substitutes(FRACTOR, KWIAT, TODAY);
        RecordId correction = heaton.corrects(usual().withSubstitution());
        RecordId death = heaton.records(death(TODAY));
        recorded(() -> heaton.retracts(revocation));
        refused(Refusal.ALREADY_RETRACTED, "recordId", () -> heaton.retracts(delivery));
        recorded(() -> heaton.retracts(grant));
        refused(Refusal.ALREADY_RETRACTED, "recordId", () -> heaton.retracts(substitution));
        refused(Refusal.ALREADY_RETRACTED, "recordId", () -> heaton.retracts(correction));
        recorded(() -> heaton.retracts(death));
    }

    @Test
    void nothing_is_recorded_at_another_version_than_the_client_believes() {
        GrantPowerOfAttorney grant = new GrantPowerOfAttorney(HEATON, POA, NAME, usual().terms(), null, null);
        refused(Refusal.PRECONDITION_FAILED, "If-Match", () -> heaton.records(grant, IfMatch.read(List.of("*"))));
        recorded(() -> heaton.records(grant, IfMatch.read(List.of("\"0\""))));
        RecordGrantorDeath death = death(TODAY);
        refused(Refusal.PRECONDITION_FAILED, "If-Match", () -> heaton.records(death, IfMatch.read(List.of("\"0\""))));
        refused(Refusal.PRECONDITION_FAILED, "If-Match", () -> heaton.records(death, IfMatch.read(List.of("W/\"1\""))));
        recorded(() -> heaton.records(death, IfMatch.read(List.of("\"7\", \"1\""))));
    }
}
