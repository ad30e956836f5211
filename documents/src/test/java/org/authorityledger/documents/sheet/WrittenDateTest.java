package org.authorityledger.documents.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WrittenDateTest {

    @ParameterizedTest
    @ValueSource(strings = { "2004-03-01", "2004/3/1", "3/1/2004", "03/01/2004", "3-1-2004", "March 1, 2004", "Mar 1 2004", "MAR. 1, 2004",
            "March 1st, 2004", "1 March 2004", "1-Mar-2004", "1st of March, 2004", "Monday, March 1, 2004", "2004-03-01T00:00:00",
            "3/1/2004 0:00", " 3/1/2004\u00A0"})
    void people_write_one_day_in_many_ways(String text) {
        assertThat(WrittenDate.of(text)).isEqualTo(new WrittenDate(LocalDate.of(2004, 3, 1), null));
    }

    @ParameterizedTest
    @ValueSource(strings = { "13/13/2004", "13/1/2004", "2/30/2004", "2004-02-30", "3/1/04", "1-Mar-04", "1.3.2004", "March 2004", "2004",
            "3/1/2004 and 4/1/2004", "3/1/2004; 4/1/2004", "March 1, 2004 / March 2, 2004", "Tuesday, March 1, 2004", "soon", "",
            "0000-01-01",
            "3/1/1599", "3/1-2004", "38047", "March 1, 2004 or so"})
    void what_is_no_single_day_is_not_guessed(String text) {
        assertThat(WrittenDate.of(text).day()).isNull();
        assertThat(WrittenDate.of(text).fault()).isNotBlank();
    }
}
