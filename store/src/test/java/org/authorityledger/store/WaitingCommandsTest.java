package org.authorityledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;
import org.authorityledger.history.ExampleActs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WaitingCommandsTest {

    private static final LegalAct ACT = ExampleActs.all().getFirst();
    private static final GrantorId GRANTOR = ACT.grantorId();
    private static final String DIGEST = HexFormat.of().formatHex(new byte[32]);
    private static final String OTHER_DIGEST = "11" + DIGEST.substring(2);

    private final LedgerDatabase database = new LedgerDatabase();
    private final WaitingCommands waiting = new WaitingCommands(
            ViewedDataSource.always(Viewer.ALL, new ViewedDataSource(database.application())));
    private int sequence;

    @BeforeAll
    void a_command_waits() {
        add("first", 1, DIGEST);
    }

    @AfterAll
    void close() {
        database.close();
    }

    private WaitingCommand add(String key, int attempt, String digest) {
        return of("jane", key, attempt, digest, 1_000).orElseThrow();
    }

    private Optional<WaitingCommand> of(String by, String key, int attempt, String digest, int most) {
        return waiting.add(UUID.randomUUID(), "GrantPowerOfAttorney", GRANTOR, "{}", attempt,
                new Provenance(by, "192.0.2.7", "correlation", new Provenance.Idempotency(key, 0, digest)), most);
    }

    private void recorded(String key, String digest, String by) {
        try (LedgerAppender appender = new LedgerAppender(database.application(), new LedgerHead())) {
            appender.append(List.of(new NewEvent(new RecordId(RecordIds.mint()), Sequence.of(sequence++), ACT,
                    new Provenance(by, null, null, new Provenance.Idempotency(key, 0, digest)))));
        }
    }

    private WaitingCommand found(WaitingCommand command) {
        return waiting.find(command.approvalId()).orElseThrow();
    }

    @Test
    void under_one_key_and_attempt_the_first_that_came_stays() {
        WaitingCommand one = add("twice", 1, DIGEST);
        assertThat(add("twice", 1, OTHER_DIGEST)).isEqualTo(one);
        assertThat(one.state()).isEqualTo(WaitingCommand.State.WAITING);
        assertThat(one.submitted().by()).isEqualTo("jane");
        assertThat(waiting.under("twice")).contains(one);
        assertThat(waiting.waitingUnder(Set.of("twice", "no such key"))).containsExactly("twice");
    }

    @Test
    void it_is_approved_where_the_ledger_has_an_event_of_its_request_under_its_key() {
        WaitingCommand one = add("approved", 1, DIGEST);
        WaitingCommand other = add("of another request", 1, DIGEST);
        int before = waiting.waiting(GRANTOR);
        recorded("approved", DIGEST, Provenance.recordedBy("jane", "john"));
        recorded("of another request", OTHER_DIGEST, "carl");
        assertThat(found(one).state()).isEqualTo(WaitingCommand.State.APPROVED);
        assertThat(Objects.requireNonNull(found(one).decision()).by()).isEqualTo("john");
        assertThat(found(other).state()).isEqualTo(WaitingCommand.State.WAITING);
        assertThat(waiting.waiting(GRANTOR)).isEqualTo(before - 1);
        assertThat(waiting.waitingUnder(Set.of("approved", "of another request"))).containsExactly("of another request");
        assertThat(waiting.list(WaitingCommand.State.WAITING, WaitingCommands.About.ANYONE, null, 100)).contains(other)
                .doesNotContain(found(one));
        assertThat(waiting.list(WaitingCommand.State.APPROVED, new WaitingCommands.About(GRANTOR, null), null, 100)).contains(found(one))
                .doesNotContain(other);
    }

    @Test
    void what_was_withdrawn_and_came_again_is_not_approved_with_what_came_again() {
        WaitingCommand first = add("again", 1, DIGEST);
        waiting.refuse(first.approvalId(), WaitingCommand.State.WITHDRAWN, null, "jane", null, null);
        WaitingCommand second = add("again", 2, DIGEST);
        recorded("again", DIGEST, Provenance.recordedBy("jane", "john"));
        assertThat(found(first).state()).isEqualTo(WaitingCommand.State.WITHDRAWN);
        assertThat(found(second).state()).isEqualTo(WaitingCommand.State.APPROVED);
        assertThat(waiting.under("again").map(WaitingCommand::approvalId)).contains(second.approvalId());
    }

    @Test
    void what_was_refused_is_approved_only_by_an_event_that_says_so() {
        WaitingCommand withdrawn = add("withdrawn", 1, DIGEST);
        waiting.refuse(withdrawn.approvalId(), WaitingCommand.State.WITHDRAWN, null, "jane", null, null);
        recorded("withdrawn", DIGEST, "jane");
        assertThat(found(withdrawn).state()).isEqualTo(WaitingCommand.State.WITHDRAWN);
        assertThat(waiting.list(WaitingCommand.State.WITHDRAWN, WaitingCommands.About.ANYONE, null, 100)).contains(found(withdrawn));
        WaitingCommand both = add("rejected and approved", 1, DIGEST);
        waiting.refuse(both.approvalId(), WaitingCommand.State.REJECTED, "no", "mary", null, null);
        recorded("rejected and approved", DIGEST, Provenance.recordedBy("jane", "john"));
        assertThat(found(both).state()).isEqualTo(WaitingCommand.State.APPROVED);
        assertThat(waiting.list(WaitingCommand.State.REJECTED, WaitingCommands.About.ANYONE, null, 100)).doesNotContain(found(both));
        assertThat(waiting.list(WaitingCommand.State.APPROVED, WaitingCommands.About.ANYONE, null, 100)).contains(found(both))
                .doesNotContain(found(withdrawn));
    }

    @Test
    void as_many_of_one_person_wait_as_may_and_what_was_decided_makes_room() {
        WaitingCommand first = of("lena", "lena 1", 1, DIGEST, 2).orElseThrow();
        assertThat(of("Lena/import", "lena 2", 1, DIGEST, 2)).isPresent();
        assertThat(of("lena", "lena 3", 1, DIGEST, 2)).isEmpty();
        assertThat(of("lena", "lena 1", 1, DIGEST, 2)).as("one that waits already").contains(first);
        assertThat(of("lene", "lene 1", 1, DIGEST, 2)).as("of another person").isPresent();
        waiting.refuse(first.approvalId(), WaitingCommand.State.WITHDRAWN, null, "lena", null, null);
        assertThat(of("lena", "lena 3", 1, DIGEST, 2)).isPresent();
        assertThat(waiting.under("lena 4")).isEmpty();
    }

    @Test
    void of_many_at_once_no_more_wait_than_may() throws Exception {
        try (ExecutorService people = Executors.newFixedThreadPool(8)) {
            List<Future<Optional<WaitingCommand>>> all = IntStream.range(0, 16)
                    .mapToObj(n -> people.submit(() -> of("mads", "mads " + n, 1, DIGEST, 3))).toList();
            int kept = 0;
            for (Future<Optional<WaitingCommand>> one : all) {
                kept += one.get().isPresent() ? 1 : 0;
            }
            assertThat(kept).isEqualTo(3);
        }
    }

    @Test
    void the_same_request_of_one_person_without_a_key_of_theirs_waits_once_until_it_is_decided() {
        WaitingCommand first = of("nils", WaitingCommand.KEYS + "1", 1, DIGEST, 9).orElseThrow();
        assertThat(of("nils/import", WaitingCommand.KEYS + "2", 1, DIGEST, 9)).contains(first);
        assertThat(of("nils", WaitingCommand.KEYS + "3", 1, OTHER_DIGEST, 9)).get().isNotEqualTo(first);
        assertThat(of("nina", WaitingCommand.KEYS + "4", 1, DIGEST, 9)).get().isNotEqualTo(first);
        assertThat(of("nils", "a key", 1, DIGEST, 9)).get().isNotEqualTo(first);
        assertThat(waiting.same("nils", "RetractRecord", DIGEST)).isEmpty();
        waiting.refuse(first.approvalId(), WaitingCommand.State.REJECTED, "no", "nina", null, null);
        assertThat(waiting.same("nils", "GrantPowerOfAttorney", DIGEST)).isEmpty();
        assertThat(of("nils", WaitingCommand.KEYS + "5", 1, DIGEST, 9)).get().isNotEqualTo(first);
    }

    private WaitingCommand about(@Nullable GrantorId grantorId, String attorney) {
        String key = UUID.randomUUID().toString();
        return waiting.add(UUID.randomUUID(), "RecordAttorneyDeath", grantorId, "{\"attorneyId\": \"" + attorney + "\"}", 1,
                new Provenance("olga", null, null, new Provenance.Idempotency(key, 0, DIGEST)), 1_000).orElseThrow();
    }

    @Test
    void what_is_about_someone_everywhere_is_about_the_attorney_and_about_the_grantors_who_named_them() {
        recorded("names an attorney", DIGEST, "jane");
        String attorney = new JdbcTemplate(database.owner()).queryForObject(
                "select attorney_id from ledger.appointment where grantor_id = ? limit 1", String.class, GRANTOR.value());
        WaitingCommands.About ofGrantor = new WaitingCommands.About(GRANTOR, null);
        WaitingCommands.About ofAttorney = new WaitingCommands.About(null, AttorneyId.of(Objects.requireNonNull(attorney)));
        int before = waiting.waiting(GRANTOR);
        assertThat(waiting.waiting(AttorneyId.of(attorney))).isZero();
        WaitingCommand everywhere = about(null, attorney);
        WaitingCommand another = about(null, "someone-else");
        WaitingCommand ofOne = about(GrantorId.of("another-grantor"), attorney);
        assertThat(waiting.waiting(GRANTOR)).isEqualTo(before + 1);
        assertThat(waiting.list(WaitingCommand.State.WAITING, ofGrantor, null, 100)).contains(everywhere).doesNotContain(another, ofOne);
        assertThat(waiting.waiting(AttorneyId.of(attorney))).isEqualTo(2);
        assertThat(waiting.list(null, ofAttorney, null, 100)).containsExactly(ofOne, everywhere);
        waiting.refuse(everywhere.approvalId(), WaitingCommand.State.WITHDRAWN, null, "olga", null, null);
        assertThat(waiting.waiting(GRANTOR)).isEqualTo(before);
        assertThat(waiting.waiting(AttorneyId.of(attorney))).isEqualTo(1);
        assertThat(waiting.any()).isTrue();
    }

    @Test
    void it_is_refused_once_and_a_rejection_has_a_reason() {
        WaitingCommand one = add("refused", 1, DIGEST);
        assertThatThrownBy(() -> waiting.refuse(one.approvalId(), WaitingCommand.State.REJECTED, "", "john", null, null))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> waiting.refuse(one.approvalId(), WaitingCommand.State.REJECTED, null, "john", null, null))
                .isInstanceOf(DataAccessException.class);
        waiting.refuse(one.approvalId(), WaitingCommand.State.REJECTED, "a copy", "john", null, null);
        assertThatThrownBy(() -> waiting.refuse(one.approvalId(), WaitingCommand.State.WITHDRAWN, null, "jane", null, null))
                .isInstanceOf(DataAccessException.class);
        assertThat(Objects.requireNonNull(found(one).decision()).reason()).isEqualTo("a copy");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = { "update approval.waiting_command set submitted_by = 'someone else'", "delete from approval.waiting_command",
            "truncate approval.waiting_command cascade", "update approval.refusal set reason = 'other'", "delete from approval.refusal",
            "truncate approval.refusal"})
    void neither_the_application_nor_the_owner_can_change_what_waited_or_was_decided(String sql) {
        assertThat(refusal(database.application(), sql)).isEqualTo("42501");
        assertThat(refusal(database.owner(), sql)).isEqualTo("23001");
    }

    private static String refusal(DataSource role, String sql) {
        try (Connection connection = role.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        }
        return "done";
    }

    @Test
    void who_sees_only_some_issuers_sees_nothing_that_waits() {
        WaitingCommands scoped = new WaitingCommands(
                ViewedDataSource.always(Viewer.of(Set.of(IssuerId.of("hemacare"))), new ViewedDataSource(database.plainly())));
        assertThat(waiting.list(null, WaitingCommands.About.ANYONE, null, 10)).isNotEmpty();
        assertThat(scoped.list(null, WaitingCommands.About.ANYONE, null, 10)).isEmpty();
        assertThat(scoped.under("first")).isEmpty();
        assertThat(scoped.waiting(GRANTOR)).isZero();
    }

    @Test
    void who_recorded_and_who_approved_is_read_from_one_name_and_a_key_is_its_person() {
        assertThat(Provenance.recordedBy("jane/import", "john")).isEqualTo("jane/import, approved by john");
        assertThat(Provenance.approver("jane/import, approved by john")).isEqualTo("john");
        assertThat(Provenance.approver("jane")).isNull();
        assertThat(Provenance.person("Jane/import")).isEqualTo("jane");
        assertThat(Provenance.person("jane")).isEqualTo("jane");
    }
}
