package org.authorityledger.questions;

import org.authorityledger.testsupport.LedgerForTests;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.http.Dates;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every question over HTTP, rightly and wrongly asked, about {@link HeatonsStory}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryApiTest extends OnAQueryNode {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CHECK = "/api/authority/check?grantor=andrew-heaton&issuer=hemacare&form=4&signer=judi-irving";
    private static final String INSTANT = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{6}Z";

    private @Nullable HeatonsStory told;

    @BeforeAll
    void the_story_is_recorded() {
        told = new HeatonsStory(appender);
        awaitRegister(story().end());
    }

    private HeatonsStory story() {
        return Objects.requireNonNull(told);
    }

    private HttpResponse<String> get(String pathAndQuery, String... headers) {
        return LedgerForTests.get(port, pathAndQuery, headers);
    }

    private JsonNode answer(String pathAndQuery) {
        HttpResponse<String> response = get(pathAndQuery);
        assertThat(response.statusCode()).as("%s: %s", pathAndQuery, response.body()).isEqualTo(200);
        return LedgerForTests.json(response);
    }

    private static List<String> texts(JsonNode items, String field) {
        return items.valueStream().map(item -> item.path(field).asString()).toList();
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(LedgerForTests.header(response, "Content-Type")).startsWith("application/problem+json");
        JsonNode problem = LedgerForTests.json(response);
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("type").asString()).startsWith("urn:authority-ledger:problem:");
        assertThat(problem.path("errors").isArray()).isTrue();
    }

    private static void assertMalformed(HttpResponse<String> response, String path) {
        assertProblem(response, 400, "MALFORMED");
        assertThat(texts(LedgerForTests.json(response).path("errors"), "path")).containsExactly(path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    // The check

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource({ "signer=judi-irving, 2003-05-07, NOT_YET_EFFECTIVE", "signer=judi-irving, 2003-05-08, IN_FORCE",
            "signer=judi-irving, 2005-03-03, IN_FORCE", "signer=judi-irving, 2005-03-04, REVOKED",
            "signer=david-fractor, 2005-03-04, IN_FORCE",
            "signer=katherine-kwiat, 2004-01-01, NO_POWER_OF_ATTORNEY", "signer=andrew-heaton, 2004-01-01, SELF_SIGNED",
            "signer=judi-irving&signer=david-fractor, 2005-03-04, IN_FORCE"})
    void a_check_is_answered_with_its_reason(String signers, String on, String reason) {
        JsonNode answer = answer(
                "/api/authority/check?grantor=andrew-heaton&issuer=hemacare&form=4/A&capacity=OFFICER&" + signers + "&on=" + on);

        assertThat(answer.path("reason").asString()).isEqualTo(reason);
        assertThat(answer.path("authorized").asBoolean()).isEqualTo(reason.equals("IN_FORCE") || reason.equals("SELF_SIGNED"));
        assertThat(answer.path("explanation").asString()).isNotBlank();
        assertThat(answer.path("on").asString()).isEqualTo(on);
        assertThat(answer.path("knownAt").asString()).matches(INSTANT);
        assertThat(answer.path("position").asLong()).isGreaterThanOrEqualTo(story().end());
    }

    @Test
    void the_basis_of_a_refused_signature_names_instrument_clause_interval_and_the_record_that_ended_it() {
        JsonNode basis = answer(CHECK + "&on=2005-03-04").path("basis");

        assertThat(basis.size()).isEqualTo(1);
        assertThat(basis.get(0).path("poaId").asString()).isEqualTo("heaton-2003");
        assertThat(basis.get(0).path("clauses").toString()).isEqualTo("[\"a\"]");
        assertThat(basis.get(0).path("from").asString()).isEqualTo("2003-05-08");
        assertThat(basis.get(0).path("until").asString()).isEqualTo("2005-03-04");
        assertThat(basis.get(0).path("endedBy").path("cause").asString()).isEqualTo("REVOKED");
        assertThat(basis.get(0).path("endedBy").path("recordId").asString()).isEqualTo(story().delivered.recordId().toString());
        assertThat(basis.get(0).path("recordId").asString()).isEqualTo(story().granted.recordId().toString());
    }

    @Test
    void what_is_known_changes_at_the_very_microsecond_of_a_record() {
        String told = Dates.format(story().delivered.recordedAt());
        String before = Dates.format(story().delivered.recordedAt().minusNanos(1000));

        assertThat(answer(CHECK + "&on=2005-03-04&knownAt=" + told).path("reason").asString()).isEqualTo("REVOKED");
        assertThat(answer(CHECK + "&on=2005-03-04&knownAt=" + before).path("reason").asString()).isEqualTo("IN_FORCE");
    }

    @Test
    void a_grantor_whom_the_ledger_does_not_know_is_an_answer_and_no_error() {
        JsonNode answer = answer("/api/authority/check?grantor=nobody&issuer=hemacare&form=4&signer=judi-irving");

        assertThat(answer.path("reason").asString()).isEqualTo("NO_POWER_OF_ATTORNEY");
        assertThat(answer.path("basis").isEmpty()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({ "form=144&issuer=aar, IN_FORCE", "form=144/A&issuer=hemacare, IN_FORCE", "form=4&issuer=aar, FORM_NOT_COVERED",
            "form=ID&issuer=aar&capacity=DIRECTOR, CAPACITY_NOT_COVERED", "form=ID&issuer=aar&capacity=officer, IN_FORCE",
            "form=ID/A&issuer=aar, AMENDMENT_NOT_COVERED"})
    void form_issuer_and_capacity_are_asked_for_as_the_contract_says(String asked, String reason) {
        JsonNode answer = answer("/api/authority/check?grantor=andrew-heaton&signer=joann-stover&on=2010-01-04&" + asked);

        assertThat(answer.path("reason").asString()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api/grantors/andrew-heaton", CHECK, "/api/authorities?grantor=andrew-heaton"})
    void the_day_that_is_not_said_is_today_on_edgars_clock(String question) {
        ZoneId edgar = ZoneId.of("America/New_York");
        LocalDate before = LocalDate.now(edgar);
        String on = answer(question).path("on").asString();

        assertThat(on).isIn(before.toString(), LocalDate.now(edgar).toString());
    }

    // The lists

    @Test
    void the_authorities_in_force_on_a_day_are_listed_with_the_names_of_all() {
        JsonNode items = answer("/api/authorities?grantor=andrew-heaton&on=2005-03-04").path("items");

        assertThat(texts(items, "attorneyName")).containsExactlyInAnyOrder("David Fractor", "JoAnn Stover");
        assertThat(texts(items, "grantorName")).containsOnly("Andrew Heaton");
        assertThat(texts(items, "issuerName")).containsOnly("HemaCare Corporation");
        assertThat(items.get(0).path("forms").toString())
                .isEqualTo("[\"FORM_3\",\"FORM_4\",\"FORM_5\",\"FORM_ID\",\"SCHEDULE_13D\",\"SCHEDULE_13G\"]");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({ "attorney=joann-stover, 2", "attorney=judi-irving, 0", "issuer=aar, 1", "issuer=hemacare, 3", "form=144, 1", "form=4/A, 2",
            "form=ID/A, 2", "form=SC 13D, 2", "issuer=aar&form=4, 0"})
    void the_list_is_narrowed_by_attorney_issuer_and_form(String filter, int found) {
        assertThat(answer("/api/authorities?grantor=andrew-heaton&on=2010-01-04&" + filter.replace(" ", "%20")).path("items").size())
                .isEqualTo(found);
    }

    @Test
    void the_history_shows_both_clocks_and_the_records_that_opened_and_closed_a_version() {
        JsonNode versions = answer("/api/authorities/history?grantor=andrew-heaton&attorney=judi-irving&poa=heaton-2003").path("items");

        assertThat(versions.size()).isEqualTo(2);
        assertThat(versions.get(0).path("openedBy").asString()).isEqualTo(story().granted.recordId().toString());
        assertThat(versions.get(0).path("closedBy").asString()).isEqualTo(story().delivered.recordId().toString());
        assertThat(versions.get(0).path("knownFrom").asString()).isEqualTo(Dates.format(story().granted.recordedAt()));
        assertThat(versions.get(0).path("knownUntil").asString()).isEqualTo(Dates.format(story().delivered.recordedAt()));
        assertThat(versions.get(0).has("until")).isFalse();
        assertThat(versions.get(1).path("until").asString()).isEqualTo("2005-03-04");
        assertThat(versions.get(1).has("knownUntil")).isFalse();
    }

    @Test
    void the_difference_tells_what_was_lost_and_changed_and_by_which_record() {
        String known = "&from.knownAt=" + Dates.format(story().granted.recordedAt()) + "&to.knownAt="
                + Dates.format(story().ceased.recordedAt());
        JsonNode across = answer("/api/authorities/diff?grantor=andrew-heaton&from.on=2004-01-01&to.on=2010-01-04" + known);

        assertThat(texts(across.path("lost"), "attorneyId")).containsExactly("judi-irving");
        assertThat(texts(across.path("lost"), "changedBy")).containsExactly(story().delivered.recordId().toString());
        assertThat(texts(across.path("gained"), "poaId")).containsExactly("heaton-2010");
        assertThat(texts(across.path("gained"), "changedBy")).containsExactly(story().grantedForAll.recordId().toString());

        JsonNode told = answer("/api/authorities/diff?grantor=andrew-heaton&from.on=2004-01-01&to.on=2004-01-01" + known);

        assertThat(texts(told.path("changed"), "attorneyId")).containsExactly("judi-irving");
        assertThat(told.path("changed").get(0).path("before").has("until")).isFalse();
        assertThat(told.path("changed").get(0).path("after").path("until").asString()).isEqualTo("2005-03-04");
        assertThat(told.path("from").path("on").asString()).isEqualTo("2004-01-01");
    }

    // The directory

    @Test
    void a_grantor_is_shown_with_the_instruments_known_of_them() {
        JsonNode grantor = answer("/api/grantors/andrew-heaton?on=2005-03-04");

        assertThat(grantor.path("name").asString()).isEqualTo("Andrew Heaton");
        assertThat(texts(grantor.path("powersOfAttorney"), "poaId")).containsExactly("heaton-2003", "heaton-2010");
        JsonNode early = answer("/api/grantors/andrew-heaton?knownAt=" + Dates.format(story().revoked.recordedAt()));
        assertThat(texts(early.path("powersOfAttorney"), "poaId")).containsExactly("heaton-2003");
    }

    @Test
    void an_instrument_is_shown_as_it_was_known_with_what_became_of_each_authority() {
        JsonNode instrument = answer("/api/grantors/andrew-heaton/powers-of-attorney/heaton-2003?on=2005-03-04");

        assertThat(instrument.path("executedOn").asString()).isEqualTo("2003-05-08");
        assertThat(instrument.path("recordId").asString()).isEqualTo(story().granted.recordId().toString());
        assertThat(instrument.path("issuer").path("issuerId").asString()).isEqualTo("hemacare");
        assertThat(texts(instrument.path("attorneys"), "attorneyId")).containsExactly("judi-irving", "david-fractor", "joann-stover");
        JsonNode irving = instrument.path("authorities").valueStream()
                .filter(authority -> authority.path("attorneyId").asString().equals("judi-irving")).findFirst().orElseThrow();
        assertThat(irving.path("inForce").asBoolean()).isFalse();
        assertThat(irving.path("endCause").asString()).isEqualTo("REVOKED");
        assertThat(answer("/api/grantors/andrew-heaton/powers-of-attorney/heaton-2010").path("issuer").asString()).isEqualTo("ANY");
    }

    @Test
    void an_instrument_is_unknown_before_it_is_recorded() {
        String before = Dates.format(story().grantedForAll.recordedAt().minusNanos(1000));

        assertProblem(get("/api/grantors/andrew-heaton/powers-of-attorney/heaton-2010?knownAt=" + before), 404, "UNKNOWN_INSTRUMENT");
    }

    @Test
    void attorneys_and_issuers_are_shown_with_how_much_they_are_concerned() {
        JsonNode stover = answer("/api/attorneys/joann-stover?on=2004-01-01");
        JsonNode hemacare = answer("/api/issuers/hemacare?on=2004-01-01");

        assertThat(stover.path("name").asString()).isNotBlank();
        assertThat(stover.path("grantors").asInt()).isGreaterThanOrEqualTo(1);
        assertThat(hemacare.path("authoritiesInForce").asInt()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void the_name_last_recorded_is_shown_and_the_earlier_ones_are_kept() {
        JsonNode zoe = answer("/api/grantors/zoe-oneill");

        assertThat(zoe.path("name").asString()).isEqualTo("ZOE SØRENSEN");
        assertThat(zoe.path("names").toString()).isEqualTo("[\"ZOE SØRENSEN\",\"Zoë O'Neill-Brandt\"]");
        assertThat(zoe.path("cik").asString()).isEqualTo("0000012345");
    }

    @ParameterizedTest
    @ValueSource(strings = { "Zoë O'Neill-Brandt", "zoe o'neill", "ZOË O’NEILL‐BRANDT", "O Neill Brandt", "zoe\u0301 s\u00f8rensen",
            "Zoe Sørensen", "zoe  sørensen ", "neill–brandt"})
    void every_name_ever_recorded_finds_its_bearer_whatever_its_case_accents_quotes_and_hyphens(String q) {
        assertThat(texts(answer("/api/grantors?q=" + encoded(q)).path("items"), "grantorId")).containsExactly("zoe-oneill");
    }

    @ParameterizedTest
    @ValueSource(strings = { "zoe%rensen", "zo_ sørensen", "zoe sorensen", "O\\Neilll", "nobody of this name"})
    void what_no_name_contains_finds_nobody(String q) {
        // A letter with a stroke is a letter of its own: compatibility decomposition leaves it alone.
        assertThat(answer("/api/grantors?q=" + encoded(q)).path("items").isEmpty()).isTrue();
    }

    @Test
    void attorneys_and_issuers_are_found_by_name_too() {
        assertThat(texts(answer("/api/attorneys?q=joann%20stover").path("items"), "attorneyId")).containsExactly("joann-stover");
        assertThat(texts(answer("/api/issuers?q=hemacare").path("items"), "issuerId")).contains("hemacare");
    }

    // The ledger

    private List<Long> positions(String query) {
        return answer("/api/events?limit=1000&" + query).path("items").valueStream().map(item -> item.path("position").asLong()).toList();
    }

    private static List<Long> positionsOf(LedgerRecord... records) {
        return Stream.of(records).map(LedgerRecord::position).toList();
    }

    @Test
    void an_event_is_shown_as_it_was_recorded() {
        JsonNode event = answer("/api/events?grantor=andrew-heaton&type=RevocationDelivered").path("items").get(0);

        assertThat(event.path("position").asLong()).isEqualTo(story().delivered.position());
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
    void the_newest_come_first_when_asked_for_and_the_cursor_goes_back() {
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
    void a_text_is_found_in_values_whatever_its_case_and_not_in_the_names_of_fields() {
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
    void what_someone_recorded_is_found_by_their_name_as_a_user() {
        HeatonsStory story = story();

        assertThat(positions("recorder=corporate.secretary&type=GrantorCeasedReporting")).contains(story.ceased.position());
        assertThat(positions("recorder=somebody.else")).isEmpty();
        assertMalformed(get("/api/events?recorder="), "recorder");
    }

    // Events as they come

    /** The first lines of a stream, up to one that contains what is waited for. */
    private List<String> listen(String query, String until, String... headers) throws Exception {
        var request = LedgerForTests.request(port, "/api/events/stream?" + query, "Accept", "text/event-stream");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try (var client = java.net.http.HttpClient.newHttpClient();
                Stream<String> lines = client
                        .send(request.timeout(java.time.Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofLines())
                        .body()) {
            List<String> read = new java.util.ArrayList<>();
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
    void a_stream_goes_on_after_the_last_event_its_listener_had_and_honours_the_filters() throws Exception {
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
    void a_stream_that_is_asked_for_wrongly_is_refused_before_it_begins() {
        for (String query : List.of("type=PowerOfAttorneyForgotten", "after=x", "text=", "colour=red", "grantor=-")) {
            assertThat(get("/api/events/stream?" + query).statusCode()).as(query).isEqualTo(400);
        }
        assertThat(get("/api/events/stream", "Last-Event-ID", "yesterday").statusCode()).isEqualTo(400);
        assertThat(LedgerForTests.getAnonymously(port, "/api/events/stream").statusCode()).isEqualTo(401);
    }

    // Pages of a node that does not record

    @Test
    void a_node_without_the_command_side_says_that_it_does_not_record() {
        HttpResponse<String> index = get("/record", "Accept", "text/html");
        assertThat(index.statusCode()).isEqualTo(200);
        assertThat(index.body()).contains("id=\"silent\"").doesNotContain("/record/grant");
        assertThat(get("/record/grant", "Accept", "text/html").body()).contains("id=\"silent\"").doesNotContain("data-recording");
        assertThat(get("/ledger", "Accept", "text/html").body()).doesNotContain("href=\"/record");
    }

    // Pages and formats

    static List<String> lists() {
        return List.of("/api/authorities?on=2004-01-01&grantor=andrew-heaton", "/api/authorities/history?grantor=andrew-heaton",
                "/api/events?grantor=andrew-heaton", "/api/grantors?q=pagingsworth", "/api/attorneys?q=r", "/api/issuers?q=a");
    }

    @ParameterizedTest
    @MethodSource("lists")
    void small_pages_to_the_end_are_one_big_page(String list) {
        JsonNode whole = answer(list + "&limit=1000").path("items");
        assertThat(whole.size()).isGreaterThan(1);
        List<JsonNode> paged = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = answer(list + "&limit=1" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            assertThat(page.path("items").size()).isEqualTo(1);
            page.path("items").forEach(paged::add);
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());

        assertThat(paged).isEqualTo(whole.valueStream().toList());
    }

    @Test
    void a_difference_read_in_small_pages_is_the_whole() {
        String question = "/api/authorities/diff?grantor=andrew-heaton&from.on=2003-01-01&to.on=2010-01-04";
        JsonNode whole = answer(question);
        List<JsonNode> gained = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = answer(question + "&limit=1" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            page.path("gained").forEach(gained::add);
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());

        assertThat(gained).hasSize(3).isEqualTo(whole.path("gained").valueStream().toList());
    }

    @ParameterizedTest
    @MethodSource("lists")
    void csv_and_ndjson_have_the_rows_of_the_json(String list) {
        JsonNode items = answer(list).path("items");

        HttpResponse<String> ndjson = get(list, "Accept", "application/x-ndjson");
        assertThat(LedgerForTests.header(ndjson, "Content-Type")).startsWith("application/x-ndjson");
        assertThat(ndjson.body().lines().map(JSON::readTree).toList()).isEqualTo(items.valueStream().toList());

        HttpResponse<String> csv = get(list, "Accept", "text/csv");
        assertThat(LedgerForTests.header(csv, "Content-Type")).startsWith("text/csv");
        List<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(csv.body()).stream().toList();
        assertThat(rows).hasSize(items.size());
        for (int i = 0; i < rows.size(); i++) {
            JsonNode item = items.get(i);
            assertThat(rows.get(i).getHeader()).containsAll(item.propertyNames());
            for (String column : rows.get(i).getHeader()) {
                assertThat(rows.get(i).getField(column)).as(column).isEqualTo(cell(item.path(column)));
            }
        }
    }

    private static String cell(JsonNode value) {
        if (value.isArray()) {
            return String.join(" | ", value.valueStream().map(JsonNode::asString).toList());
        }
        return value.isObject() ? value.toString() : value.asString("");
    }

    @Test
    void a_difference_comes_as_csv_and_ndjson_too_one_change_a_row() {
        String question = "/api/authorities/diff?grantor=andrew-heaton&from.on=2003-01-01&to.on=2010-01-04";
        JsonNode whole = answer(question);
        int changes = whole.path("gained").size() + whole.path("lost").size() + whole.path("changed").size();
        assertThat(changes).isPositive();

        assertThat(CsvReader.builder().ofNamedCsvRecord(get(question, "Accept", "text/csv").body()).stream().toList()).hasSize(changes)
                .allSatisfy(row -> assertThat(row.getField("change")).isIn("GAINED", "LOST", "CHANGED"));
        assertThat(get(question, "Accept", "application/x-ndjson").body().lines()).hasSize(changes);
    }

    @Test
    void a_page_of_csv_tells_the_next_cursor_in_a_header() {
        HttpResponse<String> page = get("/api/events?grantor=andrew-heaton&limit=2", "Accept", "text/csv");

        String next = LedgerForTests.header(page, "Ledger-Next");
        assertThat(next).isEqualTo(answer("/api/events?grantor=andrew-heaton&limit=2").path("next").asString());
        assertThat(LedgerForTests.header(page, "Ledger-Position")).isNotBlank();
    }

    // Many checks at once

    private HttpResponse<String> checks(String body, String contentType, String accept) {
        return LedgerForTests.post(port, "/api/authority/checks", body, "Content-Type", contentType, "Accept", accept);
    }

    private static final String NDJSON = "application/x-ndjson";
    private static final String SOME_LINES = """
            {"grantor": "andrew-heaton", "issuer": "hemacare", "form": "4", "signer": "judi-irving", "on": "2005-03-03"}
            {"grantor": "andrew-heaton", "issuer": "hemacare", "form": "four", "signer": "judi-irving"}

            not even json
            {"grantor": "andrew-heaton", "issuer": "hemacare", "form": "4", "signer": ["judi-irving", "david-fractor"], "on": "2005-03-04"}
            {"grantor": "andrew-heaton", "issuer": "hemacare", "form": "4", "signers": "judi-irving"}
            {"grantor": "andrew-heaton", "issuer": "hemacare", "form": "4", "signer": "judi-irving", "on": "2005-03-04"}
            """;
    private static final String SOME_ROWS = """
            grantor,issuer,form,signer,capacity,on
            andrew-heaton,hemacare,4,judi-irving,,2005-03-03
            andrew-heaton,hemacare,four,judi-irving,,
            andrew-heaton,hemacare
            andrew-heaton,hemacare,4,judi-irving,,2005-03-03,too,many
            andrew-heaton,hemacare,4,judi-irving | david-fractor,OFFICER,2005-03-04
            andrew-heaton,hemacare,4,judi-irving,,2005-03-04
            """;

    private static List<String> reasons(Stream<JsonNode> answers) {
        return answers.map(answer -> answer.path("line").asInt() + " " + answer.path("reason").asString(answer.path("code").asString("")))
                .toList();
    }

    @Test
    void each_line_is_answered_in_order_and_one_that_cannot_be_read_stops_nothing() {
        assertThat(reasons(checks(SOME_LINES, NDJSON, NDJSON).body().lines().map(JSON::readTree))).containsExactly("1 IN_FORCE",
                "2 MALFORMED",
                "4 MALFORMED", "5 IN_FORCE", "6 MALFORMED", "7 REVOKED");
        assertThat(reasons(checks(SOME_ROWS, "text/csv", NDJSON).body().lines().map(JSON::readTree))).containsExactly("2 IN_FORCE",
                "3 MALFORMED", "4 MALFORMED", "5 MALFORMED", "6 IN_FORCE", "7 REVOKED");
    }

    @Test
    void answers_in_csv_say_the_same() {
        List<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(checks(SOME_LINES, NDJSON, "text/csv").body()).stream().toList();

        assertThat(rows).extracting(row -> row.getField("line") + " " + row.getField("reason")).containsExactly("1 IN_FORCE", "2 ", "4 ",
                "5 IN_FORCE", "6 ", "7 REVOKED");
        assertThat(rows.get(1).getField("problem")).isNotBlank();
        assertThat(rows.get(5).getField("endedBy")).isEqualTo(story().delivered.recordId().toString());
        assertThat(rows.get(5).getField("until")).isEqualTo("2005-03-04");
    }

    @Test
    void five_thousand_lines_come_back_in_their_order() {
        StringBuilder lines = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int n = 1; n <= 5000; n++) {
            String on = n % 2 == 0 ? "2005-03-04" : "2005-03-03";
            expected.add(n % 1000 == 0 ? n + " MALFORMED" : n + (n % 2 == 0 ? " REVOKED" : " IN_FORCE"));
            lines.append(n % 1000 == 0
                    ? "[]\n"
                    : "{\"grantor\":\"andrew-heaton\",\"issuer\":\"hemacare\",\"form\":\"4\",\"signer\":\"judi-irving\",\"on\":\"" + on
                            + "\"}\n");
        }

        assertThat(reasons(checks(lines.toString(), NDJSON, NDJSON).body().lines().map(JSON::readTree))).isEqualTo(expected);
    }

    @Test
    void csv_that_breaks_off_is_answered_up_to_there_and_the_break_is_told() {
        String broken = SOME_ROWS + "andrew-heaton,\"hema\"care,4,judi-irving,,\nandrew-heaton,hemacare,4,judi-irving,,2005-03-04\n";

        List<String> reasons = reasons(checks(broken, "text/csv", NDJSON).body().lines().map(JSON::readTree));

        assertThat(reasons).startsWith("2 IN_FORCE").contains("7 REVOKED").last().asString().endsWith("MALFORMED");
    }

    @Test
    void many_checks_wrongly_asked_are_a_problem() {
        assertMalformed(checks("grantor,issuer,form,who\na,b,4,c\n", "text/csv", NDJSON), "who");
        assertProblem(checks("{}", "application/json", NDJSON), 415, "UNSUPPORTED_MEDIA_TYPE");
        assertProblem(checks("", NDJSON, "image/png"), 406, "NOT_ACCEPTABLE");
        assertThat(checks("", NDJSON, NDJSON).body()).isEmpty();
    }

    // What is refused

    static List<String> paths() {
        return List.of("/api/authority/check", "/api/authorities", "/api/authorities/history", "/api/authorities/diff", "/api/grantors",
                "/api/grantors/andrew-heaton", "/api/attorneys", "/api/attorneys/judi-irving", "/api/issuers", "/api/issuers/hemacare",
                "/api/grantors/andrew-heaton/powers-of-attorney/heaton-2003", "/api/events");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void nobody_asks_without_saying_who_they_are(String path) {
        HttpResponse<String> response = LedgerForTests.getAnonymously(port, path);

        assertProblem(response, 401, "UNAUTHORIZED");
        assertThat(LedgerForTests.header(response, "WWW-Authenticate")).startsWith("Basic");
        assertProblem(LedgerForTests.getAnonymously(port, path, "Authorization", basic("nobody " + path)), 401, "UNAUTHORIZED");
    }

    private static String basic(String user) {
        return "Basic " + java.util.Base64.getEncoder().encodeToString((user + ":wrong").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whoever_guesses_passwords_is_told_to_wait_and_nobody_else_is() {
        for (int n = 0; n < 10; n++) {
            assertProblem(LedgerForTests.getAnonymously(port, "/api/grantors", "Authorization", basic("guesser")), 401, "UNAUTHORIZED");
        }
        HttpResponse<String> early = LedgerForTests.getAnonymously(port, "/api/grantors", "Authorization", basic("guesser"));
        assertProblem(early, 429, "TOO_MANY_FAILED_SIGN_INS");
        assertThat(LedgerForTests.header(early, "Retry-After")).isEqualTo("1");
        assertThat(get("/api/grantors").statusCode()).isEqualTo(200);
        assertThat(LedgerForTests.getAnonymously(port, "/login?wait=8", "Accept", "text/html").body()).contains("Wait 8 seconds");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void a_question_takes_no_other_method_no_picture_for_an_answer_and_no_unknown_parameter(String path) {
        HttpResponse<String> deleted = LedgerForTests.send(LedgerForTests.request(port, path).DELETE().build());

        assertProblem(deleted, 405, "METHOD_NOT_ALLOWED");
        assertThat(LedgerForTests.header(deleted, "Allow")).contains("GET");
        assertProblem(get(path, "Accept", "image/png"), 406, "NOT_ACCEPTABLE");
        assertMalformed(get(path + "?minposition=1"), "minposition");
        assertMalformed(get(path + "?minPosition=1&minPosition=2"), "minPosition");
        assertMalformed(get(path + "?minPosition=soon"), "minPosition");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void a_position_the_ledger_has_not_reached_is_worth_another_try_later(String path) {
        String question = path.endsWith("check") ? CHECK + "&" : path + "?";
        HttpResponse<String> response = get(question + "minPosition=" + Long.MAX_VALUE);

        assertProblem(response, 503, "POSITION_NOT_REACHED");
        assertThat(LedgerForTests.header(response, "Retry-After")).isNotBlank();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({ "/api/authorities, on", "/api/grantors/andrew-heaton, on", "/api/attorneys/judi-irving, on", "/api/issuers/hemacare, on",
            "/api/grantors/andrew-heaton/powers-of-attorney/heaton-2003, on", "/api/authorities/diff, from.on",
            "/api/authorities/diff, to.on"})
    void a_day_that_is_none_is_refused(String path, String name) {
        for (String date : List.of("2023-02-30", "yesterday", "2023-1-1", "99999-01-01")) {
            assertMalformed(get(path + "?" + name + "=" + date), name);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({ "/api/authorities, knownAt", "/api/grantors/andrew-heaton, knownAt", "/api/attorneys/judi-irving, knownAt",
            "/api/issuers/hemacare, knownAt", "/api/grantors/andrew-heaton/powers-of-attorney/heaton-2003, knownAt",
            "/api/authorities/diff, from.knownAt", "/api/authorities/diff, to.knownAt", "/api/events, recordedFrom",
            "/api/events, recordedUntil"})
    void a_moment_that_is_none_is_refused(String path, String name) {
        for (String instant : List.of("2023-02-28", "now", "2023-02-30T00:00:00Z", "%2B999999999-01-01T00:00:00Z")) {
            assertMalformed(get(path + "?" + name + "=" + instant), name);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({ "/api/authorities, grantor", "/api/authorities, attorney", "/api/authorities, issuer", "/api/authorities/history, grantor",
            "/api/authorities/history, attorney", "/api/authorities/history, poa", "/api/authorities/diff, grantor",
            "/api/authorities/diff, attorney", "/api/authorities/diff, issuer", "/api/events, grantor", "/api/events, attorney",
            "/api/events, issuer"})
    void an_id_that_is_none_is_refused(String path, String name) {
        for (String id : List.of("a%2Fb", "%20", "-a", "a%00b", "x".repeat(65), "x".repeat(10_000))) {
            assertMalformed(get(path + "?" + name + "=" + id), name);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({ "/api/grantors/{id}, grantorId", "/api/attorneys/{id}, attorneyId", "/api/issuers/{id}, issuerId",
            "/api/grantors/{id}/powers-of-attorney/heaton-2003, grantorId", "/api/grantors/andrew-heaton/powers-of-attorney/{id}, poaId"})
    void an_id_in_the_path_that_is_none_is_refused(String path, String name) {
        for (String id : List.of("a%2Fb", "%2E%2Ea%20", "-a", "%C3%A9", "a%25", "x".repeat(65), "x".repeat(10_000))) {
            assertMalformed(get(path.replace("{id}", id)), name);
        }
        for (String id : List.of("a%00b", "a%5Cb")) {
            assertProblem(get(path.replace("{id}", id)), 400, "MALFORMED");
        }
        assertThat(get(path.replace("{id}", "x".repeat(100_000))).statusCode()).isBetween(400, 499);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({ "/api/grantors/nobody, UNKNOWN_GRANTOR", "/api/attorneys/nobody, UNKNOWN_ATTORNEY", "/api/issuers/nothing, UNKNOWN_ISSUER",
            "/api/grantors/nobody/powers-of-attorney/heaton-2003, UNKNOWN_INSTRUMENT",
            "/api/grantors/andrew-heaton/powers-of-attorney/heaton-1999, UNKNOWN_INSTRUMENT", "/api/nothing, NOT_FOUND",
            "/nothing, NOT_FOUND"})
    void what_is_not_there_is_told_as_such(String path, String code) {
        assertProblem(get(path), 404, code);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api/authorities", "/api/authorities/history", "/api/authorities/diff", "/api/grantors", "/api/attorneys",
            "/api/issuers", "/api/events"})
    void a_page_is_from_1_to_1000_rows_and_begins_where_the_one_before_ended(String path) {
        for (String limit : List.of("0", "-1", "1001", "abc", "1.5", "99999999999")) {
            assertMalformed(get(path + "?limit=" + limit), "limit");
        }
        assertThat(get(path + "?limit=1000").statusCode()).isEqualTo(200);
        for (String cursor : List.of("!", "abc", encoded("YQpiCmMKZA"), base64("x\na\n2026-01-01T00:00:00Z\n1"), base64("\0"))) {
            HttpResponse<String> response = get(path + "?cursor=" + cursor);
            assertThat(response.statusCode()).as(cursor).isIn(200, 400);
            if (response.statusCode() == 400) {
                assertMalformed(response, "cursor");
            }
        }
        assertMalformed(get(path + "?cursor=!"), "cursor");
    }

    @Test
    void a_cursor_with_an_instant_beyond_all_time_is_refused() {
        for (String instant : List.of("+999999999-01-01T00:00:00Z", "-999999999-01-01T00:00:00Z", "soon")) {
            assertMalformed(get("/api/authorities/history?cursor=" + base64("1\njudi-irving\n" + instant)), "cursor");
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = { "grantor", "issuer", "form", "signer"})
    void a_check_needs_grantor_issuer_form_and_signer(String name) {
        assertMalformed(get(CHECK.replaceAll("([?&])" + name + "=[^&]*&?", "$1")), name);
        assertMalformed(get(CHECK.replaceAll("([?&])" + name + "=[^&]*", "$1" + name + "=")), name);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({ "form, four", "form, 4/B", "form, 4/A/A", "capacity, EMPEROR", "on, 2023-02-30", "knownAt, today",
            "signer, a%2Fb",
            "signer, ''"})
    void a_check_wrongly_asked_is_refused_with_the_name_of_what_is_wrong(String name, String value) {
        String without = name.equals("signer") ? CHECK : CHECK.replaceAll("&" + name + "=[^&]*", "");

        assertMalformed(get(without + "&" + name + "=" + value), name);
    }

    @Test
    void a_list_wrongly_narrowed_is_refused() {
        assertMalformed(get("/api/authorities?form=four"), "form");
        assertMalformed(get("/api/events?type=PowerOfAttorneyForgotten"), "type");
        assertMalformed(get("/api/events?after=x"), "after");
        assertMalformed(get("/api/events?before=9223372036854775808"), "before");
        assertMalformed(get("/api/grantors?q=" + "x".repeat(201)), "q");
        assertMalformed(get("/api/authorities?grantor=andrew-heaton&grantor=zoe-oneill"), "grantor");
    }

    @Test
    void a_path_that_is_no_uri_is_a_problem_too() throws IOException {
        // Java's own client would not send such a thing.
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write("GET /api/grantors/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(response).startsWith("HTTP/1.1 400").contains("application/problem+json").contains("\"code\":\"MALFORMED\"");
        }
    }

    // What tells about the service itself

    @Test
    void the_description_is_openapi_3_1_and_has_every_path_of_the_contract() {
        JsonNode description = answer("/v3/api-docs");

        assertThat(description.path("openapi").asString()).startsWith("3.1");
        assertThat(description.path("paths").propertyNames()).contains("/api/authority/check", "/api/authority/checks", "/api/authorities",
                "/api/authorities/history", "/api/authorities/diff", "/api/grantors", "/api/grantors/{grantorId}", "/api/attorneys",
                "/api/attorneys/{attorneyId}", "/api/issuers", "/api/issuers/{issuerId}",
                "/api/grantors/{grantorId}/powers-of-attorney/{poaId}", "/api/events");
        assertThat(texts(description.path("paths").path("/api/authority/check").path("get").path("parameters"), "name"))
                .containsExactlyInAnyOrder("grantor", "issuer", "form", "signer", "capacity", "on", "knownAt", "minPosition", "receipt");
    }

    @Test
    void there_is_a_page_to_browse_it_after_logging_in() {
        assertThat(get("/swagger-ui/index.html").statusCode()).isEqualTo(200);
        assertThat(LedgerForTests.getAnonymously(port, "/swagger-ui/index.html").statusCode()).isEqualTo(401);
    }

    @Test
    void health_is_told_to_everyone_and_figures_to_those_who_log_in() {
        assertThat(LedgerForTests.getAnonymously(port, "/actuator/health").statusCode()).isEqualTo(200);
        assertThat(LedgerForTests.getAnonymously(port, "/actuator/prometheus").statusCode()).isEqualTo(401);
        answer(CHECK);

        assertThat(get("/actuator/prometheus").body()).contains("ledger_projection_lag_events", "ledger_checks");
    }
}
