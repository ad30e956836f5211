package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The story of one instrument from grant to lapse, as the README tells it: Andrew Heaton's power of attorney of 8 May 2003, HemaCare Corporation.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HeatonsPowerOfAttorneyTest extends LedgerTest {

    private static final String INSTRUMENT = "grantors/andrew-heaton/powers-of-attorney/heaton-2003";

    /** As first transcribed: clause (b), Form ID, was overlooked. */
    private static final String AS_TRANSCRIBED = """
            {"poaId": "heaton-2003", "grantor": {"name": "Andrew Heaton"},
             "issuer": {"issuerId": "hemacare", "name": "HemaCare Corporation"},
             "attorneys": [{"attorneyId": "judi-irving", "name": "Judi Irving", "title": "Chief Executive Officer"},
                           {"attorneyId": "david-fractor", "name": "David Fractor", "title": "Chief Financial Officer"},
                           {"attorneyId": "joann-stover", "name": "JoAnn Stover", "title": "Corporate Secretary"}],
             "powers": [{"clause": "a", "forms": ["3", "4", "5"], "capacities": ["OFFICER", "DIRECTOR"]},
                        {"clause": "c", "forms": ["SCHEDULE 13D", "SCHEDULE 13G"]}],
             "executedOn": "2003-05-08", "untilCeasedReporting": ["SECTION_16", "SECTION_13"], "substitutionAllowed": true}
            """;

    private long position;

    private JsonNode recorded(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        JsonNode record = RunningLedger.json(response.body());
        position = record.path("position").asLong();
        return record;
    }

    private String may(String signer, String form, String on, String... more) {
        return LEDGER.ask("/api/authority/check?grantor=andrew-heaton&issuer=hemacare&form=" + form + "&signer=" + signer + "&on=" + on
                + String.join("", more) + "&minPosition=" + position).path("reason").asString();
    }

    @Test
    void from_grant_to_lapse() {
        // Granted on 8 May 2003: each of the three may sign a Form 4 singly, from that day on and not before.
        recorded(LEDGER.tell("grantors/andrew-heaton/powers-of-attorney", AS_TRANSCRIBED));
        assertThat(may("judi-irving", "4", "2003-05-07")).isEqualTo("NOT_YET_EFFECTIVE");
        assertThat(may("judi-irving", "4", "2003-05-08")).isEqualTo("IN_FORCE");
        assertThat(may("david-fractor", "4", "2004-03-01")).isEqualTo("IN_FORCE");
        assertThat(may("joann-stover", "4/A", "2004-03-01", "&capacity=DIRECTOR")).isEqualTo("IN_FORCE");
        assertThat(may("joann-stover", "4", "2004-03-01", "&capacity=TEN_PERCENT_OWNER")).isEqualTo("CAPACITY_NOT_COVERED");

        // A revocation signed for all, but delivered to David Fractor alone, ends his authority alone.
        JsonNode revocation = recorded(LEDGER.tell(INSTRUMENT + "/revocations",
                "{\"signedOn\": \"2005-02-01\", \"deliveries\": [{\"attorneyId\": \"david-fractor\", \"deliveredOn\": \"2005-02-03\"}]}"));
        assertThat(may("david-fractor", "4", "2005-02-02")).isEqualTo("IN_FORCE");
        assertThat(may("david-fractor", "4", "2005-02-03")).isEqualTo("REVOKED");
        assertThat(may("judi-irving", "4", "2005-02-03")).isEqualTo("IN_FORCE");

        // Section 16 ends, Schedule 13G goes on: the instrument stands.
        recorded(LEDGER.tell("grantors/andrew-heaton/cessations",
                "{\"issuerId\": \"hemacare\", \"regimes\": [\"SECTION_16\"], \"effectiveOn\": \"2006-06-30\", \"basis\": \"left office\"}"));
        assertThat(may("judi-irving", "SC%2013G", "2006-06-30")).isEqualTo("IN_FORCE");

        // Both have ended: it lapses.
        recorded(LEDGER.tell("grantors/andrew-heaton/cessations",
                "{\"issuerId\": \"hemacare\", \"regimes\": [\"SECTION_13\"], \"effectiveOn\": \"2007-02-14\"}"));
        assertThat(may("judi-irving", "SC%2013G", "2007-02-13")).isEqualTo("IN_FORCE");
        assertThat(may("judi-irving", "SC%2013G", "2007-02-14")).isEqualTo("CEASED_REPORTING");

        // Back-dated: the revocation had reached JoAnn Stover too. What was known before stays answerable.
        String before = LEDGER.ask("/api/events?grantor=andrew-heaton&limit=1000").path("items").path(3).path("recordedAt").asString();
        JsonNode delivery = recorded(LEDGER.tell(INSTRUMENT + "/revocations/" + revocation.path("recordId").asString() + "/deliveries",
                "{\"attorneyId\": \"joann-stover\", \"deliveredOn\": \"2005-02-10\"}"));
        assertThat(may("joann-stover", "4", "2005-03-01", "&knownAt=" + before)).isEqualTo("IN_FORCE");
        assertThat(may("joann-stover", "4", "2005-03-01", "&knownAt=" + delivery.path("recordedAt").asString())).isEqualTo("REVOKED");

        // A correction of the terms: clause (b) had been overlooked, over the whole of effective time.
        JsonNode correction = recorded(LEDGER.tell(INSTRUMENT + "/corrections",
                AS_TRANSCRIBED.replace("\"poaId\": \"heaton-2003\", ", "")
                        .replace("{\"clause\": \"c\"", "{\"clause\": \"b\", \"forms\": [\"ID\"]}, {\"clause\": \"c\"")
                        .replace("\"executedOn\"", "\"reason\": \"clause (b) was overlooked\", \"executedOn\"")));
        assertThat(may("judi-irving", "ID", "2003-06-01", "&knownAt=" + delivery.path("recordedAt").asString()))
                .isEqualTo("FORM_NOT_COVERED");
        assertThat(may("judi-irving", "ID", "2003-06-01")).isEqualTo("IN_FORCE");

        // Which record changed the answer about JoAnn Stover, and which that about Form ID?
        JsonNode difference = LEDGER
                .ask("/api/authorities/diff?grantor=andrew-heaton&from.on=2005-03-01&to.on=2005-03-01&from.knownAt=" + before
                        + "&to.knownAt=" + correction.path("recordedAt").asString());
        assertThat(difference.path("lost").path(0).path("attorneyId").asString()).isEqualTo("joann-stover");
        assertThat(difference.path("lost").path(0).path("changedBy").asString()).isEqualTo(delivery.path("recordId").asString());
        assertThat(difference.path("changed").path(0).path("attorneyId").asString()).isEqualTo("judi-irving");
        assertThat(difference.path("changed").path(0).path("changedBy").asString()).isEqualTo(correction.path("recordId").asString());

        // The law refuses to give authority when nothing is left to report, and nothing is recorded.
        HttpResponse<String> refused = LEDGER.tell("grantors/andrew-heaton/powers-of-attorney",
                AS_TRANSCRIBED.replace("heaton-2003", "heaton-2008").replace("2003-05-08", "2008-01-02"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(RunningLedger.json(refused.body()).path("code").asString()).isEqualTo("REGIMES_CEASED");
        assertThat(LEDGER.ask("/api/events?grantor=andrew-heaton").path("items")).hasSize(6);
    }
}
