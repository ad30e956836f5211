package org.authorityledger.questions.scopes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Document;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Issuer;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Party;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Position;
import org.authorityledger.events.Power;
import org.authorityledger.events.PowerOfAttorneyAmended;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Terms;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.check.ConnectedGrantors;
import org.authorityledger.questions.check.WhatConcerns;
import org.authorityledger.questions.workspaces.ProcessLock;
import org.authorityledger.questions.workspaces.Workspace;
import org.authorityledger.register.RegisterRefusal;
import org.authorityledger.store.AdvisoryLock;
import org.authorityledger.store.RecordIds;
import org.authorityledger.store.StoreConfiguration.Migrations;
import org.authorityledger.store.Viewer;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** What a scope shows while it is used: what is hidden, what becomes seen, and what becomes of its registers. */
class ScopesInUseTest extends OnALedgerWithScopes {

    @Autowired
    private ScopeRegisters registers;

    @Autowired
    private Migrations migrations;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private Workspace.Tools tools;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        LedgerForTests.propertiesOfALedgerWithPolicies(registry, "a_ledger_of_scopes_in_use");
    }

    private LedgerRecord recorded(LegalAct act) {
        String grantor = act.grantorId().value();
        long sequence = Viewer.ALL.see(() -> jdbc.queryForList("select record_id::text from ledger.event where grantor_id = ?",
                String.class, grantor)).size();
        return LedgerForTests.record(appender, new RecordId(RecordIds.mint()), sequence, act);
    }

    private static Terms terms(Issuer issuer, String attorney) {
        return new Terms(issuer, List.of(new Attorney(AttorneyId.of(attorney), "Signer " + attorney, null, null, false, false)),
                List.of(new Power("a", Set.of(Form.FORM_4), false, Set.of(), null)), 1, LocalDate.of(2020, 1, 15), null, null, Set.of(),
                false,
                false, false, new Document("a".repeat(64), "paper.pdf"));
    }

    /** A grantor's paper for one issuer, with names that no other record gives. */
    private LedgerRecord granted(String grantor, Issuer issuer) {
        return recorded(new PowerOfAttorneyGranted(GrantorId.of(grantor), PoaId.of("poa-of-" + grantor),
                new Party("Grantor " + grantor, null), terms(issuer, "attorney-of-" + grantor), null));
    }

    private static Issuer issuer(String id) {
        return new Issuer(IssuerId.of(id), "Company " + id, null);
    }

    private static List<String> poas(JsonNode grantor) {
        return grantor.path("powersOfAttorney").valueStream().map(one -> one.path("poaId").asString()).toList();
    }

    /** Everything that can be asked about someone or something. */
    private static List<String> about(String grantor, String poa, String attorney, String issuer) {
        return List.of("/grantors/" + grantor, "/grantors/" + grantor + "?on=2020-02-01", "/grantors/" + grantor + "/replay",
                "/grantors/" + grantor + "/powers-of-attorney/" + poa, "/attorneys/" + attorney, "/attorneys/" + attorney + "/leaving",
                "/issuers/" + issuer, "/grantors?q=" + grantor, "/attorneys?q=" + attorney, "/issuers?q=" + issuer,
                "/gaps?form=4&issuer=" + issuer,
                "/signatories?grantor=" + grantor, "/signatories?signatory=" + attorney, "/authorities/changes?grantor=" + grantor,
                "/authorities/changes?issuer=" + issuer, "/authorities/changes?attorney=" + attorney);
    }

    @Test
    void what_a_scope_does_not_show_looks_like_what_is_not_there() {
        granted("hidden-grantor", issuer("hidden-issuer"));
        LedgerRecord last = granted("shown-grantor", issuer("shown-issuer"));
        String key = key(Set.of("shown-issuer"));
        List<String> hidden = about("hidden-grantor", "poa-of-hidden-grantor", "attorney-of-hidden-grantor", "hidden-issuer");
        List<String> absent = about("absent-grantor", "poa-of-absent-grantor", "attorney-of-absent-grantor", "absent-issuer");
        for (int n = 0; n < hidden.size(); n++) {
            for (String format : List.of("application/json", "text/csv", "application/x-ndjson", "application/xml", "*/*")) {
                HttpResponse<String> one = get("/api" + hidden.get(n), key, ACCEPT, format);
                HttpResponse<String> other = get("/api" + absent.get(n), key, ACCEPT, format);
                assertThat(one.statusCode()).as(hidden.get(n) + " as " + format).isIn(200, 404, 406).isEqualTo(other.statusCode());
                assertThat(one.body()).as(hidden.get(n)).isEqualTo(other.body().replace("absent-", "hidden-"));
                assertThat(headers(one)).as(hidden.get(n)).isEqualTo(headers(other));
            }
        }
        // And who sees everything sees that these are there.
        assertThat(poas(LedgerForTests.json(get("/api/grantors/hidden-grantor?minPosition=" + last.position(), null)))).hasSize(1);
        for (String list : List.of("/grantors", "/attorneys", "/issuers", "/papers/" + "a".repeat(64), "/authorities/changes")) {
            String all = answered("/api" + list, key).body();
            assertThat(all).contains("shown-").doesNotContain("hidden-");
            assertThat(LedgerForTests.json(answered("/api" + list, key)).path("items").size()).as(list).isEqualTo(1);
        }
        for (String problem : List.of("/grantors?limit=x", "/grantors?cursor=x", "/grantors?none=1", "/gaps", "/papers/x",
                "/grantors?minPosition=999999", "/grantors/hidden-grantor?knownAt=2999-01-01T00:00:00Z")) {
            assertThat(get("/api" + problem, key).statusCode()).as(problem).isIn(400, 422, 503);
            assertThat(get("/api" + problem, key).body().replace("hidden-grantor?", "")).doesNotContain("hidden-");
        }
    }

    /** All that may not differ by what there is; a request has an id of its own, and each record is one more position. */
    private static Map<String, List<String>> headers(HttpResponse<String> answer) {
        Map<String, List<String>> headers = new LinkedHashMap<>(answer.headers().map());
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("date") || name.equalsIgnoreCase("x-correlation-id"));
        return headers;
    }

    @Test
    void a_cursor_of_another_scope_shows_nothing_of_it() {
        for (String grantor : List.of("c-1", "c-2", "c-3")) {
            granted(grantor, issuer("cursor-one"));
            granted("other-" + grantor, issuer("cursor-two"));
        }
        String next = LedgerForTests.json(answered("/api/grantors?limit=1", key(Set.of("cursor-one")))).path("next").asString();

        String page = answered("/api/grantors?limit=1&cursor=" + next, key(Set.of("cursor-two"))).body();
        assertThat(page).contains("other-c-1").doesNotContain("\"c-");
    }

    @Test
    void a_rider_that_names_an_issuer_of_the_scope_shows_it_the_whole_instrument_at_the_next_question() {
        granted("widened", issuer("first-company"));
        String key = key(Set.of("second-company"));
        assertThat(get("/api/grantors/widened", key).statusCode()).isEqualTo(404);
        assertThat(LedgerForTests.json(answered("/api/attorneys", key)).path("items")).isEmpty();

        LedgerRecord rider = recorded(new PowerOfAttorneyAmended(GrantorId.of("widened"), PoaId.of("poa-of-widened"), null,
                terms(issuer("second-company"), "another-attorney"), null, null));
        JsonNode grantor = LedgerForTests.json(answered("/api/grantors/widened?minPosition=" + rider.position(), key));
        assertThat(poas(grantor)).containsExactly("poa-of-widened");
        // The paper's text names the other issuer. What follows for it is not there, nor is it in any list.
        assertThat(grantor.toString()).contains("Company first-company");
        assertThat(grantor.path("powersOfAttorney").path(0).path("authorities").valueStream().map(one -> one.path("issuerId").asString()))
                .isNotEmpty().containsOnly("second-company");
        assertThat(LedgerForTests.json(answered("/api/attorneys", key)).path("items")).hasSize(2);
        assertThat(LedgerForTests.json(answered("/api/issuers", key)).path("items").valueStream()
                .map(one -> one.path("issuerId").asString())).containsExactly("second-company");
        assertThat(get("/api/issuers/first-company", key).statusCode()).isEqualTo(404);
        assertThat(grantor.path("position").asLong()).isGreaterThanOrEqualTo(rider.position().value());
    }

    @Test
    void an_issuer_of_whom_nothing_is_recorded_has_nothing_until_something_is() {
        String key = key(Set.of("never-recorded"));
        for (String list : List.of("/grantors", "/attorneys", "/issuers", "/signatories", "/gaps?form=4", "/authorities/changes",
                "/papers/" + "a".repeat(64))) {
            HttpResponse<String> empty = answered("/api" + list, key);
            assertThat(LedgerForTests.json(empty).path("items")).as(list).isEmpty();
            assertThat(LedgerForTests.json(empty).path("withinScope").asBoolean()).as(list).isTrue();
            assertThat(LedgerForTests.header(answered("/api" + list, key, ACCEPT, "text/csv"), "Ledger-Within-Scope")).isEqualTo("true");
        }
        assertThat(get("/api/issuers/never-recorded", key).statusCode()).isEqualTo(404);
        // What concerns others only leaves the register as it is, and what concerns the scope does not.
        List<String> before = schemas();
        Position elsewhere = granted("elsewhere", issuer("somewhere-else")).position();
        assertThat(LedgerForTests.json(answered("/api/issuers?minPosition=" + elsewhere, key)).path("position").asLong())
                .isGreaterThanOrEqualTo(elsewhere.value());
        assertThat(schemas()).isEqualTo(before);
        granted("at-last", issuer("never-recorded"));
        assertThat(answered("/api/issuers/never-recorded", key).body()).contains("Company never-recorded");
    }

    /** An answer, and what was recorded when it was asked for. */
    private record Asked(Position head, HttpResponse<String> answer) {}

    @Test
    void while_more_is_recorded_each_answer_holds_for_its_position_and_for_all_that_was_there_when_it_was_asked_for() throws Exception {
        ConnectedGrantors world = ConnectedGrantors.recorded(appender, random.nextLong(), RECORDS);
        String grantor = world.records().stream().filter(record -> record.act() instanceof PowerOfAttorneyGranted).findFirst().orElseThrow()
                .act().grantorId().value();
        Set<String> issuers = Set.of("acme", "hemacare");
        String key = key(issuers);
        AtomicBoolean done = new AtomicBoolean();
        List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            threads.add(Thread.ofPlatform().start(() -> {
                while (!done.get()) {
                    Position head = world.records().getLast().position();
                    asked.add(new Asked(head, get("/api/grantors/" + grantor, key)));
                }
            }));
        }
        for (int n = 0; n < 40; n++) {
            world.recordAnother(appender);
            Thread.sleep(random.nextInt(60));
        }
        done.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        asked.add(new Asked(world.records().getLast().position(), get("/api/grantors/" + grantor, key)));
        Set<IssuerId> scope = issuers.stream().map(IssuerId::of).collect(Collectors.toSet());
        assertThat(asked).hasSizeGreaterThan(3);
        for (Asked one : asked) {
            JsonNode answer = LedgerForTests.json(one.answer());
            if (one.answer().statusCode() == 404) {
                continue;
            }
            assertThat(one.answer().statusCode()).as(seed(one.answer().body())).isEqualTo(200);
            Position position = Position.of(answer.path("position").asLong());
            assertThat(position).as(seed("position")).isGreaterThanOrEqualTo(one.head());
            List<LedgerRecord> known = world.records().stream().filter(record -> !record.position().isAfter(position)).toList();
            List<LedgerRecord> stream = WhatConcerns.seen(known, scope).stream()
                    .filter(record -> record.act().grantorId().value().equals(grantor)).toList();
            assertThat(poas(answer)).as(seed("at " + position)).isEqualTo(
                    GrantorRecords.of(stream).unretracted().instruments().stream().map(instrument -> instrument.poaId().value()).toList());
            assertThat(LedgerForTests.header(one.answer(), "ETag")).isNull();
        }
        assertThat(asked).as(seed("seen")).anyMatch(one -> one.answer().statusCode() == 200);
    }

    @Test
    void only_some_registers_are_kept_and_what_is_left_over_is_dropped() {
        for (int n = 0; n < 6; n++) {
            answered("/api/grantors", key(Set.of("many-" + n)));
        }
        await(() -> schemas().size() <= 3);
        List<String> kept = schemas();
        String left = "scope_00000000000000ff_00000001";
        jdbc.execute("create schema " + left);
        // Another process that lives: it holds the lock of its number.
        String other = "scope_00000000000000fe_00000001";
        jdbc.execute("create schema " + other);
        try (AdvisoryLock alive = AdvisoryLock.hold(Objects.requireNonNull(jdbc.getDataSource()), 0xfe)) {
            Viewer.ALL.see(() -> {
                registers.sweep();
                return left;
            });
            assertThat(alive.held()).isTrue();
            assertThat(schemas()).contains(other).doesNotContain(left).containsAll(kept);
        }
        // What someone else dropped is made again.
        String key = key(Set.of("many-5"));
        answered("/api/grantors", key);
        schemas().stream().filter(kept::contains).forEach(name -> jdbc.execute("drop schema " + name + " cascade"));
        Viewer.ALL.see(() -> {
            registers.sweep();
            return left;
        });
        assertThat(schemas()).doesNotContain(other);
        answered("/api/grantors", key);
    }

    @Test
    void a_register_that_takes_long_is_made_in_the_background_and_the_one_before_says_how_far_it_has_come() {
        LedgerRecord first = granted("slow-1", issuer("slow-company"));
        Viewer scope = Viewer.of(List.of(IssuerId.of("slow-company")));
        ProcessLock process = new ProcessLock(dataSource);
        ScopeRegisters slow = new ScopeRegisters(migrations, dataSource, tools, process, new ScopeRegisters.Limits(2, Duration.ZERO));
        List<String> before = schemas();
        try {
            Viewer.ALL.see(() -> {
                slow.start();
                return slow;
            });
            assertThatThrownBy(() -> scope.see(() -> slow.reading(scope))).isInstanceOfSatisfying(Problem.class, problem -> {
                assertThat(problem.report().status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
                assertThat(problem.report().code()).isEqualTo("SCOPE_NOT_READY");
            });
            List<ScopeRegister> made = new ArrayList<>();
            await(() -> {
                try {
                    made.add(scope.see(() -> slow.reading(scope)));
                    return true;
                } catch (Problem notYet) {
                    return false;
                }
            });
            ScopeRegister register = made.getFirst();
            assertThat(register.position()).isGreaterThanOrEqualTo(first.position());
            LedgerRecord second = granted("slow-2", issuer("slow-company"));
            ScopeRegister stale = scope.see(() -> slow.reading(scope));
            assertThat(stale).isSameAs(register);
            assertThat(stale.position()).isLessThan(second.position());
            assertThatThrownBy(() -> scope.see(() -> stale.await(second.position()))).isInstanceOf(RegisterRefusal.class);
            assertThatThrownBy(() -> scope.see(() -> {
                stale.awaitKnown(second.recordedAt());
                return stale;
            })).isInstanceOf(RegisterRefusal.class);
            // It stays while someone reads it.
            await(() -> {
                ScopeRegister now = scope.see(() -> slow.reading(scope));
                slow.release(now);
                return now != register;
            });
            assertThat(schemas()).contains(register.name());
            slow.release(register);
            slow.release(stale);
            await(() -> !schemas().contains(register.name()));
        } finally {
            slow.close();
            process.close();
        }
        assertThat(schemas()).isEqualTo(before);
    }

    private List<String> schemas() {
        return jdbc.queryForList("select nspname from pg_namespace where nspname like 'scope\\_%' order by 1", String.class);
    }
}
