package org.authorityledger.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProblemWriterTest {

    private final ProblemWriter writer = new ProblemWriter(JsonMapper.shared(),
            new StaticListableBeanFactory().getBeanProvider(Pages.class));
    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    private JsonNode written() {
        return JsonMapper.shared().readTree(response.getContentAsByteArray());
    }

    @Test
    void a_problem_is_written_with_all_members_of_the_rfc_and_its_code() throws Exception {
        writer.write(request, response, Problem.malformed("attorneys[1].name", "is required").report());

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(written().propertyNames()).containsExactly("type", "title", "status", "code", "detail", "errors");
        assertThat(written().path("type").stringValue()).isEqualTo("urn:authority-ledger:problem:malformed");
        assertThat(written().path("status").intValue()).isEqualTo(400);
        assertThat(written().path("code").stringValue()).isEqualTo("MALFORMED");
        assertThat(written().path("errors").path(0).path("path").stringValue()).isEqualTo("attorneys[1].name");
    }

    @Test
    void its_type_and_title_are_made_from_its_code() {
        Problem.Report report = new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_GRANTOR", "no such grantor", List.of()).report();

        assertThat(report.type()).isEqualTo("urn:authority-ledger:problem:unknown-grantor");
        assertThat(report.title()).isEqualTo("Unknown grantor");
    }

    static Stream<HttpStatus> failures() {
        return Stream.of(HttpStatus.values()).filter(HttpStatus::isError);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void every_status_that_is_a_failure_has_a_problem(HttpStatus status) {
        Problem.Report report = ProblemWriter.ofStatus(status);

        assertThat(report.status()).isEqualTo(status);
        assertThat(report.code()).matches("[A-Z][A-Z0-9_]*");
        assertThat(report.detail()).endsWith(".");
        assertThat(report.errors()).isEmpty();
    }

    @Test
    void output_that_was_not_sent_yet_is_discarded() throws Exception {
        response.getOutputStream().write("half an answer".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        writer.write(request, response, ProblemWriter.ofStatus(HttpStatus.BAD_REQUEST));

        assertThat(written().path("code").stringValue()).isEqualTo("MALFORMED");
    }

    @Test
    void a_response_that_was_sent_already_stays_as_it_is() throws Exception {
        response.getOutputStream().write("an answer".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        response.flushBuffer();

        writer.write(request, response, ProblemWriter.ofStatus(HttpStatus.BAD_REQUEST));

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getContentAsString()).isEqualTo("an answer");
    }
}
