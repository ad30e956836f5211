package org.authorityledger.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.authorityledger.authority.Acts.FRACTOR;
import static org.authorityledger.authority.Acts.IRVING;

import java.time.Instant;
import java.util.List;
import org.authorityledger.authority.Difference.Kind;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.events.RecordId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What changed between two moments, and by which record. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DifferenceTest {

    private static final String POA = "heaton-2003";

    private final Acts acts = new Acts();

    @Test
    void between_a_moment_and_itself_nothing_changed() {
        RecordId grant = acts.granted(POA, says -> says);

        assertThat(between("2003-06-10", acts.toldAt(grant), "2003-06-10", acts.toldAt(grant))).isEmpty();
    }

    @Test
    void an_authority_is_gained_by_the_grant_that_was_recorded_in_between() {
        RecordId grant = acts.granted(POA, says -> says.appointing(IRVING));

        assertThat(between("2003-06-10", justBefore(grant), "2003-06-10", acts.toldAt(grant)))
                .containsExactly(new Difference(Kind.GAINED, null, acts.authorityOf(IRVING), grant));
    }

    @Test
    void an_authority_is_lost_by_the_revocation_that_was_recorded_in_between() {
        RecordId grant = acts.granted(POA, says -> says.appointing(IRVING));
        Authority before = acts.authorityOf(IRVING);
        RecordId revocation = acts.revokedInPerson(POA, "2004-03-01", IRVING);

        assertThat(between("2004-03-01", acts.toldAt(grant), "2004-03-01", acts.toldAt(revocation)))
                .containsExactly(new Difference(Kind.LOST, before, null, revocation));
    }

    @Test
    void an_authority_that_is_known_to_end_later_is_changed_on_the_day_before_its_end() {
        RecordId grant = acts.granted(POA, says -> says.appointing(IRVING));
        Authority before = acts.authorityOf(IRVING);
        RecordId revocation = acts.revokedInPerson(POA, "2004-03-01", IRVING);

        assertThat(between("2004-02-29", acts.toldAt(grant), "2004-02-29", acts.toldAt(revocation)))
                .containsExactly(new Difference(Kind.CHANGED, before, acts.authorityOf(IRVING), revocation));
    }

    @Test
    void when_the_date_alone_moves_past_the_end_the_record_that_ends_the_authority_did_it() {
        acts.granted(POA, says -> says.appointing(IRVING));
        RecordId resignation = acts.resigned(POA, IRVING, "2004-07-01");
        Instant now = acts.toldAt(resignation);

        assertThat(between("2004-06-30", now, "2004-07-01", now))
                .containsExactly(new Difference(Kind.LOST, acts.authorityOf(IRVING), null, resignation));
        assertThat(between("2004-06-29", now, "2004-06-30", now)).isEmpty();
    }

    @Test
    void when_the_date_alone_moves_to_the_beginning_the_grant_did_it() {
        RecordId grant = acts.granted(POA, says -> says.appointing(IRVING).effectiveOn("2003-06-01"));
        Instant now = acts.toldAt(grant);

        assertThat(between("2003-05-31", now, "2003-06-01", now))
                .containsExactly(new Difference(Kind.GAINED, null, acts.authorityOf(IRVING), grant));
        assertThat(between("2003-05-30", now, "2003-05-31", now)).isEmpty();
    }

    @Test
    void when_the_date_moves_back_before_the_end_what_was_lost_is_gained_by_the_same_record() {
        acts.granted(POA, says -> says.appointing(IRVING));
        RecordId resignation = acts.resigned(POA, IRVING, "2004-07-01");
        Instant now = acts.toldAt(resignation);

        assertThat(between("2004-07-01", now, "2004-06-30", now))
                .containsExactly(new Difference(Kind.GAINED, null, acts.authorityOf(IRVING), resignation));
    }

    @Test
    void when_the_date_moves_past_the_end_the_record_that_ends_it_did_it_though_the_beginning_was_corrected_meanwhile() {
        acts.granted(POA, says -> says.appointing(IRVING).effectiveOn("2003-06-01"));
        RecordId resignation = acts.resigned(POA, IRVING, "2004-07-01");
        Authority before = acts.authorityOf(IRVING);
        RecordId correction = acts.corrected(POA, says -> says.effectiveOn("2003-09-01"));

        assertThat(between("2003-07-01", acts.toldAt(resignation), "2004-07-01", acts.toldAt(correction)))
                .containsExactly(new Difference(Kind.LOST, before, null, resignation));
    }

    @Test
    void a_correction_in_between_changes_the_authorities_it_speaks_of() {
        RecordId grant = acts.granted(POA, says -> says.appointing(IRVING));
        RecordId correction = acts.corrected(POA, says -> says.appointing(IRVING, FRACTOR).atLeast(2));

        assertThat(between("2003-06-10", acts.toldAt(grant), "2003-06-10", acts.toldAt(correction)))
                .extracting(Difference::kind, Difference::recordId)
                .containsExactlyInAnyOrder(tuple(Kind.CHANGED, correction),
                        tuple(Kind.GAINED, correction));
    }

    @Test
    void a_retraction_in_between_is_what_did_it_and_not_the_record_it_retracts() {
        acts.granted(POA, says -> says.appointing(IRVING));
        RecordId death = acts.died("2004-01-01");
        RecordId retraction = acts.retracted(death);

        assertThat(between("2004-01-01", acts.toldAt(death), "2004-01-01", acts.toldAt(retraction)))
                .containsExactly(new Difference(Kind.GAINED, null, acts.authorityOf(IRVING), retraction));
    }

    @Test
    void of_several_records_in_between_the_last_that_made_it_so_did_it() {
        RecordId grant = acts.granted(POA, says -> says.appointing(IRVING));
        Authority before = acts.authorityOf(IRVING);
        acts.retracted(acts.incapacitated("2004-01-01"));
        RecordId death = acts.died("2004-06-01");
        RecordId resignation = acts.resigned(POA, IRVING, "2004-06-02");

        assertThat(between("2004-06-02", acts.toldAt(grant), "2004-06-02", acts.toldAt(resignation)))
                .containsExactly(new Difference(Kind.LOST, before, null, death));
    }

    @Test
    void what_was_recorded_and_retracted_in_between_makes_no_difference() {
        RecordId grant = acts.granted(POA, says -> says.appointing(IRVING));
        RecordId retraction = acts.retracted(acts.died("2004-01-01"));

        assertThat(between("2004-01-01", acts.toldAt(grant), "2004-01-01", acts.toldAt(retraction))).isEmpty();
    }

    @Test
    void looking_back_to_what_was_known_before_the_same_record_did_it() {
        RecordId grant = acts.granted(POA, says -> says.appointing(IRVING));
        Authority before = acts.authorityOf(IRVING);
        RecordId revocation = acts.revokedInPerson(POA, "2004-03-01", IRVING);

        assertThat(between("2004-03-01", acts.toldAt(revocation), "2004-03-01", acts.toldAt(grant)))
                .containsExactly(new Difference(Kind.GAINED, null, before, revocation));
    }

    @Test
    void an_authority_that_never_was_makes_no_difference() {
        acts.granted(POA, says -> says.appointing(IRVING));
        RecordId resignation = acts.resigned(POA, IRVING, "2003-05-08");
        Instant now = acts.toldAt(resignation);

        assertThat(between("2003-05-07", now, "2003-05-08", now)).isEmpty();
    }

    private Instant justBefore(RecordId record) {
        return acts.toldAt(record).minusNanos(1000);
    }

    private List<Difference> between(String firstDay, Instant firstKnown, String secondDay, Instant secondKnown) {
        return Difference.between(new Moment(Acts.day(firstDay), firstKnown), new Moment(Acts.day(secondDay), secondKnown),
                Versions.of(acts.records()));
    }
}
