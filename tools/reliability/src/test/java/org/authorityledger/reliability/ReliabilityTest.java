package org.authorityledger.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A short form of each attack, against the jar that was built. CI runs it; by hand, {@code CI=true mvn verify} does. */
@EnabledIfEnvironmentVariable(named = "CI", matches = "true", disabledReason = "takes minutes: CI=true mvn verify runs it")
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(600)
class ReliabilityTest {

    private static String withstood(Reliability.Attack attack, String... settings) throws Exception {
        return attack.run(Settings.parse(settings, 0));
    }

    @Test
    void kills_cost_requests_and_never_a_recorded_fact() throws Exception {
        assertThat(withstood(Kills::run, "--rounds=10", "--clients=6")).contains("10 kills");
    }

    @Test
    void slow_clients_without_credentials_hold_up_no_one_else() throws Exception {
        assertThat(withstood(SlowClients::run, "--clients=500", "--requests=5")).contains("all served");
    }

    @Test
    void odd_requests_are_answered_and_change_nothing() throws Exception {
        assertThat(withstood(OddRequests::run)).contains("each answered");
    }

    @Test
    void with_little_memory_it_is_slow_at_worst() throws Exception {
        assertThat(withstood(LittleMemory::run, "--megabytes=30", "--investigations=6", "--readers=3", "--heap=300m"))
                .contains("recording");
    }
}
