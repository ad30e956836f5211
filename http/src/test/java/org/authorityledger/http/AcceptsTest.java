package org.authorityledger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletRequest;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AcceptsTest {

    private static final List<MediaType> OFFERED = List.of(MediaType.APPLICATION_JSON, MediaType.valueOf("text/csv"),
            MediaType.APPLICATION_NDJSON);

    private static MockHttpServletRequest request(String header, String value) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader(header, value);
        return request;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "*/*                                               | application/json",
            "text/csv                                          | text/csv",
            "text/csv, application/x-ndjson                    | text/csv",
            "application/x-ndjson, text/csv                    | application/x-ndjson",
            "text/csv;q=0.1, application/x-ndjson;q=0.2        | application/x-ndjson",
            "text/csv;q=0, application/x-ndjson;q=0.001        | application/x-ndjson",
            "application/json;q=0, */*                         | text/csv",
            "application/json;q=0.1, */*;q=0.2                 | text/csv",
            "application/json;q=0.2, */*;q=0.1                 | application/json",
            "text/*                                            | text/csv",
            "text/*;q=0, */*;q=0.5, application/*;q=0          | none",
            "text/html, */*;q=0.1                              | application/json",
            "application/*, application/json;q=0               | application/x-ndjson",
            "application/json;charset=iso-8859-1               | application/json",
            "text/csv;q=0                                      | none",
            "image/png                                         | none"})
    void the_format_with_the_highest_quality_wins_and_one_of_quality_0_never_does(String accept, String format) {
        if (format.equals("none")) {
            assertThatExceptionOfType(Problem.class).isThrownBy(() -> Accepts.preferred(request("Accept", accept), OFFERED))
                    .satisfies(problem -> assertThat(problem.report().status().value()).isEqualTo(406));
        } else {
            assertThat(Accepts.preferred(request("Accept", accept), OFFERED)).hasToString(format);
        }
    }

    @Test
    void a_client_that_does_not_care_gets_what_is_offered_first_and_several_headers_are_one() {
        assertThat(Accepts.preferred(new MockHttpServletRequest(), OFFERED)).isEqualTo(MediaType.APPLICATION_JSON);
        MockHttpServletRequest request = request("Accept", "text/csv;q=0.1");
        request.addHeader("Accept", "application/x-ndjson");
        assertThat(Accepts.preferred(request, OFFERED)).isEqualTo(MediaType.APPLICATION_NDJSON);
    }

    @ParameterizedTest
    @ValueSource(strings = { "gzip", "GZIP", "x-gzip", "deflate, gzip;q=0.5", "*", "gzip;q=0.001, identity;q=0", "*;q=0.1",
            "gzip ; q=1.0", "identity;q=0, *", "br;q=1, gzip;q=0.8, *;q=0.1", "gzip;q=0.5, identity;q=0.5"})
    void an_answer_is_compressed_for_those_who_accept_it(String header) {
        assertThat(Accepts.gzip(request("Accept-Encoding", header))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "identity", "gzip;q=0", "gzip;q=0.000", "deflate", "*;q=0, identity", "identity, gzip;q=0.5",
            "gzip;q=0, *", "gzip;q=2", "gzip;q=high", "gzipped"})
    void an_answer_stays_as_it_is_for_those_who_do_not(String header) {
        assertThat(Accepts.gzip(request("Accept-Encoding", header))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "identity;q=0", "*;q=0", "gzip;q=0, identity;q=0", "br, *;q=0"})
    void those_who_accept_neither_are_refused(String header) {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> Accepts.gzip(request("Accept-Encoding", header)))
                .satisfies(problem -> assertThat(problem.report().code()).isEqualTo("NOT_ACCEPTABLE"));
    }
}
