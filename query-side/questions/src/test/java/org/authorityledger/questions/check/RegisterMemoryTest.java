package org.authorityledger.questions.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.authorityledger.authority.Acts;
import org.authorityledger.authority.Answer;
import org.authorityledger.authority.Check;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.KnownParties;
import org.authorityledger.authority.Question;
import org.authorityledger.authority.RecordedParties;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Party;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Terms;
import org.authorityledger.questions.OnAQueryNode;
import org.authorityledger.register.Authorities;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.QuestionAsKnownAt;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The register in memory while records are added, and where it leaves the answer to the database. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RegisterMemoryTest extends OnAQueryNode {

    private static final long SEED = Long.getLong("ledger.seed", new Random().nextLong());
    private static final int RECORDS = 120;
    private static final int ASKING = 3;
    private static final int MORE_VERSIONS_THAN_ARE_KEPT = 1001;

    @Autowired
    private Authorities registerMemory;

    @Autowired
    private Authorities register;

    @Autowired
    private QuestionClock clock;

    @Autowired
    private MeterRegistry meters;

    private static Checks checks(Authorities of) {
        return new Checks(of, new SimpleMeterRegistry(), ZoneId.of("America/New_York"));
    }

    private record Asked(QuestionAsKnownAt question, Answer answer) {}

    @Test
    void while_records_are_added_every_answer_is_that_of_the_law_at_its_moment() throws Exception {
        ConnectedGrantors grantors = ConnectedGrantors.strangers(SEED);
        while (grantors.recordedSoFar() == 0) {
            grantors.recordAnother(appender);
        }
        Checks remembered = checks(new SeenByAll(registerMemory));
        List<Asked> asked = new ArrayList<>();
        AtomicInteger answered = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(ASKING)) {
            List<Future<List<Asked>>> asking = new ArrayList<>();
            for (int n = 0; n < ASKING; n++) {
                asking.add(threads.submit(() -> {
                    List<Asked> here = new ArrayList<>();
                    while (grantors.recordedSoFar() < RECORDS) {
                        Question question = grantors.question().question();
                        QuestionAsKnownAt now = new QuestionAsKnownAt(question, clock.of(null, null).knownAt());
                        here.add(new Asked(now, remembered.judge(List.of(now)).getFirst().answer()));
                        QuestionAsKnownAt past = grantors.question();
                        clock.of(null, past.knownAt());
                        List<Checks.Judged> both = remembered.judge(List.of(past, now));
                        here.add(new Asked(past, both.getFirst().answer()));
                        here.add(new Asked(now, both.getLast().answer()));
                        answered.incrementAndGet();
                    }
                    return here;
                }));
            }
            while (grantors.recordedSoFar() < RECORDS) {
                grantors.recordAnother(appender);
                while (answered.get() < grantors.recordedSoFar() && asking.stream().noneMatch(Future::isDone)) {
                    Thread.onSpinWait();
                }
            }
            for (Future<List<Asked>> thread : asking) {
                asked.addAll(thread.get());
            }
        }
        assertThat(asked).hasSizeGreaterThan(RECORDS);
        Map<PartyId, GrantorRecords> complete = grantors.complete();
        for (Asked one : asked) {
            assertThat(one.answer()).as("-Dledger.seed=%d: %s", SEED, one.question())
                    .isEqualTo(Check.answer(one.question().question(), new RecordedParties(complete, one.question().knownAt())));
        }
        assertThat(meters.get("ledger.register.memory.parties").gauge().value()).isPositive();
        assertThat(meters.get("ledger.register.memory.bytes").gauge().value()).isPositive();
    }

    @Test
    void a_new_name_is_heeded_as_soon_as_it_is_in_the_register() {
        Terms terms = terms();
        GrantorId grantor = GrantorId.of("renamed-" + RecordIds.mint());
        Map<String, String> names = new LinkedHashMap<>();
        for (int n = 0; n < 5; n++) {
            String name = "Name " + n;
            LedgerRecord record = LedgerForTests.record(appender, new RecordId(RecordIds.mint()), n,
                    new PowerOfAttorneyGranted(grantor, PoaId.of("poa-" + n), new Party(name, null), terms, null));
            awaitRegister(record.position().value());
            names.put(grantor.value(), name);
            Map<PartyKind, Set<String>> asked = Map.of(PartyKind.GRANTOR, Set.of(grantor.value(), "a-stranger"), PartyKind.ISSUER,
                    Set.of(grantor.value()));

            assertThat(new SeenByAll(registerMemory).names(asked)).isEqualTo(Map.of(PartyKind.GRANTOR, names, PartyKind.ISSUER, Map.of()))
                    .isEqualTo(register.names(asked));
        }
    }

    @Test
    void of_a_party_with_more_than_may_be_kept_the_database_answers() {
        Terms terms = terms();
        GrantorId grantor = GrantorId.of("large-" + RecordIds.mint());
        int each = terms.attorneys().size();
        long last = 0;
        for (int n = 0; n * each < MORE_VERSIONS_THAN_ARE_KEPT; n++) {
            last = LedgerForTests.record(appender, new RecordId(RecordIds.mint()), n,
                    new PowerOfAttorneyGranted(grantor, PoaId.of("poa-" + n), new Party("Large", null), terms, null)).position().value();
        }
        awaitRegister(last);
        AttorneyId signer = terms.attorneys().getFirst().attorneyId();
        QuestionAsKnownAt asked = new QuestionAsKnownAt(
                new Question(grantor, Acts.AAR, new FormAsked(Form.FORM_4, false), List.of(signer), Set.of(), LocalDate.of(2003, 12, 1)),
                clock.of(null, null).knownAt());
        QuestionAsKnownAt another = new QuestionAsKnownAt(new Question(GrantorId.of("a-stranger"), IssuerId.of("x"),
                new FormAsked(Form.FORM_4, false), List.of(signer), Set.of(), LocalDate.of(2003, 12, 1)), asked.knownAt());

        for (List<QuestionAsKnownAt> some : List.of(List.of(asked), List.of(another, asked), List.of(asked, another, asked))) {
            assertThat(checks(new SeenByAll(registerMemory)).judge(some)).isEqualTo(checks(register).judge(some));
        }
        KnownParties parties = new SeenByAll(registerMemory).parties(List.of(asked)).getFirst();
        assertThat(parties.authorities(PartyId.of(grantor.value()))).hasSizeGreaterThan(MORE_VERSIONS_THAN_ARE_KEPT / each);
    }

    private static Terms terms() {
        Acts acts = new Acts();
        acts.granted("first", says -> says.forIssuer(Acts.AAR));
        return ((PowerOfAttorneyGranted) acts.records().getFirst().act()).terms();
    }
}
