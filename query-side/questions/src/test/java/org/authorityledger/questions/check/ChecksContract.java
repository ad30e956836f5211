package org.authorityledger.questions.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.authorityledger.authority.Acts;
import org.authorityledger.authority.Answer;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Check;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.KnownParties;
import org.authorityledger.authority.PartyFacts;
import org.authorityledger.authority.Question;
import org.authorityledger.authority.RandomHistories;
import org.authorityledger.authority.Reason;
import org.authorityledger.authority.RecordedParties;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Party;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Terms;
import org.authorityledger.questions.OnAQueryNode;
import org.authorityledger.register.Authorities;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.QuestionAsKnownAt;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What anything that answers checks must do. Random histories are recorded in a real ledger, and checks at random days and moments of
 * knowledge get the answers of a naive reading of the law. A subclass says what answers: the live register, a workspace, an index in
 * memory.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ChecksContract extends OnAQueryNode {

    private static final long SEED = Long.getLong("ledger.seed", new Random().nextLong());
    private static final int HISTORIES = 20;
    private static final int MOST_RECORDS = 20;
    private static final int CHECKS = 120;
    private static final int NAMED = 12;
    private static final int CONNECTED = 12;
    private static final int CONNECTED_RECORDS = 45;

    private final Map<GrantorId, List<LedgerRecord>> histories = new LinkedHashMap<>();
    private final List<ConnectedGrantors> connected = new ArrayList<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private Authorities authorities = new NothingRecorded();

    /** Before anything is recorded. */
    private static final class NothingRecorded implements Authorities {

        @Override
        public List<KnownParties> parties(List<QuestionAsKnownAt> questions) {
            throw new IllegalStateException("nothing is recorded yet");
        }

        @Override
        public Map<PartyKind, Map<String, String>> names(Map<PartyKind, ? extends java.util.Collection<String>> ids) {
            throw new IllegalStateException("nothing is recorded yet");
        }
    }

    /** Those whose records are read together. */
    final List<ConnectedGrantors> connected() {
        return connected;
    }

    /** What answers, with everything recorded up to this position in it. */
    protected abstract Authorities answering(long position);

    @BeforeAll
    void random_histories_and_some_names_are_recorded() {
        Random random = new Random(SEED);
        for (int n = 0; n < HISTORIES; n++) {
            GrantorId grantorId = GrantorId.of("grantor-" + UUID.randomUUID());
            histories.put(grantorId,
                    LedgerForTests.randomHistory(appender, grantorId, random.nextLong(), 4 + random.nextInt(MOST_RECORDS - 4)));
        }
        for (int n = 0; n < CONNECTED; n++) {
            connected.add(ConnectedGrantors.recorded(appender, random.nextLong(), CONNECTED_RECORDS));
        }
        Terms terms = terms();
        long last = 0;
        for (int n = 0; n < NAMED; n++) {
            GrantorId grantorId = GrantorId.of("named-" + UUID.randomUUID());
            LedgerForTests.record(appender, new RecordId(RecordIds.mint()), 0,
                    new PowerOfAttorneyGranted(grantorId, PoaId.of("first"), new Party("First Name " + n, null), terms, null));
            last = LedgerForTests.record(appender, new RecordId(RecordIds.mint()), 1,
                    new PowerOfAttorneyCorrected(grantorId, PoaId.of("first"), new Party("Last Name " + n, null), terms, "married", null))
                    .position().value();
            names.put(grantorId.value(), "Last Name " + n);
        }
        authorities = answering(last);
    }

    private static Terms terms() {
        Acts acts = new Acts();
        acts.granted("first", says -> says.forIssuer(Acts.AAR));
        return ((PowerOfAttorneyGranted) acts.records().getFirst().act()).terms();
    }

    private List<Answer> answers(List<QuestionAsKnownAt> questions) {
        return new Checks(authorities, new SimpleMeterRegistry(), ZoneId.of("America/New_York")).judge(questions).stream()
                .map(Checks.Judged::answer).toList();
    }

    private static QuestionAsKnownAt randomCheck(GrantorId grantorId, List<LedgerRecord> history, Random random) {
        FormAsked form = new FormAsked(RandomHistories.FORMS.get(random.nextInt(RandomHistories.FORMS.size())), random.nextInt(4) == 0);
        Set<Capacity> capacities = random.nextInt(4) == 0 ? Set.of(Capacity.values()[random.nextInt(4)]) : Set.of();
        LocalDate on = RandomHistories.FIRST_DAY.plusDays(random.nextInt(RandomHistories.DAYS + 4) - 2L);
        Question question = new Question(grantorId, RandomHistories.ISSUERS.get(random.nextInt(RandomHistories.ISSUERS.size())).issuerId(),
                form, List.copyOf(signers(random)), capacities, on);
        return new QuestionAsKnownAt(question, moment(history, random));
    }

    /** The moment of a record, or the last microsecond before it. */
    private static Instant moment(List<LedgerRecord> history, Random random) {
        Instant recordedAt = history.get(random.nextInt(history.size())).recordedAt();
        return random.nextBoolean() ? recordedAt : recordedAt.minusNanos(1000);
    }

    private static Set<AttorneyId> signers(Random random) {
        Set<AttorneyId> signers = new LinkedHashSet<>();
        int most = 1 + random.nextInt(3);
        for (int i = 0; i < most; i++) {
            List<AttorneyId> from = random.nextInt(6) == 0 ? RandomHistories.OFFICES : RandomHistories.PEOPLE;
            signers.add(from.get(random.nextInt(from.size())));
        }
        return signers;
    }

    private static void assertAgrees(Answer answer, QuestionAsKnownAt check, List<LedgerRecord> history) {
        Question question = check.question();
        Answer law = Check.answer(question, new RecordedParties(
                Map.of(PartyId.of(question.grantorId().value()), GrantorRecords.of(history)), check.knownAt()));
        assertThat(answer).as("-Dledger.seed=%d: %s", SEED, check).isEqualTo(law);
    }

    @Test
    void a_batch_of_checks_is_answered_as_the_law_answers_it_from_the_records() {
        Random random = new Random(SEED);
        histories.forEach((grantorId, history) -> {
            List<QuestionAsKnownAt> checks = new ArrayList<>();
            for (int i = 0; i < CHECKS; i++) {
                checks.add(randomCheck(grantorId, history, random));
            }
            List<Answer> answers = answers(checks);
            assertThat(answers).hasSize(CHECKS);
            for (int i = 0; i < CHECKS; i++) {
                assertAgrees(answers.get(i), checks.get(i), history);
            }
        });
    }

    @Test
    void a_single_check_is_answered_as_the_law_answers_it_from_the_records() {
        Random random = new Random(SEED + 1);
        histories.forEach((grantorId, history) -> {
            for (int i = 0; i < 10; i++) {
                QuestionAsKnownAt check = randomCheck(grantorId, history, random);
                assertAgrees(answers(List.of(check)).getFirst(), check, history);
            }
        });
    }

    @Test
    void what_many_grantors_records_say_together_is_answered_as_the_law_answers_it() {
        Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
        for (ConnectedGrantors grantors : connected) {
            Map<PartyId, GrantorRecords> complete = grantors.complete();
            List<QuestionAsKnownAt> checks = new ArrayList<>();
            for (int i = 0; i < CHECKS; i++) {
                checks.add(grantors.question());
            }
            List<Answer> answers = answers(checks);
            for (int i = 0; i < CHECKS; i++) {
                QuestionAsKnownAt check = checks.get(i);
                assertThat(answers.get(i)).as("-Dledger.seed=%d: %s", SEED, check)
                        .isEqualTo(Check.answer(check.question(), new RecordedParties(complete, check.knownAt())));
                assertThat(answers(List.of(check)).getFirst()).isEqualTo(answers.get(i));
                reasons.merge(answers.get(i).reason(), 1, Integer::sum);
            }
        }
        assertThat(reasons).as("-Dledger.seed=%d", SEED).containsKeys(Reason.IN_FORCE, Reason.SIGNED_BY_SIGNATORY, Reason.NO_SIGNATORY);
    }

    @Test
    void checks_for_different_grantors_in_one_batch_are_answered_in_their_order() {
        Random random = new Random(SEED + 2);
        List<QuestionAsKnownAt> checks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            histories.forEach((grantorId, history) -> checks.add(randomCheck(grantorId, history, random)));
        }
        List<Answer> answers = answers(checks);
        for (int i = 0; i < checks.size(); i++) {
            assertAgrees(answers.get(i), checks.get(i), histories.getOrDefault(checks.get(i).question().grantorId(), List.of()));
        }
    }

    @Test
    void the_authorities_of_the_signers_are_exactly_those_of_the_law_at_every_moment() {
        Set<AttorneyId> everyone = new LinkedHashSet<>(RandomHistories.PEOPLE);
        everyone.addAll(RandomHistories.OFFICES);
        histories.forEach((grantorId, history) -> {
            GrantorRecords records = GrantorRecords.of(history);
            for (LedgerRecord record : history) {
                Question question = new Question(grantorId, RandomHistories.ISSUERS.getFirst().issuerId(),
                        new FormAsked(RandomHistories.FORMS.getFirst(), false), List.copyOf(everyone), Set.of(), RandomHistories.FIRST_DAY);
                List<Authority> law = records.knownAt(record.recordedAt()).authorities().stream()
                        .filter(authority -> everyone.contains(authority.attorneyId())).toList();
                assertThat(authorities.parties(List.of(new QuestionAsKnownAt(question, record.recordedAt()))).getFirst()
                        .authorities(PartyId.of(grantorId.value())))
                        .as("-Dledger.seed=%d, as of record %d of %s", SEED, record.sequence(), grantorId)
                        .containsExactlyInAnyOrderElementsOf(law);
            }
        });
    }

    @Test
    void an_unknown_grantor_has_no_authorities() {
        QuestionAsKnownAt check = randomCheck(GrantorId.of("unknown-grantor"), histories.values().iterator().next(), new Random(SEED));

        PartyId unknown = PartyId.of("unknown-grantor");
        assertThat(authorities.parties(List.of(check)).getFirst().authorities(unknown)).isEmpty();
        assertThat(authorities.parties(List.of(check, check))).hasSize(2).allSatisfy(parties -> {
            assertThat(parties.authorities(unknown)).isEmpty();
            assertThat(parties.facts(unknown)).isEqualTo(PartyFacts.NONE);
        });
    }

    @Test
    void the_name_last_recorded_of_a_party_is_given_and_a_party_without_a_name_is_left_out() {
        String one = names.keySet().iterator().next();

        assertThat(authorities.names(Map.of(PartyKind.GRANTOR, names.keySet())).get(PartyKind.GRANTOR)).isEqualTo(names);
        assertThat(authorities.names(Map.of(PartyKind.GRANTOR, List.of(one, "unknown-grantor"))).get(PartyKind.GRANTOR))
                .isEqualTo(Map.of(one, names.getOrDefault(one, "")));
    }
}
