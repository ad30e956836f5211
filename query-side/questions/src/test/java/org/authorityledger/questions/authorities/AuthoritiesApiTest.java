package org.authorityledger.questions.authorities;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.authorityledger.http.Dates;
import org.authorityledger.questions.OnHeatonsLedger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Lists of authorities over HTTP: in force, their history, and the difference between two moments. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AuthoritiesApiTest extends OnHeatonsLedger {

    @Test
    void the_history_as_known_at_a_moment_ends_there() {
        String path = "/api/authorities/history?grantor=andrew-heaton&attorney=judi-irving&poa=heaton-2003";
        JsonNode all = answer(path).path("items");
        String closed = all.path(0).path("knownUntil").asString();
        String before = Instant.parse(closed).minusNanos(1000).toString();

        JsonNode then = answer(path + "&knownAt=" + before);
        assertThat(then.path("knownAt").asString()).isEqualTo(before);
        assertThat(then.path("items")).hasSize(1);
        assertThat(then.path("items").path(0).has("knownUntil")).as("no one knew yet of what closed it").isFalse();
        assertThat(then.path("items").path(0).has("closedBy")).isFalse();
        JsonNode at = answer(path + "&knownAt=" + closed).path("items");
        assertThat(at.path(0).path("knownUntil").asString()).isEqualTo(closed);
        assertThat(at).hasSize(2);
        assertMalformed(get(path + "&knownAt=yesterday"), "knownAt");
    }

    @Test
    void the_authorities_in_force_on_a_day_are_listed_with_all_names() {
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
    void the_list_is_filtered_by_attorney_issuer_and_form(String filter, int found) {
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
    void the_difference_shows_what_was_lost_and_changed_and_by_which_record() {
        String known = "&from.knownAt=" + Dates.format(story().granted.recordedAt()) + "&to.knownAt="
                + Dates.format(story().ceased.recordedAt());
        JsonNode across = answer("/api/authorities/diff?grantor=andrew-heaton&from.on=2004-01-01&to.on=2010-01-04" + known);

        assertThat(texts(across.path("lost"), "attorneyId")).containsExactly("judi-irving");
        assertThat(texts(across.path("lost"), "changedBy")).containsExactly(story().delivered.recordId().toString());
        assertThat(texts(across.path("gained"), "poaId")).containsExactly("heaton-2010");
        assertThat(texts(across.path("gained"), "changedBy")).containsExactly(story().grantedForAll.recordId().toString());

        JsonNode sameDay = answer("/api/authorities/diff?grantor=andrew-heaton&from.on=2004-01-01&to.on=2004-01-01" + known);

        assertThat(texts(sameDay.path("changed"), "attorneyId")).containsExactly("judi-irving");
        assertThat(sameDay.path("changed").get(0).path("before").has("until")).isFalse();
        assertThat(sameDay.path("changed").get(0).path("after").path("until").asString()).isEqualTo("2005-03-04");
        assertThat(sameDay.path("from").path("on").asString()).isEqualTo("2004-01-01");
    }

    @Test
    void a_difference_read_in_small_pages_is_complete() {
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

    @Test
    void a_difference_comes_as_csv_and_ndjson_too_with_one_change_in_each_row() {
        String question = "/api/authorities/diff?grantor=andrew-heaton&from.on=2003-01-01&to.on=2010-01-04";
        JsonNode whole = answer(question);
        int changes = whole.path("gained").size() + whole.path("lost").size() + whole.path("changed").size();
        assertThat(changes).isPositive();

        assertThat(CsvReader.builder().ofNamedCsvRecord(get(question, "Accept", "text/csv").body()).stream().toList()).hasSize(changes)
                .allSatisfy(row -> assertThat(row.getField("change")).isIn("GAINED", "LOST", "CHANGED"));
        assertThat(get(question, "Accept", "application/x-ndjson").body().lines()).hasSize(changes);
    }

    @Test
    void a_cursor_with_an_impossible_instant_is_refused() {
        for (String instant : List.of("+999999999-01-01T00:00:00Z", "-999999999-01-01T00:00:00Z", "soon")) {
            assertMalformed(get("/api/authorities/history?cursor=" + base64("1\njudi-irving\n" + instant)), "cursor");
        }
    }
}
