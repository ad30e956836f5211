package org.authorityledger.questions.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.http.Dates;
import org.authorityledger.questions.HeatonsStory;
import org.authorityledger.questions.OnHeatonsLedger;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The recorded events over HTTP. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventsApiTest extends OnHeatonsLedger {

    private List<Long> positions(String query) {
        return answer("/api/events?limit=1000&" + query).path("items").valueStream().map(item -> item.path("position").asLong()).toList();
    }

    private static List<Long> positionsOf(LedgerRecord... records) {
        return Stream.of(records).map(record -> record.position().value()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api/events?after=-1", "/api/events?before=-1", "/api/grantors?minPosition=-1", "/api/access-log?limit=-1"})
    void a_position_is_never_less_than_0(String question) {
        HttpResponse<String> response = LedgerForTests.get(port, question);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(LedgerForTests.json(response).path("code").asString()).isEqualTo("MALFORMED");
        assertThat(LedgerForTests.get(port, question.replace("-1", "1")).statusCode()).isEqualTo(200);
    }

    @Test
    void an_event_is_shown_as_it_was_recorded() {
        JsonNode event = answer("/api/events?grantor=andrew-heaton&type=RevocationDelivered").path("items").get(0);

        assertThat(event.path("position").asLong()).isEqualTo(story().delivered.position().value());
        assertThat(event.path("recordId").asString()).isEqualTo(story().delivered.recordId().toString());
        assertThat(event.path("recordedAt").asString()).isEqualTo(Dates.format(story().delivered.recordedAt())).matches(INSTANT);
        assertThat(event.path("recordedBy").asString()).isEqualTo("corporate.secretary");
        assertThat(event.path("payload").path("deliveredOn").asString()).isEqualTo("2005-03-04");
    }

    @Test
    void the_events_of_an_attorney_are_those_that_name_them_and_the_revocations_of_everyone() {
        HeatonsStory story = story();

        assertThat(positions("grantor=andrew-heaton&attorney=david-fractor")).isEqualTo(positionsOf(story.granted, story.revoked));
        assertThat(positions("grantor=andrew-heaton&attorney=judi-irving"))
                .isEqualTo(positionsOf(story.granted, story.revoked, story.delivered));
        assertThat(positions("grantor=andrew-heaton&attorney=katherine-kwiat")).isEmpty();
    }

    @Test
    void the_events_of_an_issuer_are_those_of_its_instruments_and_the_cessations_at_it() {
        HeatonsStory story = story();

        assertThat(positions("grantor=andrew-heaton&issuer=hemacare"))
                .isEqualTo(positionsOf(story.granted, story.revoked, story.delivered));
        assertThat(positions("grantor=andrew-heaton&issuer=aar")).isEqualTo(positionsOf(story.ceased));
    }

    @Test
    void after_and_before_leave_out_the_positions_they_name_and_an_instant_begins_and_does_not_end_with_itself() {
        HeatonsStory story = story();
        String heaton = "grantor=andrew-heaton&";

        assertThat(positions(heaton + "after=" + story.revoked.position()))
                .isEqualTo(positionsOf(story.delivered, story.grantedForAll, story.ceased));
        assertThat(positions(heaton + "before=" + story.delivered.position())).isEqualTo(positionsOf(story.granted, story.revoked));
        assertThat(positions(heaton + "recordedFrom=" + Dates.format(story.grantedForAll.recordedAt())))
                .isEqualTo(positionsOf(story.grantedForAll, story.ceased));
        assertThat(positions(heaton + "recordedUntil=" + Dates.format(story.delivered.recordedAt())))
                .isEqualTo(positionsOf(story.granted, story.revoked));
        assertThat(positions(heaton + "recordedFrom=" + Dates.format(story.delivered.recordedAt()) + "&recordedUntil="
                + Dates.format(story.delivered.recordedAt().plusNanos(1000)))).isEqualTo(positionsOf(story.delivered));
    }

    @Test
    void the_newest_come_first_on_request_and_the_cursor_goes_back() {
        HeatonsStory story = story();

        assertThat(positions("grantor=andrew-heaton&order=newest")).isEqualTo(
                positionsOf(story.ceased, story.grantedForAll, story.delivered, story.revoked, story.granted));
        JsonNode page = answer("/api/events?grantor=andrew-heaton&order=newest&limit=2");
        JsonNode next = answer("/api/events?grantor=andrew-heaton&order=newest&limit=2&cursor=" + page.path("next").asString());
        assertThat(next.path("items").valueStream().map(item -> item.path("position").asLong()).toList())
                .isEqualTo(positionsOf(story.delivered, story.revoked));
        assertMalformed(get("/api/events?order=sideways"), "order");
    }

    @Test
    void a_text_is_found_in_values_regardless_of_case_and_not_in_the_names_of_fields() {
        HeatonsStory story = story();
        String heaton = "grantor=andrew-heaton&";

        assertThat(positions(heaton + "text=HEMACARE")).isEqualTo(positionsOf(story.granted));
        assertThat(positions(heaton + "text=deliveredOn")).isEmpty();
        assertThat(positions(heaton + "text=2005-03-04")).isEqualTo(positionsOf(story.delivered));
        assertThat(positions(heaton + "text=%25")).as("a per cent sign stands for itself").isEmpty();
        assertThat(positions("text=ZOE+S%C3%98RENSEN")).hasSize(1);
        assertMalformed(get("/api/events?text=%20"), "text");
        assertMalformed(get("/api/events?text=" + "x".repeat(201)), "text");
        assertMalformed(get("/api/events?text=a%00b"), "text");
    }

    @Test
    void the_records_of_a_user_are_found_by_the_name_of_the_user() {
        HeatonsStory story = story();

        assertThat(positions("recorder=corporate.secretary&type=GrantorCeasedReporting")).contains(story.ceased.position().value());
        assertThat(positions("recorder=somebody.else")).isEmpty();
        assertMalformed(get("/api/events?recorder="), "recorder");
    }
}
