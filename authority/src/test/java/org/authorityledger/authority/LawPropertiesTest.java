package org.authorityledger.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.RecordId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What holds of every history. {@code -Dledger.seed=} tells one history again; {@code -Dledger.histories=} and {@code -Dledger.from=} try others. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LawPropertiesTest {

    private static final long HISTORIES = Long.getLong("ledger.histories", 1500);
    private static final List<LocalDate> DAYS = RandomHistories.FIRST_DAY.minusDays(1)
            .datesUntil(RandomHistories.FIRST_DAY.plusDays(RandomHistories.DAYS + 6)).toList();
    private static final GrantorId HEATON = Acts.HEATON;

    @Test
    void the_law_agrees_with_its_naive_reading_at_every_moment_of_knowledge() {
        forEveryHistory(history -> {
            for (Instant knownAt : momentsOfKnowledge(history)) {
                List<NaiveReading.Held> naive = new NaiveReading(history, knownAt).authorities();
                List<Authority> authorities = GrantorRecords.of(history).knownAt(knownAt).authorities();
                List<NaiveReading.Held> production = authorities.stream().map(LawPropertiesTest::held).toList();
                // What comes to someone through two appointments is given twice.
                if (!new HashSet<>(production).equals(new HashSet<>(naive))) {
                    return "known at " + knownAt + "\nlaw:   " + lines(production) + "\nnaive: " + lines(naive);
                }
            }
            return null;
        });
    }

    @Test
    void an_authority_is_in_force_on_the_days_on_which_the_naive_reading_holds_it() {
        forEveryHistory(history -> {
            for (Authority authority : GrantorRecords.of(history).authorities()) {
                NaiveReading.Held held = held(authority);
                List<LocalDate> days = DAYS.stream().filter(authority::inForceOn).toList();
                if (!days.equals(DAYS.stream().filter(held::inForceOn).toList()) || (authority.neverWas() && !days.isEmpty())) {
                    return "in force on " + days + ": " + authority;
                }
            }
            return null;
        });
    }

    @Test
    void authorities_come_in_the_order_of_recording_of_what_gives_them() {
        forEveryHistory(history -> {
            List<Authority> authorities = GrantorRecords.of(history).authorities();
            List<Authority> inOrder = inOrderOfRecording(authorities, history);
            return authorities.equals(inOrder) ? null : "law: " + lines(authorities);
        });
    }

    @Test
    void every_check_agrees_with_the_naive_reading_on_every_day_and_at_every_moment_of_knowledge() {
        forEveryHistory(history -> {
            for (Instant knownAt : momentsOfKnowledge(history)) {
                NaiveReading naive = new NaiveReading(history, knownAt);
                KnownParties parties = parties(history, knownAt);
                // The same questions however many other records the history has, so that a failing one can be made smaller.
                Random random = new Random(knownAt.hashCode());
                boolean atARecord = history.stream().anyMatch(record -> record.recordedAt().equals(knownAt));
                for (LocalDate on : atARecord ? DAYS : List.of(one(random, DAYS))) {
                    Question question = question(random, on);
                    String disagreement = disagreement(naive, parties, question);
                    if (disagreement != null) {
                        return "known at " + knownAt + ", " + question + disagreement;
                    }
                }
            }
            return null;
        });
    }

    @Test
    void the_histories_tried_reach_every_reason_every_cause_and_every_role() {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        Set<EndCause> causes = EnumSet.noneOf(EndCause.class);
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Random random = new Random(1);
        for (long seed = 1; seed <= 400; seed++) {
            List<LedgerRecord> history = RandomHistories.history(seed);
            List<Authority> authorities = GrantorRecords.of(history).authorities();
            KnownParties parties = parties(history, history.getLast().recordedAt());
            authorities.stream().map(Authority::role).forEach(roles::add);
            authorities.stream().map(Authority::ending).filter(Objects::nonNull).map(Ending::cause).forEach(causes::add);
            DAYS.forEach(on -> reasons.add(Check.answer(question(random, on), parties).reason()));
        }
        // A person is not dissolved: LawWorldsTest has entities.
        assertThat(reasons).containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(Reason.GRANTOR_DISSOLVED)));
        assertThat(causes).containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(EndCause.GRANTOR_DISSOLVED)));
        assertThat(roles).containsExactlyInAnyOrder(Role.values());
    }

    @Test
    void the_versions_of_all_authorities_tell_what_was_known_at_every_moment_and_never_overlap() {
        forEveryHistory(history -> {
            List<AuthorityVersion> versions = Versions.of(history);
            for (Instant knownAt : momentsOfKnowledge(history)) {
                List<Authority> current = versions.stream().filter(version -> version.knownAt(knownAt)).map(AuthorityVersion::authority)
                        .toList();
                if (new HashSet<>(current.stream().map(Authority::key).toList()).size() != current.size()) {
                    return "known at " + knownAt + " there are two versions of one authority: " + lines(current);
                }
                List<Authority> law = GrantorRecords.of(history).knownAt(knownAt).authorities();
                if (!new HashSet<>(current).equals(new HashSet<>(law))) {
                    return "known at " + knownAt + "\nlaw:      " + lines(law) + "\nversions: " + lines(current);
                }
            }
            return null;
        });
    }

    @Test
    void one_change_after_another_makes_of_what_was_known_what_is_known() {
        forEveryHistory(history -> {
            Set<Authority> current = new HashSet<>();
            GrantorRecords before = GrantorRecords.NONE;
            for (LedgerRecord record : history) {
                GrantorRecords after = before.with(record);
                Change change = Change.between(before.authorities(), after.authorities());
                for (Authority closed : change.closed()) {
                    if (!current.remove(closed)) {
                        return "record " + record.sequence() + " closes what was not known: " + closed;
                    }
                }
                for (Authority opened : change.opened()) {
                    if (change.closed().contains(opened) || !current.add(opened)) {
                        return "record " + record.sequence() + " opens what was known: " + opened;
                    }
                }
                if (!current.equals(new HashSet<>(after.authorities()))) {
                    return "record " + record.sequence() + "\nlaw:     " + lines(after.authorities()) + "\nchanges: " + lines(current);
                }
                before = after;
            }
            return null;
        });
    }

    @Test
    void a_difference_is_what_comparing_the_authorities_in_force_at_both_moments_shows_and_names_the_record_that_did_it() {
        forEveryHistory(history -> {
            List<AuthorityVersion> versions = Versions.of(history);
            Map<Instant, GrantorRecords> known = new TreeMap<>();
            momentsOfKnowledge(history).forEach(moment -> known.put(moment, GrantorRecords.of(history).knownAt(moment)));
            for (Instant first : known.keySet()) {
                for (Instant second : known.keySet()) {
                    // As above: the same pairs of moments however many other records there are.
                    Random random = new Random(31L * first.hashCode() + second.hashCode());
                    boolean tried = first.equals(second) || random.nextInt(30) == 0;
                    Difference.Moment from = new Difference.Moment(one(random, DAYS), first);
                    Difference.Moment to = new Difference.Moment(random.nextInt(3) == 0 ? from.on() : one(random, DAYS), second);
                    String disagreement = tried
                            ? disagreement(known, history, from, to, Difference.between(from, to, versions))
                            : null;
                    if (disagreement != null) {
                        return "from " + from + " to " + to + disagreement;
                    }
                }
            }
            return null;
        });
    }

    // Questions

    private static Question question(Random random, LocalDate on) {
        Set<AttorneyId> signers = new LinkedHashSet<>();
        int howMany = Math.max(1, random.nextInt(5) - 1);
        while (signers.size() < howMany) {
            signers.add(switch (random.nextInt(40)) {
                case 0 -> AttorneyId.of(HEATON.value());
                case 1 -> AttorneyId.of("a-stranger");
                case 2 -> one(random, RandomHistories.OFFICES);
                default -> one(random, RandomHistories.PEOPLE);
            });
        }
        Form form = random.nextInt(20) == 0 ? one(random, Form.seven()) : one(random, RandomHistories.FORMS);
        Set<Capacity> capacities = EnumSet.noneOf(Capacity.class);
        for (int i = random.nextInt(3); i > 0; i--) {
            capacities.add(one(random, List.of(Capacity.values())));
        }
        return new Question(HEATON, one(random, RandomHistories.ISSUERS).issuerId(), new FormAsked(form, random.nextBoolean()),
                List.copyOf(signers), capacities, on);
    }

    private static <T> T one(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    // Comparisons: null when both agree

    private static @Nullable String disagreement(NaiveReading naive, KnownParties parties, Question question) {
        NaiveReading.Verdict verdict = naive.check(question.grantorId(), question.issuerId(), question.form().form(),
                question.form().amendment(), new LinkedHashSet<>(question.signers()), question.capacities(), question.on());
        Answer answer = Check.answer(question, parties);
        boolean agree = verdict.authorized() == answer.authorized() && verdict.reason().equals(answer.reason().name())
                && (answer.authorized() || sameInstrument(verdict.decisive(), answer.decisive()))
                && answer.basis().stream().allMatch(basis -> verdict.tried().stream().anyMatch(tried -> sameAs(tried, basis, answer)))
                && verdict.tried().stream().allMatch(tried -> answer.basis().stream().anyMatch(basis -> sameAs(tried, basis, answer)))
                && verdict.remarks().equals(answer.remarks().stream().map(remark -> remark.code().name()).collect(Collectors.toSet()));
        return agree ? null : "\ncheck: " + answer + "\nnaive: " + verdict;
    }

    private static boolean sameInstrument(NaiveReading.@Nullable Tried tried, Answer.@Nullable Basis basis) {
        return tried == null || basis == null
                ? tried == null && basis == null
                : tried.held().givenBy().equals(basis.authority().source()) && tried.held().segment().equals(basis.authority().segment())
                        && tried.held().attorneyId().equals(basis.authority().attorneyId()) && tried.reason().equals(basis.reason().name());
    }

    private static boolean sameAs(NaiveReading.Tried tried, Answer.Basis basis, Answer answer) {
        return sameAs(tried, basis, basis.reason(), basis.reason())
                || (answer.authorized() && sameAs(tried, basis, Reason.IN_FORCE, Reason.JOINT_SIGNATURE_REQUIRED));
    }

    /**
     * Of what is in force the law names the clauses whose signing rule is met, the naive reading all that cover. One whose place the rule that is
     * met does not ask for is in force to the naive reading, and no signature to the law.
     */
    private static boolean sameAs(NaiveReading.Tried tried, Answer.Basis basis, Reason naive, Reason law) {
        return tried.held().givenBy().equals(basis.authority().source()) && tried.held().segment().equals(basis.authority().segment())
                && tried.held().attorneyId().equals(basis.authority().attorneyId())
                && tried.held().issuerId().equals(basis.authority().issuerId()) && tried.reason().equals(naive.name())
                && basis.reason() == law
                && (naive == Reason.IN_FORCE
                        ? tried.clauses().containsAll(basis.clauses())
                        : tried.clauses().equals(basis.clauses()));
    }

    private static KnownParties parties(List<LedgerRecord> history, Instant knownAt) {
        return new RecordedParties(Map.of(PartyId.of(HEATON.value()), GrantorRecords.of(history)), knownAt);
    }

    private static @Nullable String disagreement(Map<Instant, GrantorRecords> known, List<LedgerRecord> history, Difference.Moment from,
            Difference.Moment to, List<Difference> differences) {
        Map<Authority.Key, Difference> found = new HashMap<>();
        for (Difference difference : differences) {
            Authority either = difference.before() == null ? difference.after() : difference.before();
            if (either == null || found.put(either.key(), difference) != null) {
                return " tells of one authority twice or of none: " + lines(differences);
            }
        }
        Set<Authority.Key> keys = new HashSet<>(found.keySet());
        known.values().forEach(records -> records.authorities().forEach(authority -> keys.add(authority.key())));
        for (Authority.Key key : keys) {
            Authority was = inForce(known, key, from.on(), from.knownAt());
            Authority is = inForce(known, key, to.on(), to.knownAt());
            Difference difference = found.get(key);
            boolean agrees = difference == null
                    ? Objects.equals(was, is)
                    : tellsOf(difference, was, is) && didIt(known, history, difference, key, from, to);
            if (!agrees) {
                return " of " + key + "\nwas " + was + "\nis  " + is + "\ndifference " + difference;
            }
        }
        return null;
    }

    private static boolean tellsOf(Difference difference, @Nullable Authority was, @Nullable Authority is) {
        Difference.Kind kind = was == null ? Difference.Kind.GAINED : is == null ? Difference.Kind.LOST : Difference.Kind.CHANGED;
        return difference.kind() == kind && Objects.equals(difference.before(), was) && Objects.equals(difference.after(), is)
                && !Objects.equals(was, is);
    }

    /**
     * Whether its record is, of those recorded between the moments, the nearest to the second whose recording changed what is known of that day;
     * where none did, the one that, at the moment without the authority, says that it has not begun or has ended.
     */
    private static boolean didIt(Map<Instant, GrantorRecords> known, List<LedgerRecord> history, Difference difference, Authority.Key key,
            Difference.Moment from, Difference.Moment to) {
        boolean forward = from.knownAt().isBefore(to.knownAt());
        for (LedgerRecord record : forward ? history.reversed() : history) {
            if (between(from.knownAt(), record.recordedAt(), to.knownAt())) {
                Instant farSide = forward ? record.recordedAt().minusNanos(1000) : record.recordedAt();
                if (!Objects.equals(inForce(known, key, to.on(), farSide), difference.after())) {
                    return record.recordId().equals(difference.recordId());
                }
            }
        }
        Difference.Moment without = difference.after() == null ? to : from;
        Authority authority = Stream.of(without, from, to).map(moment -> find(known, key, moment.knownAt())).filter(Objects::nonNull)
                .findFirst().orElseThrow();
        Ending ending = authority.ending();
        RecordId ended = ending == null ? null : ending.recordId();
        RecordId expected = without.on().isBefore(authority.from()) ? key.source() : ended;
        return difference.recordId().equals(expected) || (authority.neverWas() && difference.recordId().equals(ended));
    }

    private static boolean between(Instant one, Instant recordedAt, Instant other) {
        Instant earlier = one.isBefore(other) ? one : other;
        Instant later = one.isBefore(other) ? other : one;
        return recordedAt.isAfter(earlier) && !recordedAt.isAfter(later);
    }

    private static @Nullable Authority inForce(Map<Instant, GrantorRecords> known, Authority.Key key, LocalDate on, Instant knownAt) {
        Authority authority = find(known, key, knownAt);
        return authority != null && authority.inForceOn(on) ? authority : null;
    }

    private static @Nullable Authority find(Map<Instant, GrantorRecords> known, Authority.Key key, Instant knownAt) {
        return Objects.requireNonNull(known.get(knownAt)).authorities().stream().filter(authority -> authority.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    private static List<Authority> inOrderOfRecording(List<Authority> authorities, List<LedgerRecord> history) {
        return authorities.stream().sorted(Comparator.comparingLong(authority -> sequence(history, authority.source()))).toList();
    }

    /** What production says, in the words of the naive reading. */
    private static NaiveReading.Held held(Authority authority) {
        Ending ending = authority.ending();
        NaiveReading.End end = ending == null
                ? null
                : new NaiveReading.End(ending.on(), ending.cause().name(), ending.recordId());
        return new NaiveReading.Held(authority.grantorId(), authority.source(), authority.segment(), authority.poaId(),
                authority.issuerId(),
                authority.attorneyId(), authority.role().name(), authority.inPlaceOf(), authority.place(), authority.placeOfCoAgent(),
                authority.powers(), authority.from(), end);
    }

    private static long sequence(List<LedgerRecord> history, RecordId recordId) {
        return history.stream().filter(record -> record.recordId().equals(recordId)).findFirst().orElseThrow().sequence().value();
    }

    // Histories

    /** Just before and at the recording of every record. */
    private static List<Instant> momentsOfKnowledge(List<LedgerRecord> history) {
        Set<Instant> moments = new TreeSet<>();
        for (LedgerRecord record : history) {
            moments.add(record.recordedAt().minusNanos(1000));
            moments.add(record.recordedAt());
        }
        return List.copyOf(moments);
    }

    private static void forEveryHistory(Function<List<LedgerRecord>, @Nullable String> disagreement) {
        Long only = Long.getLong("ledger.seed");
        long first = Long.getLong("ledger.from", 1);
        LongStream seeds = only == null ? LongStream.range(first, first + HISTORIES) : LongStream.of(only);
        seeds.parallel().forEach(seed -> {
            List<LedgerRecord> history = RandomHistories.history(seed);
            if (disagreement.apply(history) != null) {
                List<LedgerRecord> smallest = smallest(history, disagreement);
                List<String> found = smallest.stream()
                        .map(record -> record.sequence() + " " + record.recordId() + " at " + record.recordedAt() + " " + record.act())
                        .toList();
                fail("-Dledger.seed=%d: of %d records these are enough:%s%n%s".formatted(seed, history.size(), lines(found),
                        disagreement.apply(smallest)));
            }
        });
    }

    /** Leaves out record after record as long as what is left fails too. */
    private static List<LedgerRecord> smallest(List<LedgerRecord> history, Function<List<LedgerRecord>, @Nullable String> disagreement) {
        for (LedgerRecord record : history) {
            List<LedgerRecord> fewer = new ArrayList<>(history);
            fewer.remove(record);
            if (!fewer.isEmpty() && disagreement.apply(fewer) != null) {
                return smallest(fewer, disagreement);
            }
        }
        return history;
    }

    private static String lines(Iterable<?> items) {
        StringBuilder lines = new StringBuilder();
        items.forEach(item -> lines.append("\n    ").append(item));
        return lines.toString();
    }
}
