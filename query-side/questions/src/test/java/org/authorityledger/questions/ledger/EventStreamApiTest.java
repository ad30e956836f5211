package org.authorityledger.questions.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Position;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.RecordId;
import org.authorityledger.questions.HeatonsStory;
import org.authorityledger.questions.OnHeatonsLedger;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The events over HTTP as they are recorded. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventStreamApiTest extends OnHeatonsLedger {

    private static final int MOST_LOST = 2;

    /** The first lines of a stream, up to one that contains what is waited for. One that is lost on the way is opened again, from its beginning. */
    private List<String> listen(String query, String until, String... headers) throws Exception {
        for (int lost = 0;; lost++) {
            try {
                return listenOnce(query, until, headers);
            } catch (IOException | UncheckedIOException e) {
                if (lost == MOST_LOST) {
                    throw e;
                }
            }
        }
    }

    private List<String> listenOnce(String query, String until, String... headers) throws Exception {
        var request = LedgerForTests.request(port, "/api/events/stream?" + query, "Accept", "text/event-stream");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try (var client = HttpClient.newHttpClient();
                Stream<String> lines = client
                        .send(request.timeout(Duration.ofMinutes(1)).build(), HttpResponse.BodyHandlers.ofLines())
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
        List<String> resumed = listen("grantor=andrew-heaton&after=0", last, "Last-Event-ID", story.delivered.position().toString());
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
        assertThat(LedgerForTests.getAnonymously(port, "/api/events/stream").statusCode()).isEqualTo(401);
    }

    private static List<String> ids(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("id:")).map(line -> line.substring(3)).toList();
    }

    private long end() {
        return answer("/api/events?order=newest&limit=1").path("position").asLong();
    }

    private long recorded(String grantor) {
        Acts acts = new Acts();
        acts.granted("stream-" + grantor, says -> says);
        PowerOfAttorneyGranted granted = (PowerOfAttorneyGranted) acts.records().getFirst().act();
        Position position = LedgerForTests.record(appender, new RecordId(RecordIds.mint()), 0,
                new PowerOfAttorneyGranted(GrantorId.of(grantor), granted.poaId(), granted.grantor(), granted.terms(), null)).position();
        awaitRegister(position.value());
        return position.value();
    }

    @Test
    void a_stream_that_is_lost_before_its_first_event_continues_where_it_began() throws Exception {
        awaitRegister(story().end());
        String grantor = "streamed-" + UUID.randomUUID();
        List<String> first = listen("grantor=" + grantor, "id:");
        long begun = Long.parseLong(ids(first).getFirst());
        assertThat(first).noneMatch(line -> line.startsWith("data:") || line.startsWith("event:"));

        long missed = recorded(grantor);

        assertThat(begun).isLessThan(missed);
        assertThat(ids(listen("grantor=" + grantor, "\"position\":" + missed, "Last-Event-ID", Long.toString(begun))))
                .containsExactly(Long.toString(missed));
    }

    @ParameterizedTest
    @CsvSource({ "999999999, AHEAD_OF_THE_LEDGER", "9223372036854775807, AHEAD_OF_THE_LEDGER",
            "99999999999999999999999, AHEAD_OF_THE_LEDGER", "abc, MALFORMED", "-1, MALFORMED", "1.5, MALFORMED", "0x10, MALFORMED",
            "'5,7', MALFORMED"})
    void a_last_event_that_the_ledger_does_not_have_is_reported_and_the_stream_goes_on(String lastEventId, String code) throws Exception {
        long before = end();
        List<String> from = listen("", "data:", "Last-Event-ID", lastEventId);
        assertThat(from).contains("event:problem");
        JsonNode problem = JSON.readTree(from.getLast().substring("data:".length()));
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("errors").path(0).path("path").asString()).isEqualTo("Last-Event-ID");
        if (code.equals("AHEAD_OF_THE_LEDGER")) {
            String shown = lastEventId.length() <= 20 ? lastEventId + "." : lastEventId.substring(0, 20) + "...";
            assertThat(problem.path("detail").asString()).contains("no position " + shown);
        }
        assertThat(Long.parseLong(ids(from).getLast())).isGreaterThanOrEqualTo(before);

        // With a position of the ledger in the address, the stream begins there, so that nothing is lost.
        List<String> resumed = listen("grantor=andrew-heaton&after=" + story().delivered.position(),
                "\"recordId\":\"" + story().ceased.recordId() + "\"", "Last-Event-ID", lastEventId);
        assertThat(ids(resumed)).containsExactly(story().delivered.position().toString(),
                story().grantedForAll.position().toString(), story().ceased.position().toString());
    }

    @Test
    void the_last_position_of_the_ledger_is_no_problem_one_beyond_it_is_and_a_blank_one_is_no_position() throws Exception {
        String grantor = "streamed-" + UUID.randomUUID();
        long last = recorded(grantor);
        List<String> known = listen("grantor=" + grantor, "data:", "Last-Event-ID", Long.toString(last - 1));
        assertThat(known).contains("event:recorded").doesNotContain("event:problem");
        assertThat(listen("", ":listening", "Last-Event-ID", Long.toString(last))).doesNotContain("event:problem");
        assertThat(listen("", "data:", "Last-Event-ID", Long.toString(end() + 1_000))).contains("event:problem");
        assertThat(ids(listen("", "id:", "Last-Event-ID", " "))).hasSize(1);
    }

    @Test
    void a_position_in_the_address_that_is_ahead_of_the_ledger_is_reported_too() throws Exception {
        List<String> read = listen("after=999999999", "data:");
        assertThat(read).contains("event:problem").last().asString().contains("AHEAD_OF_THE_LEDGER", "\"after\"");
    }

    @Test
    void when_all_places_are_taken_one_more_gets_that_of_someone_who_is_gone() throws Exception {
        int places = 64;
        List<Socket> taken = new ArrayList<>();
        for (int n = 0; n < places; n++) {
            taken.add(openedByHand());
        }
        assertThat(get("/api/events/stream").statusCode()).isEqualTo(503);

        for (Socket gone : taken) {
            gone.close();
        }

        assertThat(listenOnce("", ":listening")).contains(":listening");
    }

    /** A listener whose connection a test can close: an HTTP client keeps it for a while. */
    private Socket openedByHand() throws IOException {
        Socket socket = new Socket("localhost", port);
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(("GET /api/events/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic "
                + Base64.getEncoder().encodeToString(("admin:" + LedgerForTests.PASSWORD).getBytes(StandardCharsets.UTF_8))
                + "\r\nAccept: text/event-stream\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        BufferedReader answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        assertThat(answer.readLine()).startsWith("HTTP/1.1 200");
        String line = answer.readLine();
        while (!line.contains("listening")) {
            line = answer.readLine();
        }
        return socket;
    }
}
