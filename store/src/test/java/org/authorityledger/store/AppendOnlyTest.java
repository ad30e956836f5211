package org.authorityledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;
import org.authorityledger.history.ExampleActs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recorded stays, no matter who asks the database to change it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppendOnlyTest {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String RESTRICT_VIOLATION = "23001";

    private final LedgerDatabase database = new LedgerDatabase();

    @BeforeAll
    void an_act_is_recorded() {
        try (LedgerAppender appender = new LedgerAppender(database.application(), new LedgerHead())) {
            appender.append(List.of(new NewEvent(new RecordId(RecordIds.mint()), Sequence.FIRST, ExampleActs.all().getFirst(),
                    new Provenance("corporate.secretary", null, null, null))));
        }
    }

    @AfterAll
    void close() {
        database.close();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = { "update ledger.event set recorded_by = 'someone else'", "delete from ledger.event", "truncate ledger.event",
            "truncate ledger.event, ledger.appointment cascade"})
    void neither_the_application_nor_the_owner_can_change_what_is_recorded(String sql) {
        assertThat(refusal(database.application(), sql)).isEqualTo(INSUFFICIENT_PRIVILEGE);
        assertThat(refusal(database.owner(), sql)).isEqualTo(RESTRICT_VIOLATION);
        assertThat(database.reader().after(Position.START, 10)).extracting(event -> event.record().recordedBy())
                .containsExactly("corporate.secretary");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {
            "insert into ledger.event (position, record_id, grantor_id, sequence, type, revision, recorded_at, recorded_by, payload) "
                    + "values (2, gen_random_uuid(), 'andrew-heaton', 1, 'GrantorDied', '1', now(), 'me', '{}')",
            "insert into ledger.appointment values ('katherine-kwiat', 'andrew-heaton')", "drop table ledger.event",
            "alter table ledger.event disable trigger all", "create or replace function ledger.refuse_change() returns trigger "
                    + "language plpgsql as $$ begin return null; end $$"})
    void the_application_can_write_by_appending_alone(String sql) {
        assertThat(refusal(database.application(), sql)).isEqualTo(INSUFFICIENT_PRIVILEGE);
    }

    @Test
    void who_has_no_right_to_the_ledger_cannot_append_either() throws SQLException {
        try (Connection connection = database.owner().getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("create role a_stranger");
            statement.execute("grant usage on schema ledger to a_stranger");
            statement.execute("set role a_stranger");

            assertThatThrownBy(() -> statement.execute("select ledger.append('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', "
                    + "'{}', '{}', '{}', '{}')")).isInstanceOfSatisfying(SQLException.class,
                            e -> assertThat(e.getSQLState()).isEqualTo(INSUFFICIENT_PRIVILEGE));
        }
    }

    private static String refusal(DataSource role, String sql) {
        try (Connection connection = role.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        }
        return "done";
    }
}
