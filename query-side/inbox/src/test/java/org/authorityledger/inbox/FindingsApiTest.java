package org.authorityledger.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Filings are brought, and of each of their signatures it is said whether it was covered. */
class FindingsApiTest extends OnAnInbox {

    private static final String SUBMISSIONS = "ACCESSION_NUMBER\tFILING_DATE\tPERIOD_OF_REPORT\tDOCUMENT_TYPE\tISSUERCIK\tISSUERNAME\n";
    private static final String OWNERS = "ACCESSION_NUMBER\tRPTOWNERCIK\tRPTOWNERNAME\n";
    private static final String SIGNATURES = "ACCESSION_NUMBER\tOWNERSIGNATURENAME\tOWNERSIGNATUREDATE\n";

    /** One filing as rows of the three tables. */
    private record Row(String accession, String form, String filed, String issuerCik, String issuer, String ownerCik, String owner,
            String signature, String signed) {

        Row(String accession, String issuer, String owner, String signature) {
            this(accession, "4", "12-AUG-2024", "", issuer, "", owner, signature, "12-AUG-2024");
        }
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] quarter(Row... rows) throws IOException {
        StringBuilder submissions = new StringBuilder(SUBMISSIONS);
        StringBuilder owners = new StringBuilder(OWNERS);
        StringBuilder signatures = new StringBuilder(SIGNATURES);
        for (Row row : rows) {
            submissions.append(String.join("\t", row.accession(), row.filed(), row.filed(), row.form(), row.issuerCik(), row.issuer()))
                    .append('\n');
            owners.append(String.join("\t", row.accession(), row.ownerCik(), row.owner())).append('\n');
            signatures.append(String.join("\t", row.accession(), row.signature(), row.signed())).append('\n');
        }
        return zip("SUBMISSION.tsv", submissions.toString(), "REPORTINGOWNER.tsv", owners.toString(), "OWNER_SIGNATURE.tsv",
                signatures.toString());
    }

    /** The batch that a file became, when it was read. */
    private JsonNode brought(byte[] file) {
        return over(bring(file));
    }

    private String bring(byte[] file) {
        HttpResponse<String> response = send("/api/filings", file);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        String batchId = LedgerForTests.json(response).path("batchId").asString();
        assertThat(LedgerForTests.header(response, "Location")).isEqualTo("/api/filings/batches/" + batchId);
        return batchId;
    }

    /** The batch when it is over: its events end then. */
    private JsonNode over(String batchId) {
        HttpResponse<String> events = get("/api/filings/batches/" + batchId, "Accept", "text/event-stream");
        assertThat(LedgerForTests.header(events, "Content-Type")).startsWith("text/event-stream");
        List<JsonNode> states = events.body().lines().filter(line -> line.startsWith("data:")).map(line -> line.substring(5))
                .map(JsonMapper.shared()::readTree).toList();
        assertThat(states.getLast().path("state").asString()).as(events.body()).isIn("DONE", "FAILED");
        assertThat(states.getLast()).isEqualTo(answer("/api/filings/batches/" + batchId));
        return states.getLast();
    }

    private long filings() {
        return Objects.requireNonNull(jdbc.queryForObject("select count(*) from documents.filing", Long.class));
    }

    private JsonNode finding(String filingId, String more) {
        JsonNode findings = answer("/api/filings/" + filingId + more).path("findings");
        assertThat(findings.size()).as(findings.toString()).isEqualTo(1);
        return findings.path(0);
    }

    /** Records a power of Forms 3, 4 and 5 of March 15, 2017 and waits for it. */
    private String granted(String grantor, String attorney, String company) {
        HttpResponse<String> response = send("/api/documents?record=true", Papers.power(grantor, attorney, company).getBytes(UTF_8));
        JsonNode recorded = LedgerForTests.json(response).path("recorded").path(0);
        assertThat(recorded.path("state").asString()).as(response.body()).isEqualTo("ACCEPTED");
        return "?minPosition=" + recorded.path("position").asString();
    }

    private static List<String> texts(JsonNode some) {
        return some.valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void a_signature_under_a_power_is_covered_and_says_by_which_instrument_and_that_it_was_not_known_then() throws IOException {
        String reached = granted("Astrid Holm", "Peter Kvist", "Larkspur Mills, Inc.");
        JsonNode end = brought(quarter(new Row("0000000001-24-000001", "LARKSPUR MILLS INC", "HOLM ASTRID",
                "/s/ Peter Kvist, attorney-in-fact for Astrid Holm")));
        assertThat(end.path("newFilings").asInt()).isEqualTo(1);

        JsonNode found = finding("0000000001-24-000001", reached);

        assertThat(found.path("finding").asString()).as(found.toString()).isEqualTo("COVERED");
        assertThat(found.path("reason").asString()).isEqualTo("IN_FORCE");
        assertThat(texts(found.path("remarks"))).contains("CONFIRMATION_NOT_ON_FILE");
        assertThat(found.path("poaId").asString()).isNotEmpty();
        assertThat(found.path("clauses").isEmpty()).isFalse();
        assertThat(found.path("hindsight").asString()).isEqualTo("GAINED");
        assertThat(found.path("findingAsKnownThen").asString()).isEqualTo("NOT_COVERED");
        assertThat(found.path("knownThen").asString()).as("the end of the day in New York").startsWith("2024-08-13T03:59:59.999999");
        assertThat(answer(found.path("check").asString()).path("authorized").asBoolean()).isTrue();
    }

    @Test
    void a_signature_before_the_power_or_at_another_issuer_or_of_another_form_is_not_covered() throws IOException {
        granted("Berit Moe", "Lars Vik", "Sandpiper Tools, Inc.");
        String reached = granted("Somebody Else", "Lars Vik", "Thistle Works, Inc.");
        String words = "/s/ Lars Vik, attorney-in-fact for Berit Moe";
        brought(quarter(
                new Row("0000000002-17-000001", "4", "15-MAR-2017", "", "Sandpiper Tools, Inc.", "", "Moe Berit", words, "14-MAR-2017"),
                new Row("0000000002-17-000002", "4", "15-MAR-2017", "", "Sandpiper Tools, Inc.", "", "Moe Berit", words, "15-MAR-2017"),
                new Row("0000000002-17-000003", "4", "15-MAR-2017", "", "Thistle Works, Inc.", "", "Moe Berit", words, "15-MAR-2017"),
                new Row("0000000002-17-000004", "144", "15-MAR-2017", "", "Sandpiper Tools, Inc.", "", "Moe Berit", words, "15-MAR-2017")));

        assertThat(finding("0000000002-17-000001", reached).path("reason").asString()).isEqualTo("NOT_YET_EFFECTIVE");
        assertThat(finding("0000000002-17-000002", reached).path("finding").asString()).isEqualTo("COVERED");
        JsonNode elsewhere = finding("0000000002-17-000003", reached);
        assertThat(elsewhere.path("finding").asString()).isEqualTo("NOT_COVERED");
        assertThat(elsewhere.path("reason").asString()).isEqualTo("ISSUER_NOT_COVERED");
        assertThat(finding("0000000002-17-000004", reached).path("reason").asString()).isEqualTo("FORM_NOT_COVERED");
    }

    @Test
    void who_signs_in_person_is_self_signed_whether_the_ledger_knows_them_or_not() throws IOException {
        String reached = granted("Carla Nyberg", "Jan Holt", "Juniper Foods, Inc.");
        brought(quarter(new Row("0000000003-24-000001", "Juniper Foods, Inc.", "Nyberg Carla", "/s/ Carla Nyberg"),
                new Row("0000000003-24-000002", "Juniper Foods, Inc.", "Unheard Ole", "/s/ Ole Unheard")));

        JsonNode known = finding("0000000003-24-000001", reached);
        assertThat(known.path("finding").asString()).as(known.toString()).isEqualTo("SELF_SIGNED");
        assertThat(known.path("hindsight").asString()).isEqualTo("SAME");
        JsonNode unknown = finding("0000000003-24-000002", reached);
        assertThat(unknown.path("finding").asString()).isEqualTo("SELF_SIGNED");
        assertThat(texts(unknown.path("why"))).containsExactly("GRANTOR_NOT_IN_LEDGER");
    }

    @Test
    void who_shares_only_a_part_of_the_name_has_not_signed_in_person() throws IOException {
        granted("Pearl Quinn", "Jan Holt", "Juniper Foods, Inc.");
        String reached = granted("Ottilie A. Brandvold, Jr.", "Jan Holt", "Juniper Foods, Inc.");
        String[] others = { "Mary Quinn", "Paul Quinn", "Pat Quinn", "Pearl Smith", "Pearl Quinn III", "J. Pearl Quinn", "Mary Quinn, CFO"};
        String[] own = { "Pearl Quinn", "Pearl Z. Quinn", "P. Quinn", "Perl Quinn", "Pearl Quinn-Smith", "Pearl Quinn, CFO"};
        List<Row> rows = new ArrayList<>();
        for (String name : others) {
            rows.add(new Row("0000000033-24-%06d".formatted(rows.size()), "Juniper Foods, Inc.", "Quinn Pearl", "/s/ " + name));
        }
        for (String name : own) {
            rows.add(new Row("0000000033-24-%06d".formatted(rows.size()), "Juniper Foods, Inc.", "Quinn Pearl", "/s/ " + name));
        }
        // The ledger knows the suffix that the form does not give.
        rows.add(new Row("0000000033-24-000100", "Juniper Foods, Inc.", "Brandvold Ottilie A.", "/s/ Ottilie A. Brandvold, Jr."));
        rows.add(new Row("0000000033-24-000101", "Juniper Foods, Inc.", "Brandvold Ottilie A.", "/s/ Ottilie B. Brandvold"));
        rows.add(new Row("0000000033-24-000102", "Juniper Foods, Inc.", "Brandvold Ottilie A.", "/s/ Ottilie A. Brandvold III"));
        brought(quarter(rows.toArray(Row[]::new)));

        for (int i = 0; i < others.length; i++) {
            assertThat(why("0000000033-24-%06d".formatted(i), reached)).as(others[i]).contains("CANNOT_TELL", "SIGNATURE_UNCLEAR");
        }
        for (int i = 0; i < own.length; i++) {
            assertThat(why("0000000033-24-%06d".formatted(others.length + i), reached)).as(own[i]).containsExactly("SELF_SIGNED");
        }
        assertThat(why("0000000033-24-000100", reached)).containsExactly("SELF_SIGNED");
        assertThat(why("0000000033-24-000101", reached)).contains("CANNOT_TELL", "SIGNATURE_UNCLEAR");
        assertThat(why("0000000033-24-000102", reached)).contains("CANNOT_TELL", "SIGNATURE_UNCLEAR");
    }

    @Test
    void what_no_one_can_say_has_its_reason() throws IOException {
        String reached = granted("Dorte Friis", "Bo Lang", "Heron Glass, Inc.");
        String words = "/s/ Bo Lang, attorney-in-fact for Dorte Friis";
        brought(quarter(new Row("0000000004-24-000001", "Heron Glass, Inc.", "Strange Ib", "/s/ Bo Lang, attorney-in-fact for Ib Strange"),
                new Row("0000000004-24-000002", "Another Glass, Inc.", "Friis Dorte", words),
                new Row("0000000004-24-000003", "4", "12-AUG-2024", "", "Heron Glass, Inc.", "", "Friis Dorte", words, ""),
                new Row("0000000004-24-000004", "4", "12-AUG-2024", "", "Heron Glass, Inc.", "", "Friis Dorte", words, "12-AUG-2099"),
                new Row("0000000004-24-000005", "???", "12-AUG-2024", "", "Heron Glass, Inc.", "", "Friis Dorte", words, "12-AUG-2024"),
                new Row("0000000004-24-000006", "Heron Glass, Inc.", "Friis Dorte", "See attached")));

        assertThat(why("0000000004-24-000001", reached)).contains("CANNOT_TELL", "GRANTOR_NOT_IN_LEDGER");
        assertThat(why("0000000004-24-000002", reached)).contains("CANNOT_TELL", "ISSUER_NOT_IN_LEDGER");
        assertThat(why("0000000004-24-000003", reached)).contains("CANNOT_TELL", "NO_DATE");
        assertThat(why("0000000004-24-000004", reached)).contains("CANNOT_TELL", "DATE_IN_THE_FUTURE");
        assertThat(why("0000000004-24-000005", reached)).contains("CANNOT_TELL", "FORM_UNKNOWN");
        assertThat(why("0000000004-24-000006", reached)).contains("CANNOT_TELL", "SIGNATURE_UNCLEAR");
    }

    private List<String> why(String filingId, String more) {
        JsonNode found = finding(filingId, more);
        List<String> why = new ArrayList<>(List.of(found.path("finding").asString()));
        why.addAll(texts(found.path("why")));
        return why;
    }

    @Test
    void a_signer_whom_the_ledger_does_not_know_is_not_covered_and_named() throws IOException {
        String reached = granted("Edda Birk", "Tor Aas", "Plover Steel, Inc.");
        brought(quarter(
                new Row("0000000005-24-000001", "Plover Steel, Inc.", "Birk Edda", "/s/ Unni Bakke, attorney-in-fact for Edda Birk")));

        JsonNode found = finding("0000000005-24-000001", reached);
        assertThat(found.path("finding").asString()).isEqualTo("NOT_COVERED");
        assertThat(found.path("reason").asString()).isEqualTo("NO_POWER_OF_ATTORNEY");
        assertThat(texts(found.path("why"))).containsExactly("SIGNER_NOT_IN_LEDGER");
    }

    @Test
    void who_signs_for_an_entity_is_its_signatory_or_not() throws IOException {
        HttpResponse<String> recorded = post("/api/grantors/ternfund/signatories",
                "{\"grantor\": {\"name\": \"Tern Fund LP\"}, \"signatory\": {\"partyId\": \"magne-ro\", \"name\": \"Magne Ro\", \"kind\": \"PERSON\"},"
                        + " \"capacity\": \"GENERAL_PARTNER\", \"from\": \"2020-01-01\", \"forms\": [\"4\"], \"minimumSignatories\": 1}");
        assertThat(recorded.statusCode()).as(recorded.body()).isEqualTo(201);
        String reached = granted("Turid Nes", "Jan Holt", "Tern Mills, Inc.");
        brought(quarter(
                new Row("0000000016-24-000001", "Tern Mills, Inc.", "Tern Fund, L.P.",
                        "Tern Fund, L.P., By: /s/ Magne Ro, General Partner"),
                new Row("0000000016-24-000002", "Tern Mills, Inc.", "Tern Fund, L.P.",
                        "Tern Fund, L.P., By: /s/ Jan Holt, General Partner")));

        JsonNode good = finding("0000000016-24-000001", reached);
        assertThat(good.path("finding").asString()).as(good.toString()).isEqualTo("SIGNED_BY_SIGNATORY");
        JsonNode other = finding("0000000016-24-000002", reached);
        assertThat(other.path("finding").asString()).as(other.toString()).isEqualTo("NOT_COVERED");
    }

    @Test
    void of_two_grantors_of_one_name_none_is_picked_unless_the_number_decides() throws IOException {
        grantedTo("frida-one", "Frida Lysne", "7100001");
        String reached = grantedTo("frida-two", "Frida Lysne", "7100002");
        String words = "/s/ Gro Dahl, attorney-in-fact for Frida Lysne";
        brought(quarter(new Row("0000000006-24-000001", "Curlew Mining, Inc.", "Lysne Frida", words),
                new Row("0000000006-24-000002", "4", "12-AUG-2024", "", "Curlew Mining, Inc.", "0007100002", "Lysne Frida", words,
                        "12-AUG-2024")));

        JsonNode several = finding("0000000006-24-000001", reached);
        assertThat(several.path("finding").asString()).isEqualTo("CANNOT_TELL");
        assertThat(texts(several.path("why"))).containsExactly("SEVERAL_GRANTORS");
        assertThat(several.path("candidates").valueStream().map(one -> one.path("id").asString()).toList()).containsExactly("frida-one",
                "frida-two");
        JsonNode one = finding("0000000006-24-000002", reached);
        assertThat(one.path("finding").asString()).as(one.toString()).isEqualTo("COVERED");
        assertThat(one.path("grantorId").asString()).isEqualTo("frida-two");
    }

    private String grantedTo(String grantorId, String name, String cik) {
        JsonNode grant = kept(Papers.power(name, "Gro Dahl", "Curlew Mining, Inc.") + "\n" + grantorId).path("proposals").path(0);
        JsonNode recorded = accepted(grant,
                "{\"grantorId\": \"" + grantorId + "\", \"grantor\": {\"name\": \"" + name + "\", \"cik\": \"" + cik + "\"}}");
        String reached = "?minPosition=" + recorded.path("position").asString();
        answer("/api/findings" + reached + "&limit=1");
        return reached;
    }

    @Test
    void a_power_that_is_retracted_afterwards_takes_the_finding_back() throws IOException {
        JsonNode grant = kept(Papers.power("Gunnar Lie", "Siv Rud", "Teal Paper, Inc.")).path("proposals").path(0);
        JsonNode recorded = accepted(grant, "");
        brought(quarter(new Row("0000000007-24-000001", "Teal Paper, Inc.", "Lie Gunnar", "/s/ Siv Rud, attorney-in-fact for Gunnar Lie")));
        String reached = "?minPosition=" + recorded.path("position").asString();
        assertThat(finding("0000000007-24-000001", reached).path("finding").asString()).isEqualTo("COVERED");

        HttpResponse<String> retracted = post("/api/grantors/" + recorded.path("grantorId").asString() + "/retractions",
                "{\"recordId\": \"" + recorded.path("recordId").asString() + "\", \"reason\": \"It was never signed.\"}");
        assertThat(retracted.statusCode()).as(retracted.body()).isEqualTo(201);

        String after = "?minPosition=" + LedgerForTests.json(retracted).path("position").asString();
        assertThat(finding("0000000007-24-000001", after).path("finding").asString()).isEqualTo("NOT_COVERED");
        assertThat(answer("/api/findings?grantor=Gunnar%20Lie&knownAt=" + recorded.path("recordedAt").asString()).path("items").path(0)
                .path("finding").asString()).as("as known before").isEqualTo("COVERED");
    }

    @Test
    void filed_today_then_is_now_and_nothing_has_changed_since() throws IOException {
        String reached = granted("Helga Sund", "Ivar Moen", "Dunlin Bank, Inc.");
        String today = LocalDate.now(ZoneId.of("America/New_York")).toString();
        brought(quarter(new Row("0000000008-26-000001", "4", today, "", "Dunlin Bank, Inc.", "", "Sund Helga",
                "/s/ Ivar Moen, attorney-in-fact for Helga Sund", today)));

        JsonNode found = finding("0000000008-26-000001", reached);

        assertThat(found.path("finding").asString()).as(found.toString()).isEqualTo("COVERED");
        assertThat(found.path("hindsight").asString()).isEqualTo("SAME");
    }

    @Test
    void the_same_file_again_changes_nothing_and_another_reading_of_a_filing_takes_its_place_in_the_findings() throws IOException {
        Row row = new Row("0000000009-24-000001", "Wren Oil, Inc.", "Ask Ivo", "/s/ Ivo Ask");
        byte[] file = quarter(row);
        assertThat(brought(file).path("newSignatures").asInt()).isEqualTo(1);
        long before = filings();

        assertThat(bring(file)).as("the same batch").isEqualTo(bring(file));
        assertThat(filings()).isEqualTo(before);
        JsonNode packedOtherwise = brought(quarter(row, new Row("0000000009-24-000002", "Wren Oil, Inc.", "Ask Ivo", "/s/ Ivo Ask")));
        assertThat(packedOtherwise.path("filings").asInt()).isEqualTo(2);
        assertThat(packedOtherwise.path("newFilings").asInt()).isOne();
        assertThat(packedOtherwise.path("newSignatures").asInt()).isOne();
        assertThat(filings()).isEqualTo(++before);

        String withoutOwners = SIGNATURES + row.accession() + "\t/s/ Ivo Ask\t12-AUG-2024\n";
        brought(zip("SUBMISSION.tsv", SUBMISSIONS + row.accession() + "\t12-AUG-2024\t12-AUG-2024\t4\t\tWren Oil, Inc.\n",
                "OWNER_SIGNATURE.tsv",
                withoutOwners));
        assertThat(filings()).as("it is evidence too").isEqualTo(before + 1);
        JsonNode listed = answer("/api/findings?issuer=wren%20oil").path("items");
        assertThat(listed.size()).as("but not found twice").isEqualTo(2);
        assertThat(answer("/api/filings/" + row.accession()).path("owners").size()).as("the one that says more").isEqualTo(1);
    }

    @Test
    void the_list_is_filtered_and_cut_into_pages_without_losing_or_repeating_a_row() throws IOException {
        String reached = granted("Jorunn Vang", "Knut Sve", "Gannet Air, Inc.");
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            rows.add(new Row("0000000010-24-00000" + i, "4", i < 3 ? "30-JUN-2024" : "01-JUL-2024", "6100001", "Gannet Air, Inc.", "",
                    "Vang Jorunn", i % 2 == 0 ? "/s/ Jorunn Vang" : "/s/ Knut Sve, attorney-in-fact for Jorunn Vang", "30-JUN-2024"));
        }
        brought(quarter(rows.toArray(Row[]::new)));

        String list = "/api/findings" + reached + "&issuer=0006100001";
        List<String> all = ids(list);
        assertThat(all).hasSize(7).doesNotHaveDuplicates();
        assertThat(ids(list + "&limit=2")).isEqualTo(all);
        assertThat(ids(list + "&finding=COVERED&limit=1")).hasSize(3);
        assertThat(ids(list + "&hindsight=GAINED")).hasSize(3);
        assertThat(ids(list + "&hindsight=LOST")).isEmpty();
        assertThat(ids(list + "&quarter=2024Q2")).hasSize(3);
        assertThat(ids(list + "&quarter=2024Q3&until=2024-06-30")).isEmpty();
        assertThat(ids(list + "&from=2024-07-01")).hasSize(4);
        assertThat(ids(list + "&from=2024-07-01&accession=0000000000-00-000000")).isEmpty();
        assertThat(ids(list + "&from=2024-07-01&kind=SELF").size() + ids(list + "&from=2024-07-01&kind=AGENT").size()
                + ids(list + "&from=2024-07-01&kind=ENTITY").size() + ids(list + "&from=2024-07-01&kind=UNCLEAR").size()).isEqualTo(4);
        assertThat(ids(list + "&signer=knut%20sve")).hasSize(3);
        assertThat(ids(list + "&grantor=vang")).hasSize(7);
        assertThat(ids(list + "&signer=knut%20sv")).as("whole words").isEmpty();

        HttpResponse<String> csv = get(list + "&limit=1000", "Accept", "text/csv");
        assertThat(csv.body().lines().findFirst().orElseThrow()).startsWith("accession,filingId,form,filedOn");
        assertThat(csv.body().lines().count()).isEqualTo(8);
        assertThat(get(list, "Accept", "application/x-ndjson").body().lines().count()).isEqualTo(7);
    }

    private List<String> ids(String list) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = answer(list + cursor);
            page.path("items").forEach(item -> ids.add(item.path("filingId").asString() + " " + item.path("number").asString()));
            cursor = page.hasNonNull("next") ? "&cursor=" + page.path("next").asString() : null;
        }
        return ids;
    }

    @Test
    void one_signature_for_several_gives_a_finding_for_each_even_across_pages() throws IOException {
        brought(zip("SUBMISSION.tsv", SUBMISSIONS + "0000000011-24-000001\t12-AUG-2024\t12-AUG-2024\t4\t6100011\tOsprey Inc.\n",
                "REPORTINGOWNER.tsv",
                OWNERS + "0000000011-24-000001\t\tHaug Liv\n0000000011-24-000001\t\tReed Otto\n", "OWNER_SIGNATURE.tsv",
                SIGNATURES + "0000000011-24-000001\t/s/ Ann Foss, attorney-in-fact for Liv Haug and Otto Reed\t12-AUG-2024\n"));

        List<String> grantors = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = answer("/api/findings?issuer=6100011&limit=1" + cursor);
            page.path("items").forEach(item -> grantors.add(item.path("onBehalfOf").asString()));
            cursor = page.hasNonNull("next") ? "&cursor=" + page.path("next").asString() : null;
        }
        assertThat(grantors).containsExactly("Liv Haug", "Otto Reed");
    }

    @Test
    void doubtful_and_unreadable_rows_are_named_and_the_rest_goes_on() throws IOException {
        String signatures = SIGNATURES + "0000000012-24-000001\t/s/ Ann Foss\t12-AUG-2028\n0000000012-24-000001\ttoo few\n"
                + "0000000012-24-000001\t/s/ \u201cJ\u00f6rg\u201d M\u00fcller\t12-AUG-2024\n";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("SUBMISSION.tsv"));
            zip.write((SUBMISSIONS + "0000000012-24-000001\t12-AUG-2024\t12-AUG-2024\t4\t6100012\tRail Inc.\n").getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("OWNER_SIGNATURE.tsv"));
            zip.write(signatures.getBytes(Charset.forName("windows-1252")));
        }

        JsonNode batch = brought(bytes.toByteArray());

        assertThat(batch.path("problems").valueStream().map(one -> one.path("where").asString()).toList())
                .contains("OWNER_SIGNATURE.tsv row 2", "OWNER_SIGNATURE.tsv row 3");
        assertThat(batch.path("signatures").asInt()).isEqualTo(2);
        assertThat(batch.path("problemCount").asInt()).isEqualTo(batch.path("problems").size());
        JsonNode listed = answer("/api/filings/batches/" + batch.path("batchId").asString() + "/problems");
        assertThat(listed.path("items")).isEqualTo(batch.path("problems"));
        JsonNode findings = answer("/api/filings/0000000012-24-000001").path("findings");
        assertThat(findings.valueStream().map(one -> one.path("signature").asString()).toList())
                .contains("/s/ \u201cJ\u00f6rg\u201d M\u00fcller");
    }

    @Test
    void a_truncated_archive_gives_what_it_holds_and_says_so() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (int i = 100; i < 400; i++) {
            rows.add(new Row("0000000013-24-000" + i, "Rail Inc.", "Ask Ivo", "/s/ Ivo Ask" + Integer.toString(i * 7919, 36)));
        }
        byte[] whole = quarter(rows.toArray(Row[]::new));

        JsonNode batch = brought(Arrays.copyOf(whole, whole.length - whole.length / 4));

        assertThat(batch.path("problems").path(0).path("problem").asString()).contains("cut short");
        assertThat(batch.path("problems").valueStream().map(one -> one.path("problem").asString()))
                .noneMatch(one -> one.contains("neither a form"));
        assertThat(batch.path("filings").asInt()).isEqualTo(300);
    }

    @Test
    void findings_are_filtered_by_the_ids_that_the_ledger_has() throws IOException {
        HttpResponse<String> granted = post("/api/grantors/g-77/powers-of-attorney", """
                {"grantor": {"name": "Oluf Bang"}, "issuer": {"issuerId": "co-77", "name": "Nightjar Mills, Inc."},
                 "attorneys": [{"attorneyId": "a-77", "name": "Runa K. Sand"}], "powers": [{"clause": "a", "forms": ["4"]}],
                 "executedOn": "2020-01-15"}
                """);
        String reached = "?minPosition=" + LedgerForTests.json(granted).path("position").asString();
        brought(quarter(new Row("0000000025-24-000001", "NIGHTJAR MILLS INC", "Bang Oluf", "/s/ Runa Sand, attorney-in-fact for Oluf Bang"),
                new Row("0000000025-24-000002", "Nightjar Mills Inc", "Bang Oluf", "/s/ Oluf Bang"),
                new Row("0000000025-24-000003", "Nightjar Foods Inc", "Bang Oluf", "/s/ Runa Sand, attorney-in-fact for Oluf Bang")));

        assertThat(ids("/api/findings" + reached + "&issuer=co-77&limit=1")).hasSize(2);
        assertThat(ids("/api/findings" + reached + "&signer=a-77")).hasSize(2);
        assertThat(ids("/api/findings" + reached + "&signer=g-77")).as("in person").hasSize(1);
        assertThat(ids("/api/findings" + reached + "&signer=a-77&issuer=co-77&finding=COVERED")).hasSize(1);
        assertThat(ids("/api/findings" + reached + "&signer=co-77")).isEmpty();
    }

    @Test
    void all_findings_come_as_one_file_too() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 1_100; i++) {
            rows.add(new Row("0000000026-24-%06d".formatted(i), "Export Inc.", "Ask Ivo",
                    i == 0 ? "/s/ Una Dahl, attorney-in-fact for Ivo Ask" : "/s/ Ivo Ask"));
        }
        String batchId = brought(quarter(rows.toArray(Row[]::new))).path("batchId").asString();

        HttpResponse<String> csv = get("/api/export/finding?batch=" + batchId, "Accept", "text/csv");
        assertThat(csv.body().lines().findFirst().orElseThrow()).startsWith("accession,filing_id,form,filed_on,issuer_cik");
        assertThat(csv.body().lines().count()).isEqualTo(1_101);
        List<JsonNode> lines = get("/api/export/finding?finding=CANNOT_TELL&batch=" + batchId, "Accept", "application/x-ndjson").body()
                .lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().path("reason").asString()).isEqualTo("GRANTOR_NOT_IN_LEDGER");
        assertThat(texts(lines.getFirst().path("signers"))).containsExactly("Una Dahl");
        HttpResponse<String> parquet = get("/api/export/finding?batch=" + batchId, "Accept", "application/vnd.apache.parquet");
        assertThat(parquet.statusCode()).isEqualTo(200);
        assertThat(parquet.body()).startsWith("PAR1").endsWith("PAR1");
        assertProblem(get("/api/export/finding?batch=17"), 400, "MALFORMED");
        assertProblem(get("/api/export/finding?quarter=2024Q5"), 400, "MALFORMED");
    }

    @Test
    void a_truncated_archive_does_not_take_the_place_of_the_whole_one() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (int i = 100; i < 200; i++) {
            rows.add(new Row("0000000023-24-000" + i, "4", "12-AUG-2024", "6100023", "Whole Inc.", "", "", "/s/ Ivo Ask", "12-AUG-2024"));
        }
        String submissions = rows.stream().map(row -> row.accession() + "\t12-AUG-2024\t12-AUG-2024\t4\t6100023\tWhole Inc.\n")
                .collect(Collectors.joining());
        brought(quarter(rows.toArray(Row[]::new)));
        JsonNode cut = brought(zip("SUBMISSION.tsv", SUBMISSIONS + submissions));

        assertThat(cut.path("filings").asInt()).isEqualTo(100);
        assertThat(cut.path("newFilings").asInt()).as("another reading of a filing is no new filing").isZero();
        assertThat(ids("/api/findings?issuer=6100023&limit=1000")).hasSize(100);
    }

    @Test
    void only_filings_that_no_file_before_had_are_new_whatever_their_rows_say() throws IOException {
        Row[] shared = new Row[3];
        for (int i = 0; i < 3; i++) {
            shared[i] = new Row("0000000027-24-00000" + i, "Shared Inc.", "Ask Ivo", "/s/ Ivo Ask");
        }
        assertThat(brought(quarter(shared)).path("newFilings").asInt()).isEqualTo(3);

        Row[] again = new Row[5];
        for (int i = 0; i < 5; i++) {
            again[i] = new Row("0000000027-24-00000" + i, "SHARED INC", "Ask Ivo", "/s/ Ivo Ask");
        }
        JsonNode second = brought(quarter(again));
        assertThat(second.path("filings").asInt()).isEqualTo(5);
        assertThat(second.path("newFilings").asInt()).isEqualTo(2);
        assertThat(second.path("newSignatures").asInt()).isEqualTo(2);
    }

    @Test
    void a_suffix_that_the_ledger_does_not_have_of_anyone_leaves_it_open_who_is_meant() throws IOException {
        granted("Sam Suffix", "Bob Raymond", "Suffix Works, Inc.");
        granted("Sam Suffix, Jr.", "Bob Raymond, Jr.", "Suffix Works, Inc.");
        granted("Ann Leeward", "Cal Single, Jr.", "Suffix Works, Inc.");
        String reached = granted("Dora Plain", "Cal Single, Jr.", "Suffix Works, Inc.");
        String[] words = { "/s/ Bob Raymond, attorney-in-fact for Sam Suffix", "/s/ Bob Raymond, Jr., attorney-in-fact for Sam Suffix, Jr.",
                "/s/ Bob Raymond, attorney-in-fact for Sam Suffix III", "/s/ Bob Raymond, Sr., attorney-in-fact for Sam Suffix",
                "/s/ Cal Single, Jr., attorney-in-fact for Ann Leeward, Jr.", "/s/ Cal Single, Jr., attorney-in-fact for Ann Leeward, Sr.",
                "/s/ Cal Single, attorney-in-fact for Ann Leeward", "/s/ Cal Single III, attorney-in-fact for Ann Leeward",
                "/s/ Bob Ray, as guardian for Ann Leeward", "/s/ Cal Single, Jr., former attorney-in-fact for Ann Leeward"};
        Row[] rows = new Row[words.length];
        for (int i = 0; i < words.length; i++) {
            rows[i] = new Row("0000000028-24-00000" + i, "Suffix Works, Inc.", "", words[i]);
        }
        brought(quarter(rows));

        String[] kinds = { "COVERED", "COVERED", "CANNOT_TELL", "CANNOT_TELL", "CANNOT_TELL", "CANNOT_TELL", "COVERED", "CANNOT_TELL",
                "CANNOT_TELL", "CANNOT_TELL"};
        String[] reasons = { "", "", "SEVERAL_GRANTORS", "SEVERAL_SIGNERS", "SEVERAL_GRANTORS", "SEVERAL_GRANTORS", "", "SEVERAL_SIGNERS",
                "SIGNATURE_UNCLEAR", "SIGNATURE_UNCLEAR"};
        int[] candidates = { 0, 0, 2, 2, 1, 1, 0, 1, 0, 0};
        for (int i = 0; i < words.length; i++) {
            JsonNode found = finding("0000000028-24-00000" + i, reached);
            assertThat(found.path("finding").asString()).as(found.toString()).isEqualTo(kinds[i]);
            if (!reasons[i].isEmpty()) {
                assertThat(found.path("reason").asString()).as(found.toString()).isEqualTo(reasons[i]);
            }
            if (i < 8) {
                assertThat(found.path("candidates").size()).as(found.toString()).isEqualTo(candidates[i]);
            }
        }
    }

    @Test
    void an_archive_within_an_archive_is_named() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("inner.zip"));
            zip.write(quarter(new Row("0000000024-24-000001", "Inner Inc.", "Ask Ivo", "/s/ Ivo Ask")));
        }
        JsonNode batch = brought(bytes.toByteArray());
        assertThat(batch.path("reason").asString()).isEqualTo("NO_FILING");
        assertThat(batch.path("problems").path(0).path("where").asString()).isEqualTo("inner.zip");
    }

    @Test
    void what_is_no_filing_is_refused_with_what_is_wrong_and_nothing_is_kept() throws IOException {
        long before = filings();
        JsonNode doctype = brought(
                "<!DOCTYPE ownershipDocument [<!ENTITY a \"b\">]><ownershipDocument>&a;</ownershipDocument>".getBytes(UTF_8));
        assertThat(doctype.path("state").asString()).isEqualTo("FAILED");
        assertThat(doctype.path("reason").asString()).isEqualTo("NO_FILING");
        assertThat(doctype.path("problems").path(0).path("problem").asString()).contains("document type");
        for (byte[] none : List.of("Dear Sir, please find attached".getBytes(UTF_8), zip("SUBMISSION.tsv", "A\tB\n1\t2\n"),
                Arrays.copyOf(quarter(new Row("0000000014-24-000001", "A Inc.", "B C", "/s/ C B")), 30))) {
            JsonNode batch = brought(none);
            assertThat(batch.path("reason").asString()).isEqualTo("NO_FILING");
            assertThat(batch.path("problems").isEmpty()).isFalse();
        }
        assertProblem(send("/api/filings", new byte[0]), 400, "MALFORMED");
        assertProblem(send("/api/filings", new byte[(25 << 20) + 1]), 413, "TOO_LARGE");
        assertProblem(LedgerForTests.post(port, "/api/filings", "a=b", "Content-Type", "application/x-www-form-urlencoded"), 415,
                "UNSUPPORTED_MEDIA_TYPE");
        assertThat(filings()).isEqualTo(before);
    }

    @Test
    void a_file_is_audited_as_if_it_were_kept_and_nothing_is() throws IOException {
        String reached = granted("Kirsten Lund", "Odd Berg", "Siskin Paper, Inc.");
        byte[] file = quarter(
                new Row("0000000020-24-000001", "Siskin Paper, Inc.", "Lund Kirsten", "/s/ Odd Berg, attorney-in-fact for Kirsten Lund"),
                new Row("0000000020-24-000002", "4", "12-AUG-2024", "", "Siskin Paper, Inc.", "", "Lund Kirsten", "/s/ Kirsten Lund",
                        "13-AUG-2024"));
        answer("/api/findings" + reached + "&limit=1");
        long before = filings();

        HttpResponse<String> audited = send("/api/findings?name=q.zip", file);
        HttpResponse<String> csv = LedgerForTests.post(port, "/api/findings", file, "Content-Type", "application/zip", "Accept",
                "text/csv");

        assertThat(audited.statusCode()).as(audited.body()).isEqualTo(200);
        assertThat(filings()).isEqualTo(before);
        List<JsonNode> lines = audited.body().lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(lines.stream().map(line -> line.path("finding").asString("")).toList()).containsExactlyInAnyOrder("COVERED",
                "SELF_SIGNED", "");
        assertThat(lines.stream().map(line -> line.path("where").asString("")).toList()).contains("OWNER_SIGNATURE.tsv row 3");
        assertThat(LedgerForTests.header(csv, "Content-Type")).startsWith("text/csv");
        assertThat(csv.body().lines().findFirst().orElseThrow()).startsWith("accession,filingId,").endsWith(",where,problem");
        assertThat(csv.body().lines().count()).isEqualTo(4);

        brought(file);
        JsonNode listed = answer("/api/findings?issuer=siskin%20paper").path("items");
        assertThat(listed.valueStream().toList())
                .containsExactlyInAnyOrderElementsOf(lines.stream().filter(line -> line.has("finding")).toList());

        assertProblem(send("/api/findings", "Dear Sir".getBytes(UTF_8)), 422, "NO_FILING");
        assertProblem(send("/api/findings", new byte[0]), 400, "MALFORMED");
        assertProblem(send("/api/findings?name=" + "a".repeat(501), file), 400, "MALFORMED");
        assertProblem(LedgerForTests.post(port, "/api/findings", "a=b", "Content-Type", "application/x-www-form-urlencoded"), 415,
                "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void bad_questions_are_refused() {
        assertProblem(get("/api/filings/17"), 400, "MALFORMED");
        assertProblem(get("/api/filings/0000000099-24-000001"), 404, "UNKNOWN_FILING");
        for (String bad : List.of("finding=MAYBE", "hindsight=NEVER", "quarter=2024Q5", "from=yesterday", "accession=17", "kind=HAND",
                "from=2025-01-01&until=2024-01-01", "limit=0", "limit=1001",
                "cursor=zzz", "issuer=!!!", "signer=" + "a".repeat(201), "class=COVERED")) {
            assertThat(get("/api/findings?" + bad).statusCode()).as(bad).isEqualTo(400);
        }
        assertProblem(get("/api/findings?from=2025-01-01&until=2024-12-31"), 400, "MALFORMED");
        assertProblem(get("/api/export/finding?from=2025-01-01&until=2024-12-31"), 400, "MALFORMED");
        assertThat(get("/api/findings?from=2025-01-01&until=2025-01-01").statusCode()).isEqualTo(200);
        assertThat(get("/api/findings?knownAt=2999-01-01T00:00:00Z").statusCode()).isEqualTo(422);
    }

    @Test
    void a_page_by_a_kind_looks_at_ten_thousand_signatures_and_then_gives_the_way_on() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 10_001; i++) {
            rows.add(new Row("0000000017-24-%06d".formatted(i), "4", "12-AUG-2024", "6100017", "Much Inc.", "", "Ask Ivo", "/s/ Ivo Ask",
                    "12-AUG-2024"));
        }
        brought(quarter(rows.toArray(Row[]::new)));

        JsonNode first = answer("/api/findings?issuer=6100017&finding=COVERED&limit=1");
        assertThat(first.path("items").isEmpty()).isTrue();
        JsonNode second = answer("/api/findings?issuer=6100017&finding=COVERED&limit=1&cursor=" + first.path("next").asString());
        assertThat(second.path("items").isEmpty()).isTrue();
        assertThat(second.hasNonNull("next")).as(second.toString()).isFalse();
    }

    @Test
    void what_is_interrupted_goes_on_where_it_was() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            rows.add(new Row("0000000018-24-%06d".formatted(i), "Broken Inc.", "Ask Ivo", "/s/ Ivo Ask"));
        }
        byte[] file = quarter(rows.toArray(Row[]::new));
        long before = filings();
        jdbc.execute("alter table documents.filing add constraint full_disk check (accession <> '0000000018-24-000700') not valid");
        String batchId = bring(file);
        try {
            JsonNode stuck = answer("/api/filings/batches/" + batchId);
            for (int i = 0; i < 600 && stuck.path("filings").asInt() == 0; i++) {
                sleep();
                stuck = answer("/api/filings/batches/" + batchId);
            }
            assertThat(stuck.path("state").asString()).isEqualTo("READING");
            assertThat(stuck.path("filings").asInt()).isEqualTo(500);
        } finally {
            jdbc.execute("alter table documents.filing drop constraint full_disk");
        }

        JsonNode batch = over(batchId);

        assertThat(batch.path("state").asString()).isEqualTo("DONE");
        assertThat(batch.path("filings").asInt()).isEqualTo(1_200);
        assertThat(batch.path("newSignatures").asInt()).isEqualTo(1_200);
        assertThat(filings()).isEqualTo(before + 1_200);
        assertThat(jdbc.queryForObject("select count(*) from documents.batch_piece", Long.class)).as("the file goes").isZero();
    }

    private static void sleep() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void five_who_bring_one_file_at_once_get_one_batch_whose_findings_can_be_listed() throws Exception {
        byte[] file = quarter(new Row("0000000021-24-000001", "Once Inc.", "Ask Ivo", "/s/ Ivo Ask"),
                new Row("0000000021-24-000002", "Once Inc.", "Ask Ivo", "/s/ Ivo Ask"));
        long before = filings();
        Set<String> batches;
        try (ExecutorService five = Executors.newFixedThreadPool(5)) {
            batches = new HashSet<>();
            for (Future<String> one : five.invokeAll(Collections.<Callable<String>>nCopies(5, () -> bring(file)))) {
                batches.add(one.get());
            }
        }
        assertThat(batches).hasSize(1);
        String batchId = batches.iterator().next();
        over(batchId);
        assertThat(filings()).isEqualTo(before + 2);
        brought(quarter(new Row("0000000021-24-000003", "Once Inc.", "Ask Ivo", "/s/ Ivo Ask")));

        assertThat(ids("/api/findings?limit=1&batch=" + batchId)).hasSize(2);
        assertThat(ids("/api/findings?issuer=once%20inc")).hasSize(3);
        assertThat(answer("/api/filings/batches?limit=1").path("items").path(0).path("filings").asInt()).isOne();
        assertProblem(get("/api/findings?batch=17"), 400, "MALFORMED");
        assertProblem(get("/api/findings?batch=" + UUID.randomUUID()), 404, "UNKNOWN_BATCH");
        assertProblem(get("/api/filings/batches/17"), 400, "MALFORMED");
        assertProblem(get("/api/filings/batches/" + UUID.randomUUID()), 404, "UNKNOWN_BATCH");
        assertProblem(get("/api/filings/batches/" + UUID.randomUUID() + "/problems"), 404, "UNKNOWN_BATCH");
    }

    @Test
    void a_filing_of_the_future_and_a_row_that_is_too_long_are_named_and_long_names_are_kept() throws IOException {
        String name = "Ask Ivo".repeat(60);
        byte[] file = zip("SUBMISSION.tsv",
                SUBMISSIONS + "0000000022-28-000001\t12-AUG-2028\t12-AUG-2028\t4\t6100022\tLater Inc.\n" + "x".repeat(25 << 20) + "\n",
                "REPORTINGOWNER.tsv", OWNERS + "0000000022-28-000001\t\t" + name + "\n", "OWNER_SIGNATURE.tsv",
                SIGNATURES + "0000000022-28-000001\t/s/ " + name + "\t12-AUG-2028\n");

        JsonNode batch = brought(file);

        List<String> problems = batch.path("problems").valueStream().map(one -> one.path("problem").asString()).toList();
        assertThat(problems).as(batch.toString()).anyMatch(one -> one.contains("in the future"))
                .anyMatch(one -> one.contains("longer than"));
        JsonNode listed = answer("/api/findings?issuer=6100022").path("items");
        assertThat(listed.size()).isOne();
        assertThat(listed.path(0).path("finding").asString()).isEqualTo("CANNOT_TELL");
        assertThat(listed.path(0).path("reason").asString()).isEqualTo("DATE_IN_THE_FUTURE");
        assertThat(listed.path(0).path("findingAsKnownThen").asString()).isEqualTo("CANNOT_TELL");
    }

    @Test
    void those_who_ask_see_findings_and_bring_no_filings() throws Exception {
        brought(quarter(new Row("0000000019-24-000001", "Seen Inc.", "Ask Ivo", "/s/ Ivo Ask")));
        byte[] file = quarter(new Row("0000000019-24-000002", "Seen Inc.", "Ask Ivo", "/s/ Ivo Ask"));
        for (String role : List.of("AUDITOR", "INVESTIGATOR", "RECORDER")) {
            String name = "findings." + role.toLowerCase(Locale.ROOT);
            assertThat(post("/api/people", "{\"userName\": \"" + name + "\", \"displayName\": \"" + name + "\", \"roles\": [\"" + role
                    + "\"], \"password\": \"a long enough password\"}").statusCode()).isEqualTo(201);
            assertThat(as(name + ":a long enough password", "POST", "/api/me/password",
                    "{\"current\": \"a long enough password\", \"password\": \"another long password\"}".getBytes(UTF_8))).isEqualTo(204);
            String who = name + ":another long password";
            assertThat(as(who, "GET", "/api/findings?limit=1", new byte[0])).as(role).isEqualTo(200);
            assertThat(as(who, "GET", "/api/filings/0000000019-24-000001", new byte[0])).as(role).isEqualTo(200);
            assertThat(as(who, "POST", "/api/findings", file)).as(role).isEqualTo(200);
            assertThat(as(who, "POST", "/api/filings", file)).as(role).isEqualTo(role.equals("RECORDER") ? 202 : 403);
        }
        assertThat(LedgerForTests.getAnonymously(port, "/api/findings").statusCode()).isEqualTo(401);
        assertThat(LedgerForTests.getAnonymously(port, "/api/filings/0000000019-24-000001").statusCode()).isEqualTo(401);
    }

    private int as(String user, String method, String path, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8)))
                .method(method, method.equals("GET") ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body));
        if (method.equals("POST")) {
            request.header("Content-Type", path.startsWith("/api/fi") ? "application/octet-stream" : "application/json");
        }
        return LedgerForTests.send(request.build()).statusCode();
    }

    @Test
    void filings_and_signatures_stay() throws IOException {
        brought(quarter(new Row("0000000015-24-000001", "Stay Inc.", "Ask Ivo", "/s/ Ivo Ask")));
        for (String change : List.of("update documents.filing set form = '5'", "delete from documents.signature",
                "truncate documents.signature")) {
            assertThatThrownBy(() -> jdbc.execute(change)).as(change).isInstanceOf(DataAccessException.class);
        }
    }

    @Test
    void the_sample_submission_is_covered_once_its_exhibit_is_accepted() throws IOException {
        Path sample = Path.of(System.getProperty("ledger.samples", "absent"), "filings/0001127602-25-001055.txt");
        assumeTrue(Files.isRegularFile(sample), () -> sample + " is not there");
        HttpResponse<String> kept = send("/api/documents?record=true", Files.readAllBytes(sample));
        long position = LedgerForTests.json(kept).path("recorded").valueStream().mapToLong(one -> one.path("position").asLong()).max()
                .orElseThrow();
        brought(Files.readAllBytes(sample));

        JsonNode found = finding("0001127602-25-001055", "?minPosition=" + position);

        assertThat(found.path("finding").asString()).as(found.toString()).isEqualTo("COVERED");
        assertThat(texts(found.path("remarks"))).doesNotContain("CONFIRMATION_NOT_ON_FILE");
    }
}
