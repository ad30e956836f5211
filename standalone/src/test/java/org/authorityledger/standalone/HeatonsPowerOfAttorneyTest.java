package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.function.Function;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.Form;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Regime;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The story of one instrument from grant to lapse: Andrew Heaton's power of attorney of May 8, 2003, for HemaCare Corporation. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HeatonsPowerOfAttorneyTest extends LedgerTest {

    private static final String POA = "heaton-2003";

    private final StoryOverHttp story = new StoryOverHttp(LEDGER);
    private long position;

    private StoryOverHttp.Recorded recorded(Function<Acts, RecordId> act) {
        StoryOverHttp.Recorded recorded = story.records(act);
        position = recorded.position();
        return recorded;
    }

    private String may(String signer, String form, String on, String... more) {
        return LEDGER.ask("/api/authority/check?grantor=andrew-heaton&issuer=hemacare&form=" + form + "&signer=" + signer + "&on=" + on
                + String.join("", more) + "&minPosition=" + position).path("reason").asString();
    }

    @Test
    void from_grant_to_lapse() {
        // Granted on May 8, 2003: each of the three may sign a Form 4 singly, from that day on and not before.
        recorded(acts -> acts.granted(POA, Acts.Writing::asFirstTranscribed));
        assertThat(may("judi-irving", "4", "2003-05-07")).isEqualTo("NOT_YET_EFFECTIVE");
        assertThat(may("judi-irving", "4", "2003-05-08")).isEqualTo("IN_FORCE");
        assertThat(may("david-fractor", "4", "2004-03-01")).isEqualTo("IN_FORCE");
        assertThat(may("joann-stover", "4/A", "2004-03-01", "&capacity=DIRECTOR")).isEqualTo("IN_FORCE");
        assertThat(may("joann-stover", "4", "2004-03-01", "&capacity=TEN_PERCENT_OWNER")).isEqualTo("CAPACITY_NOT_COVERED");

        // A revocation signed for all, but delivered to David Fractor alone, ends his authority alone.
        StoryOverHttp.Recorded revocation = recorded(
                acts -> acts.revokedAndDelivered(POA, "2005-02-01", Acts.FRACTOR, "2005-02-03"));
        assertThat(may("david-fractor", "4", "2005-02-02")).isEqualTo("IN_FORCE");
        assertThat(may("david-fractor", "4", "2005-02-03")).isEqualTo("REVOKED");
        assertThat(may("judi-irving", "4", "2005-02-03")).isEqualTo("IN_FORCE");

        // Section 16 ends, Schedule 13G goes on: the instrument stands.
        recorded(acts -> acts.ceased(Acts.HEMACARE, "2006-06-30", Regime.SECTION_16));
        assertThat(may("judi-irving", "SC%2013G", "2006-06-30")).isEqualTo("IN_FORCE");

        // Both have ended: it lapses.
        recorded(acts -> acts.ceased(Acts.HEMACARE, "2007-02-14", Regime.SECTION_13));
        assertThat(may("judi-irving", "SC%2013G", "2007-02-13")).isEqualTo("IN_FORCE");
        assertThat(may("judi-irving", "SC%2013G", "2007-02-14")).isEqualTo("CEASED_REPORTING");

        // Back-dated: the revocation had reached JoAnn Stover too. What was known before stays answerable.
        String before = LEDGER.ask("/api/events?grantor=andrew-heaton&limit=1000").path("items").path(3).path("recordedAt").asString();
        StoryOverHttp.Recorded delivery = recorded(acts -> acts.delivered(revocation.act(), Acts.STOVER, "2005-02-10"));
        assertThat(may("joann-stover", "4", "2005-03-01", "&knownAt=" + before)).isEqualTo("IN_FORCE");
        assertThat(may("joann-stover", "4", "2005-03-01", "&knownAt=" + delivery.recordedAt())).isEqualTo("REVOKED");

        // A correction of the terms: clause (b) had been overlooked, over the whole of effective time.
        StoryOverHttp.Recorded correction = recorded(
                acts -> acts.corrected(POA, says -> says.power("b", Set.of(Form.FORM_ID), true)));
        assertThat(may("judi-irving", "ID", "2003-06-01", "&knownAt=" + delivery.recordedAt()))
                .isEqualTo("FORM_NOT_COVERED");
        assertThat(may("judi-irving", "ID", "2003-06-01")).isEqualTo("IN_FORCE");

        // Which record changed the answer about JoAnn Stover, and which that about Form ID?
        JsonNode difference = LEDGER
                .ask("/api/authorities/diff?grantor=andrew-heaton&from.on=2005-03-01&to.on=2005-03-01&from.knownAt=" + before
                        + "&to.knownAt=" + correction.recordedAt());
        assertThat(difference.path("lost").path(0).path("attorneyId").asString()).isEqualTo("joann-stover");
        assertThat(difference.path("lost").path(0).path("changedBy").asString()).isEqualTo(delivery.recordId());
        assertThat(difference.path("changed").path(0).path("attorneyId").asString()).isEqualTo("judi-irving");
        assertThat(difference.path("changed").path(0).path("changedBy").asString()).isEqualTo(correction.recordId());

        // What can never be used is refused, and nothing is recorded.
        story.isRefused("MINIMUM_SIGNATURES_OUT_OF_RANGE",
                acts -> acts.granted("heaton-2008", says -> says.asFirstTranscribed().executedOn("2008-01-02").atLeast(9)));
        assertThat(LEDGER.ask("/api/events?grantor=andrew-heaton").path("items")).hasSize(6);
    }
}
