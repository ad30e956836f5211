package org.authorityledger.inbox.edgar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.authorityledger.events.Cik;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.mock.env.MockEnvironment;

/** The settings say who asks, and how often. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EdgarSettingsTest {

    private static EdgarSettings of(String... namesAndValues) {
        MockEnvironment environment = new MockEnvironment();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.setProperty("ledger.edgar." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return EdgarSettings.of(environment);
    }

    @Test
    void without_a_user_agent_or_switched_off_nothing_is_fetched_and_the_setting_is_named() {
        assertThat(of().whyOff()).contains("ledger.edgar.user-agent");
        assertThat(of("user-agent", " ").whyOff()).contains("ledger.edgar.user-agent");
        assertThat(of("user-agent", "Sample Company admin@sample.example").whyOff()).isNull();
        assertThat(of("user-agent", "Sample Company admin@sample.example", "enabled", "false").whyOff()).contains("ledger.edgar.enabled");
    }

    @ParameterizedTest
    @ValueSource(strings = { "admin@sample.example", "Sample Company", "Sample Company admin@sample", "Sample Company @sample.example",
            "Sämple Company admin@sample.example", "Sample\r\nX: y admin@sample.example", "a @b.c"})
    void a_user_agent_says_who_asks_with_an_address(String agent) {
        assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(() -> of("user-agent", agent));
    }

    @Test
    void ten_requests_a_second_at_most_and_one_at_least() {
        assertThat(of().requestsPerSecond()).isEqualTo(5);
        assertThat(of("requests-per-second", "10").requestsPerSecond()).isEqualTo(10);
        assertThat(of("requests-per-second", "1").requestsPerSecond()).isOne();
        for (String wrong : List.of("11", "0", "-1")) {
            assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).as(wrong)
                    .isThrownBy(() -> of("requests-per-second", wrong));
        }
    }

    @Test
    void what_cannot_be_meant_stops_the_start() {
        assertThat(of("every", "10m").every()).isEqualTo(Duration.ofMinutes(10));
        assertThat(of("watch", "1, 0000000002,1").watched()).containsExactly(Cik.of("1"), Cik.of("2"));
        assertThat(of("since", "2024-02-29").firstDay()).hasToString("2024-02-29");
        for (String[] wrong : new String[][]{ { "every", "599s"}, { "watch", "12345678901"}, { "watch", "AAPL"}, { "watch", "0"},
                { "since", "2023-02-29"}, { "submissions", "ftp://example.org"}, { "archives", "example.org"}, { "archives", "https://a b"},
                { "archives", "https://user@example.org"}}) {
            assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).as(wrong[1]).isThrownBy(() -> of(wrong));
        }
        assertThatExceptionOfType(BindException.class).isThrownBy(() -> of("user-agnt", "Sample Company admin@sample.example"));
    }

    @Test
    void a_request_begins_a_fixed_time_after_the_one_before_or_later() throws InterruptedException {
        long[] now = { 5};
        List<Long> waited = new ArrayList<>();
        RequestPace pace = new RequestPace(10, () -> now[0], pause -> {
            waited.add(pause.toMillis());
            now[0] += pause.toNanos();
        });
        for (int i = 0; i < 3; i++) {
            pace.await();
        }
        assertThat(waited).containsExactly(100L, 100L);
        now[0] += 40_000_000;
        pace.await();
        assertThat(waited).containsExactly(100L, 100L, 60L);
        now[0] += 5_000_000_000L;
        pace.await();
        pace.await();
        assertThat(waited).as("a long rest saves nothing up").containsExactly(100L, 100L, 60L, 100L);
    }
}
