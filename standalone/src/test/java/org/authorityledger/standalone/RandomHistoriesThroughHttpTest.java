package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.authorityledger.authority.NaiveReading;
import org.authorityledger.authority.RandomHistories;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Random lives of grantors, sent to the ledger act by act over HTTP: it answers as an independent reading of the law does. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RandomHistoriesThroughHttpTest extends LedgerTest {

    private static final long SEED = Long.getLong("ledger.seed", new Random().nextLong());
    private static final int LIVES = 25;
    private static final int CELLS = 150;

    @Test
    void every_cell_tried_agrees_with_the_naive_reading() {
        Random random = new Random(SEED);
        int recorded = 0;
        for (int life = 0; life < LIVES; life++) {
            GrantorId grantorId = GrantorId.of("grantor-" + UUID.randomUUID());
            List<LedgerRecord> history = live(grantorId, random.nextLong(), 8 + random.nextInt(20));
            recorded += history.size();
            if (!history.isEmpty()) {
                agree(grantorId, history, random, life);
            }
        }
        assertThat(recorded).as("-Dledger.seed=%d: most acts are recorded", SEED).isGreaterThan(LIVES * 5);
    }

    /** Sends random acts; those that the ledger refuses by a rule are not part of the history. */
    private static List<LedgerRecord> live(GrantorId grantorId, long seed, int attempts) {
        RandomHistories acts = RandomHistories.of(grantorId, seed);
        List<LedgerRecord> history = new ArrayList<>();
        for (int i = 0; i < attempts; i++) {
            LegalAct act = acts.next(history);
            RunningLedger.Request request = RunningLedger.Request.of(act);
            HttpResponse<String> response = LEDGER.tell(request);
            JsonNode answer = RunningLedger.json(response.body());
            if (response.statusCode() == 201) {
                history.add(new LedgerRecord(RecordId.of(answer.path("recordId").asString()), Position.of(answer.path("position").asLong()),
                        Sequence.of(answer.path("version").asLong() - 1), Instant.parse(answer.path("recordedAt").asString()), "admin",
                        act));
                assertThat(history.getLast().sequence()).isEqualTo(Sequence.of(history.size() - 1L));
            } else {
                assertThat(response.statusCode()).as("-Dledger.seed=%d: %s %s: %s", SEED, request.path(), request.body(), response.body())
                        .isIn(404, 409, 422);
                assertThat(answer.path("code").asString()).isNotEmpty();
            }
        }
        return history;
    }

    private static void agree(GrantorId grantorId, List<LedgerRecord> history, Random random, int life) {
        LEDGER.ask("/api/grantors?limit=1&minPosition=" + history.getLast().position());
        StringBuilder questions = new StringBuilder();
        List<NaiveReading.Verdict> verdicts = new ArrayList<>();
        List<LocalDate> days = boundaries(history);
        for (int cell = 0; cell < CELLS; cell++) {
            Instant recordedAt = history.get(random.nextInt(history.size())).recordedAt();
            Instant knownAt = random.nextInt(3) == 0 ? recordedAt.minusNanos(1000) : recordedAt;
            LocalDate on = days.get(random.nextInt(days.size())).plusDays(random.nextInt(3) - 1L);
            Form form = RandomHistories.FORMS.get(random.nextInt(RandomHistories.FORMS.size()));
            boolean amendment = random.nextInt(4) == 0;
            IssuerId issuer = RandomHistories.ISSUERS.get(random.nextInt(RandomHistories.ISSUERS.size())).issuerId();
            Set<AttorneyId> signers = new LinkedHashSet<>();
            for (int n = random.nextInt(3); n >= 0; n--) {
                signers.add(RandomHistories.PEOPLE.get(random.nextInt(RandomHistories.PEOPLE.size())));
            }
            Set<Capacity> capacities = random.nextInt(4) == 0
                    ? Set.of(Capacity.values()[random.nextInt(Capacity.values().length)])
                    : Set.of();
            verdicts.add(new NaiveReading(history, knownAt).check(grantorId, issuer, form, amendment, signers, capacities, on));
            questions.append(
                    "{\"grantor\":\"%s\",\"issuer\":\"%s\",\"form\":\"%s%s\",\"signer\":[%s],\"capacity\":[%s],\"on\":\"%s\",\"knownAt\":\"%s\"}%n"
                            .formatted(grantorId, issuer, form, amendment ? "/A" : "", quoted(signers), quoted(capacities), on, knownAt));
        }
        String[] asked = questions.toString().split("\n");
        String[] answers = LEDGER.lines("authority/checks", questions.toString());
        assertThat(answers).hasSameSizeAs(asked);
        for (int cell = 0; cell < answers.length; cell++) {
            agree(verdicts.get(cell), RunningLedger.json(answers[cell]),
                    "-Dledger.seed=%d, life %d: %s".formatted(SEED, life, asked[cell]));
        }
    }

    private static void agree(NaiveReading.Verdict verdict, JsonNode answer, String where) {
        assertThat(answer.path("reason").asString()).as(where).isEqualTo(verdict.reason());
        assertThat(answer.path("authorized").asBoolean()).as(where).isEqualTo(verdict.authorized());
        assertThat(answer.path("remarks").valueStream().map(remark -> remark.path("code").asString()).collect(Collectors.toSet())).as(where)
                .isEqualTo(verdict.remarks());
        // As sets: what comes to someone through two appointments stands there twice. Signatories are no authorities.
        assertThat(answer.path("basis").valueStream().filter(one -> one.has("poaId")).map(RandomHistoriesThroughHttpTest::words)
                .collect(Collectors.toSet())).as(where)
                .isEqualTo(verdict.tried().stream().map(RandomHistoriesThroughHttpTest::words).collect(Collectors.toSet()));
    }

    private static String words(JsonNode basis) {
        JsonNode endedBy = basis.path("endedBy");
        return basis.path("recordId").asString() + " " + basis.path("attorneyId").asString() + " " + basis.path("issuerId").asString() + " "
                + basis.path("role").asString() + " from " + basis.path("from").asString() + " until "
                + basis.path("until").asString("open")
                + " " + endedBy.path("cause").asString("none") + " " + endedBy.path("recordId").asString("none");
    }

    private static String words(NaiveReading.Tried tried) {
        NaiveReading.End end = tried.end();
        return tried.held().givenBy() + " " + tried.held().attorneyId() + " " + tried.held().issuerId() + " " + tried.held().role()
                + " from "
                + tried.held().from() + " until "
                + (end == null ? "open none none" : end.on() + " " + end.cause() + " " + end.endedBy());
    }

    private static List<LocalDate> boundaries(List<LedgerRecord> history) {
        Set<LocalDate> days = new LinkedHashSet<>();
        days.add(RandomHistories.FIRST_DAY);
        new NaiveReading(history, history.getLast().recordedAt()).authorities().forEach(held -> {
            days.add(held.from());
            LocalDate until = held.until();
            if (until != null) {
                days.add(until);
            }
        });
        return List.copyOf(days);
    }

    private static String quoted(Set<?> values) {
        return String.join(",", values.stream().map(value -> "\"" + value + "\"").toList());
    }
}
