package org.authorityledger.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.SignatoryCapacity;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What ends when someone goes, over HTTP: on both clocks, page by page, in three formats, and what is no such question. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LeavingApiTest extends OnHeatonsLedger {

    private String test = "";
    private AttorneyId jane = AttorneyId.of("jane");
    private AttorneyId bob = jane;
    private IssuerId acme = IssuerId.of("acme");

    @BeforeEach
    void people_of_its_own() {
        test = UUID.randomUUID().toString();
        jane = attorney("jane");
        bob = attorney("bob");
        acme = IssuerId.of("acme-" + test);
    }

    private AttorneyId attorney(String name) {
        return AttorneyId.of(name + "-" + test);
    }

    private Acts acts(String grantor) {
        return new Acts(GrantorId.of(grantor + "-" + test), null);
    }

    private String path(String query) {
        return "/api/attorneys/" + jane + "/leaving?" + query;
    }

    private List<JsonNode> items(String query) {
        return answer(path(query)).path("items").valueStream().toList();
    }

    @Test
    void who_signs_alone_leaves_the_grantor_without_a_signer_and_who_has_a_colleague_does_not() {
        Acts alone = acts("alone");
        alone.granted("one", says -> says.appointing(jane).forIssuer(acme));
        Acts shared = acts("shared");
        shared.granted("two", says -> says.appointing(jane, bob).forIssuer(acme));
        record(alone, shared);

        JsonNode answer = answer(path("on=2020-01-01"));
        JsonNode one = answer.path("items").path(0);
        JsonNode two = answer.path("items").path(1);

        assertThat(answer.path("items")).hasSize(2);
        assertThat(answer.path("instruments").asLong()).isEqualTo(2);
        assertThat(answer.path("by").asString()).isEqualTo("RESIGNATION");
        assertThat(answer.path("on").asString()).isEqualTo("2020-01-01");
        assertThat(one.path("grantorId").asString()).isEqualTo("alone-" + test);
        assertThat(one.path("poaId").asString()).isEqualTo("one");
        assertThat(one.path("ends").asBoolean()).isTrue();
        assertThat(one.path("others")).isEmpty();
        assertThat(texts(one.path("roles"))).containsExactly("NAMED");
        assertThat(texts(one.path("issuers"))).containsExactly(acme.value());
        assertThat(one.path("withoutSigner")).hasSize(1);
        assertThat(one.path("withoutSigner").path(0).path("issuerId").asString()).isEqualTo(acme.value());
        assertThat(texts(one.path("withoutSigner").path(0).path("forms"))).containsExactly("FORM_3", "FORM_4", "FORM_5", "SCHEDULE_13D",
                "SCHEDULE_13G");
        assertThat(texts(two.path("others"), "attorneyId")).containsExactly(bob.value());
        assertThat(two.path("withoutSigner")).isEmpty();
        assertThat(items("on=2020-01-01&alone=true")).singleElement()
                .satisfies(row -> assertThat(row.path("poaId").asString()).isEqualTo("one"));
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void an_instrument_is_listed_through_its_last_day_and_from_the_moment_it_was_recorded() {
        Acts acts = acts("until");
        acts.granted("one", says -> says.appointing(jane).forIssuer(acme).expiresOn("2020-12-31"));
        Instant recorded = record(acts).getFirst().recordedAt();

        assertThat(items("on=2020-12-31")).singleElement()
                .satisfies(row -> assertThat(row.path("until").asString()).isEqualTo("2021-01-01"));
        assertThat(items("on=2021-01-01")).isEmpty();
        assertThat(items("on=2020-12-31&knownAt=" + recorded)).hasSize(1);
        assertThat(items("on=2020-12-31&knownAt=" + recorded.minusNanos(1_000))).isEmpty();
    }

    @Test
    void employment_ends_those_alone_whose_instrument_says_so_and_a_death_all() {
        Acts acts = acts("employed");
        acts.granted("employed", says -> says.appointing(jane).whileEmployed(jane).forIssuer(acme));
        acts.granted("silent", says -> says.appointing(jane).forIssuer(IssuerId.of("other-" + test)));
        record(acts);

        assertThat(items("on=2020-01-01&by=EMPLOYMENT_END")).extracting(row -> row.path("ends").asBoolean()).containsExactly(true, false);
        assertThat(items("on=2020-01-01&by=DEATH")).extracting(row -> row.path("ends").asBoolean()).containsExactly(true, true);
    }

    @Test
    void who_falls_with_them_is_named_and_an_entity_for_which_they_sign_too() {
        Acts chain = acts("chain");
        chain.granted("one", says -> says.appointing(jane, bob).forIssuer(acme).withSubstitution());
        chain.substituted("one", jane, attorney("sam"), "2019-01-01");
        Acts firm = new Acts(GrantorId.of("firm-" + test), PartyKind.ENTITY);
        firm.signatory(jane.value(), SignatoryCapacity.GENERAL_PARTNER, "2010-01-01", null);
        Acts client = acts("client");
        client.granted("two", says -> says.appointing().appointingEntity(attorney("firm")).forIssuer(acme));
        record(chain, firm, client);

        List<JsonNode> rows = items("on=2020-01-01");

        assertThat(rows).hasSize(3);
        assertThat(texts(rows.get(0).path("alsoEndsFor"), "attorneyId")).containsExactly("sam-" + test);
        assertThat(rows.get(1).path("signsFor").path("attorneyId").asString()).isEqualTo("firm-" + test);
        assertThat(rows.get(1).path("withoutSigner")).hasSize(1);
        assertThat(rows.get(2).path("signatory").path("capacity").asString()).isEqualTo("GENERAL_PARTNER");
        assertThat(rows.get(2).has("poaId")).isFalse();
    }

    @Test
    void pages_keep_both_clocks_and_have_every_row_once_and_the_files_have_the_same_rows() {
        Acts acts = acts("many");
        IntStream.range(0, 7).forEach(n -> acts.granted("p" + n, says -> says.appointing(jane, bob).forIssuer(acme)));
        Instant before = record(acts).getLast().recordedAt();
        Acts later = acts("later");
        later.granted("late", says -> says.appointing(jane).forIssuer(acme));

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = answer(path("on=2020-01-01&limit=3" + cursor));
            if (seen.isEmpty()) {
                record(later);
            }
            seen.addAll(texts(page.path("items"), "poaId"));
            cursor = page.has("next") ? "&cursor=" + encoded(page.path("next").asString()) : "";
        } while (!cursor.isEmpty());

        assertThat(seen).containsExactly("p0", "p1", "p2", "p3", "p4", "p5", "p6");
        HttpResponse<String> csv = get(path("on=2020-01-01&knownAt=" + before), "Accept", "text/csv");
        assertThat(csv.body().lines().toList()).hasSize(8).first().asString().startsWith("grantorId,grantorName,poaId,issuers,forms");
        assertThat(LedgerForTests.header(csv, "Ledger-Total")).isEqualTo("7");
        assertThat(LedgerForTests.header(csv, "Ledger-On")).isEqualTo("2020-01-01");
        assertThat(get(path("on=2020-01-01&knownAt=" + before), "Accept", "application/x-ndjson").body().lines()).hasSize(7);
    }

    @Test
    void an_unknown_attorney_way_or_page_is_refused() {
        assertProblem(get(path("")), 404, "UNKNOWN_ATTORNEY");
        Acts acts = acts("known");
        acts.granted("one", says -> says.appointing(jane).forIssuer(acme));
        record(acts);

        assertThat(get(path("")).statusCode()).isEqualTo(200);
        for (String bad : List.of("by=VANISHING", "by=resignation", "alone=maybe", "cursor=abc", "limit=0", "limit=1001", "on=2020-02-30",
                "knownAt=now", "show=alone")) {
            assertProblem(get(path(bad)), 400, "MALFORMED");
        }
        assertProblem(get(path("knownAt=2999-01-01T00:00:00Z")), 422, "AHEAD_OF_THE_LEDGER");
        String next = encoded(answer("/api/attorneys/judi-irving/leaving?limit=1").path("next").asString("none"));
        assertProblem(get(path("limit=1&cursor=" + next)), 400, "MALFORMED");
    }
}
