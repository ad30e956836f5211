package org.authorityledger.questions.files;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Runs that say how much memory is to be taken. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ParquetRunsTest {

    private static ParquetRuns of(int... bytes) {
        byte[] all = new byte[bytes.length];
        for (int n = 0; n < bytes.length; n++) {
            all[n] = (byte) bytes[n];
        }
        return new ParquetRuns(all, 0, all.length);
    }

    private static void damaged(ThrowingCallable looking) {
        assertThatExceptionOfType(UnreadableFile.class).isThrownBy(looking).withMessageContaining("a page is damaged");
    }

    @Test
    void as_many_packed_values_as_there_are_are_taken_and_what_fills_them_up() {
        // A packed run of eight times eight values of one bit, and one of 129 times eight.
        assertThatCode(() -> of(8 << 1 | 1, 0, 0, 0, 0, 0, 0, 0, 0).levelsAlone(1, 64)).doesNotThrowAnyException();
        assertThatCode(() -> of(8 << 1 | 1, 0, 0, 0, 0, 0, 0, 0, 0).levelsAlone(1, 1)).doesNotThrowAnyException();
        assertThatCode(() -> of(0x83, 0x02, 0, 0, 0).levelsAlone(1, 8)).doesNotThrowAnyException();
        damaged(() -> of(0x83, 0x02, 0, 0, 0).levelsAlone(1, 7));
    }

    @Test
    void a_run_that_says_it_has_gigabytes_is_refused_before_anything_is_taken() {
        damaged(() -> of(0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0xFF).levelsAlone(1, 1_000));
        damaged(() -> of(2, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0xFF).indexes(1_000));
        damaged(() -> of(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF).levelsAlone(1, 1_000));
    }

    @Test
    void a_value_repeated_often_takes_no_memory_and_is_taken() {
        assertThatCode(() -> of(0xFE, 0xFF, 0xFF, 0xFF, 0x0F, 1).levelsAlone(1, 1_000)).doesNotThrowAnyException();
        damaged(() -> of(0, 1).levelsAlone(1, 1_000));
    }

    @Test
    void the_length_before_levels_and_the_bits_of_indexes_are_compared() {
        assertThatCode(() -> of(2, 0, 0, 0, 16, 1, 3, 16, 0).levels(1, 8)).doesNotThrowAnyException();
        damaged(() -> of(0xFF, 0xFF, 0xFF, 0x7F, 16, 1).levels(1, 8));
        damaged(() -> of(2, 0).levels(1, 8));
        assertThatCode(() -> of(32, 16, 0, 0, 0, 0).indexes(8)).doesNotThrowAnyException();
        damaged(() -> of(33, 16, 0, 0, 0, 0, 0).indexes(8));
        damaged(() -> of(1).levelsAlone(0, 8));
    }
}
