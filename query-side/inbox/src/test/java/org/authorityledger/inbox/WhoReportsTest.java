package org.authorityledger.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A finding is about one who reports in the filing, by the name and the number that are theirs. */
class WhoReportsTest extends OnAnInbox {

    private record Owner(String name, String cik) {}

    private static final Owner TUVA = new Owner("Vold Tuva", "0008341101");

    private static String form(List<Owner> owners, String... signatures) {
        StringBuilder xml = new StringBuilder("<ownershipDocument><documentType>4</documentType><periodOfReport>2024-08-09</periodOfReport>"
                + "<issuer><issuerName>Knot Harbor, Inc.</issuerName></issuer>");
        owners.forEach(owner -> xml.append("<reportingOwner><reportingOwnerId><rptOwnerCik>").append(owner.cik())
                .append("</rptOwnerCik><rptOwnerName>").append(owner.name()).append("</rptOwnerName></reportingOwnerId></reportingOwner>"));
        for (String signature : signatures) {
            xml.append("<ownerSignature><signatureName>").append(signature)
                    .append("</signatureName><signatureDate>2024-08-09</signatureDate></ownerSignature>");
        }
        return xml.append("</ownershipDocument>").toString();
    }

    private List<JsonNode> audited(List<Owner> owners, String... signatures) {
        HttpResponse<String> audited = send("/api/findings?name=form.xml", form(owners, signatures).getBytes(UTF_8));
        assertThat(audited.statusCode()).as(audited.body()).isEqualTo(200);
        return audited.body().lines().map(JsonMapper.shared()::readTree).toList();
    }

    private List<String> said(List<Owner> owners, String signature) {
        JsonNode found = audited(owners, signature).getFirst();
        List<String> said = new ArrayList<>(List.of(found.path("finding").asString()));
        found.path("why").forEach(why -> said.add(why.asString()));
        return said;
    }

    private void granted(String grantor, String grantorId, String cik) {
        JsonNode grant = kept(Papers.power(grantor, "Sol Berge", "Knot Harbor, Inc.")).path("proposals").path(0);
        JsonNode recorded = accepted(grant,
                "{\"grantorId\": \"" + grantorId + "\", \"grantor\": {\"name\": \"" + grantor + "\", \"cik\": \"" + cik + "\"}}");
        answer("/api/findings?limit=1&minPosition=" + recorded.path("position").asString());
    }

    @Test
    void a_finding_is_about_one_who_reports_by_a_name_and_a_number_that_are_theirs() {
        granted("Tuva Vold", "tuva-vold", "8341101");
        granted("Egil Strand", "egil-strand", "8341102");
        String agent = "/s/ Sol Berge, attorney-in-fact for ";

        assertThat(said(List.of(TUVA), agent + "Tuva Vold")).containsExactly("COVERED");
        assertThat(said(List.of(TUVA), agent + "Egil Strand")).containsExactly("CANNOT_TELL", "GRANTOR_DOES_NOT_REPORT");
        assertThat(said(List.of(TUVA), "Knot GP, LLC, By: /s/ Odd Lien, Manager")).startsWith("CANNOT_TELL",
                "GRANTOR_DOES_NOT_REPORT");
        assertThat(said(List.of(TUVA), agent + "Tuva Vold, Jr.")).containsExactly("CANNOT_TELL", "SEVERAL_GRANTORS");
        assertThat(said(List.of(TUVA, new Owner("Vold Trygve", "0008341109")), agent + "T. Vold")).containsExactly("CANNOT_TELL",
                "SEVERAL_GRANTORS");
        assertThat(said(List.of(new Owner("Vold Tuva Marie", TUVA.cik())), agent + "Tuva Marie Vold")).containsExactly("COVERED");
        assertThat(said(List.of(new Owner("Lunde Tuva", TUVA.cik())), agent + "Tuva Lunde")).containsExactly("COVERED");
        assertThat(said(List.of(new Owner("Xu Bernard", TUVA.cik())), agent + "Bernard Xu")).containsExactly("CANNOT_TELL",
                "NUMBER_OF_ANOTHER");
        assertThat(said(List.of(TUVA), "/s/ Tuva Vold")).containsExactly("SELF_SIGNED");
        assertThat(said(List.of(new Owner("Vold Family Trust", TUVA.cik())), "/s/ Tuva Vold")).contains("CANNOT_TELL",
                "NUMBER_OF_ANOTHER");
    }

    @Test
    void a_form_that_no_one_signed_and_one_who_reports_without_a_signature_are_named() {
        assertThat(audited(List.of(TUVA))).singleElement()
                .satisfies(line -> assertThat(line.path("problem").asString()).isEqualTo("The form has no signature."));
        Owner other = new Owner("Strand Egil", "0008341102");
        assertThat(audited(List.of(TUVA, other), "/s/ Tuva Vold").stream().map(line -> line.path("problem").asString("")).toList())
                .contains("No signature is for Strand Egil, who reports too.");
        assertThat(audited(List.of(TUVA, other), "/s/ Tuva Vold", "/s/ Egil Strand")).noneMatch(line -> line.has("problem"));
    }
}
