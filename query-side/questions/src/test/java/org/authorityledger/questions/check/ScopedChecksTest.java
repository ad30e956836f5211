package org.authorityledger.questions.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.authorityledger.authority.Answer;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Check;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.KnownParties;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.Naming;
import org.authorityledger.authority.PartyFacts;
import org.authorityledger.authority.Question;
import org.authorityledger.authority.RandomHistories;
import org.authorityledger.authority.Reason;
import org.authorityledger.authority.RecordedParties;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.register.Authorities;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.register.QuestionAsKnownAt;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.Register;
import org.authorityledger.store.ViewedDataSource;
import org.authorityledger.store.Viewer;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Checks of someone with a scope. Where the scope hides nothing they are answered as for everyone; else as on a ledger that holds only the
 * records that concern the scope.
 */
@Tag("nodes")
class ScopedChecksTest extends ChecksContract {

    private static final long SEED = Long.getLong("ledger.seed", new Random().nextLong());
    private static final int WORLDS = 6;
    private static final int RECORDS = 60;
    private static final int CHECKS = 100;
    private static final IssuerId REPORTING = IssuerId.of("reporting");
    private static final IssuerId ACME = IssuerId.of("acme");
    private static final IssuerId BERK = IssuerId.of("berk");
    private static final Viewer EVERYTHING = Viewer.of(List.of(REPORTING, ACME, BERK, IssuerId.of("hemacare"), IssuerId.of("aar")));

    private final HikariDataSource pool = new HikariDataSource();
    private JdbcTemplate within = new JdbcTemplate();
    private Authorities register = new Register(within);

    @Override
    protected Authorities answering(long position) {
        connected().forEach(grantors -> grantors.report(appender, REPORTING));
        awaitRegister(connected().getLast().position());
        pool.setDataSource(LedgerForTests.readAs("held_to_the_policies"));
        pool.setMaximumPoolSize(2);
        within = new JdbcTemplate(new ViewedDataSource(pool));
        register = new Register(within);
        return new SeenWithin(EVERYTHING, register);
    }

    @AfterAll
    void close() {
        pool.close();
    }

    /** The parties as these records show them to a scope. */
    private record Expected(Set<IssuerId> scope, KnownParties all) implements KnownParties {

        static Expected of(Set<IssuerId> scope, List<LedgerRecord> seen, Instant knownAt) {
            Map<PartyId, List<LedgerRecord>> streams = new HashMap<>();
            seen.forEach(record -> streams.computeIfAbsent(PartyId.of(record.act().grantorId().value()), none -> new ArrayList<>())
                    .add(record));
            Map<PartyId, GrantorRecords> complete = new HashMap<>();
            streams.forEach((party, records) -> complete.put(party, GrantorRecords.of(records)));
            return new Expected(scope, new RecordedParties(complete, knownAt));
        }

        @Override
        public List<Authority> authorities(PartyId grantor) {
            return all.authorities(grantor).stream()
                    .filter(authority -> authority.issuerId().equals(IssuerId.ANY) || scope.contains(authority.issuerId())).toList();
        }

        @Override
        public PartyFacts facts(PartyId party) {
            return all.facts(party);
        }

        @Override
        public PartyKind kind(PartyId party) {
            return all.kind(party);
        }

        @Override
        public boolean complete() {
            return false;
        }
    }

    private List<Answer> answers(Set<IssuerId> scope, List<QuestionAsKnownAt> questions) {
        Checks checks = new Checks(register, new SimpleMeterRegistry(), ZoneId.of("America/New_York"));
        return Viewer.of(scope).see(() -> checks.judge(questions)).stream().map(Checks.Judged::answer).toList();
    }

    private static QuestionAsKnownAt at(IssuerId issuer, QuestionAsKnownAt asked) {
        Question one = asked.question();
        return new QuestionAsKnownAt(new Question(one.grantorId(), issuer, one.form(), one.signers(), one.capacities(), one.on()),
                asked.knownAt());
    }

    private void assertAnswered(Set<IssuerId> scope, List<LedgerRecord> records, List<QuestionAsKnownAt> questions,
            Map<Reason, Integer> reasons) {
        List<LedgerRecord> seen = WhatConcerns.seen(records, scope);
        assertThat(Viewer.of(scope).see(() -> within.queryForList("select position from ledger.event where grantor_id = any(?)", Long.class,
                (Object) records.stream().map(record -> record.act().grantorId().value()).distinct().toArray(String[]::new))))
                .as("-Dledger.seed=%d", SEED)
                .containsExactlyInAnyOrderElementsOf(seen.stream().map(record -> record.position().value()).toList());
        List<Answer> answers = answers(scope, questions);
        for (int n = 0; n < questions.size(); n++) {
            QuestionAsKnownAt one = questions.get(n);
            List<LedgerRecord> basis = scope.contains(one.question().issuerId()) || one.question().issuerId().equals(IssuerId.ANY)
                    ? seen
                    : List.of();
            assertThat(answers.get(n)).as("-Dledger.seed=%d: %s within %s", SEED, one, scope)
                    .isEqualTo(Check.answer(one.question(), Expected.of(scope, basis, one.knownAt())));
            if (!basis.isEmpty()) {
                reasons.merge(answers.get(n).reason(), 1, Integer::sum);
            }
            if (n % 10 == 0) {
                assertThat(answers(scope, List.of(one)).getFirst()).isEqualTo(answers.get(n));
            }
        }
    }

    @Test
    void a_check_within_a_scope_is_answered_as_on_a_ledger_that_holds_what_concerns_the_scope_alone() {
        Random random = new Random(SEED);
        Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
        for (int n = 0; n < WORLDS; n++) {
            ConnectedGrantors grantors = ConnectedGrantors.recorded(appender, random.nextLong(), RECORDS);
            awaitRegister(grantors.position());
            List<QuestionAsKnownAt> questions = new ArrayList<>();
            for (int i = 0; i < CHECKS; i++) {
                questions.add(i % 4 == 0 ? grantors.question() : at(ACME, grantors.question()));
            }
            assertAnswered(Set.of(ACME), grantors.records(), questions, reasons);
            assertAnswered(Set.of(IssuerId.of("no-such-issuer"), BERK), grantors.records(), questions, reasons);
        }
        assertThat(reasons).as("-Dledger.seed=%d", SEED).containsKeys(Reason.IN_FORCE, Reason.SIGNED_BY_SIGNATORY);
    }

    @Test
    void what_a_scope_sees_of_a_grantor_gives_the_authorities_that_the_register_shows_to_it() {
        Random random = new Random(SEED + 1);
        for (IssuerId issuer : List.of(IssuerId.of("hemacare"), IssuerId.of("aar"))) {
            for (int n = 0; n < 6; n++) {
                GrantorId grantor = GrantorId.of("of-" + issuer + "-" + SEED + "-" + n);
                List<LedgerRecord> history = LedgerForTests.randomHistory(appender, grantor, random.nextLong(), 6 + random.nextInt(20));
                awaitRegister(history.getLast().position().value());
                Viewer.of(Set.of(issuer)).see(() -> {
                    for (LedgerRecord record : history) {
                        assertThat(register.parties(List.of(everyone(grantor, issuer, record.recordedAt()))).getFirst()
                                .authorities(PartyId.of(grantor.value()))).as("-Dledger.seed=%d: %s at %s", SEED, grantor, record)
                                .containsExactlyInAnyOrderElementsOf(rows(grantor, record.recordedAt()));
                    }
                    return history;
                });
            }
        }
    }

    private static QuestionAsKnownAt everyone(GrantorId grantor, IssuerId issuer, Instant knownAt) {
        Set<org.authorityledger.events.AttorneyId> everyone = new LinkedHashSet<>(RandomHistories.PEOPLE);
        everyone.addAll(RandomHistories.OFFICES);
        return new QuestionAsKnownAt(new Question(grantor, issuer,
                new org.authorityledger.authority.FormAsked(RandomHistories.FORMS.getFirst(), false), List.copyOf(everyone), Set.of(),
                RandomHistories.FIRST_DAY), knownAt);
    }

    private List<Authority> rows(GrantorId grantor, Instant knownAt) {
        AuthorityRows.Result rows = new AuthorityRows.Result();
        return JdbcClient.create(within).sql("select " + AuthorityRows.COLUMNS + """
                 from register.authority_version v where v.grantor_id = :grantor and v.known_from <= :at and v.known_until > :at
                """).param("grantor", grantor.value()).param("at", QuestionClock.utc(knownAt)).query((row, n) -> rows.authority(row))
                .list();
    }

    @Test
    void names_are_those_last_given_by_what_concerns_the_scope() {
        Random random = new Random(SEED + 2);
        ConnectedGrantors grantors = ConnectedGrantors.recorded(appender, random.nextLong(), RECORDS);
        awaitRegister(grantors.position());
        List<LedgerRecord> seen = WhatConcerns.seen(grantors.records(), Set.of(ACME));
        Names last = Names.in(seen.stream().map(LedgerRecord::act).toList());
        List<String> ids = new ArrayList<>(grantors.complete().keySet().stream().map(PartyId::value).toList());
        for (Naming.Part part : Naming.Part.values()) {
            if (part != Naming.Part.ISSUER) {
                org.authorityledger.register.PartyKind kind = org.authorityledger.register.PartyKind.valueOf(part.name());
                Map<String, String> names = Viewer.of(Set.of(ACME)).see(() -> register.names(Map.of(kind, ids)))
                        .getOrDefault(kind, Map.of());
                ids.forEach(id -> assertThat(names.getOrDefault(id, id)).as("-Dledger.seed=%d: %s", SEED, part)
                        .isEqualTo(last.of(part, id)));
            }
        }
        assertThat(Viewer.of(Set.of(ACME)).see(() -> register.names(
                Map.of(org.authorityledger.register.PartyKind.ISSUER, List.of("acme", "berk")))))
                .isEqualTo(Map.of(org.authorityledger.register.PartyKind.ISSUER, Map.of("acme", "Acme")));
    }
}
