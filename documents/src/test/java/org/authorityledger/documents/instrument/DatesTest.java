package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTest {

    @ParameterizedTest
    @ValueSource(strings = { "March 5, 2004", "this 5th day of March, 2004", "the 5 th day of March 2004", "5 March 2004", "3/5/2004",
            "03-05-04",
            "2004-03-05", "MARCH 5,2004", "Mar. 5, 2004", "the fifth day of March, two thousand and four",
            "this 5th day of March in the year 2004"})
    void one_day_in_many_spellings(String words) {
        assertThat(Dates.in("signed " + words + " at noon")).extracting(Found::value).containsExactly(LocalDate.of(2004, 3, 5));
    }

    @Test
    void days_that_are_not_in_the_calendar_and_blanks_are_none() {
        assertThat(Dates.in("February 30, 2004, 13/45/2004, this _ day of March, 2004, Act of 1934")).isEmpty();
    }

    @Test
    void with_points_the_day_may_be_first_so_what_could_be_either_is_no_date() {
        assertThat(Dates.in("signed 03.04.2021")).isEmpty();
        assertThat(Dates.in("signed 03.14.2021, and 05.05.2021")).extracting(Found::value).containsExactly(LocalDate.of(2021, 3, 14),
                LocalDate.of(2021, 5, 5));
    }
}
