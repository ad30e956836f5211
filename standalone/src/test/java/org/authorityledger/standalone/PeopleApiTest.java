package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** People with accounts, their roles, passwords and keys: what each may do, and from when on no longer. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PeopleApiTest extends LedgerTest {

    private static final String OWN = "four words of mine";

    private final String these = UUID.randomUUID().toString().substring(0, 8);

    private static String basic(String username, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static String admin() {
        return basic("admin", RunningLedger.PASSWORD);
    }

    private static HttpResponse<String> send(String method, String path, @Nullable String body, @Nullable String credentials) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(LEDGER.address(path)));
        if (credentials != null) {
            request.header("Authorization", credentials);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return LEDGER.send(request.method(method,
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private static JsonNode done(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isLessThan(300);
        return RunningLedger.json(response.body().isEmpty() ? "{}" : response.body());
    }

    private static void refused(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(RunningLedger.json(response.body()).path("code").asString()).isEqualTo(code);
    }

    /** Someone with a password of their own, and their credentials. */
    private String person(String username, String... roles) {
        String first = made(username, roles);
        done(send("POST", "/api/me/password", "{\"current\": \"" + first + "\", \"password\": \"" + OWN + "\"}", basic(username, first)));
        return basic(username, OWN);
    }

    private static String made(String username, String... roles) {
        return done(
                send("POST", "/api/people",
                        "{\"userName\": \"" + username + "\", \"displayName\": \"Name of " + username + "\", \"roles\": [\""
                                + String.join("\", \"", roles) + "\"]}",
                        admin()))
                .path("password").asString();
    }

    private static String key(String credentials, String name, String more) {
        return "Bearer "
                + done(send("POST", "/api/me/keys", "{\"name\": \"" + name + "\"" + more + "}", credentials)).path("key").asString();
    }

    private HttpResponse<String> grants(String grantor, @Nullable String credentials) {
        return send("POST", "/api/grantors/" + grantor + "-" + these + "/powers-of-attorney", """
                {"poaId": "p1", "grantor": {"name": "Ann Vale"}, "issuer": {"issuerId": "acme-people", "name": "Acme Corp"},
                 "attorneys": [{"attorneyId": "lee-people", "name": "Lee Moor"}], "powers": [{"clause": "a", "forms": ["4"]}],
                 "executedOn": "2020-01-15"}
                """, credentials);
    }

    private static int ask(@Nullable String credentials) {
        return send("GET", "/api/grantors?limit=1", null, credentials).statusCode();
    }

    private static List<String> changes(String username, String credentials) {
        List<String> whats = new ArrayList<>();
        done(send("GET", "/api/people/changes?userName=" + username, null, credentials)).path("items")
                .forEach(one -> whats.add(one.path("changedBy").asString() + " " + one.path("what").asString()));
        return whats.reversed();
    }

    @Test
    void who_gets_an_account_chooses_a_password_of_their_own_before_anything_else() {
        String username = "jane." + these;
        String first = made(username, "AUDITOR");
        refused(send("GET", "/api/grantors", null, basic(username, first)), 403, "PASSWORD_MUST_BE_CHANGED");
        assertThat(done(send("GET", "/api/me", null, basic(username, first))).path("passwordMustBeChanged").asBoolean()).isTrue();
        refused(send("POST", "/api/me/password", "{\"current\": \"" + OWN + "\", \"password\": \"" + OWN + "\"}", basic(username, first)),
                422,
                "WRONG_PASSWORD");
        refused(send("POST", "/api/me/password", "{\"current\": \"" + first + "\", \"password\": \"" + first + "\"}",
                basic(username, first)), 422,
                "SAME_PASSWORD");
        for (String bad : List.of("elevenchars", "x".repeat(73), "111111111111", "Password1234", username + " and more")) {
            refused(send("POST", "/api/me/password", "{\"current\": \"" + first + "\", \"password\": \"" + bad + "\"}",
                    basic(username, first)),
                    400, "MALFORMED");
        }
        done(send("POST", "/api/me/password", "{\"current\": \"" + first + "\", \"password\": \"" + OWN + "\"}", basic(username, first)));
        assertThat(ask(basic(username, OWN))).isEqualTo(200);
        assertThat(ask(basic(username.toUpperCase(Locale.ROOT), OWN))).as("a name is spelled one way").isEqualTo(200);
        assertThat(ask(basic(username, first))).isEqualTo(401);
        assertThat(changes(username, admin())).containsExactly("admin PERSON_MADE", username + " PASSWORD_CHANGED");
        assertThat(send("GET", "/api/people/changes?userName=" + username, null, admin()).body()).doesNotContain(first, OWN, "bcrypt");
        assertThat(send("GET", "/api/people", null, admin()).body()).contains(username).doesNotContain("bcrypt");
    }

    @Test
    void each_role_may_do_its_own_and_an_administrator_does_not_record() {
        String recorder = person("rita." + these, "RECORDER");
        String auditor = person("adam." + these, "AUDITOR");
        String administrator = person("alma." + these, "ADMIN");
        JsonNode granted = done(grants("of-rita", recorder));
        assertThat(done(
                send("GET", "/api/events?grantor=of-rita-" + these + "&minPosition=" + granted.path("position").asLong(), null, auditor))
                .path("items").path(0).path("recordedBy").asString()).isEqualTo("rita." + these);
        refused(grants("of-adam", auditor), 403, "FORBIDDEN");
        refused(grants("of-alma", administrator), 403, "FORBIDDEN");
        assertThat(ask(recorder)).isEqualTo(403);
        assertThat(ask(administrator)).isEqualTo(200);
        for (String none : List.of(recorder, auditor)) {
            refused(send("GET", "/api/people", null, none), 403, "FORBIDDEN");
            refused(send("POST", "/api/people", "{\"userName\": \"eve\", \"displayName\": \"Eve\", \"roles\": [\"ADMIN\"]}", none), 403,
                    "FORBIDDEN");
            refused(send("PATCH", "/api/people/rita." + these, "{\"displayName\": \"R\", \"roles\": [\"ADMIN\"], \"disabled\": false}",
                    none), 403,
                    "FORBIDDEN");
        }
        assertThat(send("GET", "/api/people/changes", null, auditor).statusCode()).isEqualTo(200);
        refused(send("GET", "/api/people/changes", null, recorder), 403, "FORBIDDEN");
        assertThat(send("GET", "/api/events?grantor=of-alma-" + these, null, admin()).body()).contains("\"items\":[]");
    }

    @Test
    void a_role_taken_away_and_a_person_disabled_count_from_the_next_request_on() {
        String username = "rolf." + these;
        String credentials = person(username, "RECORDER", "AUDITOR");
        String token = key(credentials, "nightly", "");
        assertThat(grants("before", credentials).statusCode()).isEqualTo(201);
        assertThat(grants("before-by-key", token).statusCode()).isEqualTo(201);
        done(send("PATCH", "/api/people/" + username, "{\"displayName\": \"Rolf\", \"roles\": [\"AUDITOR\"], \"disabled\": false}",
                admin()));
        refused(grants("after", credentials), 403, "FORBIDDEN");
        refused(grants("after-by-key", token), 403, "FORBIDDEN");
        assertThat(ask(credentials)).isEqualTo(200);
        assertThat(ask(token)).isEqualTo(200);
        done(send("PATCH", "/api/people/" + username, "{\"displayName\": \"Rolf\", \"roles\": [\"AUDITOR\"], \"disabled\": true}",
                admin()));
        assertThat(ask(credentials)).isEqualTo(401);
        assertThat(ask(token)).isEqualTo(401);
        done(send("PATCH", "/api/people/" + username, "{\"displayName\": \"Rolf\", \"roles\": [\"AUDITOR\"], \"disabled\": false}",
                admin()));
        assertThat(ask(credentials)).isEqualTo(200);
    }

    @Test
    void what_a_key_records_names_the_person_and_the_key_and_a_revoked_key_is_refused() {
        String username = "kim." + these;
        String credentials = person(username, "RECORDER", "AUDITOR");
        String token = key(credentials, "import",
                ", \"roles\": [\"RECORDER\"], \"expiresAt\": \"" + java.time.Instant.now().plusSeconds(86_400) + "\"");
        JsonNode granted = done(grants("by-key", token));
        assertThat(done(
                send("GET", "/api/events?grantor=by-key-" + these + "&minPosition=" + granted.path("position").asLong(), null, admin()))
                .path("items").path(0).path("recordedBy").asString()).isEqualTo(username + "/import");
        assertThat(ask(token)).as("a role that the key has not").isEqualTo(403);
        refused(send("GET", "/api/me/keys", null, token), 403, "KEY_NOT_ENOUGH");
        refused(send("POST", "/api/me/keys", "{\"name\": \"another\"}", token), 403, "KEY_NOT_ENOUGH");
        refused(send("POST", "/api/me/password", "{\"current\": \"" + OWN + "\", \"password\": \"another good one\"}", token), 403,
                "KEY_NOT_ENOUGH");
        JsonNode keys = done(send("GET", "/api/me/keys", null, credentials)).path("items");
        assertThat(keys.path(0).path("good").asBoolean()).isTrue();
        assertThat(keys.toString()).doesNotContain(token.substring(token.lastIndexOf('_') + 1));
        refused(send("POST", "/api/me/keys", "{\"name\": \"import\"}", credentials), 409, "KEY_NAME_TAKEN");
        refused(send("POST", "/api/me/keys", "{\"name\": \"more\", \"roles\": [\"ADMIN\"]}", credentials), 422, "ROLE_NOT_HELD");
        String scoped = person("scoped." + these, "AUDITOR");
        done(send("PATCH", "/api/people/scoped." + these,
                "{\"displayName\": \"N\", \"roles\": [\"AUDITOR\"], \"disabled\": false, \"issuers\": [\"seen\"]}", admin()));
        refused(send("POST", "/api/me/keys", "{\"name\": \"blind\", \"issuers\": [\"unseen\"]}", scoped), 422, "ISSUERS_NOT_SEEN");
        done(send("POST", "/api/me/keys", "{\"name\": \"sees\", \"issuers\": [\"seen\", \"unseen\"]}", scoped));
        refused(send("POST", "/api/me/keys", "{\"name\": \"Upper\"}", credentials), 400, "MALFORMED");
        refused(send("POST", "/api/me/keys",
                "{\"name\": \"long\", \"expiresAt\": \"" + java.time.Instant.now().plusSeconds(367 * 86_400L) + "\"}", credentials), 400,
                "MALFORMED");
        refused(send("POST", "/api/me/keys", "{\"name\": \"short\", \"expiresAt\": \"" + java.time.Instant.now() + "\"}", credentials), 400,
                "MALFORMED");
        String keyId = keys.path(0).path("keyId").asString();
        assertThat(send("DELETE", "/api/me/keys/" + keyId, null, person("other." + these, "AUDITOR")).statusCode())
                .as("a key of someone else").isEqualTo(404);
        done(send("DELETE", "/api/me/keys/" + keyId, null, credentials));
        refused(grants("by-revoked", token), 401, "UNAUTHORIZED");
        refused(send("DELETE", "/api/me/keys/" + keyId, null, credentials), 404, "UNKNOWN_KEY");
        assertThat(changes(username, admin())).contains(username + " KEY_MADE", username + " KEY_REVOKED");
    }

    @ParameterizedTest
    @CsvSource({ "Bearer", "Bearer x", "Bearer alk_", "Bearer alk__", "Bearer alk_AAAAAAAAAAAAAAAAAAAAAA_x",
            "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.", "Basic eDp5", "Digest x"})
    void credentials_that_are_none_are_refused(String credentials) {
        HttpResponse<String> response = send("GET", "/api/grantors", null, credentials);
        refused(response, 401, "UNAUTHORIZED");
        refused(grants("nothing", credentials), 401, "UNAUTHORIZED");
        if (credentials.startsWith("Bearer ")) {
            assertThat(response.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
        }
    }

    @Test
    void the_password_of_the_built_in_user_is_kept_elsewhere() {
        refused(send("POST", "/api/people/admin/password", null, admin()), 422, "PASSWORD_KEPT_ELSEWHERE");
        refused(send("POST", "/api/me/password", "{\"current\": \"" + RunningLedger.PASSWORD + "\", \"password\": \"" + OWN + "\"}",
                admin()), 422,
                "PASSWORD_KEPT_ELSEWHERE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                     | 400 | MALFORMED
            {"userName": "Upper", "displayName": "N", "roles": []}                        | 400 | MALFORMED
            {"userName": "a/b", "displayName": "N", "roles": []}                          | 400 | MALFORMED
            {"userName": "", "displayName": "N", "roles": []}                             | 400 | MALFORMED
            {"userName": "blank", "displayName": " ", "roles": []}                        | 400 | MALFORMED
            {"userName": "role", "displayName": "N", "roles": ["ROOT"]}                   | 400 | MALFORMED
            {"userName": "short", "displayName": "N", "roles": [], "password": "12345678901"} | 400 | MALFORMED
            {"userName": "extra", "displayName": "N", "roles": [], "scope": "all"}        | 400 | MALFORMED
            {"userName": "admin", "displayName": "N", "roles": ["ADMIN"]}                 | 409 | USERNAME_TAKEN
            """)
    void a_person_that_cannot_be_made_is_refused_and_nothing_is_changed(String body, int status, String code) {
        String before = send("GET", "/api/people/changes?limit=1", null, admin()).body();
        refused(send("POST", "/api/people", body, admin()), status, code);
        assertThat(send("GET", "/api/people/changes?limit=1", null, admin()).body()).isEqualTo(before);
    }

    @Test
    void unknown_people_keys_and_odd_lists_are_clear_problems() {
        refused(send("PATCH", "/api/people/none-" + these, "{\"displayName\": \"N\", \"roles\": [], \"disabled\": false}", admin()), 404,
                "UNKNOWN_PERSON");
        refused(send("POST", "/api/people/none-" + these + "/password", null, admin()), 404, "UNKNOWN_PERSON");
        refused(send("POST", "/api/people/none-" + these + "/sign-out", null, admin()), 404, "UNKNOWN_PERSON");
        refused(send("GET", "/api/people/none-" + these + "/keys", null, admin()), 404, "UNKNOWN_PERSON");
        refused(send("DELETE", "/api/people/admin/keys/" + UUID.randomUUID(), null, admin()), 404, "UNKNOWN_KEY");
        refused(send("DELETE", "/api/people/admin/keys/x", null, admin()), 400, "MALFORMED");
        refused(send("GET", "/api/people/changes?limit=0", null, admin()), 400, "MALFORMED");
        refused(send("GET", "/api/people/changes?limit=1001", null, admin()), 400, "MALFORMED");
        refused(send("GET", "/api/people/changes?before=x", null, admin()), 400, "MALFORMED");
        refused(send("GET", "/api/me", null, null), 401, "UNAUTHORIZED");
    }
}
