package org.authorityledger.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DatabaseProblemTest {

    private static Problem.Report of(Throwable failure) {
        return Objects.requireNonNull(DatabaseProblem.of(new IllegalStateException("an append failed", failure))).report();
    }

    @ParameterizedTest
    @CsvSource({ "53100, DISK_FULL", "55P03, DATABASE_BUSY", "57014, DATABASE_BUSY", "40P01, DATABASE_BUSY", "40001, DATABASE_BUSY",
            "08006, DATABASE_UNAVAILABLE", "57P01, DATABASE_UNAVAILABLE", "53300, DATABASE_UNAVAILABLE", "53200, DATABASE_UNAVAILABLE",
            "25006, DATABASE_UNAVAILABLE"})
    void what_will_pass_may_be_tried_again_and_says_what_is_in_the_way(String state, String code) {
        Problem.Report report = of(new SQLException("as the database says it", state));

        assertThat(report.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(report.code()).isEqualTo(code);
        assertThat(report.detail()).contains("Idempotency-Key").doesNotContain("as the database says it");
    }

    @Test
    void a_full_disk_is_called_so() {
        assertThat(of(new SQLException("could not extend file", "53100")).detail()).contains("disk").contains("full");
    }

    @Test
    void a_pool_without_a_connection_is_a_database_that_cannot_be_reached() {
        assertThat(of(new SQLTransientConnectionException("request timed out")).code()).isEqualTo("DATABASE_UNAVAILABLE");
    }

    @ParameterizedTest
    @ValueSource(strings = { "23505", "22001", "42P01", "XX000"})
    void what_will_not_pass_is_no_reason_to_try_again(String state) {
        assertThat(DatabaseProblem.of(new SQLException("wrong", state))).isNull();
    }

    @Test
    void what_is_not_of_the_database_is_not_blamed_on_it() {
        assertThat(DatabaseProblem.of(new IllegalStateException("53100"))).isNull();
        assertThat(DatabaseProblem.of(new SQLException("without a state"))).isNull();
    }
}
