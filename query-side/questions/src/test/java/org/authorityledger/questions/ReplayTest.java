package org.authorityledger.questions;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** One grantor's life, event by event. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReplayTest extends OnAQueryNode {

    private JsonNode answer(String path) {
        HttpResponse<String> response = LedgerForTests.get(port, path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return LedgerForTests.json(response);
    }

    private List<JsonNode> steps(String grantor, int limit) {
        List<JsonNode> steps = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = answer("/api/grantors/" + grantor + "/replay?limit=" + limit + cursor);
            page.path("steps").forEach(steps::add);
            cursor = page.has("next") ? "&cursor=" + page.path("next").asString() : "";
        } while (!cursor.isEmpty());
        return steps;
    }

    @Test
    void the_steps_taken_one_after_the_other_lead_to_what_is_answered_as_known_after_each() {
        long seed = Long.getLong("ledger.seed", System.nanoTime());
        String grantor = "replayed-" + seed;
        List<LedgerRecord> life = LedgerForTests.randomHistory(appender, GrantorId.of(grantor), seed, 25);
        awaitRegister(life.getLast().position().value());

        List<JsonNode> known = new ArrayList<>();
        List<JsonNode> steps = steps(grantor, 7);
        assertThat(steps).as("seed " + seed).hasSameSizeAs(life);
        for (int i = 0; i < steps.size(); i++) {
            JsonNode step = steps.get(i);
            assertThat(step.path("record").path("recordId").asString()).isEqualTo(life.get(i).recordId().toString());
            step.path("lost").forEach(authority -> assertThat(known.remove(authority)).as("seed " + seed).isTrue());
            step.path("changed").forEach(changed -> {
                assertThat(known.remove(changed.path("before"))).as("seed " + seed).isTrue();
                known.add(changed.path("after"));
            });
            step.path("gained").forEach(known::add);

            LocalDate day = LocalDate.of(2019, 1, 1).plusDays((seed + 97L * i) % 2500);
            List<String> inForce = known.stream().filter(authority -> inForce(authority, day)).map(JsonNode::toString).sorted()
                    .toList();
            List<String> answered = new ArrayList<>();
            answer("/api/authorities?limit=1000&grantor=" + grantor + "&on=" + day + "&knownAt="
                    + step.path("record").path("recordedAt").asString()).path("items").forEach(item -> answered.add(item.toString()));
            assertThat(answered.stream().sorted().toList()).as("seed " + seed).isEqualTo(inForce);
        }
    }

    private static boolean inForce(JsonNode authority, LocalDate day) {
        return !day.isBefore(LocalDate.parse(authority.path("from").asString()))
                && (!authority.has("until") || day.isBefore(LocalDate.parse(authority.path("until").asString())));
    }

    @Test
    void a_life_is_replayed_up_to_a_moment_and_as_csv_or_ndjson() {
        long seed = 7;
        String grantor = "replayed-up-to-a-moment";
        List<LedgerRecord> life = LedgerForTests.randomHistory(appender, GrantorId.of(grantor), seed, 6);
        awaitRegister(life.getLast().position().value());
        String path = "/api/grantors/" + grantor + "/replay";

        assertThat(answer(path + "?knownAt=" + life.get(2).recordedAt()).path("steps").size()).isEqualTo(3);
        assertThat(answer(path + "?knownAt=" + life.get(2).recordedAt().minusNanos(1000)).path("steps").size()).isEqualTo(2);
        assertThat(answer(path + "?knownAt=2001-01-01T00:00:00Z").path("steps").size()).isZero();

        HttpResponse<String> lines = LedgerForTests.get(port, path + "?limit=2", "Accept", "application/x-ndjson");
        assertThat(lines.body().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"record\":{\"position\":"));
        assertThat(LedgerForTests.header(lines, "Ledger-Next")).isNotNull();
        HttpResponse<String> csv = LedgerForTests.get(port, path, "Accept", "text/csv");
        List<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(csv.body()).stream().toList();
        assertThat(rows.stream().map(row -> row.getField("changedBy")).distinct())
                .containsExactlyElementsOf(life.stream().map(record -> record.recordId().toString()).toList());
        assertThat(rows.getFirst().getField("change")).isEqualTo("GAINED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/grantors/no-one-at-all/replay               | 404 | UNKNOWN_GRANTOR      |
            /api/grantors/not%20an%20id/replay               | 400 | MALFORMED            | grantorId
            /api/grantors/no-one-at-all/replay?limit=0       | 400 | MALFORMED            | limit
            /api/grantors/no-one-at-all/replay?limit=1001    | 400 | MALFORMED            | limit
            /api/grantors/no-one-at-all/replay?cursor=x      | 400 | MALFORMED            | cursor
            /api/grantors/no-one-at-all/replay?knownAt=today | 400 | MALFORMED            | knownAt
            /api/grantors/no-one-at-all/replay?on=2020-01-01 | 400 | MALFORMED            | on
            /api/grantors/no-one-at-all/replay?minPosition=999999999 | 503 | POSITION_NOT_REACHED |
            """)
    void what_cannot_be_replayed_is_refused(String path, int status, String code, String at) {
        HttpResponse<String> response = LedgerForTests.get(port, path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(LedgerForTests.json(response).path("code").asString()).isEqualTo(code);
        if (at != null) {
            assertThat(LedgerForTests.json(response).path("errors").path(0).path("path").asString()).isEqualTo(at);
        }
    }
}
