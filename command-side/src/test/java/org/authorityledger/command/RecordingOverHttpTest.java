package org.authorityledger.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.authorityledger.command.Bodies.grant;
import static org.authorityledger.command.Bodies.grants;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RecordingOverHttpTest {

    private final TestNode node = TestNode.ONE;
    private final String heaton = Bodies.newGrantor();
    private final String poa = grants(heaton) + "/poa";

    private void refused(int status, String code, String path, String url, String body, String... headers) {
        long before = node.size();
        node.post(url, body, headers).isProblem(status, code, path);
        assertThat(node.size()).isEqualTo(before);
    }

    private TestNode.Answer granted(String more) {
        return node.post(grants(heaton), grant(", \"poaId\": \"poa\"" + more)).isRecorded();
    }

    @Test
    void nothing_is_recorded_of_a_grantor_of_whom_this_build_cannot_read_a_record() {
        granted("");
        UUID ofALaterBuild = UUID.randomUUID();
        node.jdbc().update(
                """
                        insert into ledger.event (position, record_id, grantor_id, sequence, type, revision, recorded_at, recorded_by, payload)
                        select max(position) + 1, ?, ?, 1, 'GrantorDied', '9', greatest(clock_timestamp(), max(recorded_at) + interval '1 microsecond'),
                          'admin', '{}' from ledger.event
                        """,
                ofALaterBuild, heaton);

        refused(503, "RECORD_UNREADABLE", "", poa + "/resignations",
                "{\"attorneyId\": \"david-fractor\", \"effectiveOn\": \"2021-03-01\"}");
        assertThat(node
                .post("/api/import", "{\"command\": \"RecordGrantorDeath\", \"grantorId\": \"" + heaton + "\", \"on\": \"2021-03-01\"}\n",
                        "Content-Type", "application/x-ndjson")
                .response().body()).contains("RECORD_UNREADABLE", ofALaterBuild.toString());
    }

    @Test
    void the_life_of_an_instrument_is_recorded_act_by_act() {
        TestNode.Answer grant = granted(", \"substitutionAllowed\": true");
        assertThat(grant.text("type")).isEqualTo("PowerOfAttorneyGranted");
        assertThat(grant.text("grantorId")).isEqualTo(heaton);
        assertThat(grant.text("poaId")).isEqualTo("poa");
        assertThat(grant.body().path("version").asLong()).isEqualTo(1);
        assertThat(grant.text("recordedAt")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        assertThat(UUID.fromString(grant.text("recordId")).version()).isEqualTo(7);
        assertThat(grant.header("Ledger-Position")).isEqualTo(Long.toString(grant.body().path("position").asLong()));
        assertThat(grant.header("ETag")).isEqualTo("\"1\"");

        TestNode.Answer correction = node.post(poa + "/corrections", grant("""
                , "poaId": "poa", "substitutionAllowed": true, "reason": "the treasurer was overlooked", "minimumSignatures": 1
                """).replace("\"attorneys\": [",
                "\"attorneys\": [{\"attorneyId\": \"treasurer\", \"name\": \"Treasurer\", \"office\": true}, ")).isRecorded();
        assertThat(correction.text("type")).isEqualTo("PowerOfAttorneyCorrected");
        assertThat(correction.header("ETag")).isEqualTo("\"2\"");

        recorded("IncumbencyRecorded", poa + "/incumbencies",
                "{\"officeId\": \"treasurer\", \"holder\": {\"attorneyId\": \"kwiat\", \"name\": \"K. Kwiat\"}, \"from\": \"2021-01-01\"}");
        TestNode.Answer substitution = recorded("SubstituteAppointed", poa + "/substitutions", """
                {"attorneyId": "judi-irving", "substitute": {"attorneyId": "kwiat", "name": "K. Kwiat"}, "effectiveOn": "2021-01-01"}
                """);
        recorded("SubstitutionRevoked", poa + "/substitutions/" + substitution.text("recordId") + "/revocation",
                "{\"effectiveOn\": \"2021-02-01\"}");
        recorded("AttorneyResigned", poa + "/resignations", "{\"attorneyId\": \"david-fractor\", \"effectiveOn\": \"2021-03-01\"}");
        TestNode.Answer revocation = recorded("PowerOfAttorneyRevoked", poa + "/revocations", """
                {"signedOn": "2021-04-01", "deliveries": [{"attorneyId": "judi-irving", "deliveredOn": "2021-04-02"}], "note": null}
                """);
        recorded("RevocationDelivered", poa + "/revocations/" + revocation.text("recordId") + "/deliveries",
                "{\"attorneyId\": \"david-fractor\", \"deliveredOn\": \"2021-04-03\", \"means\": \"IN_PERSON\"}");
        recorded("GrantorCeasedReporting", "/api/grantors/" + heaton + "/cessations",
                "{\"issuerId\": \"ANY\", \"effectiveOn\": \"2022-01-01\"}");
        recorded("GrantorResumedReporting", "/api/grantors/" + heaton + "/resumptions",
                "{\"issuerId\": \"hemacare\", \"regimes\": [\"SECTION_16\"], \"effectiveOn\": \"2022-02-01\", \"basis\": \"Form 3\"}");
        recorded("AttorneyEmploymentEnded", "/api/grantors/" + heaton + "/employment-ends",
                "{\"attorneyId\": \"judi-irving\", \"effectiveOn\": \"2022-03-01\"}");
        recorded("GrantorIncapacitated", "/api/grantors/" + heaton + "/incapacity", "{\"on\": \"2022-04-01\"}");
        TestNode.Answer death = recorded("GrantorDied", "/api/grantors/" + heaton + "/death", "{\"on\": \"2022-05-01\"}");
        recorded("RecordRetracted", "/api/grantors/" + heaton + "/retractions",
                "{\"recordId\": \"" + death.text("recordId") + "\", \"reason\": \"another Heaton\"}");
        assertThat(node.size(heaton)).isEqualTo(14);
    }

    private TestNode.Answer recorded(String type, String url, String body) {
        TestNode.Answer answer = node.post(url, body).isRecorded();
        assertThat(answer.text("type")).isEqualTo(type);
        return answer;
    }

    @Test
    void absent_regimes_are_all_and_every_act_tells_who_recorded_it() {
        granted("");
        node.post("/api/grantors/" + heaton + "/cessations", "{\"issuerId\": \"ANY\", \"effectiveOn\": \"2022-01-01\"}",
                "X-Correlation-Id", "tied-together").isRecorded();
        assertThat(node.jdbc().queryForMap(
                "select payload ->> 'regimes' as regimes, recorded_by, correlation_id from ledger.event where grantor_id = ? and sequence = 1",
                heaton)).containsEntry("recorded_by", "admin").containsEntry("correlation_id", "tied-together").containsEntry("regimes",
                        "[\"SECTION_16\",\"SECTION_13\",\"RULE_144\"]");
    }

    @Test
    void a_grant_without_an_id_is_given_one() {
        assertThat(UUID.fromString(node.post(grants(heaton), grant("")).isRecorded().text("poaId")).version()).isEqualTo(7);
    }

    @Test
    void what_is_malformed_is_answered_with_its_path_and_leaves_no_trace() {
        refused(400, "MALFORMED", "colour", grants(heaton), grant(", \"colour\": \"blue\""));
        refused(400, "MALFORMED", "", grants(heaton), grant(", \"\\ud800\": \"blue\""));
        refused(400, "MALFORMED", "note", grants(heaton), grant(", \"note\": \"\\ud800\""));
        refused(400, "MALFORMED", "note", grants(heaton), grant(", \"note\": \"a\\u0000\""));
        refused(400, "MALFORMED", "powers[0].forms[0]", grants(heaton), grant("").replace("\"4\"", "\"\\udc00\""));
        refused(400, "MALFORMED", "attorneys[0].attorneyId", grants(heaton), grant("").replace("judi-irving", "\\ud800"));
        refused(400, "MALFORMED", "terms", grants(heaton), grant(", \"terms\": {}"));
        refused(400, "MALFORMED", "grantorId", grants(heaton), grant(", \"grantorId\": \"" + heaton + "\""));
        refused(400, "MALFORMED", "minimumSignatures", grants(heaton), grant(", \"minimumSignatures\": \"2\""));
        refused(400, "MALFORMED", "expiresOn", grants(heaton), grant(", \"expiresOn\": \"2023-02-30\""));
        refused(400, "MALFORMED", "attorneys[0].name", grants(heaton), grant("").replace(", \"name\": \"Judi Irving\"", ""));
        refused(400, "MALFORMED", "attorneys[0].name", grants(heaton), grant("").replace("Judi Irving", "\u00a0"));
        refused(400, "MALFORMED", "attorneys[0].name", grants(heaton), grant("").replace("Judi Irving", "Judi\u202e Irving"));
        refused(400, "MALFORMED", "attorneys[1].colour", grants(heaton),
                grant("").replace("\"name\": \"David Fractor\"", "\"name\": \"David Fractor\", \"colour\": 1"));
        refused(400, "MALFORMED", "powers[0].forms[0]", grants(heaton), grant("").replace("\"4\"", "\"4/A\""));
        refused(400, "MALFORMED", "executedOn", grants(heaton), grant("").replace("\"executedOn\": \"2020-03-01\"", "\"note\": \"none\""));
        refused(400, "MALFORMED", "grantor", grants(heaton),
                grant("").replace("\"grantor\": {\"name\": \"Andrew Heaton\", \"cik\": \"1234\"},",
                        ""));
        refused(400, "MALFORMED", "document", grants(heaton), grant(", \"document\": {\"sha256\": \"abc\"}"));
        refused(400, "MALFORMED", "poaId", grants(heaton), grant(", \"poaId\": \"no spaces\""));
        refused(400, "MALFORMED", "", grants(heaton), "{\"grantor\": ");
        refused(400, "MALFORMED", "", grants(heaton), "[]");
        refused(400, "MALFORMED", "", grants(heaton), "");
        refused(400, "MALFORMED", "", grants(heaton), "{}{}");
        refused(400, "MALFORMED", "", grants(heaton), "{\"note\": 1, \"note\": 2}");
        refused(400, "MALFORMED", "", grants(heaton), "{\"note\": " + "[".repeat(10_000) + "]".repeat(10_000) + "}");
        long before = node.size();
        node.post(grants(heaton), grant(", \"note\": \"\u00ff\"").getBytes(StandardCharsets.ISO_8859_1)).isProblem(400, "MALFORMED", "");
        assertThat(node.size()).isEqualTo(before);
    }

    @Test
    void ids_in_the_path_are_read_as_strictly() {
        refused(400, "MALFORMED", "", "/api/grantors/a%2Fb/death", "{\"on\": \"2022-05-01\"}");
        refused(400, "MALFORMED", "grantorId", "/api/grantors/a%40b/death", "{\"on\": \"2022-05-01\"}");
        refused(400, "MALFORMED", "grantorId", "/api/grantors/%20/death", "{\"on\": \"2022-05-01\"}");
        refused(400, "MALFORMED", "grantorId", "/api/grantors/" + "a".repeat(10_000) + "/death", "{\"on\": \"2022-05-01\"}");
        refused(400, "MALFORMED", "grantorId", "/api/grantors/" + "a".repeat(65) + "/death", "{\"on\": \"2022-05-01\"}");
        refused(404, "UNKNOWN_GRANTOR", "grantorId", "/api/grantors/" + "a".repeat(64) + "/death", "{\"on\": \"2022-05-01\"}");
        refused(400, "MALFORMED", "revocation", poa + "/revocations/1/deliveries",
                "{\"attorneyId\": \"judi-irving\", \"deliveredOn\": \"2021-04-03\"}");
        refused(400, "MALFORMED", "means", poa + "/revocations/" + java.util.UUID.randomUUID() + "/deliveries",
                "{\"attorneyId\": \"judi-irving\", \"deliveredOn\": \"2021-04-03\", \"means\": \"BY_PIGEON\"}");
        refused(400, "MALFORMED", "poaId", grants(heaton) + "/poa/corrections", grant(", \"poaId\": \"other\", \"reason\": \"none\""));
    }

    @Test
    void a_body_too_large_is_refused() {
        refused(413, "TOO_LARGE", "", grants(heaton), grant(", \"note\": \"" + "x".repeat(10 << 20) + "\""));
    }

    @Test
    void a_body_that_is_no_json_is_refused() {
        refused(415, "UNSUPPORTED_MEDIA_TYPE", "", grants(heaton), grant(""), "Content-Type", "text/plain");
        refused(415, "UNSUPPORTED_MEDIA_TYPE", "", grants(heaton), grant(""), "Content-Type", "nonsense");
    }

    @Test
    void a_path_takes_post_alone_and_no_parameters() {
        node.send(node.request("/api/grantors/" + heaton + "/death").PUT(HttpRequest.BodyPublishers.ofString("{}"))).isProblem(405,
                "METHOD_NOT_ALLOWED", "");
        refused(400, "MALFORMED", "dryRun", grants(heaton) + "?dryRun=true", grant(""));
        refused(404, "NOT_FOUND", "", "/api/grantors/" + heaton + "/births", "{}");
    }

    @Test
    void no_one_records_without_signing_in() {
        long before = node.size();
        HttpRequest.Builder anonymous = HttpRequest.newBuilder(URI.create(node.base() + grants(heaton)))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(grant("")));
        node.send(anonymous).isProblem(401, "UNAUTHORIZED", "");
        assertThat(node.size()).isEqualTo(before);
    }

    @Test
    void each_kind_of_refusal_has_its_status() {
        granted("");
        refused(404, "UNKNOWN_INSTRUMENT", "poaId", grants(heaton) + "/other/revocations", "{\"signedOn\": \"2021-01-01\"}");
        refused(409, "POA_ID_USED", "poaId", grants(heaton), grant(", \"poaId\": \"poa\""));
        refused(422, "NAMED_TWICE", "attorneys[1].attorneyId", grants(heaton), grant("").replace("david-fractor", "judi-irving"));
        refused(422, "NO_ATTORNEY", "attorneys", grants(heaton), grant("").replaceAll("\"attorneys\": \\[.*?],", ""));
        refused(422, "IN_THE_FUTURE", "executedOn", grants(heaton), grant("").replace("2020-03-01", "9999-12-31"));
    }

    @Test
    void a_condition_on_the_version_is_kept() {
        TestNode.Answer first = granted("");
        String death = "/api/grantors/" + heaton + "/death";
        String body = "{\"on\": \"2022-05-01\"}";
        refused(412, "PRECONDITION_FAILED", "If-Match", death, body, "If-Match", "\"2\"");
        refused(400, "MALFORMED", "If-Match", death, body, "If-Match", "1");
        TestNode.Answer second = node.post(death, body, "If-Match", first.header("ETag")).isRecorded();
        assertThat(second.header("ETag")).isEqualTo("\"2\"");
        refused(412, "PRECONDITION_FAILED", "If-Match", death, body, "If-Match", first.header("ETag"));
        node.post(death, body, "If-Match", "*").isRecorded();
        refused(412, "PRECONDITION_FAILED", "If-Match", grants(Bodies.newGrantor()), grant(""), "If-Match", "*");
        refused(412, "PRECONDITION_FAILED", "If-None-Match", death, body, "If-None-Match", "*");
    }

    @Test
    void employment_ends_for_every_grantor_of_an_attorney_at_once_or_for_none() {
        String carol = "carol-" + heaton;
        String naming = grant("").replace("judi-irving", carol);
        String second = Bodies.newGrantor();
        String third = Bodies.newGrantor();
        node.post(grants(heaton), naming).isRecorded();
        node.post(grants(second), naming).isRecorded();
        TestNode.Answer retracted = node.post(grants(third), naming).isRecorded();
        node.post("/api/grantors/" + third + "/retractions",
                "{\"recordId\": \"" + retracted.text("recordId") + "\", \"reason\": \"error\"}")
                .isRecorded();

        String url = "/api/attorneys/" + carol + "/employment-ends";
        TestNode.Answer ended = node.post(url, "{\"effectiveOn\": \"2023-01-01\"}", "Idempotency-Key", "bulk-" + heaton).isRecorded();

        assertThat(ended.body().path("items").valueStream().map(item -> item.path("grantorId").asString("")).toList())
                .containsExactlyInAnyOrder(heaton, second);
        long size = node.size();
        TestNode.Answer again = node.post(url, "{\"effectiveOn\": \"2023-01-01\"}", "Idempotency-Key", "bulk-" + heaton).isRecorded();
        assertThat(again.body()).isEqualTo(ended.body());
        assertThat(node.size()).isEqualTo(size);
        refused(422, "IDEMPOTENCY_KEY_REUSED", "Idempotency-Key", url, "{\"effectiveOn\": \"2023-01-02\"}", "Idempotency-Key",
                "bulk-" + heaton);
        refused(404, "UNKNOWN_ATTORNEY", "attorneyId", "/api/attorneys/unknown-" + heaton + "/employment-ends",
                "{\"effectiveOn\": \"2023-01-01\"}");
        // The grantor goes on from there.
        assertThat(node.post("/api/grantors/" + heaton + "/death", "{\"on\": \"2023-05-01\"}").isRecorded().header("ETag"))
                .isEqualTo("\"3\"");
    }

    @Test
    void what_the_second_edition_adds_is_recorded_act_by_act() {
        String paper = ", \"reason\": \"minutes\", \"document\": {\"sha256\": \"" + "ab".repeat(32) + "\"}, \"note\": \"page 2\"}";
        granted(", \"substitution\": \"WITH_RESUBSTITUTION\", \"durable\": false, \"governingLaw\": \"New York\", \"undated\": true,"
                + " \"termsSeen\": false, \"revocationTakesEffect\": \"ON_SIGNING\", \"onBehalfOf\": [\"a-fund\"], \"reason\": \"election\"");
        TestNode.Answer rider = recorded("PowerOfAttorneyAmended", poa + "/amendments",
                grant(", \"effectiveOn\": \"2021-01-01\", \"substitution\": \"ALLOWED\"").replace("2020-03-01", "2020-12-01"));
        recorded("PowerOfAttorneyCorrected", poa + "/corrections", grant(", \"effectiveOn\": \"2021-01-02\", \"substitution\": \"ALLOWED\","
                + " \"onBehalfOf\": \"ANY\", \"reason\": \"misread\", \"amendment\": \"" + rider.text("recordId") + "\""));
        recorded("ConfirmationFiled", poa + "/confirmations", "{\"accession\": \"0001181431-20-028213\", \"form\": \"4\","
                + " \"exhibit\": \"24\", \"filedOn\": \"2020-03-03\", \"byReference\": true" + paper);
        recorded("SubstituteAppointed", poa + "/substitutions",
                "{\"attorneyId\": \"judi-irving\", \"substitute\": {\"attorneyId\": \"kwiat\","
                        + " \"name\": \"K. Kwiat\", \"kind\": \"PERSON\"}, \"effectiveOn\": \"2021-02-01\", \"issuers\": [\"hemacare\"],"
                        + " \"capacities\": [\"OFFICER\"], \"until\": \"2022-01-01\", \"as\": \"CO_AGENT\"" + paper);
        TestNode.Answer revocation = recorded("PowerOfAttorneyRevoked", poa + "/revocations",
                "{\"signedOn\": \"2021-04-01\", \"by\": \"COURT\", \"attorneys\": [\"kwiat\"]" + paper);
        recorded("RevocationDelivered", poa + "/revocations/" + revocation.text("recordId") + "/deliveries",
                "{\"to\": \"ISSUER\", \"deliveredOn\": \"2021-04-03\"" + paper);
        String grantor = "/api/grantors/" + heaton;
        recorded("GrantorBeganReporting", grantor + "/reporting-beginnings",
                "{\"issuerId\": \"hemacare\", \"effectiveOn\": \"2020-01-01\", \"basis\": \"Form 3\"" + paper);
        recorded("AttorneyEmploymentEnded", grantor + "/employment-ends",
                "{\"attorneyId\": \"judi-irving\", \"effectiveOn\": \"2022-03-01\", \"employer\": \"HemaCare\"" + paper);
        recorded("AttorneyDied", grantor + "/attorney-deaths", "{\"attorneyId\": \"kwiat\", \"on\": \"2022-04-01\"" + paper);
        recorded("AttorneyIncapacitated", grantor + "/attorney-incapacities",
                "{\"attorneyId\": \"david-fractor\", \"on\": \"2022-04-01\"" + paper);
        recorded("GrantorIncapacitated", grantor + "/incapacity",
                "{\"on\": \"2022-05-01\", \"notices\": [{\"attorneyId\": \"judi-irving\", \"on\": \"2022-05-02\"}]" + paper);
        refused(422, "DISSOLUTION_OF_A_PERSON", "grantorId", grantor + "/dissolution", "{\"on\": \"2022-06-01\"}");
        assertThat(node.jdbc().queryForObject("""
                select count(*) from ledger.event where grantor_id = ? and payload ->> 'reason' = 'minutes'
                  and payload ->> 'note' = 'page 2' and payload #>> '{document,sha256}' is not null
                """, Long.class, heaton)).isEqualTo(9);

        String fund = "/api/grantors/" + Bodies.newGrantor();
        TestNode.Answer signatory = recorded("SignatoryRecorded", fund + "/signatories", "{\"grantor\": {\"name\": \"A Fund\"},"
                + " \"signatory\": {\"partyId\": \"manager\", \"name\": \"Manager LLC\", \"kind\": \"ENTITY\"}, \"capacity\":"
                + " \"MANAGING_MEMBER\", \"from\": \"2020-01-01\", \"forms\": [\"SC 13G\"], \"minimumSignatories\": 1" + paper);
        assertThat(signatory.header("ETag")).isEqualTo("\"1\"");
        refused(422, "DEATH_OF_AN_ENTITY", "grantorId", fund + "/death", "{\"on\": \"2022-06-01\"}");
        recorded("SignatoryEnded", fund + "/signatories/" + signatory.text("recordId") + "/end",
                "{\"effectiveOn\": \"2022-01-01\"" + paper);
        recorded("GrantorDissolved", fund + "/dissolution", "{\"on\": \"2022-06-01\"" + paper);
    }

    @Test
    void a_death_is_recorded_for_every_grantor_for_whom_someone_could_sign_at_once_or_for_none() {
        String carol = "carol-" + heaton;
        String fund = Bodies.newGrantor();
        String rider = Bodies.newGrantor();
        node.post(grants(heaton), grant(", \"substitutionAllowed\": true, \"poaId\": \"poa\"")).isRecorded();
        recorded("SubstituteAppointed", poa + "/substitutions", "{\"attorneyId\": \"judi-irving\", \"substitute\": {\"attorneyId\": \""
                + carol + "\", \"name\": \"Carol\"}, \"effectiveOn\": \"2021-01-01\"}");
        recorded("SignatoryRecorded", "/api/grantors/" + fund + "/signatories", "{\"signatory\": {\"partyId\": \"" + carol
                + "\", \"name\": \"Carol\"}, \"capacity\": \"TRUSTEE\", \"from\": \"2020-01-01\"}");
        node.post(grants(rider), grant(", \"poaId\": \"poa\"")).isRecorded();
        recorded("PowerOfAttorneyAmended", grants(rider) + "/poa/amendments",
                grant(", \"effectiveOn\": \"2022-01-01\"").replace("judi-irving", carol));

        String url = "/api/attorneys/" + carol + "/death";
        refused(422, "IN_THE_FUTURE", "on", url, "{\"on\": \"9999-12-31\"}");
        TestNode.Answer died = node.post(url, "{\"on\": \"2023-01-01\", \"note\": \"obituary\"}").isRecorded();
        assertThat(died.body().path("items").valueStream().map(item -> item.path("grantorId").asString("")).toList())
                .containsExactlyInAnyOrder(heaton, fund, rider);
        TestNode.Answer incapacity = node.post("/api/attorneys/" + carol + "/incapacity", "{\"on\": \"2022-12-01\"}").isRecorded();
        assertThat(incapacity.body().path("items")).hasSize(3);
        refused(404, "UNKNOWN_ATTORNEY", "attorneyId", "/api/attorneys/unknown-" + heaton + "/death", "{\"on\": \"2023-01-01\"}");
        // An end of employment concerns those whom terms name.
        TestNode.Answer left = node.post("/api/attorneys/" + carol + "/employment-ends", "{\"effectiveOn\": \"2023-01-01\"}").isRecorded();
        assertThat(left.body().path("items").valueStream().map(item -> item.path("grantorId").asString("")).toList()).contains(rider);

        recorded("SignatoryRecorded", "/api/grantors/" + Bodies.newGrantor() + "/signatories", "{\"signatory\": {\"partyId\": \"" + carol
                + "\", \"name\": \"Carol\", \"kind\": \"ENTITY\"}, \"capacity\": \"TRUSTEE\", \"from\": \"2020-01-01\"}");
        refused(422, "DEATH_OF_AN_ENTITY", "attorneyId", url, "{\"on\": \"2023-01-01\"}");
    }

    @Test
    void the_description_shows_flat_terms_without_the_parts_of_the_path() {
        JsonNode api = node.send(node.request("/v3/api-docs").GET()).body();
        JsonNode operation = api.path("paths").path("/api/grantors/{grantorId}/powers-of-attorney").path("post");
        JsonNode schema = operation.path("requestBody").path("content").path("application/json").path("schema");
        assertThat(schema.path("properties").propertyNames())
                .contains("grantor", "issuer", "issuers", "attorneys", "powers", "executedOn", "poaId", "note", "reason", "signing",
                        "minimumSignatures", "substitution", "substitutionAllowed", "onBehalfOf")
                .doesNotContain("terms", "grantorId");
        assertThat(schema.path("required").valueStream().map(name -> name.asString("")).toList()).containsExactlyInAnyOrder("grantor",
                "attorneys", "powers", "executedOn");
        assertThat(schema.path("anyOf").valueStream().map(one -> one.path("required").path(0).asString("")).toList())
                .containsExactly("issuer", "issuers");
        assertThat(schema.path("properties").path("attorneys").path("items").path("properties").path("attorneyId").path("pattern")
                .asString(""))
                .isNotEmpty();
        assertThat(operation.path("responses").propertyNames()).contains("201", "400", "404", "409", "412", "422");
        assertThat(operation.path("parameters").valueStream().map(parameter -> parameter.path("name").asString("")).toList())
                .containsExactly("grantorId", "Idempotency-Key", "If-Match");
        assertThat(api.path("paths").propertyNames()).contains("/api/import", "/api/attorneys/{attorneyId}/employment-ends");
    }

    @Test
    void the_database_refuses_to_change_what_is_recorded() {
        granted("");
        for (String change : new String[]{ "update ledger.event set recorded_by = 'x'", "delete from ledger.event",
                "truncate ledger.event"}) {
            assertThatThrownBy(() -> node.jdbc().execute(change)).hasMessageContaining("append-only");
        }
        assertThat(node.size(heaton)).isEqualTo(1);
    }
}
