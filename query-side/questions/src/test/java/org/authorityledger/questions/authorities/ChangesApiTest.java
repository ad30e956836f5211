package org.authorityledger.questions.authorities;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.RandomHistories;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.http.Dates;
import org.authorityledger.questions.OnHeatonsLedger;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Which authorities began or ended in a span of days? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChangesApiTest extends OnHeatonsLedger {

    private static final long SEED = Long.getLong("ledger.seed", new Random().nextLong());
    private static final String CHANGES = "/api/authorities/changes?grantor=andrew-heaton";

    @ParameterizedTest(name = "[{0}, {1}): {2} began, {3} ended")
    @CsvSource({ "2003-05-07, 2003-05-08, 0, 0", "2003-05-08, 2003-05-09, 3, 0", "2003-05-09, 2005-03-04, 0, 0",
            "2005-03-04, 2005-03-05, 0, 1", "2003-05-08, 2005-03-05, 3, 1", "2003-05-08, 2003-05-08, 0, 0"})
    void the_first_day_is_in_the_span_and_the_last_is_not(String from, String until, int began, int ended) {
        String span = "&from=" + from + "&until=" + until;
        JsonNode all = answer(CHANGES + span);

        assertThat(all.path("items").valueStream().filter(item -> item.path("began").asBoolean())).hasSize(began);
        assertThat(all.path("items").valueStream().filter(item -> item.path("ended").asBoolean())).hasSize(ended);
        assertThat(all.path("total").asInt()).isEqualTo(all.path("items").size());
        assertThat(answer(CHANGES + span + "&began=true").path("total").asInt()).isEqualTo(began);
        assertThat(answer(CHANGES + span + "&ended=true").path("total").asInt()).isEqualTo(ended);
        assertThat(answer(CHANGES + span + "&began=false&ended=false").path("total").asInt()).isZero();
    }

    @Test
    void one_that_began_and_ended_within_the_span_is_listed_once_with_both() {
        JsonNode irving = answer(CHANGES + "&attorney=judi-irving&from=2003-05-08&until=2005-03-05").path("items");

        assertThat(irving.size()).isEqualTo(1);
        assertThat(irving.get(0).path("began").asBoolean()).isTrue();
        assertThat(irving.get(0).path("ended").asBoolean()).isTrue();
        assertThat(irving.get(0).path("recordId").asString()).isEqualTo(story().granted.recordId().toString());
        assertThat(irving.get(0).path("endedBy").asString()).isEqualTo(story().delivered.recordId().toString());
        assertThat(irving.get(0).path("attorneyName").asString()).isEqualTo("Judi Irving");
    }

    @Test
    void the_list_is_limited_by_cause_and_as_known_at_a_moment() {
        assertThat(answer(CHANGES + "&cause=REVOKED").path("total").asInt()).isEqualTo(1);
        assertThat(answer(CHANGES + "&cause=RESIGNED").path("total").asInt()).isZero();
        assertThat(answer(CHANGES + "&cause=REVOKED&until=2005-03-04").path("total").asInt()).as("it ended after the span").isZero();
        assertThat(answer(CHANGES + "&ended=true&knownAt=" + Dates.format(story().granted.recordedAt())).path("total").asInt())
                .as("before the delivery was recorded").isZero();
        assertThat(answer("/api/authorities/changes?grantor=andrew-heaton&issuer=aar").path("total").asInt())
                .as("for every issuer").isEqualTo(1);
    }

    @Test
    void every_list_agrees_with_the_law_also_read_in_small_pages_in_either_order() {
        Random random = new Random(SEED);
        GrantorId grantorId = GrantorId.of("changes-" + UUID.randomUUID());
        List<LedgerRecord> life = LedgerForTests.randomHistory(appender, grantorId, random.nextLong(), 40);
        awaitRegister(life.getLast().position().value());
        for (int n = 0; n < 12; n++) {
            List<LedgerRecord> known = life.subList(0, 1 + random.nextInt(life.size()));
            LocalDate from = RandomHistories.FIRST_DAY.plusDays(random.nextInt(RandomHistories.DAYS));
            LocalDate until = from.plusDays(random.nextInt(RandomHistories.DAYS));
            boolean onlyEnded = random.nextBoolean();
            String question = "/api/authorities/changes?grantor=" + grantorId + "&from=" + from + "&until=" + until + "&knownAt="
                    + Dates.format(known.getLast().recordedAt()) + (onlyEnded ? "&ended=true" : "");
            List<String> expected = GrantorRecords.of(known).authorities().stream().filter(authority -> !authority.neverWas())
                    .filter(authority -> within(authority.until(), from, until)
                            || !onlyEnded && within(authority.from(), from, until))
                    .map(ChangesApiTest::key).toList();

            List<JsonNode> forward = paged(question + "&limit=2", expected.size());
            assertThat(forward.stream().map(ChangesApiTest::key)).as("-Dledger.seed=%d: %s", SEED, question)
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(forward.stream().map(item -> day(item, onlyEnded))).as("-Dledger.seed=%d: %s", SEED, question).isSorted();
            assertThat(paged(question + "&limit=2&sort=-date", expected.size()).reversed()).isEqualTo(forward);
        }
    }

    private List<JsonNode> paged(String question, int total) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = answer(question + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            assertThat(page.path("total").asInt()).as("-Dledger.seed=%d: %s", SEED, question).isEqualTo(total);
            page.path("items").forEach(items::add);
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());
        return items;
    }

    private static boolean within(@org.jspecify.annotations.Nullable LocalDate day, LocalDate from, LocalDate until) {
        return day != null && !day.isBefore(from) && day.isBefore(until);
    }

    private static String key(Authority authority) {
        return authority.source() + " " + authority.attorneyId();
    }

    private static String key(JsonNode item) {
        return item.path("recordId").asString() + " " + item.path("attorneyId").asString();
    }

    private static String day(JsonNode item, boolean ofTheEnd) {
        return item.path(!ofTheEnd && item.path("began").asBoolean() ? "from" : "until").asString();
    }

    @Test
    void it_comes_as_csv_and_ndjson_too_with_the_total_in_a_header() {
        String question = CHANGES + "&from=2003-05-08&until=2005-03-05";
        HttpResponse<String> csv = get(question, "Accept", "text/csv");

        assertThat(LedgerForTests.header(csv, "Ledger-Total")).isEqualTo("3");
        assertThat(CsvReader.builder().ofNamedCsvRecord(csv.body()).stream().toList()).hasSize(3)
                .allSatisfy(row -> assertThat(row.getField("began")).isEqualTo("true"));
        HttpResponse<String> lines = get(question + "&limit=2", "Accept", "application/x-ndjson");
        assertThat(lines.body().lines()).hasSize(2);
        assertThat(LedgerForTests.header(lines, "Ledger-Total")).isEqualTo("3");
    }

    @Test
    void what_makes_no_sense_is_refused_at_its_parameter() {
        assertMalformed(get(CHANGES + "&from=2003-05-09&until=2003-05-08"), "until");
        assertMalformed(get(CHANGES + "&cause=BORED"), "cause");
        assertMalformed(get(CHANGES + "&began=perhaps"), "began");
        assertMalformed(get(CHANGES + "&ended=perhaps"), "ended");
        assertMalformed(get(CHANGES + "&sort=name"), "sort");
        assertMalformed(get(CHANGES + "&cursor=" + base64("soon\n1\njudi-irving")), "cursor");
        assertMalformed(get(CHANGES + "&cursor=" + base64("2003-05-08\njudi-irving")), "cursor");
        assertMalformed(get(CHANGES + "&on=2003-05-08"), "on");
    }
}
