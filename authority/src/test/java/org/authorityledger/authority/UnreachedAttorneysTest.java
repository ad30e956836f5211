package org.authorityledger.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.authorityledger.authority.Acts.FRACTOR;
import static org.authorityledger.authority.Acts.IRVING;
import static org.authorityledger.authority.Acts.KWIAT;
import static org.authorityledger.authority.Acts.STOVER;

import java.util.List;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RevocationTakesEffect;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Which attorneys has a revocation not reached yet? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UnreachedAttorneysTest {

    private static List<AttorneyId> unreached(Acts acts, RecordId revocation, String on) {
        GrantorRecords records = GrantorRecords.of(acts.records());
        PowerOfAttorneyRevoked act = records.records().stream().filter(record -> record.recordId().equals(revocation))
                .map(record -> (PowerOfAttorneyRevoked) record.act()).findFirst().orElseThrow();
        return UnreachedAttorneys.of(act, records.authorities(), Acts.day(on)).stream().map(Authority::attorneyId).toList();
    }

    @Test
    void each_attorney_is_unreached_from_the_signing_until_the_day_of_delivery() {
        Acts acts = new Acts();
        acts.granted("first", says -> says.executedOn("2020-01-02").withoutExpiry());
        RecordId revocation = acts.revoked("first", "2021-03-01");
        acts.delivered(revocation, IRVING, "2021-03-05");

        assertThat(unreached(acts, revocation, "2021-02-28")).as("the day before it was signed").isEmpty();
        assertThat(unreached(acts, revocation, "2021-03-01")).as("the day it was signed").contains(IRVING, FRACTOR, STOVER);
        assertThat(unreached(acts, revocation, "2021-03-04")).as("the day before delivery").contains(IRVING);
        assertThat(unreached(acts, revocation, "2021-03-05")).as("the day of delivery").contains(FRACTOR, STOVER).doesNotContain(IRVING);
    }

    @Test
    void someone_it_does_not_name_and_someone_whose_authority_has_ended_are_not_unreached() {
        Acts acts = new Acts();
        acts.granted("first", says -> says.executedOn("2020-01-02").expiresOn("2022-12-31").withSubstitution());
        acts.substituted("first", FRACTOR, KWIAT, "2020-06-01");
        RecordId revocation = acts.revoked("first", "2021-03-01", FRACTOR, STOVER);
        acts.resigned("first", STOVER, "2021-04-01");

        assertThat(unreached(acts, revocation, "2021-03-31")).as("those it names, and no substitute").containsExactlyInAnyOrder(FRACTOR,
                STOVER);
        assertThat(unreached(acts, revocation, "2021-04-01")).as("one resigned").containsExactly(FRACTOR);
        assertThat(unreached(acts, revocation, "2022-12-31")).as("the last day of the instrument").containsExactly(FRACTOR);
        assertThat(unreached(acts, revocation, "2023-01-01")).as("the instrument expired").isEmpty();
    }

    private static List<String> sentences(Acts acts, RecordId record, String on) {
        GrantorRecords records = GrantorRecords.of(acts.records());
        LegalAct act = records.records().stream().filter(one -> one.recordId().equals(record)).findFirst().orElseThrow().act();
        return UnreachedAttorneys.sentences(act, records, Acts.day(on), (part, id) -> Acts.name(id), java.time.LocalDate::toString);
    }

    @Test
    void who_may_still_sign_is_named_until_the_revocation_has_reached_everyone() {
        Acts acts = new Acts();
        acts.granted("first", says -> says.executedOn("2020-01-02").withoutExpiry().withSubstitution());
        acts.substituted("first", FRACTOR, KWIAT, "2020-06-01");
        RecordId revocation = acts.revoked("first", "2021-03-01");

        assertThat(sentences(acts, revocation, "2021-02-28")).as("the day before it was signed").isEmpty();
        assertThat(sentences(acts, revocation, "2021-03-01")).singleElement().asString().startsWith("Until the revocation is delivered")
                .contains("Judi Irving", "David Fractor", "JoAnn Stover", "Katherine Kwiat", "may still sign", "first");

        RecordId one = acts.delivered(revocation, IRVING, "2021-03-05");
        assertThat(sentences(acts, one, "2021-03-04")).hasSize(2).first().asString().isEqualTo(
                "Until 2021-03-05, Judi Irving may still sign under power of attorney first.");
        assertThat(sentences(acts, one, "2021-03-05")).singleElement().asString()
                .contains("David Fractor", "JoAnn Stover", "Katherine Kwiat")
                .doesNotContain("Irving");

        acts.delivered(revocation, FRACTOR, "2021-03-06");
        RecordId last = acts.delivered(revocation, STOVER, "2021-03-06");
        assertThat(sentences(acts, last, "2021-03-06")).as("it has reached everyone").isEmpty();
    }

    @Test
    void where_it_works_on_delivery_to_the_issuer_they_may_sign_until_it_is_delivered_there() {
        Acts acts = new Acts();
        acts.granted("first", says -> says.executedOn("2020-01-02").withoutExpiry()
                .revocationTakesEffect(RevocationTakesEffect.ON_DELIVERY_TO_ISSUER));
        RecordId revocation = acts.revoked("first", "2021-03-01");

        assertThat(sentences(acts, revocation, "2021-03-01")).singleElement().asString()
                .startsWith("Until the revocation is delivered to the company, ").contains("Judi Irving");
    }

    @Test
    void an_act_that_neither_signs_nor_delivers_a_revocation_and_a_retracted_one_name_no_one() {
        Acts acts = new Acts();
        RecordId grant = acts.granted("first", says -> says.executedOn("2020-01-02").withoutExpiry());
        RecordId revocation = acts.revoked("first", "2021-03-01");
        acts.retracted(revocation);

        assertThat(sentences(acts, grant, "2021-03-02")).isEmpty();
        assertThat(sentences(acts, revocation, "2021-03-02")).isEmpty();
    }

    @Test
    void the_holders_of_an_office_may_sign_until_the_revocation_is_delivered_to_the_office() {
        Acts acts = new Acts();
        acts.granted("first", says -> says.executedOn("2020-01-02").withoutExpiry().appointingOffice(Acts.TREASURER));
        acts.heldOffice("first", Acts.TREASURER, KWIAT, "2020-06-01", null);
        RecordId revocation = acts.revoked("first", "2021-03-01", Acts.TREASURER);

        assertThat(unreached(acts, revocation, "2021-03-01")).containsExactly(KWIAT);
        assertThat(sentences(acts, revocation, "2021-03-01")).singleElement().asString().contains("Katherine Kwiat");
        acts.delivered(revocation, Acts.TREASURER, "2021-03-05");
        assertThat(unreached(acts, revocation, "2021-03-04")).containsExactly(KWIAT);
        assertThat(unreached(acts, revocation, "2021-03-05")).isEmpty();
    }
}
