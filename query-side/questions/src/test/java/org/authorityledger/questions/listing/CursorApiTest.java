package org.authorityledger.questions.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.RecordId;
import org.authorityledger.questions.OnHeatonsLedger;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** All pages of a list are of one moment and of one question, even while the ledger grows. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CursorApiTest extends OnHeatonsLedger {

    private GrantorId grantor = GrantorId.of("none");
    private long sequence;

    @BeforeEach
    void of_another_grantor() {
        grantor = GrantorId.of("superseding-" + UUID.randomUUID());
        sequence = 0;
    }

    private void granted(String poaId, boolean superseding, String executedOn) {
        Acts acts = new Acts();
        acts.granted(poaId, says -> superseding ? says.executedOn(executedOn).supersedingPrior() : says.executedOn(executedOn));
        PowerOfAttorneyGranted granted = (PowerOfAttorneyGranted) acts.records().getFirst().act();
        awaitRegister(LedgerForTests.record(appender, new RecordId(RecordIds.mint()), sequence++,
                new PowerOfAttorneyGranted(grantor, PoaId.of(poaId), granted.grantor(), granted.terms(), null)).position().value());
    }

    /** Pages of one row, and after the first of them something is recorded. */
    private List<JsonNode> paged(String list, Runnable recorded) {
        List<JsonNode> rows = new ArrayList<>();
        JsonNode page = answer(list + "&limit=1");
        recorded.run();
        while (true) {
            page.path(page.has("steps") ? "steps" : "items").forEach(rows::add);
            if (!page.has("next")) {
                return rows;
            }
            page = answer(list + "&limit=1&cursor=" + page.path("next").asString());
        }
    }

    @Test
    void a_grant_that_supersedes_another_while_its_list_is_paged_never_stands_beside_it() {
        granted("old", false, "2020-01-15");
        for (String on : List.of("", "&on=2021-06-01")) {
            List<JsonNode> before = answer("/api/authorities?limit=1000&grantor=" + grantor + on).path("items").valueStream().toList();
            assertThat(before.size()).isGreaterThan(1);
            String knownAt = answer("/api/authorities?grantor=" + grantor + on).path("knownAt").asString();
            String poa = "new" + on.length();

            List<JsonNode> paged = paged("/api/authorities?grantor=" + grantor + on, () -> granted(poa, true, "2021-01-15"));

            assertThat(paged).isEqualTo(before);
            assertThat(answer("/api/authorities?limit=1000&grantor=" + grantor + on + "&knownAt=" + knownAt).path("items").valueStream()
                    .toList()).isEqualTo(before);
            assertThat(texts(answer("/api/authorities?on=2021-06-01&grantor=" + grantor).path("items"), "poaId")).containsOnly(poa);
        }
    }

    @Test
    void a_history_a_difference_a_replay_and_the_events_are_of_their_first_page_too() {
        granted("first", false, "2020-01-15");
        granted("second", true, "2020-06-15");
        int n = 3;
        for (String list : List.of("/api/authorities/history?grantor=" + grantor, "/api/grantors/" + grantor + "/replay?minPosition=1",
                "/api/events?grantor=" + grantor)) {
            JsonNode whole = answer(list + "&limit=1000");
            List<JsonNode> before = whole.path(whole.has("steps") ? "steps" : "items").valueStream().toList();
            assertThat(before.size()).as(list).isGreaterThan(1);
            String poa = "later" + n++;
            assertThat(paged(list, () -> granted(poa, true, "2021-01-15"))).as(list).isEqualTo(before);
        }
    }

    @Test
    void a_version_that_was_closed_after_the_first_page_is_open_on_every_page() {
        granted("open", false, "2020-01-15");

        List<JsonNode> paged = paged("/api/authorities/history?grantor=" + grantor, () -> granted("closing", true, "2021-01-15"));

        assertThat(paged).hasSizeGreaterThan(1).allSatisfy(row -> {
            assertThat(row.path("poaId").asString()).isEqualTo("open");
            assertThat(row.has("knownUntil")).isFalse();
            assertThat(row.has("closedBy")).isFalse();
        });
        assertThat(answer("/api/authorities/history?grantor=" + grantor).path("items").valueStream()
                .filter(row -> row.has("knownUntil")).toList()).isNotEmpty();
    }

    static List<String> lists() {
        return List.of("/api/authorities?grantor=andrew-heaton&on=2004-01-01", "/api/authorities/history?grantor=andrew-heaton",
                "/api/authorities/diff?grantor=andrew-heaton&from.on=2000-01-01&to.on=2004-01-01",
                "/api/events?grantor=andrew-heaton", "/api/grantors?q=pagingsworth", "/api/attorneys?q=r", "/api/issuers?q=corp",
                "/api/grantors/andrew-heaton/replay?minPosition=1");
    }

    @ParameterizedTest
    @MethodSource("lists")
    void a_cursor_is_taken_with_its_question_alone(String list) {
        String cursor = "&cursor=" + answer(list + "&limit=1").path("next").asString();
        assertThat(get(list + "&limit=7" + cursor).statusCode()).isEqualTo(200);
        assertThat(get(list + cursor, "Accept", "text/csv").statusCode()).isEqualTo(200);
        if (!list.contains("/replay")) {
            assertMalformed(get(list.substring(0, list.indexOf('?')) + "?limit=1" + cursor), "cursor");
        }
        for (String other : lists()) {
            if (!other.equals(list)) {
                assertMalformed(get(other + cursor), "cursor");
            }
        }
        if (list.contains("grantor=andrew-heaton")) {
            assertMalformed(get(list.replace("andrew-heaton", "zoe-oneill") + cursor), "cursor");
            assertMalformed(get(list + "&issuer=hemacare" + cursor), "cursor");
        }
    }

    @Test
    void a_cursor_is_refused_with_other_clocks_and_taken_with_its_own() {
        String list = "/api/authorities?grantor=andrew-heaton";
        JsonNode first = answer(list + "&on=2004-01-01&limit=1");
        String cursor = "&cursor=" + first.path("next").asString();
        JsonNode second = answer(list + cursor);
        assertThat(second.path("on").asString()).isEqualTo("2004-01-01");
        assertThat(second.path("knownAt")).isEqualTo(first.path("knownAt"));
        assertThat(answer(list + "&on=2004-01-01&knownAt=" + first.path("knownAt").asString() + cursor).path("items"))
                .isEqualTo(second.path("items"));
        assertMalformed(get(list + "&on=2004-01-02" + cursor), "cursor");
        assertMalformed(get(list + "&knownAt=" + Instant.now().minusSeconds(1) + cursor), "cursor");

        String difference = "/api/authorities/diff?grantor=andrew-heaton&from.on=2000-01-01&to.on=2004-01-01";
        String next = "&cursor=" + answer(difference + "&limit=1").path("next").asString();
        assertThat(answer(difference + next).path("to").path("on").asString()).isEqualTo("2004-01-01");
        assertMalformed(get(difference.replace("2004-01-01", "2004-01-02") + next), "cursor");
        assertMalformed(get(difference.replace("2000-01-01", "2000-01-02") + next), "cursor");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api/authorities?grantor=andrew-heaton&on=2004-01-01", "/api/events?grantor=andrew-heaton"})
    void a_cursor_that_was_changed_is_refused(String list) {
        String cursor = answer(list + "&limit=1").path("next").asString();
        for (int i = 0; i < cursor.length() - 1; i += 5) {
            String changed = cursor.substring(0, i) + (cursor.charAt(i) == 'A' ? 'B' : 'A') + cursor.substring(i + 1);
            assertMalformed(get(list + "&cursor=" + changed), "cursor");
        }
        byte[] content = Base64.getUrlDecoder().decode(cursor);
        String text = new String(content, 16, content.length - 16, StandardCharsets.UTF_8).replace("1", "2");
        byte[] edited = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(edited, 0, content, 16, Math.min(edited.length, content.length - 16));
        assertMalformed(get(list + "&cursor=" + Base64.getUrlEncoder().withoutPadding().encodeToString(content)), "cursor");
        assertMalformed(get(list + "&cursor=" + cursor.substring(1)), "cursor");
        assertMalformed(get(list + "&cursor=" + cursor + "AAAA"), "cursor");
        assertMalformed(get(list + "&cursor=" + Base64.getUrlEncoder().encodeToString(new byte[16])), "cursor");
    }

    @ParameterizedTest
    @ValueSource(strings = { "text/csv", "application/x-ndjson", "application/json"})
    void every_list_says_in_headers_what_it_holds_for(String accept) {
        for (String list : lists()) {
            HttpResponse<String> response = get(list + "&limit=1000", "Accept", accept);
            boolean grouped = accept.equals("application/json") && (list.contains("/diff") || list.contains("/replay"));
            if (grouped) {
                continue;
            }
            assertThat(LedgerForTests.header(response, "Ledger-Position")).as(list).isNotBlank();
            long rows = response.body().lines().count() - (accept.equals("text/csv") ? 1 : 0);
            if (!accept.equals("application/json") && !(list.contains("/replay") || list.contains("/events"))) {
                assertThat(LedgerForTests.header(response, "Ledger-Total")).as(list).isEqualTo(Long.toString(rows));
            }
            if (list.startsWith("/api/authorities")) {
                assertThat(LedgerForTests.header(response, "Ledger-Known-At")).as(list).matches(INSTANT);
            }
            if (list.contains("on=2004-01-01")) {
                assertThat(LedgerForTests.header(response, "Ledger-On")).as(list).isEqualTo("2004-01-01");
            }
            if (list.contains("from.on")) {
                assertThat(LedgerForTests.header(response, "Ledger-From-On")).isEqualTo("2000-01-01");
                assertThat(LedgerForTests.header(response, "Ledger-From-Known-At")).matches(INSTANT);
            }
            HttpResponse<String> part = get(list + "&limit=1", "Accept", accept);
            assertThat(LedgerForTests.header(part, "Ledger-Total")).as(list).isNull();
            assertThat(Objects.requireNonNull(LedgerForTests.header(part, "Ledger-Next"))).isNotBlank();
        }
    }
}
