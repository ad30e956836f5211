package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DurabilityTest {

    private static boolean durable(String words) {
        return Objects.requireNonNull(Durability.in(words).durable()).value();
    }

    @Test
    void durable_only_where_it_says_so() {
        assertThat(durable("shall not be affected by the subsequent disability or incapacity of the undersigned")).isTrue();
        assertThat(durable("The power shall not terminate on disability of the principal")).isTrue();
        assertThat(durable("This power shall survive my incapacity.")).isTrue();
        assertThat(Durability.in("in full force and effect").durable()).isNull();
    }

    @Test
    void not_durable_where_it_denies_it() {
        assertThat(durable("shall terminate upon my incapacity")).isFalse();
        assertThat(durable("This power shall not survive my incapacity.")).isFalse();
        assertThat(durable("In no event does it survive my incapacity.")).isFalse();
        assertThat(durable("This is not a durable power of attorney.")).isFalse();
    }

    @Test
    void a_paper_that_says_both_is_left_open() {
        assertThat(Durability.in("This durable power of attorney shall not survive my incapacity.").both()).isTrue();
        assertThat(Durability.in("This durable power of attorney shall survive my incapacity.").both()).isFalse();
    }
}
