package org.authorityledger.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.authorityledger.authority.RandomHistories;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Party;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Signatory;
import org.authorityledger.events.SignatoryCapacity;
import org.authorityledger.events.SignatoryRecorded;
import org.authorityledger.http.Dates;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.util.PGobject;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The views for dashboards give the answers of the API, on random histories under the present law. */
@Tag("nodes")
@SpringBootTest(classes = QuerySideNode.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DirtiesContext
class ReportingViewsTest {

    private static final long SEED = Long.getLong("ledger.seed", new Random().nextLong());
    private static final int GRANTORS = 25;
    private static final int QUESTIONS = 12;
    private static final JsonMapper JSON = JsonMapper.shared();
    /** A column whose field has another name, since {@code from} means something else in SQL. */
    private static final Map<String, String> FIELDS = Map.of("effective_from", "from", "effective_until", "until");

    @LocalServerPort
    private int port;

    @Autowired
    private LedgerAppender appender;

    @Autowired
    private JdbcTemplate jdbc;

    private final List<LedgerRecord> records = new ArrayList<>();
    private final Random random = new Random(SEED);

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        LedgerForTests.propertiesOfAnotherLedger(registry, "a_ledger_with_dashboards");
    }

    @BeforeAll
    void random_histories_are_recorded() {
        // Random histories may have no signatory; this one is there on every day and at every moment.
        records.add(LedgerForTests.record(appender, new RecordId(RecordIds.mint()), 0,
                new SignatoryRecorded(GrantorId.of("reported-trust"), new Party("Reported Trust", null),
                        new Signatory(PartyId.of("reported-trustee"), "Reported Trustee", null, null), SignatoryCapacity.TRUSTEE, null,
                        RandomHistories.FIRST_DAY, null, Set.of(), null, null, null, null)));
        for (int n = 0; n < GRANTORS; n++) {
            records.addAll(
                    LedgerForTests.randomHistory(appender, GrantorId.of("reported-" + n), random.nextLong(), 10 + random.nextInt(20)));
        }
        assertThat(LedgerForTests.get(port, "/api/grantors?limit=1&minPosition=" + records.getLast().position()).statusCode())
                .isEqualTo(200);
    }

    private Instant moment() {
        return records.get(random.nextInt(records.size())).recordedAt();
    }

    private LocalDate day() {
        return RandomHistories.FIRST_DAY.plusDays(random.nextInt(RandomHistories.DAYS));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** All pages of a list, without what a view has in another form. */
    private List<Map<String, Object>> answer(String path) {
        List<Map<String, Object>> all = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = LedgerForTests.json(LedgerForTests.get(port, path + (next.isEmpty() ? "" : "&cursor=" + next)));
            assertThat(page.has("items")).as("%s: %s", path, page).isTrue();
            page.path("items").forEach(item -> {
                Map<String, Object> fields = new TreeMap<>();
                item.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
                all.add(fields);
            });
            next = page.path("next").asString("");
        } while (!next.isEmpty());
        return all;
    }

    /** The rows of a view under the names of the API, without columns that are null or that the API does not have. */
    private List<Map<String, Object>> rows(List<String> without, String sql, Object... parameters) {
        List<Map<String, Object>> rows = jdbc.query(sql, (row, n) -> {
            Map<String, Object> fields = new TreeMap<>();
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                String name = row.getMetaData().getColumnLabel(column);
                Object value = row.getMetaData().getColumnTypeName(column).equals("timestamptz")
                        ? row.getObject(column, OffsetDateTime.class)
                        : row.getObject(column);
                if (value != null && !without.contains(name)) {
                    fields.put(field(name), json(value));
                }
            }
            return fields;
        }, parameters);
        return rows;
    }

    private static String field(String column) {
        StringBuilder field = new StringBuilder();
        for (String part : FIELDS.getOrDefault(column, column).split("_", -1)) {
            field.append(field.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return field.toString();
    }

    private static JsonNode json(Object value) throws SQLException {
        return switch (value) {
            case Array array -> JSON.valueToTree(array.getArray());
            case PGobject json -> JSON.readTree(json.getValue());
            case OffsetDateTime instant -> JSON.valueToTree(Dates.format(instant.toInstant()));
            case Long number -> JSON.readTree(number.toString());
            case Integer number -> JSON.readTree(number.toString());
            case Boolean truth -> JSON.valueToTree(truth);
            default -> JSON.valueToTree(value.toString());
        };
    }

    /** What holds of one clause alone is in the column {@code powers} with all else that the clause says. */
    private static void assertSame(List<Map<String, Object>> rows, List<Map<String, Object>> answer) {
        answer.forEach(item -> item.remove("clauseRules"));
        assertThat(rows).as("-Dledger.seed=%d", SEED).containsExactlyElementsOf(answer);
    }

    private static List<Map<String, Object>> sorted(Collection<Map<String, Object>> rows) {
        List<Map<String, Object>> sorted = new ArrayList<>();
        rows.forEach(row -> sorted.add(new LinkedHashMap<>(row)));
        sorted.sort((a, b) -> a.toString().compareTo(b.toString()));
        return sorted;
    }

    private void assertSameInAnyOrder(List<Map<String, Object>> rows, List<Map<String, Object>> answer) {
        answer.forEach(item -> item.remove("clauseRules"));
        assertThat(sorted(rows)).as("-Dledger.seed=%d", SEED).isEqualTo(sorted(answer));
    }

    @Test
    void who_is_in_force_on_a_day_as_known_at_a_moment_is_as_the_api_says() {
        int all = 0;
        for (int n = 0; n < QUESTIONS; n++) {
            LocalDate on = day();
            Instant knownAt = moment();
            List<Map<String, Object>> answer = answer("/api/authorities?limit=1000&on=" + on + "&knownAt=" + knownAt);
            assertSameInAnyOrder(rows(List.of("powers", "position"), "select * from reporting.authority_as_of(?, ?)", on, utc(knownAt)),
                    answer);
            all += answer.size();
        }
        assertThat(all).isPositive();
    }

    @Test
    void who_is_in_force_today_is_as_the_api_says() {
        assertSameInAnyOrder(rows(List.of("powers", "position"), "select * from reporting.authority_current"),
                answer("/api/authorities?limit=1000"));
        assertThat(jdbc.queryForObject("select reporting.today()", LocalDate.class))
                .isEqualTo(
                        LocalDate.parse(LedgerForTests.json(LedgerForTests.get(port, "/api/authorities?limit=1")).path("on").asString()));
    }

    @Test
    void the_history_is_as_the_api_says_and_so_it_is_as_known_at_a_moment() {
        assertSameInAnyOrder(rows(List.of("powers", "position"), "select * from reporting.authority_history"),
                answer("/api/authorities/history?limit=1000"));
        for (int n = 0; n < QUESTIONS; n++) {
            Instant knownAt = moment();
            assertSameInAnyOrder(rows(List.of("powers", "position"), "select * from reporting.authority_history(?)", utc(knownAt)),
                    answer("/api/authorities/history?limit=1000&knownAt=" + knownAt));
        }
    }

    @Test
    void what_began_or_ended_in_a_span_is_as_the_api_says() {
        for (int n = 0; n < QUESTIONS; n++) {
            LocalDate from = day();
            LocalDate until = from.plusDays(random.nextInt(60));
            Instant knownAt = moment();
            assertSameInAnyOrder(
                    rows(List.of("powers", "position"), "select * from reporting.authority_changes(?, ?, ?)", from, until, utc(knownAt)),
                    answer("/api/authorities/changes?limit=1000&from=" + from + "&until=" + until + "&knownAt=" + knownAt));
        }
        assertSameInAnyOrder(rows(List.of("powers", "position"), "select * from reporting.authority_changes()"),
                answer("/api/authorities/changes?limit=1000"));
    }

    @Test
    void signatories_are_as_the_api_says() {
        int all = 0;
        for (int n = 0; n < QUESTIONS; n++) {
            LocalDate on = day();
            Instant knownAt = moment();
            List<Map<String, Object>> answer = answer("/api/signatories?limit=1000&on=" + on + "&knownAt=" + knownAt);
            answer.forEach(item -> {
                item.remove("kind");
                item.put("partyName", item.remove("name"));
                item.putIfAbsent("forms", JSON.createArrayNode());
            });
            assertSameInAnyOrder(rows(List.of("known_from"), "select * from reporting.signatory(?, ?)", on, utc(knownAt)), answer);
            all += answer.size();
        }
        assertThat(all).isPositive();
    }

    @Test
    void instruments_and_their_terms_are_as_the_api_says() {
        List<String> same = List.of("grantorId", "poaId", "executedOn", "effectiveOn", "expiresOn", "untilCeasedReporting", "substitution",
                "durable", "governingLaw", "recordId", "statedBy");
        for (int n = 0; n < QUESTIONS; n++) {
            Instant knownAt = moment();
            List<Map<String, Object>> answer = new ArrayList<>();
            for (int grantor = 0; grantor < GRANTORS; grantor++) {
                JsonNode found = LedgerForTests.json(LedgerForTests.get(port, "/api/grantors/reported-" + grantor + "?knownAt=" + knownAt));
                found.path("powersOfAttorney").forEach(instrument -> {
                    Map<String, Object> fields = new TreeMap<>();
                    instrument.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
                    fields.put("statedBy", fields.remove("termsRecordId"));
                    fields.keySet().retainAll(same);
                    answer.add(fields);
                });
            }
            List<Map<String, Object>> rows = rows(List.of(), "select * from reporting.power_of_attorney(?)", utc(knownAt));
            rows.forEach(row -> row.keySet().retainAll(same));
            assertSameInAnyOrder(rows, answer);
        }
        assertThat(jdbc.queryForObject("select count(*) from reporting.power_of_attorney", Long.class)).isPositive()
                .isEqualTo(jdbc.queryForObject("select count(*) from reporting.power_of_attorney('infinity')", Long.class));
    }

    @Test
    void the_ledger_is_as_the_api_says() {
        assertSame(rows(List.of(), "select * from reporting.event order by position"), answer("/api/events?limit=1000"));
    }

    @Test
    void the_version_says_how_far_the_views_have_come() throws InterruptedException {
        JsonNode answer = LedgerForTests.json(LedgerForTests.get(port, "/api/authorities?limit=1"));
        long position = answer.path("position").asLong();
        // A part of the register that has no work stores its place once a second.
        for (int n = 0; n < 100 && !Long.valueOf(position)
                .equals(jdbc.queryForObject("select position from reporting.version", Long.class)); n++) {
            Thread.sleep(100);
        }
        assertThat(jdbc.queryForMap("select * from reporting.version")).containsEntry("version", 1)
                .containsEntry("zone", "America/New_York")
                .containsEntry("position", position);
        assertThat(jdbc.queryForObject("select known_at from reporting.version", OffsetDateTime.class))
                .isEqualTo(utc(Instant.parse(answer.path("knownAt").asString())));
    }
}
