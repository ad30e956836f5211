package org.authorityledger.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.authorityledger.authority.Acts.FRACTOR;
import static org.authorityledger.authority.Acts.IRVING;

import org.authorityledger.events.RecordId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What one record closes and opens in the register of authorities. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChangeTest {

    private static final String POA = "heaton-2003";

    private final Acts acts = new Acts();

    @Test
    void a_grant_opens_an_authority_for_everyone_it_names_and_closes_none() {
        GrantorRecords known = acts.known();
        acts.granted(POA, says -> says.appointing(IRVING, FRACTOR));
        Change change = changeSince(known);

        assertThat(change.closed()).isEmpty();
        assertThat(change.opened()).extracting(Authority::attorneyId).containsExactly(FRACTOR, IRVING);
    }

    @Test
    void an_end_closes_what_was_known_and_opens_what_is_known_and_leaves_the_others_alone() {
        acts.granted(POA, says -> says.appointing(IRVING, FRACTOR));
        Authority before = acts.authorityOf(IRVING);

        GrantorRecords known = acts.known();
        acts.resigned(POA, IRVING, "2004-07-01");
        Change change = changeSince(known);

        assertThat(change.closed()).containsExactly(before);
        assertThat(change.opened()).containsExactly(acts.authorityOf(IRVING));
    }

    @Test
    void a_cause_that_lies_after_the_end_changes_nothing() {
        acts.granted(POA, says -> says.appointing(IRVING));
        acts.resigned(POA, IRVING, "2004-07-01");

        GrantorRecords known = acts.known();
        acts.died("2004-07-02");
        Change change = changeSince(known);

        assertThat(change.closed()).isEmpty();
        assertThat(change.opened()).isEmpty();
    }

    @Test
    void a_retracted_grant_closes_its_authorities_and_opens_none() {
        RecordId grant = acts.granted(POA, says -> says.appointing(IRVING));
        Authority before = acts.authorityOf(IRVING);

        GrantorRecords known = acts.known();
        acts.retracted(grant);
        Change change = changeSince(known);

        assertThat(change.closed()).containsExactly(before);
        assertThat(change.opened()).isEmpty();
    }

    private Change changeSince(GrantorRecords before) {
        return Change.between(before.authorities(), acts.known().authorities());
    }
}
