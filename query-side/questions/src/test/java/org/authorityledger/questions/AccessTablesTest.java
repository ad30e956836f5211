package org.authorityledger.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.UUID;
import org.authorityledger.access.people.Changer;
import org.authorityledger.access.people.People;
import org.authorityledger.access.people.Roles;
import org.authorityledger.http.Problem;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What the database itself keeps of who was allowed what, and of who looked. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccessTablesTest extends OnAQueryNode {

    @Autowired
    private People people;

    private String made() {
        String username = "kept." + UUID.randomUUID();
        people.make(new Changer("admin", "10.0.0.1", "c-1"), username, "Kept", Set.of(Roles.AUDITOR), People.Scope.EVERYTHING, null);
        return username;
    }

    @ParameterizedTest
    @ValueSource(strings = { "update access.change set changed_by = 'someone'", "delete from access.change", "truncate access.change",
            "update access.look set username = 'someone'", "truncate access.look"})
    void what_was_changed_and_who_looked_cannot_be_rewritten(String statement) {
        made();
        assertThatThrownBy(() -> jdbc.execute(statement)).hasMessageContaining("is not forgotten");
    }

    @Test
    void who_looked_can_be_forgotten_after_thirty_days_and_not_before() {
        LedgerForTests.get(port, "/api/grantors?q=looked");
        LedgerForTests.get(port, "/api/access-log");
        assertThat(jdbc.queryForObject("select count(*) from access.look", Long.class)).isPositive();
        assertThatThrownBy(() -> jdbc.execute("delete from access.look")).hasMessageContaining("30 days");
        String insert = "insert into access.look (asked_at, username, method, path, status, position) values (now() - interval '%s', 'old', "
                + "'GET', '/', 200, 0)";
        jdbc.execute(insert.formatted("31 days"));
        assertThat(jdbc.update("delete from access.look where asked_at < now() - interval '30 days'")).isPositive();
    }

    @Test
    void the_built_in_user_gives_way_to_another_administrator_and_the_last_one_stays() {
        Changer admin = new Changer("admin", null, null);
        assertThatThrownBy(() -> people.change(admin, "admin", new People.Change("Built-in", Set.of(), false, null)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("last person with the role admin");
        String other = "other." + UUID.randomUUID();
        people.make(admin, other, "Other", Set.of(Roles.ADMIN), People.Scope.EVERYTHING, null);
        people.change(admin, "admin", new People.Change("Built-in", Roles.ALL, true, null));
        try {
            assertThat(LedgerForTests.get(port, "/api/grantors").statusCode()).as("disabled").isEqualTo(401);
            assertThatThrownBy(() -> people.change(admin, other, new People.Change("Other", Set.of(Roles.AUDITOR), false, null)))
                    .isInstanceOf(Problem.class);
            assertThatThrownBy(() -> people.change(admin, other, new People.Change("Other", Set.of(Roles.ADMIN), true, null)))
                    .isInstanceOf(Problem.class);
        } finally {
            people.change(admin, "admin", new People.Change("Built-in administrator", Roles.ALL, false, null));
        }
        assertThat(LedgerForTests.get(port, "/api/grantors").statusCode()).isEqualTo(200);
        assertThat(people.change(admin, other, new People.Change("Other", Set.of(), true, null)).disabled()).isTrue();
    }

    @Test
    void every_change_says_who_from_where_and_what_it_is_now_without_a_secret() {
        String username = made();
        var change = jdbc.queryForMap(
                "select changed_by, source_address, correlation_id, what, detail::text from access.change where username = ?",
                username);
        assertThat(change).containsEntry("changed_by", "admin").containsEntry("source_address", "10.0.0.1")
                .containsEntry("correlation_id", "c-1")
                .containsEntry("what", "PERSON_MADE");
        assertThat(String.valueOf(change.get("detail"))).contains("Kept", "AUDITOR").doesNotContain("bcrypt", "password");
        assertThat(jdbc.queryForObject("select password from access.person where username = ?", String.class, username))
                .startsWith("{bcrypt}");
    }
}
