package org.authorityledger.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
}
