package org.authorityledger.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.authorityledger.http.Problem;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How many documents are read at a time, and for how long. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BoundedReadingTest {

    private static String code(Throwable thrown) {
        return ((Problem) thrown).report().code();
    }

    @Test
    void what_takes_too_long_is_given_up_and_keeps_its_place_until_it_ends() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (BoundedReading reading = new BoundedReading(1, Duration.ofMillis(50), Duration.ofMillis(50))) {
            assertThatThrownBy(() -> reading.read(() -> {
                end.await();
                return "late";
            })).satisfies(thrown -> assertThat(code(thrown)).isEqualTo("READING_TOO_LONG"));
            assertThatThrownBy(() -> reading.read(() -> "now")).satisfies(thrown -> assertThat(code(thrown)).isEqualTo("READING_BUSY"));

            end.countDown();

            while (true) {
                try {
                    assertThat(reading.<String>read(() -> "now")).isEqualTo("now");
                    return;
                } catch (Problem stillBusy) {
                    assertThat(code(stillBusy)).isEqualTo("READING_BUSY");
                }
            }
        }
    }

    @Test
    void a_failure_gives_its_place_back() throws Exception {
        try (BoundedReading reading = new BoundedReading(1, Duration.ofSeconds(5), Duration.ofSeconds(5))) {
            assertThatThrownBy(() -> reading.read(() -> {
                throw new IllegalArgumentException("torn");
            })).isInstanceOf(IllegalArgumentException.class);
            assertThat(reading.<String>read(() -> "now")).isEqualTo("now");
        }
    }
}
