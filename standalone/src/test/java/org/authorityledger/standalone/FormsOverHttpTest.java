package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The forms that record, as a browser without scripts sends them: what is forged, sent twice or sent without a review. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FormsOverHttpTest extends LedgerTest {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    /** A form that was opened: its key, the session it was opened in and the token against forgery. */
    private record Opened(String key, String cookie, String token) {}

    private static HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = LEDGER.request(path).header("Accept", "text/html");
        return LEDGER.send((headers.length == 0 ? request : request.headers(headers)).GET().build());
    }

    private static Opened open(String form) {
        String key = UUID.randomUUID().toString();
        HttpResponse<String> page = get(form + (form.contains("?") ? "&" : "?") + "key=" + key);
        assertThat(page.statusCode()).isEqualTo(200);
        Matcher token = TOKEN.matcher(page.body());
        assertThat(token.find()).as("a token in the form").isTrue();
        String cookie = page.headers().firstValue("Set-Cookie").map(all -> all.substring(0, all.indexOf(';'))).orElseThrow();
        return new Opened(key, cookie, token.group(1));
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream().map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
    }

    private static HttpResponse<String> post(String path, Map<String, String> fields, String... headers) {
        HttpRequest.Builder request = LEDGER.request(path).header("Accept", "text/html").header("Content-Type",
                "application/x-www-form-urlencoded");
        return LEDGER.send((headers.length == 0 ? request : request.headers(headers))
                .POST(HttpRequest.BodyPublishers.ofString(encoded(fields))).build());
    }

    private static HttpResponse<String> post(Opened form, String path, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("key", form.key());
        all.put("_csrf", form.token());
        return post(path, all, "Cookie", form.cookie());
    }

    private static long records() {
        return Long.parseLong(String.valueOf(database().queryForObject("select count(*) from ledger.event", Long.class)));
    }

    private static String value(HttpResponse<String> page, String name) {
        Matcher found = Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page.body());
        assertThat(found.find()).as(name + " in " + page.body()).isTrue();
        return found.group(1);
    }

    private static void granted(String grantor) {
        HttpResponse<String> response = LEDGER.tell("grantors/" + grantor + "/powers-of-attorney", """
                {"poaId": "p1", "grantor": {"name": "Ann Vale"}, "issuer": {"issuerId": "acme-forms", "name": "Acme Corp"},
                 "attorneys": [{"attorneyId": "lee-forms", "name": "Lee Moor"}], "powers": [{"clause": "a", "forms": ["4"]}],
                 "executedOn": "2020-01-15"}
                """);
        assertThat(response.statusCode()).isEqualTo(201);
        LEDGER.ask("/api/grantors?limit=1&minPosition=" + RunningLedger.json(response.body()).path("position").asLong());
    }

    @Test
    void a_form_without_its_token_records_nothing_even_with_the_password_that_a_browser_keeps() {
        String grantor = "forged-" + UUID.randomUUID();
        granted(grantor);
        long before = records();
        Map<String, String> fields = Map.of("key", UUID.randomUUID().toString(), "grantor", grantor, "on", "2021-03-03", "preview", "");

        assertThat(post("/record/death", fields).statusCode()).isEqualTo(403);
        assertThat(post("/record/death", fields, "Origin", "https://other.example").statusCode()).isEqualTo(403);
        assertThat(records()).isEqualTo(before);
    }

    @Test
    void a_change_that_another_site_sends_is_refused_and_the_same_from_here_is_not() {
        String grantor = "cross-site-" + UUID.randomUUID();
        granted(grantor);
        long before = records();

        HttpResponse<String> elsewhere = LEDGER.tell("grantors/" + grantor + "/death", "{\"on\": \"2021-03-03\"}", "Sec-Fetch-Site",
                "cross-site");
        assertThat(elsewhere.statusCode()).as(elsewhere.body()).isEqualTo(403);
        assertThat(records()).isEqualTo(before);

        assertThat(LEDGER.tell("grantors/" + grantor + "/death", "{\"on\": \"2021-03-03\"}", "Sec-Fetch-Site", "same-origin").statusCode())
                .isEqualTo(201);
    }

    @Test
    void a_form_that_is_sent_twice_records_once_and_leads_to_what_it_recorded() {
        String grantor = "twice-" + UUID.randomUUID();
        granted(grantor);
        Opened form = open("/record/death?grantor=" + grantor);
        Map<String, String> fields = new LinkedHashMap<>(Map.of("grantor", grantor, "on", "2021-03-03"));
        HttpResponse<String> preview = post(form, "/record/death", fields);
        assertThat(preview.statusCode()).as(preview.body()).isEqualTo(200);
        fields.put("previewed", value(preview, "previewed"));
        fields.put("version", value(preview, "version"));
        fields.put("confirm", "");
        long before = records();

        HttpResponse<String> first = post(form, "/record/death", fields);
        HttpResponse<String> second = post(form, "/record/death", fields);

        assertThat(first.statusCode()).as(first.body()).isBetween(302, 303);
        assertThat(second.statusCode()).as(second.body()).isEqualTo(first.statusCode());
        assertThat(records()).isEqualTo(before + 1);
    }

    @Test
    void a_form_that_is_sent_again_with_another_date_is_refused_and_records_nothing_more() {
        String grantor = "changed-" + UUID.randomUUID();
        granted(grantor);
        Opened form = open("/record/death?grantor=" + grantor);
        Map<String, String> fields = new LinkedHashMap<>(Map.of("grantor", grantor, "on", "2021-03-03"));
        HttpResponse<String> preview = post(form, "/record/death", fields);
        fields.put("previewed", value(preview, "previewed"));
        fields.put("version", value(preview, "version"));
        fields.put("confirm", "");
        assertThat(post(form, "/record/death", fields).statusCode()).isBetween(302, 303);
        long before = records();

        fields.put("on", "2021-03-04");
        assertThat(post(form, "/record/death", fields).statusCode()).isEqualTo(422);
        assertThat(records()).isEqualTo(before);
    }

    @Test
    void a_form_that_is_confirmed_without_the_version_that_was_reviewed_shows_its_consequences_again() {
        String grantor = "unreviewed-" + UUID.randomUUID();
        granted(grantor);
        Opened form = open("/record/death?grantor=" + grantor);
        Map<String, String> fields = new LinkedHashMap<>(Map.of("grantor", grantor, "on", "2021-03-03"));
        fields.put("previewed", value(post(form, "/record/death", fields), "previewed"));
        fields.put("confirm", "");
        long before = records();

        assertThat(post(form, "/record/death", fields).statusCode()).isEqualTo(200);
        assertThat(records()).isEqualTo(before);
    }

    @Test
    void the_form_of_a_correction_with_two_hundred_attorneys_can_be_sent() {
        String grantor = "large-" + UUID.randomUUID();
        granted(grantor);
        Opened form = open("/record/correction?grantor=" + grantor + "&poa=p1");
        Map<String, String> fields = new LinkedHashMap<>(Map.of("grantor", grantor, "poa", "p1"));
        for (int n = 0; n < 1500; n++) {
            fields.put("attorneys[" + n + "].title", "Partner");
        }

        assertThat(post(form, "/record/correction", fields).statusCode()).isIn(200, 422);
    }

    @Test
    void a_correction_leaves_the_first_day_open_that_followed_from_the_day_of_signing_and_keeps_one_of_its_own() {
        String grantor = "first-day-" + UUID.randomUUID();
        granted(grantor);
        assertThat(firstDay(grantor, "p1")).isEmpty();

        HttpResponse<String> other = LEDGER.tell("grantors/" + grantor + "/powers-of-attorney", """
                {"poaId": "p2", "grantor": {"name": "Ann Vale"}, "issuer": {"issuerId": "acme-forms", "name": "Acme Corp"},
                 "attorneys": [{"attorneyId": "lee-forms", "name": "Lee Moor"}], "powers": [{"clause": "a", "forms": ["4"]}],
                 "executedOn": "2020-01-15", "effectiveOn": "2020-02-01"}
                """);
        assertThat(other.statusCode()).isEqualTo(201);
        LEDGER.ask("/api/grantors?limit=1&minPosition=" + RunningLedger.json(other.body()).path("position").asLong());
        assertThat(firstDay(grantor, "p2")).isEqualTo("2020-02-01");
    }

    private static String firstDay(String grantor, String poa) {
        HttpResponse<String> form = get("/record/correction?grantor=" + grantor + "&poa=" + poa + "&key=" + UUID.randomUUID());
        Matcher field = Pattern.compile("<input[^>]*name=\"effectiveOn\"[^>]*>").matcher(form.body());
        assertThat(field.find()).as(form.body()).isTrue();
        Matcher value = Pattern.compile("value=\"([^\"]*)\"").matcher(field.group());
        return value.find() ? value.group(1) : "";
    }

    @Test
    void a_form_about_someone_unknown_says_so() {
        HttpResponse<String> page = get("/record/grant?grantor=no-such-grantor&key=" + UUID.randomUUID());

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("Start an empty form");
    }
}
