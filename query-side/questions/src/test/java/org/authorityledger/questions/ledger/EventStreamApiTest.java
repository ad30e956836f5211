package org.authorityledger.questions.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.authorityledger.questions.HeatonsStory;
import org.authorityledger.questions.OnHeatonsLedger;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The events over HTTP as they are recorded. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventStreamApiTest extends OnHeatonsLedger {

    /** The first lines of a stream, up to one that contains what is waited for. */
    private List<String> listen(String query, String until, String... headers) throws Exception {
        var request = LedgerForTests.request(port, "/api/events/stream?" + query, "Accept", "text/event-stream");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try (var client = HttpClient.newHttpClient();
                Stream<String> lines = client
                        .send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofLines())
                        .body()) {
            List<String> read = new ArrayList<>();
            for (var all = lines.iterator(); all.hasNext();) {
                read.add(all.next());
                if (read.getLast().contains(until)) {
                    client.shutdownNow();
                    break;
                }
            }
            return read;
        }
    }

    @Test
    void a_stream_continues_after_the_last_event_of_its_listener_and_honors_the_filters() throws Exception {
        HeatonsStory story = story();
        awaitRegister(story.end());
        String last = "\"recordId\":\"" + story.ceased.recordId() + "\"";

        List<String> all = listen("grantor=andrew-heaton&after=0", last);
        assertThat(all.stream().filter(line -> line.startsWith("id:"))).containsExactly("id:" + story.granted.position(),
                "id:" + story.revoked.position(), "id:" + story.delivered.position(), "id:" + story.grantedForAll.position(),
                "id:" + story.ceased.position());
        List<String> resumed = listen("grantor=andrew-heaton&after=0", last, "Last-Event-ID", Long.toString(story.delivered.position()));
        assertThat(resumed.stream().filter(line -> line.startsWith("id:"))).containsExactly("id:" + story.grantedForAll.position(),
                "id:" + story.ceased.position());
        List<String> filtered = listen("grantor=andrew-heaton&type=GrantorCeasedReporting&after=0", last);
        assertThat(filtered.stream().filter(line -> line.startsWith("id:"))).containsExactly("id:" + story.ceased.position());
    }

    @Test
    void a_malformed_request_for_a_stream_is_refused_before_it_begins() {
        for (String query : List.of("type=PowerOfAttorneyForgotten", "after=x", "text=", "colour=red", "grantor=-")) {
            assertThat(get("/api/events/stream?" + query).statusCode()).as(query).isEqualTo(400);
        }
        assertThat(get("/api/events/stream", "Last-Event-ID", "yesterday").statusCode()).isEqualTo(400);
        assertThat(LedgerForTests.getAnonymously(port, "/api/events/stream").statusCode()).isEqualTo(401);
    }
}
