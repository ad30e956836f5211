package org.authorityledger.questions.scopes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.authority.RandomHistories;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Position;
import org.authorityledger.questions.check.ConnectedGrantors;
import org.authorityledger.questions.check.WhatConcerns;
import org.authorityledger.store.Viewer;
import org.authorityledger.testsupport.LedgerForTests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Someone with a scope is answered as on a ledger that holds only the records of the scope: an investigation that leaves out all other records, and
 * from which is removed here what follows for other issuers.
 */
class ScopeRegistersTest extends OnALedgerWithScopes {

    private static final int WORLDS = 2;
    private static final int LIVES = 4;
    private static final int MOST_PAGES = 5;

    private final List<LedgerRecord> records = new ArrayList<>();
    /** Instruments under which there is also authority at issuers outside of the scope, by grantor and id. */
    private final Set<String> mixed = new HashSet<>();

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        LedgerForTests.propertiesOfALedgerWithPolicies(registry, "a_ledger_of_scopes");
    }

    @BeforeAll
    void worlds_of_several_issuers_are_recorded() {
        for (int n = 0; n < WORLDS; n++) {
            records.addAll(ConnectedGrantors.recorded(appender, random.nextLong(), RECORDS).records());
        }
        for (int n = 0; n < LIVES; n++) {
            records.addAll(LedgerForTests.randomHistory(appender, GrantorId.of("life-" + n), random.nextLong(), 12 + random.nextInt(12)));
        }
        await(() -> get("/api/grantors?limit=1&minPosition=" + last(), null).statusCode() == 200);
    }

    private Position last() {
        return records.getLast().position();
    }

    /** An investigation that replays what concerns a scope alone, and from which what follows for other issuers is removed. */
    private String investigation(List<LedgerRecord> seen, Set<String> issuers) {
        Set<LedgerRecord> kept = new HashSet<>(seen);
        ObjectNode body = JsonMapper.shared().createObjectNode().put("name", "one").put("position", last().value()).put("replay", "FULL");
        ArrayNode without = body.putArray("without");
        records.stream().filter(record -> !kept.contains(record)).forEach(record -> without.add(record.recordId().toString()));
        HttpResponse<String> opened = LedgerForTests.post(port, "/api/investigations", body.toString(), "Content-Type", "application/json");
        assertThat(opened.statusCode()).as(opened.body()).isLessThan(300);
        String id = LedgerForTests.json(opened).path("investigationId").asString();
        String path = "/api/investigations/" + id;
        await(() -> !LedgerForTests.json(get(path, null)).path("state").asString().equals("REPLAYING"));
        assertThat(LedgerForTests.json(get(path, null)).path("state").asString()).as(seed("opened")).isEqualTo("OPEN");
        String schema = "investigation_" + id.replace("-", "");
        String these = Stream.concat(issuers.stream(), Stream.of("ANY")).map(issuer -> "'" + issuer + "'")
                .collect(Collectors.joining(", "));
        Viewer.ALL.see(() -> {
            mixed.clear();
            mixed.addAll(jdbc.queryForList("select distinct grantor_id || ' ' || poa_id from " + schema
                    + ".authority_version where issuer_id not in (" + these + ")", String.class));
            jdbc.update("delete from " + schema + ".authority_version where issuer_id not in (" + these + ")");
            jdbc.update("delete from " + schema + ".party_name where kind = 'ISSUER' and id not in (" + these + ")");
            jdbc.update("delete from " + schema + ".event_party where kind = 'ISSUER' and id not in (" + these + ")");
            for (String table : List.of("instrument_version", "party_facts_version")) {
                jdbc.update("update " + schema + "." + table + " t set issuers = coalesce((select array_agg(i) from unnest(t.issuers) i"
                        + " where i in (" + these + ")), '{}')");
            }
            return schema;
        });
        return path;
    }

    private List<String> questions(Set<String> issuers) {
        List<String> questions = new ArrayList<>(List.of("/grantors?limit=1000", "/attorneys?limit=1000", "/issuers?limit=1000",
                "/grantors?limit=2", "/attorneys?q=name&limit=3", "/issuers?q=a", "/grantors?q=NAME%201", "/signatories?limit=1000",
                "/signatories?limit=2", "/authorities/changes?limit=1000", "/authorities/changes?limit=3&sort=-date"));
        RandomHistories.PAPERS.forEach(paper -> questions.add("/papers/" + paper + "?limit=1000"));
        List<String> parties = records.stream().flatMap(record -> Stream.of(record.act().grantorId().value())).distinct().toList();
        for (String party : parties) {
            // Each run asks about others.
            if (random.nextInt(4) != 0) {
                continue;
            }
            questions.addAll(List.of("/grantors/" + party, "/grantors/" + party + "/replay?limit=1000", "/attorneys/" + party,
                    "/attorneys/" + party + "/leaving?limit=1000", "/signatories?grantor=" + party, "/signatories?signatory=" + party,
                    "/authorities/changes?grantor=" + party));
        }
        Stream.concat(RandomHistories.PEOPLE.stream(), RandomHistories.OFFICES.stream())
                .forEach(one -> questions.addAll(List.of("/attorneys/" + one, "/attorneys/" + one + "/leaving?limit=1000")));
        for (LedgerRecord record : records) {
            if (record.act().poaId() != null && random.nextInt(12) == 0) {
                questions.add("/grantors/" + record.act().grantorId() + "/powers-of-attorney/" + record.act().poaId());
            }
        }
        List<String> companies = Stream.of(issuers.stream(), Stream.of("acme", "berk"),
                RandomHistories.ISSUERS.stream().map(issuer -> issuer.issuerId().value())).flatMap(some -> some).distinct().toList();
        for (String company : companies) {
            questions.addAll(List.of("/issuers/" + company, "/gaps?form=4&issuer=" + company));
        }
        for (int n = 0; n < 2; n++) {
            LedgerRecord record = records.get(random.nextInt(records.size()));
            LocalDate day = n % 2 == 0
                    ? LocalDate.of(2024, 3, 1).plusDays(random.nextInt(16))
                    : RandomHistories.FIRST_DAY.plusDays(random.nextInt(RandomHistories.DAYS));
            String clocks = "&on=" + day + "&knownAt=" + (random.nextBoolean() ? last(records) : record.recordedAt());
            String form = List.of("4", "SCHEDULE%2013G").get(random.nextInt(2));
            questions.addAll(List.of("/gaps?limit=1000&form=" + form + clocks, "/gaps?limit=1&form=4" + clocks,
                    "/signatories?limit=1000" + clocks, "/attorneys/" + parties.get(random.nextInt(parties.size())) + "/leaving?by=DEATH"
                            + clocks,
                    "/grantors/" + record.act().grantorId() + "?" + clocks.substring(1)));
        }
        return questions;
    }

    private static Instant last(List<LedgerRecord> some) {
        return some.getLast().recordedAt();
    }

    /** All pages of an answer, without what says where it comes from. */
    private List<JsonNode> pages(String root, String question, @Nullable String key) {
        List<JsonNode> pages = new ArrayList<>();
        String next = "";
        for (int page = 0; next != null && page < MOST_PAGES; page++) {
            HttpResponse<String> answer = get(root + question + next, key);
            assertThat(answer.statusCode()).as(seed(root + question + ": " + answer.body())).isIn(200, 404);
            ObjectNode body = (ObjectNode) LedgerForTests.json(answer);
            JsonNode cursor = body.path("next");
            next = cursor.isString() ? (question.contains("?") ? "&" : "?") + "cursor=" + cursor.asString() : null;
            if (answer.statusCode() == 404) {
                body.retain("code");
            } else {
                assertThat(body.path("withinScope").asBoolean()).as(seed(question)).isEqualTo(key != null);
                body.remove(List.of("next", "position", "withinScope"));
            }
            pages.add(body);
        }
        return pages;
    }

    /** Leaves out what an answer says of other issuers, where their authorities are found by the law and not in a register. */
    private static List<JsonNode> without(List<JsonNode> pages, String question, Set<String> issuers) {
        Set<String> these = Stream.concat(issuers.stream(), Stream.of("ANY")).collect(Collectors.toSet());
        if (question.contains("/replay")) {
            for (JsonNode page : pages) {
                boolean all = true;
                for (JsonNode step : page.path("steps")) {
                    for (String change : List.of("gained", "lost", "changed")) {
                        ArrayNode rows = (ArrayNode) step.path(change);
                        int before = rows.size();
                        rows.removeIf(row -> !these.contains((row.has("after") ? row.path("after") : row).path("issuerId").asString()));
                        all &= rows.size() == before;
                    }
                }
                if (!all) {
                    // The names of a page are those of everyone in it.
                    page.path("steps").forEach(step -> ((ObjectNode) step).remove("sentences"));
                }
            }
        }
        return pages;
    }

    @Test
    void questions_within_a_scope_are_answered_as_on_a_ledger_that_holds_what_concerns_the_scope_alone() {
        Map<String, Integer> rows = new LinkedHashMap<>();
        for (Set<String> issuers : List.of(Set.of("acme"), Set.of("berk", "no-such-issuer"), Set.of("hemacare"), Set.of("acme", "aar"))) {
            Set<IssuerId> scope = issuers.stream().map(IssuerId::of).collect(Collectors.toSet());
            String root = investigation(WhatConcerns.seen(records, scope), issuers);
            for (String question : questions(issuers)) {
                List<JsonNode> expected = without(pages(root, question, null), question, issuers);
                List<JsonNode> answer = pages("/api", question, key(issuers));
                if (question.contains("/replay")) {
                    for (int page = 0; page < Math.min(expected.size(), answer.size()); page++) {
                        forget(expected.get(page), answer.get(page));
                    }
                }
                if (question.contains("/leaving")) {
                    assertLeaving(question, issuers, expected, answer);
                } else {
                    assertThat(answer).as(seed(question + " within " + issuers)).isEqualTo(expected);
                }
                answer.forEach(page -> rows.merge(question.replaceAll("[?].*", "").replaceAll("^/(\\w+)/(?!changes)[^/]+", "/$1/x"),
                        page.path("items").size() + page.path("steps").size(), Integer::sum));
            }
            assertThat(LedgerForTests.send(LedgerForTests.request(port, root).DELETE().build()).statusCode()).isLessThan(300);
        }
        assertThat(rows).as(seed("rows of each question")).allSatisfy((question, some) -> {
            if (question.matches("/\\w+/x/(replay|leaving)|/papers/x|/\\w+|/authorities/changes")) {
                assertThat(some).as(seed(question)).isPositive();
            }
        });
    }

    /** Sentences of a step that are missing on one side are not compared. */
    private static void forget(JsonNode expected, JsonNode answer) {
        for (int n = 0; n < Math.min(expected.path("steps").size(), answer.path("steps").size()); n++) {
            if (!expected.path("steps").path(n).has("sentences")) {
                ((ObjectNode) answer.path("steps").path(n)).remove("sentences");
            }
        }
    }

    /** Of an instrument for several issuers, what is left is what is at the issuers of the scope. */
    private void assertLeaving(String question, Set<String> issuers, List<JsonNode> expected, List<JsonNode> answer) {
        Set<String> these = Stream.concat(issuers.stream(), Stream.of("ANY")).collect(Collectors.toSet());
        List<JsonNode> wanted = new ArrayList<>();
        expected.forEach(page -> page.path("items").forEach(row -> {
            ObjectNode one = (ObjectNode) row;
            List<String> held = strings(row.path("issuers"));
            ((ArrayNode) row.path("withoutSigner")).removeIf(form -> !these.contains(form.path("issuerId").asString()));
            // What an entity holds through whom leaves is listed only where someone is left without a signer.
            boolean listed = !row.has("signsFor") || !row.path("withoutSigner").isEmpty();
            if (listed && (held.stream().anyMatch(these::contains) || held.isEmpty())) {
                if (mixed.contains(instrument(row))) {
                    ((ArrayNode) row.path("issuers")).removeIf(issuer -> !these.contains(issuer.asString()));
                    one.retain("grantorId", "poaId", "issuers", "withoutSigner");
                }
                wanted.add(one);
            }
        }));
        List<JsonNode> got = new ArrayList<>();
        answer.forEach(page -> page.path("items").forEach(row -> {
            assertThat(these).as(seed(question)).containsAll(strings(row.path("issuers")));
            if (mixed.contains(instrument(row))) {
                ((ObjectNode) row).retain("grantorId", "poaId", "issuers", "withoutSigner");
            }
            got.add(row);
        }));
        assertThat(got).as(seed(question + " within " + issuers)).isEqualTo(wanted);
    }

    private static String instrument(JsonNode row) {
        return row.path("grantorId").asString() + " " + row.path("poaId").asString();
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
