package org.authorityledger.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.authorityledger.authority.Acts.AAR;
import static org.authorityledger.authority.Acts.FRACTOR;
import static org.authorityledger.authority.Acts.HEATON;
import static org.authorityledger.authority.Acts.HEMACARE;
import static org.authorityledger.authority.Acts.IRVING;
import static org.authorityledger.authority.Acts.KWIAT;
import static org.authorityledger.authority.Acts.STOVER;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Regime;
import org.authorityledger.events.RevocationTakesEffect;
import org.junit.jupiter.api.Test;

/** Several ids that mean one person: Judi Irving is Katherine Kwiat's id too, and Andrew Heaton is known by a second id. */
class JoinedPartiesTest {

    private static final GrantorId HEATON_TOO = GrantorId.of("heaton-a");
    private static final GrantorId ANOTHER = GrantorId.of("olga-brandt");
    private static final Set<Set<String>> PEOPLE = Set.of(Set.of(IRVING.value(), KWIAT.value()), Set.of("andrew-heaton", "heaton-a"));

    private final Acts heaton = new Acts();
    private final Acts heatonToo = new Acts(HEATON_TOO, null);
    private final Acts another = new Acts(ANOTHER, null);

    private static Set<PartyId> same(PartyId id) {
        Set<String> all = PEOPLE.stream().filter(one -> one.contains(id.value())).findFirst().orElse(Set.of(id.value()));
        return Set.copyOf(all.stream().map(PartyId::of).toList());
    }

    private Answer ask(GrantorId grantor, String on, Instant knownAt, AttorneyId... signers) {
        Map<PartyId, GrantorRecords> streams = new HashMap<>();
        Map.of(HEATON, heaton, HEATON_TOO, heatonToo, ANOTHER, another)
                .forEach((id, acts) -> streams.put(PartyId.of(id.value()), acts.known()));
        KnownParties parties = new RecordedParties(streams, knownAt);
        return Check.answer(new Question(grantor, HEMACARE, FormAsked.of("4"), List.of(signers), Set.of(), Acts.day(on)),
                new JoinedParties(parties, JoinedPartiesTest::same, id -> streams.keySet(),
                        id -> streams.getOrDefault(id, GrantorRecords.NONE).knownAt(knownAt)));
    }

    private Reason reason(GrantorId grantor, String on, AttorneyId... signers) {
        return ask(grantor, on, Instant.MAX, signers).reason();
    }

    @Test
    void a_revocation_of_someone_by_one_id_counts_under_the_other() {
        heaton.granted("p", says -> says.appointing(IRVING, KWIAT, FRACTOR).revocationTakesEffect(RevocationTakesEffect.ON_SIGNING));
        RecordId revocation = heaton.revoked("p", "2004-06-01", KWIAT);

        assertThat(reason(HEATON, "2004-05-31", IRVING)).isEqualTo(Reason.IN_FORCE);
        assertThat(ask(HEATON, "2004-06-01", Instant.MAX, IRVING).decisive()).isNotNull().extracting(Answer.Basis::ending).isNotNull()
                .extracting(end -> ((Ending) end).recordId()).isEqualTo(revocation);
        assertThat(reason(HEATON, "2004-06-01", IRVING)).isEqualTo(Reason.REVOKED);
        assertThat(reason(HEATON, "2004-06-01", FRACTOR)).as("who is someone else").isEqualTo(Reason.IN_FORCE);
        assertThat(ask(HEATON, "2004-06-01", heaton.toldAt(revocation).minusNanos(1000), IRVING).reason()).as("before it was recorded")
                .isEqualTo(Reason.IN_FORCE);
    }

    @Test
    void a_revocation_that_reached_someone_under_one_id_has_reached_them_under_the_other() {
        heaton.granted("p", says -> says.appointing(IRVING, KWIAT, FRACTOR));
        RecordId revocation = heaton.revoked("p", "2004-06-01");
        heaton.delivered(revocation, KWIAT, "2004-06-03");

        assertThat(reason(HEATON, "2004-06-02", IRVING)).isEqualTo(Reason.IN_FORCE);
        assertThat(reason(HEATON, "2004-06-03", IRVING)).isEqualTo(Reason.REVOKED);
        assertThat(reason(HEATON, "2004-06-03", FRACTOR)).as("whom it has not reached").isEqualTo(Reason.IN_FORCE);
    }

    @Test
    void a_revocation_recorded_with_its_delivery_has_reached_the_person() {
        heaton.granted("p", says -> says.appointing(IRVING, KWIAT));
        heaton.revokedAndDelivered("p", "2004-06-01", KWIAT, "2004-06-05");

        assertThat(reason(HEATON, "2004-06-04", IRVING)).isEqualTo(Reason.IN_FORCE);
        assertThat(reason(HEATON, "2004-06-05", IRVING)).isEqualTo(Reason.REVOKED);
    }

    @Test
    void a_retracted_revocation_counts_under_no_id() {
        heaton.granted("p", says -> says.appointing(IRVING, KWIAT).revocationTakesEffect(RevocationTakesEffect.ON_SIGNING));
        heaton.retracted(heaton.revoked("p", "2004-06-01", KWIAT));

        assertThat(reason(HEATON, "2004-06-01", IRVING)).isEqualTo(Reason.IN_FORCE);
    }

    @Test
    void who_resigned_by_one_id_has_resigned() {
        heaton.granted("p", says -> says.appointing(IRVING, KWIAT));
        heaton.granted("q", says -> says.appointing(IRVING).executedOn("2003-06-01"));
        heaton.resigned("p", KWIAT, "2004-06-01");
        heaton.resigned("q", IRVING, "2004-08-01");

        assertThat(reason(HEATON, "2004-07-31", IRVING)).as("the other instrument").isEqualTo(Reason.IN_FORCE);
        assertThat(ask(HEATON, "2004-06-01", Instant.MAX, IRVING).decisive()).isNotNull()
                .extracting(basis -> basis.authority().poaId().value()).isEqualTo("q");
        assertThat(reason(HEATON, "2004-08-01", IRVING)).isEqualTo(Reason.RESIGNED);
    }

    @Test
    void an_employment_that_ended_by_one_id_has_ended_for_the_person_with_whichever_grantor_it_is_recorded() {
        heaton.granted("p", says -> says.appointing(IRVING, FRACTOR).whileEmployed(IRVING).executedOn("2003-01-15"));
        another.granted("r", says -> says.appointing(KWIAT, FRACTOR));
        another.employmentEnded(KWIAT, "2004-06-01");
        another.employmentEnded(FRACTOR, "2004-06-01");

        assertThat(reason(HEATON, "2004-05-31", IRVING)).isEqualTo(Reason.IN_FORCE);
        assertThat(reason(HEATON, "2004-06-01", IRVING)).isEqualTo(Reason.EMPLOYMENT_ENDED);
        assertThat(reason(HEATON, "2004-06-01", FRACTOR)).as("who has one id: in the records of this grantor, as the law says")
                .isEqualTo(Reason.IN_FORCE);
        assertThat(reason(ANOTHER, "2004-06-01", KWIAT)).as("the power does not end with employment").isEqualTo(Reason.IN_FORCE);
    }

    @Test
    void an_employment_that_ended_before_the_paper_does_not_concern_it_under_any_id() {
        heaton.granted("p", says -> says.appointing(IRVING).whileEmployed(IRVING).executedOn("2003-01-15"));
        another.granted("r", says -> says.appointing(KWIAT));
        another.employmentEnded(KWIAT, "2003-01-14");

        assertThat(reason(HEATON, "2004-06-01", IRVING)).isEqualTo(Reason.IN_FORCE);
    }

    @Test
    void a_duty_that_ceased_under_one_id_of_the_grantor_ceased() {
        heaton.granted("p", says -> says.appointing(IRVING).untilCeased(Regime.SECTION_16));
        heatonToo.granted("z", says -> says.appointing(STOVER));
        heatonToo.ceased(HEMACARE, "2004-06-01", Regime.SECTION_16);

        assertThat(reason(HEATON, "2004-05-31", IRVING)).isEqualTo(Reason.IN_FORCE);
        assertThat(reason(HEATON, "2004-06-01", IRVING)).isEqualTo(Reason.CEASED_REPORTING);
        assertThat(ask(HEATON_TOO, "2004-06-01", Instant.MAX, STOVER).remarks()).extracting(Remark::code)
                .contains(Remark.Code.NOT_REQUIRED_NOW);
    }

    @Test
    void a_power_under_one_id_replaces_earlier_ones_under_the_other_for_its_issuer() {
        heaton.granted("p", says -> says.appointing(IRVING).executedOn("2003-01-15"));
        heatonToo.granted("p", says -> says.appointing(STOVER).executedOn("2004-06-01").supersedingPrior());

        assertThat(reason(HEATON, "2004-05-31", IRVING)).isEqualTo(Reason.IN_FORCE);
        assertThat(reason(HEATON, "2004-06-01", IRVING)).isEqualTo(Reason.SUPERSEDED);
        assertThat(reason(HEATON_TOO, "2004-06-01", STOVER)).as("the same id of an instrument means two").isEqualTo(Reason.IN_FORCE);
        assertThat(reason(HEATON, "2004-06-01", STOVER)).as("it stays with its id").isEqualTo(Reason.NO_POWER_OF_ATTORNEY);
    }

    @Test
    void a_power_for_another_issuer_replaces_nothing_here() {
        heaton.granted("p", says -> says.appointing(IRVING).executedOn("2003-01-15"));
        heatonToo.granted("z", says -> says.appointing(STOVER).executedOn("2004-06-01").forIssuer(AAR).supersedingPrior());

        assertThat(reason(HEATON, "2004-06-01", IRVING)).isEqualTo(Reason.IN_FORCE);
    }

    @Test
    void a_death_under_one_id_is_one_under_all_in_whatever_stream_it_is_recorded() {
        heaton.granted("p", says -> says.appointing(IRVING, FRACTOR));
        heatonToo.granted("z", says -> says.appointing(STOVER));
        another.granted("r", says -> says.appointing(KWIAT));
        another.attorneyDied(KWIAT, "2004-06-01");
        heatonToo.died("2004-07-01");

        assertThat(reason(HEATON, "2004-05-31", IRVING)).isEqualTo(Reason.IN_FORCE);
        assertThat(reason(HEATON, "2004-06-01", IRVING)).isEqualTo(Reason.ATTORNEY_DIED);
        assertThat(reason(HEATON, "2004-06-30", FRACTOR)).isEqualTo(Reason.IN_FORCE);
        assertThat(reason(HEATON, "2004-07-01", FRACTOR)).isEqualTo(Reason.GRANTOR_DIED);
        assertThat(reason(HEATON, "2004-07-01", AttorneyId.of("andrew-heaton"))).isEqualTo(Reason.GRANTOR_DIED);
    }

    @Test
    void an_incapacity_under_one_id_spares_a_durable_power_under_the_other() {
        heaton.granted("p", says -> says.appointing(IRVING).durable());
        heaton.granted("q", says -> says.appointing(FRACTOR));
        heatonToo.granted("z", says -> says.appointing(STOVER));
        heatonToo.incapacitated("2004-06-01");

        assertThat(reason(HEATON, "2004-06-01", IRVING)).isEqualTo(Reason.IN_FORCE);
        assertThat(reason(HEATON, "2004-06-01", FRACTOR)).isEqualTo(Reason.GRANTOR_INCAPACITATED);
    }

    @Test
    void of_whom_nothing_is_joined_the_answer_is_as_ever() {
        another.granted("r", says -> says.appointing(FRACTOR, STOVER));
        another.resigned("r", FRACTOR, "2004-06-01");

        assertThat(reason(ANOTHER, "2004-06-01", STOVER)).isEqualTo(Reason.IN_FORCE);
        assertThat(reason(ANOTHER, "2004-06-01", FRACTOR)).isEqualTo(Reason.RESIGNED);
    }
}
