package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.stream.Stream;
import org.authorityledger.authority.acts.ActForms;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client accepts is settled before anything is recorded: a command is answered as JSON, or 406 and nothing is recorded. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RecordedOnlyWhenAnsweredTest extends LedgerTest {

    private static final String GRANT = """
            {"poaId": "p1", "grantor": {"name": "Ann Vale"}, "issuer": {"issuerId": "acme-accepts", "name": "Acme Corp"},
             "attorneys": [{"attorneyId": "%s", "name": "Lee Moor"}], "powers": [{"clause": "a", "forms": ["3", "4", "5"]}],
             "executedOn": "2020-01-15"}
            """;

    private static long records() {
        return Long.parseLong(String.valueOf(database().queryForObject("select count(*) from ledger.event", Long.class)));
    }

    private static HttpResponse<String> grant(String grantor, String accept) {
        return LEDGER.tell("grantors/" + grantor + "/powers-of-attorney", GRANT.formatted("lee-accepts"), "Accept", accept);
    }

    @ParameterizedTest
    @ValueSource(strings = { "application/xml", "text/csv", "text/html", "image/png", "text/plain"})
    void a_grant_that_cannot_be_answered_is_not_recorded(String accept) {
        long before = records();

        HttpResponse<String> response = grant("accepts-" + UUID.randomUUID(), accept);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(406);
        assertThat(records()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = { "application/json", "*/*", "application/*", "text/csv, application/json;q=0.1",
            "application/json;charset=utf-16",
            "application/json;charset=iso-8859-1"})
    void a_grant_that_can_be_answered_is_answered_in_utf_8(String accept) {
        HttpResponse<String> response = grant("accepts-" + UUID.randomUUID(), accept);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(RunningLedger.json(response.body()).path("position").asLong()).isPositive();
    }

    static Stream<String> commands() {
        return ActForms.ALL.stream().map(form -> form.path().replaceFirst("^/api/", "").replaceAll("\\{\\w+}", "accepts-someone"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void no_command_is_looked_at_when_its_answer_cannot_be_taken(String path) {
        long before = records();

        assertThat(LEDGER.tell(path, "{}", "Accept", "application/xml").statusCode()).isEqualTo(406);
        assertThat(records()).isEqualTo(before);
    }

    @Test
    void an_end_of_employment_for_a_hundred_grantors_is_answered_however_many_they_are() {
        String attorney = "lee-of-a-hundred-" + UUID.randomUUID();
        for (int n = 0; n < 100; n++) {
            assertThat(LEDGER.tell("grantors/" + UUID.randomUUID() + "/powers-of-attorney", GRANT.formatted(attorney)).statusCode())
                    .isEqualTo(201);
        }
        long before = records();

        HttpResponse<String> response = LEDGER.tell("attorneys/" + attorney + "/employment-ends", "{\"effectiveOn\": \"2021-01-01\"}",
                "Idempotency-Key", attorney);
        HttpResponse<String> again = LEDGER.tell("attorneys/" + attorney + "/employment-ends", "{\"effectiveOn\": \"2021-01-01\"}",
                "Idempotency-Key", attorney);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        assertThat(RunningLedger.json(response.body()).path("items")).hasSize(100);
        assertThat(again.body()).isEqualTo(response.body());
        assertThat(records()).isEqualTo(before + 100);
    }
}
