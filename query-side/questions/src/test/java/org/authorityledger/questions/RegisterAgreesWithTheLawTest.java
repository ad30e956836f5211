package org.authorityledger.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.NaiveReading;
import org.authorityledger.authority.RandomHistories;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.testsupport.LedgerForTests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Over HTTP, the register answers random histories as a naive reading of the law does. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RegisterAgreesWithTheLawTest extends OnAQueryNode {

    private static final long SEED = Long.getLong("ledger.seed", new Random().nextLong());
    private static final String RESUBSTITUTED = "in the place of one who takes another's";

    private GrantorId someone() {
        return GrantorId.of("grantor-" + UUID.randomUUID());
    }

    @Test
    void checks_answer_as_the_naive_reading_does_in_every_cell_tried() {
        Random random = new Random(SEED);
        for (int n = 0; n < 40; n++) {
            long seed = random.nextLong();
            GrantorId grantorId = someone();
            List<LedgerRecord> history = LedgerForTests.randomHistory(appender, grantorId, seed, 4 + random.nextInt(16));
            awaitRegister(history.getLast().position().value());
            StringBuilder questions = new StringBuilder();
            List<NaiveReading.Verdict> expected = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                Instant knownAt = moment(history, random);
                LocalDate on = RandomHistories.FIRST_DAY.plusDays(random.nextInt(RandomHistories.DAYS + 4) - 2L);
                Form form = RandomHistories.FORMS.get(random.nextInt(RandomHistories.FORMS.size()));
                boolean amendment = random.nextInt(4) == 0;
                IssuerId issuer = RandomHistories.ISSUERS.get(random.nextInt(RandomHistories.ISSUERS.size())).issuerId();
                Set<AttorneyId> signers = signers(random);
                Set<Capacity> capacities = random.nextInt(4) == 0 ? Set.of(Capacity.values()[random.nextInt(4)]) : Set.of();
                expected.add(new NaiveReading(history, knownAt).check(grantorId, issuer, form, amendment, signers, capacities, on));
                questions.append("{\"grantor\":\"").append(grantorId).append("\",\"issuer\":\"").append(issuer).append("\",\"form\":\"")
                        .append(form).append(amendment ? "/A" : "").append("\",\"signer\":[")
                        .append(String.join(",", signers.stream().map(signer -> "\"" + signer + "\"").toList())).append("],\"capacity\":[")
                        .append(String.join(",", capacities.stream().map(capacity -> "\"" + capacity + "\"").toList()))
                        .append("],\"on\":\"")
                        .append(on).append("\",\"knownAt\":\"").append(knownAt).append("\"}\n");
            }
            String[] answers = LedgerForTests
                    .post(port, "/api/authority/checks", questions.toString(), "Content-Type", "application/x-ndjson").body()
                    .split("\n");
            assertThat(answers).hasSize(expected.size());
            String[] asked = questions.toString().split("\n");
            for (int i = 0; i < answers.length; i++) {
                JsonNode answer = tools.jackson.databind.json.JsonMapper.shared().readTree(answers[i]);
                assertThat(answer.path("reason").asString()).as("seed %d (-Dledger.seed=%d), history %d: %s", seed, SEED, n, asked[i])
                        .isEqualTo(expected.get(i).reason());
                assertThat(answer.path("authorized").asBoolean()).isEqualTo(expected.get(i).authorized());
                assertThat(answer.path("basis").valueStream().filter(basis -> basis.has("poaId")).count())
                        .as("-Dledger.seed=%d: %s: %s", SEED, asked[i], answer)
                        .isEqualTo(expected.get(i).tried().size());
            }
        }
    }

    private static Instant moment(List<LedgerRecord> history, Random random) {
        Instant recorded = history.get(random.nextInt(history.size())).recordedAt();
        return random.nextBoolean() ? recorded : recorded.minusNanos(1000);
    }

    private static Set<AttorneyId> signers(Random random) {
        Set<AttorneyId> signers = new LinkedHashSet<>();
        int some = 1 + random.nextInt(3);
        for (int i = 0; i < some; i++) {
            List<AttorneyId> from = random.nextInt(6) == 0 ? RandomHistories.OFFICES : RandomHistories.PEOPLE;
            signers.add(from.get(random.nextInt(from.size())));
        }
        return signers;
    }

    @Test
    void at_every_moment_the_register_holds_exactly_what_the_law_gives() {
        Random random = new Random(SEED);
        for (int n = 0; n < 25; n++) {
            GrantorId grantorId = someone();
            List<LedgerRecord> history = LedgerForTests.randomHistory(appender, grantorId, random.nextLong(), 30);
            awaitRegister(history.getLast().position().value());
            List<AuthorityVersion> versions = jdbc.query(
                    "select " + AuthorityRows.COLUMNS + " from register.authority_version v where v.grantor_id = ?",
                    (row, i) -> AuthorityRows.version(row), grantorId.value());
            GrantorRecords records = GrantorRecords.of(history);
            for (LedgerRecord record : history) {
                List<Authority> law = records.knownAt(record.recordedAt()).authorities();
                List<Authority> register = versions.stream().filter(version -> version.knownAt(record.recordedAt()))
                        .map(AuthorityVersion::authority)
                        .toList();
                assertThat(register).as("-Dledger.seed=%d, history %d, as of record %d", SEED, n, record.sequence())
                        .containsExactlyInAnyOrderElementsOf(law);
            }
        }
    }

    @Test
    void what_opened_and_closed_a_version_is_the_record_of_that_instant() {
        GrantorId grantorId = someone();
        List<LedgerRecord> history = LedgerForTests.randomHistory(appender, grantorId, SEED, 40);
        awaitRegister(history.getLast().position().value());

        JsonNode items = LedgerForTests.json(LedgerForTests.get(port, "/api/authorities/history?limit=1000&grantor=" + grantorId))
                .path("items");

        for (JsonNode item : items) {
            assertThat(history).as("-Dledger.seed=%d", SEED)
                    .anyMatch(record -> record.recordId().toString().equals(item.path("openedBy").asString())
                            && record.recordedAt().equals(Instant.parse(item.path("knownFrom").asString())));
            if (item.has("closedBy")) {
                assertThat(history).anyMatch(record -> record.recordId().toString().equals(item.path("closedBy").asString())
                        && record.recordedAt().equals(Instant.parse(item.path("knownUntil").asString())));
            }
        }
    }

    @Test
    void the_lists_show_who_is_in_force_as_the_naive_reading_does_and_the_difference_is_theirs() {
        Random random = new Random(SEED);
        for (int n = 0; n < 10; n++) {
            GrantorId grantorId = someone();
            List<LedgerRecord> history = LedgerForTests.randomHistory(appender, grantorId, random.nextLong(), 20);
            awaitRegister(history.getLast().position().value());
            for (int i = 0; i < 10; i++) {
                Instant k1 = moment(history, random);
                Instant k2 = moment(history, random);
                LocalDate d1 = RandomHistories.FIRST_DAY.plusDays(random.nextInt(RandomHistories.DAYS));
                LocalDate d2 = RandomHistories.FIRST_DAY.plusDays(random.nextInt(RandomHistories.DAYS));
                List<String> first = inForce(history, k1, d1);
                List<String> second = inForce(history, k2, d2);

                JsonNode list = LedgerForTests.json(
                        LedgerForTests.get(port, "/api/authorities?limit=1000&grantor=" + grantorId + "&on=" + d1 + "&knownAt=" + k1));
                assertThat(keys(list.path("items"))).as("-Dledger.seed=%d", SEED).isEqualTo(first);

                JsonNode difference = LedgerForTests
                        .json(LedgerForTests.get(port, "/api/authorities/diff?limit=1000&grantor=" + grantorId + "&from.on="
                                + d1 + "&from.knownAt=" + k1 + "&to.on=" + d2 + "&to.knownAt=" + k2));
                assertDifference(keys(difference.path("gained")), first, second);
                assertDifference(keys(difference.path("lost")), second, first);
            }
        }
    }

    /** Two that come through different appointments can look the same here: then what is in both may be in the difference too. */
    private static void assertDifference(List<String> difference, List<String> from, List<String> to) {
        List<String> expected = new ArrayList<>(to);
        expected.removeAll(from);
        assertThat(difference).as("-Dledger.seed=%d", SEED).containsAll(expected);
        assertThat(to).as("-Dledger.seed=%d", SEED).containsAll(difference);
        if (Set.copyOf(from).size() == from.size() && Set.copyOf(to).size() == to.size()
                && Stream.concat(from.stream(), to.stream()).noneMatch(key -> key.contains(RESUBSTITUTED))) {
            assertThat(difference).as("-Dledger.seed=%d", SEED).containsExactlyElementsOf(expected);
        }
    }

    private static List<String> inForce(List<LedgerRecord> history, Instant knownAt, LocalDate on) {
        return new NaiveReading(history, knownAt).authorities().stream().filter(held -> held.inForceOn(on))
                .map(held -> key(held.givenBy(), held.segment(), held.issuerId(), held.attorneyId(), held.role(), held.inPlaceOf(),
                        held.place()))
                .sorted().toList();
    }

    private static List<String> keys(JsonNode items) {
        return items.valueStream().map(item -> {
            String attorney = item.path("attorneyId").asString();
            String recordId = item.path("recordId").asString();
            return key(recordId, item.path("termsBy").asString(recordId), item.path("issuerId").asString(), attorney,
                    item.path("role").asString(), item.has("inPlaceOf") ? item.path("inPlaceOf").asString() : null,
                    item.path("place").asString(attorney));
        }).sorted().toList();
    }

    /** Who takes the place of someone who is not named may come by several ways. */
    private static String key(Object source, Object segment, Object issuer, Object attorney, String role, @Nullable Object inPlaceOf,
            Object place) {
        return String.join(" ", source.toString(), segment.toString(), issuer.toString(), attorney.toString(), role,
                inPlaceOf == null || inPlaceOf.equals(place) ? "" : RESUBSTITUTED, place.toString());
    }
}
