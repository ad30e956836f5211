package org.authorityledger.pages.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How far a list goes that is to be printed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WholeListTest {

    private static final int MOST = Limit.PRINTED_ROWS.most();

    /** A list of numbers from 0. */
    private static WholeList<Integer> of(int size) {
        return WholeList.<Integer, Integer>of((most, from) -> {
            int first = from == null ? 0 : from;
            int end = Math.min(size, first + most);
            return new WholeList.Part<>(IntStream.range(first, end).boxed().toList(), end == size ? null : (Integer) end);
        });
    }

    @Test
    void as_many_rows_as_the_limit_are_the_whole_list() {
        assertThat(of(MOST).cut()).isFalse();
        assertThat(of(MOST).rows()).hasSize(MOST).doesNotHaveDuplicates();
        assertThat(of(0)).isEqualTo(new WholeList<>(List.of(), false));
    }

    @Test
    void one_row_more_is_left_out_and_said() {
        assertThat(of(MOST + 1).cut()).isTrue();
        assertThat(of(MOST + 1).rows()).hasSize(MOST).last().isEqualTo(MOST - 1);
    }

    @Test
    void a_list_in_which_little_is_found_ends_and_says_so() {
        WholeList<Integer> few = WholeList.<Integer, Integer>of((most, from) -> new WholeList.Part<>(List.of(), 1));

        assertThat(few.cut()).isTrue();
        assertThat(few.rows()).isEmpty();
    }

    @Test
    void only_all_is_printed_and_not_a_page_of_it() {
        assertThat(WholeList.asked(null, "cursor")).isFalse();
        assertThat(WholeList.asked("", null)).isFalse();
        assertThat(WholeList.asked("all", "")).isTrue();
        assertThatThrownBy(() -> WholeList.asked("some", null)).isInstanceOf(Problem.class).hasMessageContaining("print");
        assertThatThrownBy(() -> WholeList.asked("all", "cursor")).isInstanceOf(Problem.class).hasMessageContaining("cursor");
    }
}
