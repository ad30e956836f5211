package org.authorityledger.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.PartyId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The law against the second reading of its text, over random worlds of all acts and connected parties. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(value = 2, unit = TimeUnit.HOURS)
class LawWorldsTest {

    private static final int WORLDS = Integer.getInteger("ledger.worlds", 150);
    private static final int CHECKS = Integer.getInteger("ledger.checks", 120);
    private static final long SEED = Long.getLong("ledger.seed", 1);

    @Test
    void authorities_and_checks_agree_with_the_naive_reading_in_every_cell_tried() {
        Map<String, Integer> reasons = new HashMap<>();
        for (long seed = SEED; seed < SEED + WORLDS; seed++) {
            Map<String, List<LedgerRecord>> world = RandomHistories.world(seed);
            Random random = new Random(seed);
            List<Instant> moments = world.values().stream().flatMap(List::stream).map(LedgerRecord::recordedAt).sorted().toList();
            for (int m = 0; m < 3; m++) {
                Instant knownAt = m == 0 ? moments.getLast() : moments.get(random.nextInt(moments.size()));
                NaiveReading naive = new NaiveReading(world, knownAt);
                Map<PartyId, GrantorRecords> streams = new HashMap<>();
                world.forEach((party, records) -> streams.put(PartyId.of(party), GrantorRecords.of(records)));
                for (String party : world.keySet()) {
                    assertThat(law(Objects.requireNonNull(streams.get(PartyId.of(party))).knownAt(knownAt)))
                            .as("seed %d, authorities of %s known at %s", seed, party, knownAt)
                            .containsExactlyInAnyOrderElementsOf(
                                    naive.authorities(GrantorId.of(party)).stream().map(LawWorldsTest::words).toList());
                }
                List<String> parties = List.copyOf(world.keySet());
                List<String> everyone = new ArrayList<>(new LinkedHashSet<>(naive.everyone()));
                for (int i = 0; i < CHECKS / 3; i++) {
                    String grantor = random.nextInt(30) == 0 ? "no-one" : parties.get(random.nextInt(parties.size()));
                    Set<AttorneyId> signers = new LinkedHashSet<>();
                    int many = 1 + random.nextInt(3);
                    for (int s = 0; s < many; s++) {
                        signers.add(AttorneyId.of(everyone.isEmpty() ? "nobody" : everyone.get(random.nextInt(everyone.size()))));
                    }
                    IssuerId issuer = IssuerId.of(random.nextInt(10) == 0 ? "elsewhere" : random.nextBoolean() ? "hemacare" : "aar");
                    Form form = random.nextInt(10) == 0
                            ? Form.of("13F-HR")
                            : RandomHistories.FORMS.get(random.nextInt(RandomHistories.FORMS.size()));
                    boolean amendment = random.nextInt(4) == 0;
                    Set<Capacity> capacities = random.nextInt(3) == 0 ? Set.of(Capacity.values()[random.nextInt(4)]) : Set.of();
                    LocalDate on = RandomHistories.FIRST_DAY.plusDays(random.nextInt(RandomHistories.DAYS + 4) - 2L);
                    NaiveReading.Verdict verdict = naive.check(GrantorId.of(grantor), issuer, form, amendment, signers, capacities, on);
                    Answer answer = Check.answer(new Question(GrantorId.of(grantor), issuer, new FormAsked(form, amendment),
                            List.copyOf(signers), capacities, on), new RecordedParties(streams, knownAt));
                    String cell = "seed %d: %s for %s at %s, %s%s as %s on %s, known at %s".formatted(seed, signers, grantor, issuer, form,
                            amendment ? "/A" : "", capacities, on, knownAt);
                    assertThat(
                            answer.reason().name() + " " + answer.remarks().stream().map(remark -> remark.code().name()).sorted().toList())
                            .as("%s%nfound %s%ntried %s", cell, answer.basis(), verdict.tried())
                            .isEqualTo(verdict.reason() + " " + verdict.remarks().stream().sorted().toList());
                    assertThat(answer.authorized()).as(cell).isEqualTo(verdict.authorized());
                    reasons.merge(verdict.reason(), 1, Integer::sum);
                    verdict.remarks().forEach(remark -> reasons.merge(remark, 1, Integer::sum));
                }
            }
        }
        Set<String> expected = new HashSet<>(List.of(Reason.values()).stream().map(Enum::name).collect(Collectors.toSet()));
        expected.addAll(List.of(Remark.Code.values()).stream().map(Enum::name).toList());
        // A world is the whole of what there is.
        expected.remove(Remark.Code.WITHIN_SCOPE.name());
        expected.remove(Remark.Code.KNOWN_BY_OTHER_IDS.name());
        if (WORLDS >= 150) {
            assertThat(reasons.keySet()).as("every reason and remark occurs: %s", reasons).containsAll(expected);
        }
    }

    private static List<String> law(GrantorRecords known) {
        return known.authorities().stream().map(one -> one.poaId() + " " + one.issuerId() + " " + one.attorneyId() + " " + one.role()
                + " for "
                + one.inPlaceOf() + " place " + one.place() + " by " + one.source() + " in " + one.segment() + " from " + one.from() + " "
                + (one.ending() == null ? "open" : one.ending().on() + " " + one.ending().cause() + " " + one.ending().recordId()) + " "
                + one.powers()).toList();
    }

    private static String words(NaiveReading.Held one) {
        return one.poaId() + " " + one.issuerId() + " " + one.attorneyId() + " " + one.role() + " for " + one.inPlaceOf() + " place "
                + one.place() + " by " + one.givenBy() + " in " + one.segment() + " from " + one.from() + " "
                + (one.end() == null ? "open" : one.end().on() + " " + one.end().cause() + " " + one.end().endedBy()) + " " + one.powers();
    }
}
