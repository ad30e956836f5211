package org.authorityledger.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.JsonNode;

/** What people say about findings: remedies, and who is who. */
class RemediesApiTest extends OnAnInbox {

    private static String form(String owner, String cik, String company, String signature) {
        return """
                <ownershipDocument><documentType>4</documentType><periodOfReport>2024-08-09</periodOfReport>
                <issuer><issuerName>%3$s</issuerName></issuer>
                <reportingOwner><reportingOwnerId><rptOwnerCik>%2$s</rptOwnerCik><rptOwnerName>%1$s</rptOwnerName></reportingOwnerId></reportingOwner>
                <ownerSignature><signatureName>%4$s</signatureName><signatureDate>2024-08-12</signatureDate></ownerSignature>
                </ownershipDocument>
                """
                .formatted(owner, cik, company, signature);
    }

    /** Brings a form, and gives the SHA-256 by which it is known. */
    private String brought(String form, String company) {
        String batchId = LedgerForTests.json(send("/api/filings", form.getBytes(UTF_8))).path("batchId").asString();
        assertThat(get("/api/filings/batches/" + batchId, "Accept", "text/event-stream").body()).contains("DONE");
        return answer("/api/findings?batch=" + batchId).path("items").path(0).path("filingId").asString();
    }

    private void granted(String grantorId, String grantor, String attorneyId, String attorney, String company) {
        HttpResponse<String> response = post("/api/grantors/" + grantorId + "/powers-of-attorney", """
                {"grantor": {"name": "%s"}, "issuer": {"issuerId": "%s", "name": "%s"}, "attorneys": [{"attorneyId": "%s", "name": "%s"}],
                 "powers": [{"clause": "a", "forms": ["4"]}], "executedOn": "2020-01-15"}
                """.formatted(grantor, company.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]+", "-").replaceAll("-$", ""), company,
                attorneyId, attorney));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        answer("/api/findings?limit=1&minPosition=" + LedgerForTests.json(response).path("position").asString());
    }

    private JsonNode finding(String filingId) {
        return answer("/api/filings/" + filingId).path("findings").path(0);
    }

    private HttpResponse<String> remedy(String filingId, String body) {
        return post("/api/filings/" + filingId + "/signatures/0/remedies", body);
    }

    private JsonNode said(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return LedgerForTests.json(response);
    }

    private HttpResponse<String> identity(String statement, String one, String other) {
        return post("/api/identities", "{\"statement\": \"" + statement + "\", \"parties\": [\"" + one + "\", \"" + other
                + "\"], \"reason\": \"The secretary knows them.\"}");
    }

    @Test
    void a_signature_that_was_not_covered_is_ratified_and_the_ratification_withdrawn() {
        granted("alma-berg", "Alma Berg", "carl-dahl", "Carl Dahl", "Alder Mills");
        String id = brought(form("Berg Alma", "", "Alder Mills", "/s/ Unni Bakke, attorney-in-fact for Alma Berg"), "alder");
        assertThat(finding(id).path("finding").asString()).isEqualTo("NOT_COVERED");

        JsonNode ratified = said(
                remedy(id, "{\"remedy\": \"RATIFIED\", \"signedOn\": \"2024-08-12\", \"reason\": \"She approved it in writing.\", "
                        + "\"document\": {\"sha256\": \"" + "a".repeat(64) + "\", \"name\": \"approval.pdf\"}}"));

        assertThat(ratified.path("recordedBy").asString()).isEqualTo("admin");
        JsonNode found = finding(id);
        assertThat(found.path("remedy").asString()).isEqualTo("RATIFIED");
        assertThat(found.path("finding").asString()).as("the law stays the law").isEqualTo("NOT_COVERED");
        assertThat(answer("/api/findings?remedy=RATIFIED&issuer=alder%20mills").path("items").size()).isOne();
        assertThat(answer("/api/findings?remedy=NONE&issuer=alder%20mills").path("items").isEmpty()).isTrue();

        said(remedy(id, "{\"remedy\": \"WITHDRAWN\", \"reason\": \"It was another form.\"}"));
        assertThat(finding(id).has("remedy")).isFalse();
        assertProblem(remedy(id, "{\"remedy\": \"WITHDRAWN\", \"reason\": \"Again, for another reason.\"}"), 409, "NOTHING_TO_WITHDRAW");

        JsonNode dismissed = said(remedy(id, "{\"remedy\": \"DISMISSED\", \"reason\": \"Filed again since.\"}"));
        assertThat(said(remedy(id, "{\"remedy\": \"DISMISSED\", \"reason\": \"Filed again since.\"}")).path("remedyId"))
                .as("the same is not recorded twice").isEqualTo(dismissed.path("remedyId"));
        JsonNode history = answer("/api/filings/" + id + "/signatures/0/history");
        assertThat(history.path("remedy").asString()).isEqualTo("DISMISSED");
        assertThat(history.path("items").valueStream().map(one -> one.path("what").asString() + " "
                + one.path("remedy").asString(one.path("reason").asString())).toList())
                .containsExactly("ANSWER NO_POWER_OF_ATTORNEY", "REMEDY RATIFIED", "REMEDY WITHDRAWN", "REMEDY DISMISSED");
        assertThat(history.path("items").path(1).path("document").path("name").asString()).isEqualTo("approval.pdf");
    }

    @Test
    void what_ratifies_is_signed_on_the_day_of_the_signature_or_later_and_not_in_the_future() {
        String id = brought(form("Nes Ola", "", "Birch Mills", "/s/ Unni Bakke, attorney-in-fact for Ola Nes"), "birch");
        String ratified = "{\"remedy\": \"RATIFIED\", \"reason\": \"He approved it.\", \"signedOn\": \"%s\"}";
        LocalDate today = LocalDate.now(ZoneId.of("America/New_York"));

        assertProblem(remedy(id, ratified.formatted("2024-08-11")), 422, "RATIFIED_BEFORE_SIGNED");
        assertProblem(remedy(id, ratified.formatted(today.plusDays(2))), 422, "IN_THE_FUTURE");
        said(remedy(id, ratified.formatted("2024-08-12")));
        said(remedy(id, ratified.formatted(today.minusDays(1))));
    }

    @Test
    void what_is_good_is_not_ratified_and_bad_bodies_are_refused() {
        String id = brought(form("Lund Nils", "", "Cedar Mills", "/s/ Nils Lund"), "cedar");
        assertProblem(remedy(id, "{\"remedy\": \"RATIFIED\", \"reason\": \"So.\", \"signedOn\": \"2024-08-12\"}"), 409,
                "NOTHING_TO_RATIFY");
        for (String bad : List.of("{\"remedy\": \"RATIFIED\", \"reason\": \"So.\"}", "{\"remedy\": \"DISMISSED\", \"reason\": \" \"}",
                "{\"remedy\": \"DISMISSED\"}", "{\"remedy\": \"FORGOTTEN\", \"reason\": \"So.\"}",
                "{\"remedy\": \"DISMISSED\", \"reason\": \"So.\", \"signedOn\": \"2024-08-12\"}",
                "{\"remedy\": \"DISMISSED\", \"reason\": \"So.\", \"onBehalfOf\": \"Someone Else\"}",
                "{\"remedy\": \"DISMISSED\", \"reason\": \"" + "x".repeat(20_001) + "\"}",
                "{\"remedy\": \"RATIFIED\", \"reason\": \"So.\", \"signedOn\": \"2024-08-12\", \"document\": {\"sha256\": \"abc\"}}",
                "[]")) {
            assertProblem(remedy(id, bad), 400, "MALFORMED");
        }
        assertProblem(remedy("f".repeat(64), "{\"remedy\": \"DISMISSED\", \"reason\": \"So.\"}"), 404, "UNKNOWN_FILING");
        assertProblem(post("/api/filings/" + id + "/signatures/7/remedies", "{\"remedy\": \"DISMISSED\", \"reason\": \"So.\"}"), 404,
                "UNKNOWN_SIGNATURE");
        assertProblem(get("/api/filings/" + id + "/signatures/7/history"), 404, "UNKNOWN_SIGNATURE");
        assertThat(finding(id).has("remedy")).isFalse();
    }

    @Test
    void two_ids_are_joined_for_all_findings_and_parted_again() {
        granted("eva-fors", "Eva Fors", "gus-holm", "Gus Holm", "Dogwood Mills");
        granted("other-one", "Oda Kvam", "gus-holm-2", "Gus Holm", "Elm Mills");
        String id = brought(form("Fors Eva", "", "Dogwood Mills", "/s/ Gus Holm, attorney-in-fact for Eva Fors"), "dogwood");
        assertThat(finding(id).path("why").path(0).asString()).isEqualTo("SEVERAL_SIGNERS");

        said(identity("SAME_PERSON", "gus-holm-2", "gus-holm"));

        JsonNode found = finding(id);
        assertThat(found.path("finding").asString()).as(found.toString()).isEqualTo("COVERED");
        assertThat(found.path("signerId").asString()).as("the id that the instrument names").isEqualTo("gus-holm");
        JsonNode history = answer("/api/filings/" + id + "/signatures/0/history").path("items");
        assertThat(history.valueStream().map(one -> one.path("what").asString()).toList()).containsExactly("ANSWER", "IDENTITY");
        assertThat(history.path(0).path("finding").asString()).isEqualTo("COVERED");
        assertThat(history.path(0).has("recordId")).isTrue();

        said(identity("NOT_SAME_PERSON", "gus-holm", "gus-holm-2"));
        assertThat(finding(id).path("finding").asString()).isEqualTo("CANNOT_TELL");
        said(identity("WITHDRAWN", "gus-holm", "gus-holm-2"));
        assertProblem(post("/api/identities", "{\"statement\": \"WITHDRAWN\", \"parties\": [\"gus-holm\", \"gus-holm-2\"], "
                + "\"reason\": \"Once more.\"}"), 409, "NOTHING_TO_WITHDRAW");
        JsonNode listed = answer("/api/identities?party=gus-holm&limit=2");
        assertThat(listed.path("items").valueStream().map(one -> one.path("statement").asString()).toList()).containsExactly("WITHDRAWN",
                "NOT_SAME_PERSON");
        assertThat(listed.hasNonNull("next")).isTrue();
    }

    /** Records an act that ends something, and waits for it. */
    private void ended(String path, String on) {
        HttpResponse<String> response = post(path, "{\"on\": \"" + on + "\"}");
        assertThat(response.statusCode()).as(response.body()).isLessThan(300);
        Long head = jdbc.queryForObject("select max(position) from ledger.event", Long.class);
        answer("/api/findings?limit=1&minPosition=" + head);
    }

    private String found(String filingId) {
        JsonNode found = finding(filingId);
        return found.path("finding").asString() + " " + found.path("reason").asString();
    }

    @Test
    void who_died_under_one_id_signs_nothing_under_another() {
        granted("vale", "Ann Vale", "odd-vik", "Odd Vik", "Jasmine Mills");
        granted("other-vale", "Oda Moe", "ann-m-vale", "Ann M. Vale", "Jasmine Mills");
        ended("/api/grantors/vale/death", "2024-08-12");
        said(identity("SAME_PERSON", "vale", "CIK0007400001"));
        String own = brought(form("Vale Ann", "0007400001", "Jasmine Mills", "/s/ Ann Vale"), "jasmine");
        String agents = brought(form("Vale Ann", "0007400001", "Jasmine Mills", "/s/ Odd Vik, attorney-in-fact for Ann Vale"), "jasmine");
        assertThat(found(own)).isEqualTo("NOT_COVERED GRANTOR_DIED");

        said(identity("SAME_PERSON", "vale", "ann-m-vale"));
        assertThat(found(own)).isEqualTo("NOT_COVERED GRANTOR_DIED");
        assertThat(found(agents)).isEqualTo("NOT_COVERED GRANTOR_DIED");
        JsonNode history = answer("/api/filings/" + own + "/signatures/0/history").path("items");
        assertThat(history.valueStream().filter(one -> one.path("what").asString().equals("ANSWER")).toList().getLast().path("reason")
                .asString()).isEqualTo("GRANTOR_DIED");
    }

    @Test
    void until_the_day_before_the_death_under_another_id_a_signature_is_good() {
        granted("hale", "Eli Hale", "odd-nes", "Odd Nes", "Kelp Mills");
        granted("hale-2", "Eli B. Hale", "odd-nes", "Odd Nes", "Kelp Mills");
        said(identity("SAME_PERSON", "hale", "hale-2"));
        said(identity("SAME_PERSON", "hale", "CIK0007400002"));
        ended("/api/grantors/hale-2/death", "2024-08-13");
        assertThat(found(brought(form("Hale Eli", "0007400002", "Kelp Mills", "/s/ Eli Hale"), "kelp")))
                .isEqualTo("SELF_SIGNED SELF_SIGNED");
        String agents = brought(form("Hale Eli", "0007400002", "Kelp Mills", "/s/ Odd Nes, attorney-in-fact for Eli Hale"), "kelp");
        assertThat(found(agents)).isEqualTo("COVERED IN_FORCE");
        ended("/api/grantors/hale-2/incapacity", "2024-08-12");
        assertThat(found(agents)).isEqualTo("NOT_COVERED GRANTOR_INCAPACITATED");
    }

    @Test
    void an_attorney_who_died_under_one_id_signs_nothing_under_another() {
        granted("joy-dee", "Joy Dee", "tom-1", "Tom Ray", "Lotus Mills");
        granted("kay-dee", "Kay Dee", "tom-2", "Tom Ray", "Lotus Mills");
        ended("/api/attorneys/tom-1/death", "2024-08-12");
        String id = brought(form("Dee Kay", "", "Lotus Mills", "/s/ Tom Ray, attorney-in-fact for Kay Dee"), "lotus");
        assertThat(finding(id).path("finding").asString()).isEqualTo("CANNOT_TELL");
        said(identity("SAME_PERSON", "tom-1", "tom-2"));
        assertThat(found(id)).isEqualTo("NOT_COVERED ATTORNEY_DIED");
    }

    @Test
    void an_attorney_who_died_the_day_after_under_another_id_has_signed() {
        granted("may-dee", "May Dee", "ulf-1", "Ulf Ray", "Mint Mills");
        granted("fay-dee", "Fay Dee", "ulf-2", "Ulf Ray", "Mint Mills");
        ended("/api/attorneys/ulf-1/death", "2024-08-13");
        said(identity("SAME_PERSON", "ulf-1", "ulf-2"));
        assertThat(found(brought(form("Dee Fay", "", "Mint Mills", "/s/ Ulf Ray, attorney-in-fact for Fay Dee"), "mint")))
                .isEqualTo("COVERED IN_FORCE");
    }

    /** Records an act, and waits for it. */
    private void recorded(String path, String body) {
        HttpResponse<String> response = post(path, body);
        assertThat(response.statusCode()).as(response.body()).isLessThan(300);
        Long head = jdbc.queryForObject("select max(position) from ledger.event", Long.class);
        answer("/api/findings?limit=1&minPosition=" + head);
    }

    private String poa(String grantorId) {
        return answer("/api/authorities?grantor=" + grantorId).path("items").path(0).path("poaId").asString();
    }

    @Test
    void who_left_under_one_id_has_left_under_the_other() {
        recorded("/api/grantors/una-dee/powers-of-attorney", """
                {"grantor": {"name": "Una Dee"}, "issuer": {"issuerId": "quartz-mills", "name": "Quartz Mills"},
                 "attorneys": [{"attorneyId": "ida-1", "name": "Ida Roy", "endsWithEmployment": true}],
                 "powers": [{"clause": "a", "forms": ["4"]}], "executedOn": "2020-01-15"}
                """);
        granted("uta-dee", "Uta Dee", "ida-2", "Ida Roy", "Quartz Mills");
        said(identity("SAME_PERSON", "ida-1", "ida-2"));
        String id = brought(form("Dee Una", "", "Quartz Mills", "/s/ Ida Roy, attorney-in-fact for Una Dee"), "quartz");
        recorded("/api/attorneys/ida-2/employment-ends", "{\"effectiveOn\": \"2024-08-13\"}");
        assertThat(found(id)).as("until the day before").isEqualTo("COVERED IN_FORCE");
        recorded("/api/attorneys/ida-2/employment-ends", "{\"effectiveOn\": \"2024-08-12\"}");
        assertThat(found(id)).isEqualTo("NOT_COVERED EMPLOYMENT_ENDED");
        said(identity("WITHDRAWN", "ida-1", "ida-2"));
    }

    @Test
    void a_power_that_was_resigned_under_another_id_of_the_grantor_may_be_this_one() {
        granted("pim-dee", "Pim Dee", "leo-roy", "Leo Roy", "Ruby Mills");
        granted("pim-dee-2", "Pim Dee", "leo-roy", "Leo Roy", "Ruby Mills");
        said(identity("SAME_PERSON", "pim-dee", "pim-dee-2"));
        String id = brought(form("Dee Pim", "", "Ruby Mills", "/s/ Leo Roy, attorney-in-fact for Pim Dee"), "ruby");
        assertThat(found(id)).isEqualTo("COVERED IN_FORCE");

        String resigned = "/api/grantors/pim-dee-2/powers-of-attorney/" + poa("pim-dee-2") + "/resignations";
        recorded(resigned, "{\"attorneyId\": \"leo-roy\", \"effectiveOn\": \"2024-08-13\"}");
        assertThat(found(id)).as("the day after").isEqualTo("COVERED IN_FORCE");
        recorded(resigned, "{\"attorneyId\": \"leo-roy\", \"effectiveOn\": \"2024-08-12\"}");
        assertThat(found(id)).isEqualTo("CANNOT_TELL ENDED_UNDER_ANOTHER_ID");
        assertThat(finding(id).path("why").path(0).asString()).isEqualTo("ENDED_UNDER_ANOTHER_ID");
    }

    @Test
    void a_power_that_ended_under_another_id_before_this_one_began_raises_no_doubt() {
        recorded("/api/grantors/rex-dee-2/powers-of-attorney", """
                {"grantor": {"name": "Rex Dee"}, "issuer": {"issuerId": "topaz-mills", "name": "Topaz Mills"},
                 "attorneys": [{"attorneyId": "leo-roy", "name": "Leo Roy"}],
                 "powers": [{"clause": "a", "forms": ["4"]}], "executedOn": "2015-01-15"}
                """);
        recorded("/api/grantors/rex-dee-2/powers-of-attorney/" + poa("rex-dee-2") + "/resignations",
                "{\"attorneyId\": \"leo-roy\", \"effectiveOn\": \"2020-01-15\"}");
        granted("rex-dee", "Rex Dee", "leo-roy", "Leo Roy", "Topaz Mills");
        said(identity("SAME_PERSON", "rex-dee", "rex-dee-2"));

        assertThat(found(brought(form("Dee Rex", "", "Topaz Mills", "/s/ Leo Roy, attorney-in-fact for Rex Dee"), "topaz")))
                .isEqualTo("COVERED IN_FORCE");
    }

    private List<String> remarks(String question) {
        JsonNode answer = answer("/api/authority/check?issuer=umber-mills&form=4&on=2024-08-12" + question);
        return answer.path("remarks").valueStream()
                .filter(one -> one.path("code").asString().equals("KNOWN_BY_OTHER_IDS")).map(one -> one.path("text").asString()).toList();
    }

    @Test
    void a_check_names_the_other_ids_of_those_in_it_from_the_moment_they_were_joined() {
        granted("zoe-dee", "Zoe Dee", "kim-1", "Kim Roy", "Umber Mills");
        granted("zia-dee", "Zia Dee", "kim-2", "Kim Roy", "Umber Mills");
        String asked = "&grantor=zoe-dee&signer=kim-1";
        assertThat(remarks(asked)).isEmpty();

        Instant joined = Instant.parse(said(identity("SAME_PERSON", "kim-1", "kim-2")).path("recordedAt").asString());
        String then = "&knownAt=" + said(identity("SAME_PERSON", "kim-1", "CIK0007500001")).path("recordedAt").asString();

        assertThat(remarks(asked + then)).singleElement().asString().contains("Kim Roy (kim-1)", "too: kim-2.").doesNotContain("CIK");
        assertThat(remarks("&grantor=kim-2&signer=zoe-dee" + then)).as("as the grantor").singleElement().asString().contains("too: kim-1.");
        assertThat(remarks("&grantor=zoe-dee&signer=zia-dee" + then)).as("others").isEmpty();
        assertThat(remarks(asked + "&knownAt=" + joined)).as("when it was stated").hasSize(1);
        assertThat(remarks(asked + "&knownAt=" + joined.minus(1, ChronoUnit.MICROS))).as("before").isEmpty();
        HttpResponse<String> many = LedgerForTests.post(port, "/api/authority/checks", """
                {"grantor": "zoe-dee", "issuer": "umber-mills", "form": "4", "signer": "kim-1", "on": "2024-08-12", "knownAt": "%s"}
                """.formatted(joined).getBytes(UTF_8), "Content-Type", "application/x-ndjson");
        assertThat(many.body()).contains("KNOWN_BY_OTHER_IDS");

        Instant withdrawn = Instant.parse(said(identity("WITHDRAWN", "kim-1", "kim-2")).path("recordedAt").asString());
        assertThat(remarks(asked + "&knownAt=" + withdrawn)).isEmpty();
        assertThat(remarks(asked + "&knownAt=" + withdrawn.minus(1, ChronoUnit.MICROS))).as("before it was withdrawn").hasSize(1);
    }

    @Test
    void a_person_and_an_entity_are_not_one() {
        granted("ned-poe", "Ned Poe", "mast-llc", "Mast Services LLC", "Nettle Mills");
        HttpResponse<String> entity = post("/api/grantors/poe-fund/powers-of-attorney", """
                {"grantor": {"name": "Poe", "kind": "ENTITY"}, "issuer": {"issuerId": "nettle-mills", "name": "Nettle Mills"},
                 "attorneys": [{"attorneyId": "ned-poe-2", "name": "Ned Poe"}], "powers": [{"clause": "a", "forms": ["4"]}],
                 "executedOn": "2020-01-15"}
                """);
        assertThat(entity.statusCode()).as(entity.body()).isEqualTo(201);
        assertProblem(identity("SAME_PERSON", "ned-poe", "poe-fund"), 422, "PERSON_AND_ENTITY");
        said(identity("NOT_SAME_PERSON", "ned-poe", "poe-fund"));
        said(identity("SAME_PERSON", "ned-poe", "ned-poe-2"));
        said(identity("SAME_PERSON", "poe-fund", "CIK0007400003"));
        assertProblem(identity("SAME_PERSON", "ned-poe-2", "CIK0007400003"), 422, "PERSON_AND_ENTITY");
        said(identity("SAME_PERSON", "poe-fund", "mast-llc"));
    }

    private void grantedJointly(String grantorId, String grantor, String company) {
        HttpResponse<String> granted = post("/api/grantors/" + grantorId + "/powers-of-attorney", """
                {"grantor": {"name": "%s"}, "issuer": {"issuerId": "%s", "name": "%s"}, "minimumSignatures": 2,
                 "attorneys": [{"attorneyId": "amy-young", "name": "Amy Young"}, {"attorneyId": "bob-zane", "name": "Bob Zane"},
                  {"attorneyId": "amy-s-young", "name": "Amy S. Younge"}],
                 "powers": [{"clause": "a", "forms": ["4"]}], "executedOn": "2024-01-15"}
                """.formatted(grantor, company.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'), company));
        assertThat(granted.statusCode()).as(granted.body()).isEqualTo(201);
        answer("/api/findings?limit=1&minPosition=" + LedgerForTests.json(granted).path("position").asString());
    }

    /** The form with a second signature of that day. */
    private static String also(String form, String signature, String on) {
        return form.replace("</ownershipDocument>", "<ownerSignature><signatureName>" + signature + "</signatureName><signatureDate>" + on
                + "</signatureDate></ownerSignature></ownershipDocument>");
    }

    private List<String> foundOfAll(String filingId) {
        return answer("/api/filings/" + filingId).path("findings").valueStream()
                .map(one -> one.path("finding").asString() + " " + one.path("reason").asString()).toList();
    }

    @Test
    void two_signatures_of_one_filing_are_judged_together_where_the_power_needs_two() {
        grantedJointly("petra-q", "Petra Quist", "Oat Mills");
        String amy = form("Quist Petra", "", "Oat Mills", "/s/ Amy Young, attorney-in-fact for Petra Quist");
        String bob = "/s/ Bob Zane, attorney-in-fact for Petra Quist";

        assertThat(foundOfAll(brought(amy, "oat"))).containsExactly("NOT_COVERED JOINT_SIGNATURE_REQUIRED");
        String both = brought(also(amy, bob, "2024-08-12"), "oat");
        assertThat(foundOfAll(both)).containsExactly("COVERED IN_FORCE", "COVERED IN_FORCE");
        assertThat(finding(both).path("signerId").asString()).isEqualTo("amy-young");
        assertThat(answer("/api/filings/" + both + "/signatures/1/history").path("items").path(0).path("finding").asString())
                .isEqualTo("COVERED");
        assertThat(answer("/api/findings?limit=1&issuer=oat%20mills").path("items").path(0).path("finding").asString())
                .as("where a page ends within a filing").isEqualTo("COVERED");
        assertThat(foundOfAll(brought(also(amy, bob, "2024-08-13"), "oat"))).as("on two days on which both could sign")
                .containsExactly("COVERED IN_FORCE", "COVERED IN_FORCE");
        assertThat(foundOfAll(brought(also(amy, bob, "2024-01-14"), "oat"))).as("the second before the power")
                .containsExactly("NOT_COVERED JOINT_SIGNATURE_REQUIRED", "NOT_COVERED NOT_YET_EFFECTIVE");
        assertThat(foundOfAll(brought(also(amy, "/s/ Unni Bakke, attorney-in-fact for Petra Quist", "2024-08-12"), "oat")))
                .as("a stranger is no second").containsExactly("NOT_COVERED JOINT_SIGNATURE_REQUIRED", "NOT_COVERED NO_POWER_OF_ATTORNEY");
        assertThat(foundOfAll(brought(also(amy, "/s/ Amy Young, attorney-in-fact for Petra Quist", "2024-08-12"), "oat")))
                .as("one who signs twice").containsOnly("NOT_COVERED JOINT_SIGNATURE_REQUIRED");
        assertThat(foundOfAll(brought(also(amy, "/s/ Bob Zane, attorney-in-fact for Otto Quist", "2024-08-12"), "oat")))
                .as("for another").contains("NOT_COVERED JOINT_SIGNATURE_REQUIRED");

        for (String one : List.of("/s/ Amy Young and Bob Zane, as attorneys-in-fact for Petra Quist",
                "/s/ Amy Young / Bob Zane, attorneys-in-fact")) {
            assertThat(foundOfAll(brought(form("Quist Petra", "", "Oat Mills", one), "oat"))).as(one).containsExactly("COVERED IN_FORCE");
        }
        assertThat(foundOfAll(brought(form("Quist Petra", "", "Oat Mills",
                "/s/ Amy Young and Bob Zane, attorneys-in-fact for Petra Quist, Deceased"), "oat"))).containsExactly(
                        "CANNOT_TELL SIGNATURE_UNCLEAR");

        HttpResponse<String> audited = send("/api/findings", also(amy, bob, "2024-08-12").getBytes(UTF_8));
        assertThat(audited.body().lines().filter(line -> line.contains("\"COVERED\"")).count()).isEqualTo(2);
    }

    @Test
    void one_person_who_signs_under_two_names_fills_one_place() {
        grantedJointly("pearl-r", "Pearl Rust", "Pea Mills");
        said(identity("SAME_PERSON", "amy-young", "amy-s-young"));
        String amy = form("Rust Pearl", "", "Pea Mills", "/s/ Amy Young, attorney-in-fact for Pearl Rust");
        assertThat(foundOfAll(brought(also(amy, "/s/ Amy S. Younge, attorney-in-fact for Pearl Rust", "2024-08-12"), "pea")))
                .containsOnly("NOT_COVERED JOINT_SIGNATURE_REQUIRED");
        said(identity("WITHDRAWN", "amy-young", "amy-s-young"));
    }

    @Test
    void one_person_under_two_ids_fills_one_place_only() {
        HttpResponse<String> granted = post("/api/grantors/joint-g/powers-of-attorney", """
                {"grantor": {"name": "Hild Aune"}, "issuer": {"issuerId": "fir", "name": "Fir Mills"}, "minimumSignatures": 2,
                 "attorneys": [{"attorneyId": "odd-1", "name": "Odd Ruud"}, {"attorneyId": "odd-2", "name": "Odd K. Ruud"}],
                 "powers": [{"clause": "a", "forms": ["4"]}], "executedOn": "2020-01-15"}
                """);
        answer("/api/findings?limit=1&minPosition=" + LedgerForTests.json(granted).path("position").asString());
        said(identity("SAME_PERSON", "odd-1", "odd-2"));
        String id = brought(form("Aune Hild", "", "Fir Mills", "/s/ Odd K. Ruud, attorney-in-fact for Hild Aune"), "fir");

        assertThat(finding(id).path("reason").asString()).isEqualTo("JOINT_SIGNATURE_REQUIRED");
    }

    @Test
    void a_number_of_the_commission_is_joined_to_an_id_and_parted_from_one() {
        granted("liv-one", "Liv Strand", "tor-vik", "Tor Vik", "Gum Mills");
        String id = brought(
                form("Strand-Berge Liv Anne", "0007300001", "Gum Mills", "/s/ Tor Vik, attorney-in-fact for Liv Anne Strand-Berge"),
                "gum");
        assertThat(finding(id).path("reason").asString()).isEqualTo("GRANTOR_NOT_IN_LEDGER");
        said(identity("SAME_PERSON", "liv-one", "CIK0007300001"));
        assertThat(finding(id).path("grantorId").asString()).isEqualTo("liv-one");
        assertThat(finding(id).path("finding").asString()).isEqualTo("COVERED");

        String named = brought(form("Strand Liv", "0007300002", "Gum Mills", "/s/ Tor Vik, attorney-in-fact for Liv Strand"), "gum");
        assertThat(finding(named).path("finding").asString()).as("by the name alone").isEqualTo("COVERED");
        said(identity("NOT_SAME_PERSON", "CIK0007300002", "liv-one"));
        assertThat(finding(named).path("reason").asString()).isEqualTo("GRANTOR_NOT_IN_LEDGER");
    }

    @Test
    void statements_do_not_contradict_each_other_and_name_two_who_are_known() {
        granted("who-a", "Who A", "who-b", "Who B", "Holly Mills");
        granted("who-c", "Who C", "who-d", "Who D", "Holly Mills");
        said(identity("SAME_PERSON", "who-a", "who-b"));
        said(identity("SAME_PERSON", "who-b", "who-c"));
        assertProblem(identity("NOT_SAME_PERSON", "who-a", "who-c"), 409, "IDENTITY_CONTRADICTED");
        said(identity("NOT_SAME_PERSON", "who-d", "who-a"));
        assertProblem(identity("SAME_PERSON", "who-c", "who-d"), 409, "IDENTITY_CONTRADICTED");
        for (int i = 0; i < 7; i++) {
            said(identity("SAME_PERSON", "who-a", "CIK000720000" + i));
        }
        assertProblem(identity("SAME_PERSON", "who-a", "CIK0007200008"), 422, "LIMIT_EXCEEDED");

        assertProblem(identity("SAME_PERSON", "who-a", "unknown-" + UUID.randomUUID()), 404, "UNKNOWN_PARTY");
        assertProblem(identity("SAME_PERSON", "who-a", "who-a"), 400, "MALFORMED");
        assertProblem(identity("SAME_PERSON", "who-a", "no id"), 400, "MALFORMED");
        assertProblem(identity("PERHAPS", "who-a", "who-d"), 400, "MALFORMED");
        assertProblem(post("/api/identities", "{\"statement\": \"SAME_PERSON\", \"parties\": [\"who-a\"], \"reason\": \"So.\"}"), 400,
                "MALFORMED");
        assertProblem(get("/api/identities?party=no%20id"), 400, "MALFORMED");
    }

    @Test
    void what_was_said_stays() {
        granted("stay-a", "Stay A", "stay-b", "Stay B", "Ivy Mills");
        said(identity("SAME_PERSON", "stay-a", "stay-b"));
        for (String change : List.of("update documents.identity set reason = 'x'", "delete from documents.identity",
                "truncate documents.remedy")) {
            assertThatThrownBy(() -> jdbc.execute(change)).as(change).isInstanceOf(DataAccessException.class);
        }
    }
}
