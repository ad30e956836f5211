package org.authorityledger.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.authorityledger.command.Bodies.grant;
import static org.authorityledger.command.Bodies.grants;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.authorityledger.http.Limit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Both sides of every bound of a command, by each way that commands come in. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CommandBoundsTest {

    private final TestNode node = TestNode.ONE;

    private static String several(int most, IntFunction<String> one) {
        return IntStream.range(0, most).mapToObj(one).collect(Collectors.joining(", "));
    }

    private static String instrument(int attorneys, int powers, int characters) {
        return """
                {"poaId": "large", "grantor": {"name": "Ann Vale"}, "issuer": {"issuerId": "acme", "name": "Acme Corp"},
                 "attorneys": [%s], "powers": [%s], "executedOn": "2020-01-15"}"""
                .formatted(several(attorneys, n -> "{\"attorneyId\": \"a" + n + "\", \"name\": \"Attorney " + n + "\"}"),
                        several(powers, n -> "{\"clause\": \"a\", \"forms\": [\"4\"]"
                                + (characters == 0 ? "" : ", \"text\": \"" + "x".repeat(characters - 1) + "\"") + "}"));
    }

    private void accepted(String body) {
        node.post(grants(Bodies.newGrantor()), body).isRecorded();
    }

    private void refused(int status, String code, String path, String body) {
        long before = node.size();
        node.post(grants(Bodies.newGrantor()), body).isProblem(status, code, path);
        assertThat(node.size()).isEqualTo(before);
    }

    @Test
    void an_instrument_names_a_bounded_number_of_attorneys() {
        accepted(instrument(Limit.ATTORNEYS.most(), 1, 0));
        refused(422, "LIMIT_EXCEEDED", "attorneys", instrument(Limit.ATTORNEYS.most() + 1, 1, 0));
    }

    @Test
    void an_instrument_gives_a_bounded_number_of_powers() {
        accepted(instrument(1, Limit.POWERS.most(), 0));
        refused(422, "LIMIT_EXCEEDED", "powers", instrument(1, Limit.POWERS.most() + 1, 0));
    }

    @Test
    void every_attorney_has_every_power_so_that_their_product_is_bounded_too() {
        accepted(instrument(500, 10, 0));
        refused(422, "LIMIT_EXCEEDED", "powers", instrument(500, 11, 0));
        accepted(instrument(25, 200, 0));
        refused(422, "LIMIT_EXCEEDED", "powers", instrument(26, 200, 0));
    }

    @Test
    void the_words_of_all_powers_are_bounded() {
        accepted(instrument(1, 5, 10_000));
        refused(422, "LIMIT_EXCEEDED", "powers", instrument(1, 5, 10_001));
        accepted(instrument(40, 5, 10_000));
        refused(422, "LIMIT_EXCEEDED", "powers", instrument(41, 5, 10_000));
    }

    @Test
    void a_text_is_bounded() {
        accepted(grant(", \"note\": \"" + "x".repeat(Limit.PROSE.most()) + "\""));
        refused(400, "MALFORMED", "note", grant(", \"note\": \"" + "x".repeat(Limit.PROSE.most() + 1) + "\""));
        accepted(grant("").replace("Andrew Heaton", "A".repeat(Limit.TEXT.most())));
        refused(400, "MALFORMED", "grantor.name", grant("").replace("Andrew Heaton", "A".repeat(Limit.TEXT.most() + 1)));
    }

    @Test
    void a_body_is_bounded() {
        String body = grant("");
        int most = Limit.COMMAND_BYTES.most();
        accepted(body + " ".repeat(most - body.length()));
        refused(413, "TOO_LARGE", "", body + " ".repeat(most - body.length() + 1));
    }

    @Test
    void a_revocation_names_a_bounded_number_of_attorneys_and_deliveries() {
        String vale = Bodies.newGrantor();
        node.post(grants(vale), instrument(Limit.ATTORNEYS.most(), 1, 0)).isRecorded();
        String path = grants(vale) + "/large/revocations";
        String revocation = "{\"signedOn\": \"2021-01-01\", \"%s\": [%s]}";
        IntFunction<String> id = n -> "\"a" + n + "\"";
        IntFunction<String> delivery = n -> "{\"attorneyId\": \"a" + n + "\", \"deliveredOn\": \"2021-01-02\"}";
        node.post(path, revocation.formatted("attorneys", several(Limit.REVOKED_ATTORNEYS.most() + 1, id))).isProblem(422,
                "LIMIT_EXCEEDED", "attorneys");
        node.post(path, revocation.formatted("deliveries", several(Limit.DELIVERIES.most() + 1, delivery))).isProblem(422,
                "LIMIT_EXCEEDED", "deliveries");
        node.post(path, revocation.formatted("attorneys", several(Limit.REVOKED_ATTORNEYS.most(), id))).isRecorded();
        node.post(path, revocation.formatted("deliveries", several(Limit.DELIVERIES.most(), delivery))).isRecorded();
    }

    @Test
    void a_correction_is_bounded_as_a_grant_is() {
        String vale = Bodies.newGrantor();
        node.post(grants(vale), instrument(1, 1, 0)).isRecorded();
        String path = grants(vale) + "/large/corrections";
        String reason = ", \"reason\": \"a misprint\"}";
        node.post(path, instrument(501, 1, 0).replaceAll("}$", reason)).isProblem(422, "LIMIT_EXCEEDED", "attorneys");
        node.post(path, instrument(500, 1, 0).replaceAll("}$", reason)).isRecorded();
    }

    @Test
    void a_line_of_an_import_is_bounded_in_the_same_way_and_the_rest_goes_on() {
        String vale = Bodies.newGrantor();
        String begin = "{\"command\": \"GrantPowerOfAttorney\", \"grantorId\": \"" + vale + "\", ";
        String lines = begin + instrument(501, 1, 0).replace("\n", " ").substring(1) + "\n" + begin
                + instrument(500, 10, 0).replace("\n", " ").substring(1) + "\n" + begin
                + instrument(1, 1, 0).replace("\n", " ").replace("large", "small").replace("\"acme\"", "\"any\"").substring(1) + "\n";
        TestNode.Answer answer = node.post("/api/import", lines, "Content-Type", "application/x-ndjson");
        var answers = answer.response().body().lines().map(line -> (JsonNode) JsonMapper.shared().readTree(line)).toList();
        assertThat(answers).extracting(one -> one.path("status").asInt()).containsExactly(422, 201, 400);
        assertThat(answers.getFirst().path("code").asString()).isEqualTo("LIMIT_EXCEEDED");
        assertThat(node.size(vale)).isEqualTo(1);
    }

    @Test
    void the_consequences_of_a_command_beyond_a_bound_are_its_refusal() {
        String line = "{\"command\": \"GrantPowerOfAttorney\", \"grantorId\": \"vale\", " + instrument(501, 1, 0).substring(1);
        node.post("/api/consequences", line).isProblem(422, "LIMIT_EXCEEDED", "attorneys");
    }

    @Test
    void an_instrument_expires_at_the_latest_on_the_day_before_the_last_that_can_be_written() {
        accepted(grant(", \"expiresOn\": \"9999-12-30\""));
        refused(400, "MALFORMED", "expiresOn", grant(", \"expiresOn\": \"9999-12-31\""));
        refused(400, "MALFORMED", "expiresOn", grant(", \"expiresOn\": \"+10000-01-01\""));
        accepted(grant("").replace("2020-03-01", "1600-01-01"));
        refused(400, "MALFORMED", "executedOn", grant("").replace("2020-03-01", "1599-12-31"));
    }

    @Test
    void no_issuer_has_an_id_that_differs_from_any_only_in_case() {
        for (String id : new String[]{ "any", "Any", "aNY"}) {
            refused(400, "MALFORMED", "issuer.issuerId", grant("").replace("\"hemacare\"", "\"" + id + "\""));
        }
        accepted(grant("").replace("\"hemacare\"", "\"any-corp\""));
        accepted(grant("").replaceAll("\"issuer\": \\{[^}]*}", "\"issuer\": \"ANY\""));
        String heaton = Bodies.newGrantor();
        node.post(grants(heaton), grant("")).isRecorded();
        for (String path : new String[]{ "/cessations", "/resumptions"}) {
            node.post("/api/grantors/" + heaton + path, "{\"issuerId\": \"any\", \"effectiveOn\": \"2022-01-01\"}").isProblem(400,
                    "MALFORMED", "issuerId");
            node.post("/api/grantors/" + heaton + path, "{\"issuerId\": \"ANY\", \"effectiveOn\": \"2022-01-01\"}").isRecorded();
        }
    }
}
