package org.authorityledger.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.authorityledger.http.Limit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TwoPersonRuleTest {

    private static final Map<String, Set<String>> ROLES = Map.of("jane", Set.of("RECORDER"), "john", Set.of("RECORDER", "ADMIN"),
            "john/import",
            Set.of("RECORDER"));

    private static TwoPersonRule rule(List<String> commands, List<String> exempt) {
        return new TwoPersonRule(commands, exempt, user -> ROLES.getOrDefault(user, Set.of()));
    }

    private static List<String> commands() {
        return List.of(Command.class.getPermittedSubclasses()).stream().map(Class::getSimpleName).toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_waits_where_it_is_named_or_all_are_and_no_other_does(String command) {
        assertThat(rule(List.of(command), List.of()).holds(command, "jane")).isTrue();
        assertThat(rule(List.of("ALL"), List.of()).holds(command, "jane")).isTrue();
        assertThat(rule(commands().stream().filter(other -> !other.equals(command)).toList(), List.of()).holds(command, "jane")).isFalse();
        assertThat(rule(List.of(), List.of()).holds(command, "jane")).isFalse();
    }

    @Test
    void whose_role_is_exempt_records_at_once_and_a_key_has_only_its_own_roles() {
        TwoPersonRule rule = rule(List.of("ALL"), List.of("admin"));
        assertThat(rule.holds("GrantPowerOfAttorney", "john")).isFalse();
        assertThat(rule.holds("GrantPowerOfAttorney", "john/import")).isTrue();
        assertThat(rule.holds("GrantPowerOfAttorney", "jane")).isTrue();
        assertThat(rule.holds("GrantPowerOfAttorney", "someone unknown")).isTrue();
    }

    @Test
    void it_is_off_unless_a_command_is_named() {
        assertThat(rule(List.of(), List.of("ADMIN")).named()).isFalse();
        assertThat(rule(List.of("RetractRecord"), List.of()).named()).isTrue();
    }

    @Test
    void a_command_or_a_role_that_there_is_not_stops_the_start_and_is_named() {
        assertThatIllegalArgumentException().isThrownBy(() -> rule(List.of("GrantPowersOfAttorney"), List.of()))
                .withMessageContaining("GrantPowersOfAttorney");
        assertThatIllegalArgumentException().isThrownBy(() -> rule(List.of("ALL"), List.of("boss"))).withMessageContaining("BOSS");
    }

    private static List<String> warnings(List<String> commands, List<String> exempt) {
        Logger logger = (Logger) LoggerFactory.getLogger(TwoPersonRule.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            rule(commands, exempt);
        } finally {
            logger.detachAppender(lines);
        }
        return lines.list.stream().filter(line -> line.getLevel() == Level.WARN).map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void an_exempt_admin_is_warned_of() {
        assertThat(warnings(List.of("ALL"), List.of("admin"))).hasSize(1).first().asString().contains("ADMIN");
        assertThat(warnings(List.of("ALL"), List.of("INVESTIGATOR"))).isEmpty();
        assertThat(warnings(List.of(), List.of("ADMIN"))).as("without a rule").isEmpty();
    }

    private static ApprovalSettings yaml(String yaml) throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        new YamlPropertySourceLoader().load("test", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
                .forEach(environment.getPropertySources()::addFirst);
        return ApprovalSettings.of(environment);
    }

    private static ApprovalSettings given(String name, String value) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of(name, value)));
        return ApprovalSettings.of(environment);
    }

    @Test
    void commands_are_a_list_of_either_kind_or_text_with_commas() throws IOException {
        List<String> both = List.of("RetractRecord", "RecordGrantorDeath");
        assertThat(yaml("ledger.approval.commands: [RetractRecord, RecordGrantorDeath]").commands()).isEqualTo(both);
        assertThat(yaml("ledger:\n  approval:\n    commands:\n      - RetractRecord\n      - RecordGrantorDeath\n").commands())
                .isEqualTo(both);
        assertThat(yaml("ledger.approval:\n  commands: RetractRecord, RecordGrantorDeath\n  exempt-roles: [ADMIN, AUDITOR]").commands())
                .isEqualTo(both);
        assertThat(yaml("ledger.approval.exempt-roles: [ADMIN, AUDITOR]").exemptRoles()).containsExactly("ADMIN", "AUDITOR");
        assertThat(given("ledger.approval.commands", "RetractRecord,RecordGrantorDeath").commands()).isEqualTo(both);
        assertThat(given("ledger.approval.commands", "").commands()).isEmpty();
        assertThat(yaml("ledger.zone: UTC").commands()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "ledger.approval.comands", "ledger.approval.exempt", "ledger.approval", "ledger.approval[0]",
            "LEDGER_APPROVAL_COMMAND", "LEDGER_APPROVAL_COMMANDS0", "ledger.approval.commands.0", "ledger.approval.commands-0",
            "ledger.approval.commands.all", "ledger.approval.exempt-roles-of"})
    void a_setting_that_there_is_not_stops_the_start_and_is_named(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> given(name, "ALL")).withMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(strings = { "ledger.approval.commands", "ledger.approval.commands[0]", "LEDGER_APPROVAL_COMMANDS",
            "ledger.approval.exempt-roles", "ledger.approval.exemptRoles[0]", "LEDGER_APPROVAL_EXEMPTROLES", "ledger.approvals"})
    void a_setting_that_there_is_does_not(String name) {
        assertThatNoException().isThrownBy(() -> requireOnlyKnown(name));
    }

    private static void requireOnlyKnown(String name) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("one", Map.of(name, "ADMIN")));
        environment.getPropertySources()
                .addFirst(new MapPropertySource("first",
                        Map.of("ledger.approval.exempt-roles[0]", "ADMIN", "ledger.approval.commands[0]", "ALL")));
        ApprovalSettings.of(environment);
    }

    @Test
    void at_least_one_command_of_a_person_may_wait() {
        assertThat(given("ledger.approval.most-waiting", "1").mostWaiting()).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> given("ledger.approval.most-waiting", "0"))
                .withMessageContaining("most-waiting");
        assertThat(given("ledger.zone", "UTC").mostWaiting()).isEqualTo(Limit.WAITING_COMMANDS.most());
    }
}
