package org.authorityledger.questions.investigations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.authority.RandomHistories;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;
import org.authorityledger.history.ActJson;
import org.authorityledger.questions.QuerySideNode;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.register.InstrumentRows;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.LedgerForTests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An overlay holds the same rows as a full replay and answers every question alike: for random histories, with records left out and assumed, while
 * more is recorded, and after the live register was replaced.
 */
@SpringBootTest(classes = QuerySideNode.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "ledger.register.segments=2", "spring.datasource.hikari.maximum-pool-size=12"})
@Tag("nodes")
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DirtiesContext
class OverlayTest {

    private static final String PATH = "/api/investigations";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long SEED = Long.getLong("ledger.seed", new Random().nextLong());
    private static final int ROUNDS = 4;
    private static final int GRANTORS = 8;
    private static final int RECORDS = 160;
    private static final int MORE = 25;
    private static final int MOST_PAGES = 5;
    private static final Map<String, List<String>> TABLES = Map.of("authority_version",
            Stream.concat(AuthorityRows.WRITTEN.stream(), Stream.of("effective")).toList(), "instrument_version", InstrumentRows.WRITTEN,
            "party_facts_version", InstrumentRows.FACTS, "stated_kind", InstrumentRows.KINDS, "event_party",
            List.of("kind", "id", "position", "name", "cik"), "party_name",
            List.of("kind", "id", "name", "search_name", "cik", "last_position", "cik_position"));

    @LocalServerPort
    private int port;

    @Autowired
    private LedgerAppender appender;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private Investigations investigations;

    private final Random random = new Random(SEED);
    private final Map<String, RandomHistories> lives = new LinkedHashMap<>();
    private final Map<String, List<LedgerRecord>> streams = new LinkedHashMap<>();
    private final List<LedgerRecord> records = new ArrayList<>();

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        LedgerForTests.propertiesOfAnotherLedger(registry, "a_ledger_to_lay_over");
    }

    @BeforeAll
    void parties_who_sign_for_each_other_are_recorded() {
        List<LedgerRecord> world = RandomHistories.world(Math.floorMod(SEED, 39)).values().stream().flatMap(List::stream)
                .sorted(Comparator.comparing(LedgerRecord::position)).toList();
        world.forEach(record -> record(record.recordId(), record.act()));
        for (int n = 0; n < GRANTORS; n++) {
            lives.put("grantor-" + n, RandomHistories.of(GrantorId.of("grantor-" + n), random.nextLong()));
        }
        List.copyOf(streams.keySet()).forEach(id -> lives.put(id, RandomHistories.of(GrantorId.of(id), random.nextLong())));
        record(RECORDS - records.size());
    }

    @AfterAll
    void all_are_closed() {
        investigations.list(Investigation.State.OPEN, new org.authorityledger.questions.listing.Page(100, List.of())).items()
                .forEach(one -> investigations.close(one.id(), "the test"));
    }

    private void record(int more) {
        for (int n = 0; n < more; n++) {
            String grantor = one(List.copyOf(lives.keySet()));
            record(new RecordId(RecordIds.mint()), life(grantor).next(streams.getOrDefault(grantor, List.of())));
        }
        await(() -> LedgerForTests.get(port, "/api/grantors?limit=1&minPosition=" + records.getLast().position()).statusCode() == 200);
    }

    private RandomHistories life(String grantor) {
        return Objects.requireNonNull(lives.get(grantor));
    }

    private void record(RecordId recordId, LegalAct act) {
        List<LedgerRecord> stream = streams.computeIfAbsent(act.grantorId().value(), none -> new ArrayList<>());
        LedgerRecord record = LedgerForTests.record(appender, recordId, stream.size(), spelled(act));
        stream.add(record);
        records.add(record);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** The act with its names as one or another spells them, some of them with a number. */
    private LegalAct spelled(LegalAct act) {
        JsonNode json = JsonMapper.shared().readTree(ActJson.write(act));
        spell(json);
        return ActJson.read(ActJson.type(act), ActJson.revision(act), json.toString());
    }

    private void spell(JsonNode json) {
        if (json instanceof ObjectNode object && object.path("name").isString() && !object.has("sha256")) {
            object.put("name", object.path("name").asString() + one(List.of("", "", " Jr.", ", the younger", " III")));
            if (random.nextInt(4) == 0) {
                object.put("cik", "000000000" + random.nextInt(1, 10));
            }
        }
        json.forEach(this::spell);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience, -Dledger.seed=%d", SEED).isLessThan(end);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What is investigated in one round. */
    private record Supposition(LedgerRecord point, List<LedgerRecord> without, List<LedgerRecord> assumed) {

        List<LedgerRecord> until(List<LedgerRecord> records) {
            return records.stream().filter(record -> !record.position().isAfter(point.position())).toList();
        }

        SortedSet<GrantorId> touched() {
            return Stream.concat(without.stream(), assumed.stream()).map(record -> record.act().grantorId())
                    .collect(Collectors.toCollection(() -> new TreeSet<>(Comparator.comparing(GrantorId::value))));
        }

        long records(@Nullable Set<GrantorId> of, List<LedgerRecord> all) {
            return until(all).stream().filter(record -> of == null || of.contains(record.act().grantorId())).count() - without.size()
                    + assumed.size();
        }
    }

    private Supposition supposition() {
        LedgerRecord point = one(records);
        List<LedgerRecord> known = new Supposition(point, List.of(), List.of()).until(records);
        Set<LedgerRecord> without = new HashSet<>();
        int most = random.nextInt(4);
        for (int n = 0; n < most; n++) {
            without.add(one(known));
        }
        List<LedgerRecord> assumed = new ArrayList<>();
        int more = random.nextInt(4);
        while (assumed.size() < more) {
            String grantor = one(List.copyOf(lives.keySet()));
            List<LedgerRecord> all = known.stream().filter(record -> record.act().grantorId().value().equals(grantor)).toList();
            List<LedgerRecord> stream = Stream.concat(all.stream().filter(record -> !without.contains(record)),
                    assumed.stream().filter(record -> record.act().grantorId().value().equals(grantor))).toList();
            long n = assumed.size() + 1L;
            Sequence sequence = stream.isEmpty() || !stream.getLast().position().isAfter(point.position())
                    ? Sequence.of(all.size())
                    : stream.getLast().sequence().next();
            assumed.add(new LedgerRecord(RecordId.supposed(InvestigationPlan.sha256(SEED + "." + point.position() + "." + n)),
                    Position.of(point.position().value() + n), sequence, point.recordedAt().plus(n, ChronoUnit.MICROS), "investigator",
                    spelled(life(grantor).next(stream))));
        }
        return new Supposition(point, List.copyOf(without), assumed);
    }

    private Investigation opened(Supposition supposed, Investigation.Replay replay) {
        SortedSet<GrantorId> touched = replay == Investigation.Replay.OVERLAY ? supposed.touched() : null;
        List<RecordId> without = supposed.without().stream().map(LedgerRecord::recordId).toList();
        ObjectNode body = JsonMapper.shared().createObjectNode().put("name", "one").put("position", supposed.point().position().value())
                .put("replay", replay.name());
        ArrayNode leftOut = body.putArray("without");
        without.forEach(record -> leftOut.add(record.toString()));
        InvestigationRequest request = new InvestigationRequest("one", null, supposed.point().position(), List.of(), List.of(), List.of(),
                without, List.of(), null, replay);
        InvestigationPlan plan = new InvestigationPlan(supposed.point().position(), supposed.point().recordedAt(), null, touched, without,
                supposed.assumed(), supposed.records(touched, records), "a plan");
        UUID id = investigations.open(request, body.toString(), plan, new Investigations.Opener("test", null, null)).id();
        await(() -> investigations.find(id).state() != Investigation.State.REPLAYING);
        Investigation found = investigations.find(id);
        assertThat(found.state()).as("-Dledger.seed=%d", SEED).isEqualTo(Investigation.State.OPEN);
        assertThat(found.replay()).isEqualTo(replay);
        return found;
    }

    private Map<String, List<String>> rows(RegisterSchema register) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        TABLES.forEach((table, columns) -> rows.put(table, jdbc.queryForList(register.sql("select t::text from (select v."
                + String.join(", v.", columns) + " from register." + table + " v) t order by 1"), String.class)));
        return rows;
    }

    private List<String> questions(Supposition supposed) {
        List<String> questions = new ArrayList<>(List.of("/grantors?limit=1000", "/attorneys?limit=1000", "/issuers?limit=1000",
                "/attorneys?q=younger", "/grantors?q=iii", "/issuers?limit=1", "/events?limit=1000", "/signatories?limit=1000",
                "/difference?limit=1000",
                "/difference?limit=2"));
        RandomHistories.PAPERS.forEach(paper -> questions.add("/papers/" + paper + "?limit=1000"));
        List<String> parties = Stream.concat(lives.keySet().stream(),
                Stream.concat(RandomHistories.PEOPLE.stream(), RandomHistories.OFFICES.stream()).map(Object::toString)).distinct().toList();
        for (String party : parties) {
            questions.addAll(
                    List.of("/grantors/" + party, "/grantors/" + party + "/replay", "/authorities/history?limit=1000&grantor=" + party,
                            "/attorneys/" + party, "/attorneys/" + party + "/leaving", "/events?limit=1000&attorney=" + party,
                            "/signatories?grantor=" + party, "/grantors/" + party + "/powers-of-attorney/poa-1"));
        }
        List<String> issuers = RandomHistories.ISSUERS.stream().map(issuer -> issuer.issuerId().value()).toList();
        issuers.forEach(issuer -> questions.addAll(List.of("/issuers/" + issuer, "/events?limit=1000&issuer=" + issuer)));
        for (int n = 0; n < 12; n++) {
            LocalDate day = RandomHistories.FIRST_DAY.plusDays(random.nextInt(RandomHistories.DAYS));
            LocalDate other = RandomHistories.FIRST_DAY.plusDays(random.nextInt(RandomHistories.DAYS));
            Instant knownAt = one(supposed.until(records)).recordedAt();
            String clocks = "&on=" + day + (random.nextBoolean() ? "" : "&knownAt=" + knownAt);
            String form = one(RandomHistories.FORMS).name().replace("FORM_", "").replace("SCHEDULE_", "SCHEDULE%20");
            questions.add(
                    "/authority/check?grantor=" + one(parties) + "&issuer=" + one(issuers) + "&form=" + form + "&signer=" + one(parties)
                            + "&signer=" + one(parties) + clocks);
            questions.add("/authorities?limit=1000" + clocks);
            questions.add("/authorities?limit=3&attorney=" + one(parties) + clocks);
            questions.add("/authorities?limit=1000&issuer=" + one(issuers) + clocks);
            questions.add("/gaps?form=4&limit=1000" + clocks);
            questions.add("/signatories?limit=1000" + clocks);
            questions.add("/authorities/diff?limit=1000&from.on=" + day + "&to.on=" + other + "&from.knownAt=" + knownAt);
            if (day.isBefore(other)) {
                questions.add("/authorities/changes?limit=1000&from=" + day + "&until=" + other);
            }
        }
        return questions;
    }

    private Map<String, String> answers(Investigation investigation, List<String> questions) {
        Map<String, String> answers = new LinkedHashMap<>();
        String root = PATH + "/" + investigation.id();
        for (String question : questions) {
            StringBuilder pages = new StringBuilder();
            String next = "";
            for (int page = 0; next != null && page < MOST_PAGES; page++) {
                HttpResponse<String> answer = LedgerForTests.get(port, root + question + next);
                assertThat(answer.statusCode()).as(question + ": " + answer.body()).isIn(200, 404);
                // A cursor is good for its own list only, and so is another for each investigation.
                pages.append(answer.statusCode()).append(' ').append(answer.body().replaceAll("\"next\":\"[^\"]*\"", "\"next\":\"\""));
                JsonNode cursor = LedgerForTests.json(answer).path("next");
                next = cursor.isString() ? (question.contains("?") ? "&" : "?") + "cursor=" + cursor.asString() : null;
            }
            answers.put(question, pages.toString());
        }
        answers.put("/authority/checks", bulk(investigation, questions));
        return answers;
    }

    private String bulk(Investigation investigation, List<String> questions) {
        String checks = questions.stream().filter(question -> question.startsWith("/authority/check?"))
                .map(question -> "{\"grantor\": \"" + parameter(question, "grantor") + "\", \"issuer\": \"" + parameter(question, "issuer")
                        + "\", \"form\": \"4\", \"signer\": \"" + parameter(question, "signer") + "\", \"on\": \""
                        + parameter(question, "on")
                        + "\"}\n")
                .collect(Collectors.joining());
        HttpResponse<String> bulk = LedgerForTests
                .send(LedgerForTests
                        .request(port, PATH + "/" + investigation.id() + "/authority/checks", "Content-Type", "application/x-ndjson")
                        .POST(HttpRequest.BodyPublishers.ofString(checks)).build());
        assertThat(bulk.statusCode()).as(bulk.body()).isEqualTo(200);
        return bulk.body();
    }

    private static String parameter(String question, String name) {
        String after = question.substring(question.indexOf(name + "=") + name.length() + 1);
        return after.contains("&") ? after.substring(0, after.indexOf('&')) : after;
    }

    private void rebuilt() {
        HttpResponse<String> response = LedgerForTests.post(port, "/api/rebuilds", "{}", "Content-Type",
                "application/json");
        assertThat(response.statusCode()).as(response.body()).isLessThan(300);
        String id = LedgerForTests.json(response).path("rebuildId").asString();
        await(() -> LedgerForTests.json(LedgerForTests.get(port, "/api/rebuilds/" + id)).path("state").asString().equals("DONE"));
        assertThat(LedgerForTests.json(LedgerForTests.get(port, "/api/rebuilds/" + id)).path("differences").asInt(-1)).isZero();
    }

    private static void assertAlike(String seed, Map<String, String> overlay, Map<String, String> full) {
        assertThat(overlay.keySet()).isEqualTo(full.keySet());
        overlay.forEach((question, answer) -> assertThat(answer).as(seed + ": " + question).isEqualTo(full.get(question)));
    }

    @Test
    void the_tables_of_an_overlay_show_each_viewer_what_those_of_the_register_do() {
        Investigation overlay = opened(new Supposition(records.getLast(), List.of(), List.of()), Investigation.Replay.OVERLAY);
        String secured = """
                select p.tablename || ' ' || p.policyname || ' ' || p.cmd || ' ' || coalesce(p.qual, '') || ' ' || coalesce(p.with_check, '')
                from pg_policies p join pg_class c on c.oid = format('%I.%I', p.schemaname, p.tablename)::regclass
                where p.schemaname = ? and c.relrowsecurity and c.relforcerowsecurity order by 1
                """;

        assertThat(jdbc.queryForList(secured, String.class, Investigation.schema(overlay.id()).tables())).isNotEmpty()
                .isEqualTo(jdbc.queryForList(secured, String.class, "register"));
    }

    @Test
    void an_overlay_holds_what_a_full_replay_holds_and_answers_alike_whatever_is_recorded_or_rebuilt_meanwhile() {
        for (int round = 0; round < ROUNDS; round++) {
            Supposition supposed = supposition();
            Investigation overlay = opened(supposed, Investigation.Replay.OVERLAY);
            Investigation full = opened(supposed, Investigation.Replay.FULL);
            List<String> questions = questions(supposed);
            String seed = "-Dledger.seed=" + SEED + ", round " + round;

            Map<String, List<String>> rows = rows(full.register(jdbc));
            Map<String, String> answers = answers(full, questions);
            assertThat(rows(overlay.register(jdbc))).as(seed).containsExactlyEntriesOf(rows);
            assertAlike(seed, answers(overlay, questions), answers);

            record(MORE);
            if (round == 1) {
                rebuilt();
            }
            assertThat(rows(overlay.register(jdbc))).as(seed + ", later").containsExactlyEntriesOf(rows);
            // Someone whose only record is left out has the name in a difference that the ledger gives them now.
            List<String> differences = questions.stream().filter(question -> question.startsWith("/difference")).toList();
            differences.forEach(answers::remove);
            answers(full, differences).forEach(answers::putIfAbsent);
            assertAlike(seed + ", later", answers(overlay, questions), answers);
            investigations.close(overlay.id(), "the test");
            investigations.close(full.id(), "the test");
        }
    }
}
