package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/**
 * The story of the README, under ids of its own, for the tests of pages: granted on 8 May 2003; revoked, delivered to Fractor alone on 3 February
 * 2005; lapsed on 14 February 2007; then told late that the revocation had reached Stover on 10 February 2005; then corrected.
 */
final class HeatonsStory {

    static final String GRANTOR = "heaton";
    static final String ISSUER = "hemacare-corp";
    static final String IRVING = "irving";
    static final String FRACTOR = "fractor";
    static final String STOVER = "stover";
    static final String INSTRUMENT = "exhibit-24";

    private static final String TERMS = """
            "grantor": {"name": "Andrew Heaton"}, "issuer": {"issuerId": "hemacare-corp", "name": "HemaCare Corporation"},
            "attorneys": [{"attorneyId": "irving", "name": "Judi Irving", "title": "Chief Executive Officer"},
              {"attorneyId": "fractor", "name": "David Fractor", "title": "Chief Financial Officer"},
              {"attorneyId": "stover", "name": "JoAnn Stover", "title": "Corporate Secretary"}],
            "executedOn": "2003-05-08", "untilCeasedReporting": ["SECTION_16", "SECTION_13"], "substitutionAllowed": true,
            "powers": [{"clause": "a", "forms": ["3", "4", "5"], "capacities": ["OFFICER", "DIRECTOR"],
                        "text": "execute Forms 3, 4 and 5 in accordance with Section 16(a)"},
              {"clause": "c", "forms": ["SCHEDULE 13D", "SCHEDULE 13G"]}%s]
            """;

    /**
     * What came of recording it.
     *
     * @param beforeTheDelivery the moment before the delivery to Stover was told
     * @param position the last record's
     */
    record Told(String grant, String revocation, String delivery, String beforeTheDelivery, String correction, long position) {}

    private static final class Once {

        static final Told TOLD = tell();
    }

    private HeatonsStory() {}

    /** Records it at the first call, and waits until it can be seen. */
    static Told told() {
        return Once.TOLD;
    }

    private static Told tell() {
        String instrument = "grantors/heaton/powers-of-attorney/exhibit-24";
        JsonNode grant = recorded("grantors/heaton/powers-of-attorney", "{\"poaId\": \"exhibit-24\", " + TERMS.formatted("") + "}");
        JsonNode revocation = recorded(instrument + "/revocations",
                "{\"signedOn\": \"2005-02-01\", \"deliveries\": [{\"attorneyId\": \"fractor\", \"deliveredOn\": \"2005-02-03\"}]}");
        recorded("grantors/heaton/cessations", """
                {"issuerId": "hemacare-corp", "regimes": ["SECTION_16"], "effectiveOn": "2006-06-30",
                 "basis": "left office, six-month tail over"}
                """);
        JsonNode lapse = recorded("grantors/heaton/cessations",
                "{\"issuerId\": \"hemacare-corp\", \"regimes\": [\"SECTION_13\"], \"effectiveOn\": \"2007-02-14\"}");
        JsonNode delivery = recorded(instrument + "/revocations/" + revocation.path("recordId").asString() + "/deliveries",
                "{\"attorneyId\": \"stover\", \"deliveredOn\": \"2005-02-10\"}");
        JsonNode correction = recorded(instrument + "/corrections",
                "{\"reason\": \"clause (b) was overlooked\", " + TERMS.formatted(", {\"clause\": \"b\", \"forms\": [\"ID\"]}") + "}");
        long position = correction.path("position").asLong();
        LedgerTest.LEDGER.ask("/api/grantors?limit=1&minPosition=" + position);
        return new Told(grant.path("recordId").asString(), revocation.path("recordId").asString(), delivery.path("recordId").asString(),
                lapse.path("recordedAt").asString(), correction.path("recordId").asString(), position);
    }

    private static JsonNode recorded(String path, String body) {
        HttpResponse<String> response = LedgerTest.LEDGER.tell(path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return RunningLedger.json(response.body());
    }
}
