package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.File;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import tools.jackson.databind.JsonNode;

/** A ledger whose people and programs also come from an OpenID Connect provider: a real one, started after the ledger. */
@Tag("ledger")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProviderTest {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final Pattern LEDGER_CSRF = Pattern.compile("name=\"csrf\" content=\"([^\"]+)\"");
    private static final Map<String, String> WITHOUT = new TreeMap<>();

    private static ServletWebServerApplicationContext context;
    private static RunningLedger ledger;
    private static TestProvider provider;

    private final String these = UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    static void start() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        provider = new TestProvider(port);
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "ledgers").toAbsolutePath()), "provider");
        Path secret = Files.writeString(directory.resolveSibling(directory.getFileName() + ".secret"), TestProvider.SECRET + "\n");
        context = (ServletWebServerApplicationContext) AuthorityLedger.start("--server.port=0", "--ledger.data-dir=" + directory,
                "--LEDGER_ADMIN_PASSWORD=" + RunningLedger.PASSWORD, "--ledger.oidc.issuer-uri=" + provider.issuer(),
                "--ledger.oidc.name=Corp", "--ledger.oidc.client-id=" + TestProvider.CLIENT, "--ledger.oidc.client-secret-file=" + secret,
                "--ledger.oidc.audience=" + TestProvider.AUDIENCE, "--ledger.oidc.roles-claim=realm_access.roles",
                "--ledger.oidc.roles.recorder=poa-recorders", "--ledger.oidc.roles.auditor=poa-auditors,everyone in compliance",
                "--ledger.oidc.roles.admin=poa-admins", "--ledger.oidc.issuers-claim=companies",
                "--server.forward-headers-strategy=native", "--ledger.http.hosts=poa.example.org");
        ledger = new RunningLedger(Objects.requireNonNull(context.getWebServer()).getPort());
        provider.serves(ledger.address(""));
        // While it is not there yet.
        WITHOUT.put("local", Integer.toString(get("/api/grantors", admin()).statusCode()));
        HttpResponse<String> token = get("/api/grantors", "Bearer " + provider.token("u-early"));
        WITHOUT.put("token", token.statusCode() + token.body() + token.headers().map().keySet());
        WITHOUT.put("start", location(new Browser().get(ledger.address("/oauth2/authorization/provider?continue=%2Fpeople"))));
        WITHOUT.put("health", get("/actuator/health", admin()).body());
        provider.start();
    }

    @AfterAll
    static void stop() throws Exception {
        context.close();
        provider.close();
    }

    private static String admin() {
        return "Basic " + Base64.getEncoder().encodeToString(("admin:" + RunningLedger.PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> send(String method, String path, @Nullable String body, @Nullable String credentials) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(ledger.address(path)));
        if (credentials != null) {
            request.header("Authorization", credentials);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return ledger.send(request.method(method,
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private static HttpResponse<String> get(String path, @Nullable String credentials) {
        return send("GET", path, null, credentials);
    }

    private static void refused(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(RunningLedger.json(response.body()).path("code").asString()).isEqualTo(code);
    }

    private static JsonNode done(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isLessThan(300);
        return RunningLedger.json(response.body().isEmpty() ? "{}" : response.body());
    }

    private static String location(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isIn(302, 303);
        return URI.create(response.request().uri().toString()).resolve(response.headers().firstValue("Location").orElse("")).toString();
    }

    /** A browser: it keeps cookies, and follows a redirect only when a test says so. */
    private static final class Browser {

        private final CookieManager cookies = new CookieManager();
        private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();

        HttpResponse<String> get(String address) {
            return send(HttpRequest.newBuilder(URI.create(address)).header("Accept", "text/html").build());
        }

        HttpResponse<String> post(String address, String form) {
            return send(HttpRequest.newBuilder(URI.create(address)).header("Accept", "text/html")
                    .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(form)).build());
        }

        HttpResponse<String> send(HttpRequest request) {
            try {
                return client.send(request, HttpResponse.BodyHandlers.ofString());
            } catch (IOException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }

        @Nullable
        String session() {
            return cookies.getCookieStore().getCookies().stream().filter(cookie -> cookie.getName().equals("ledger-session"))
                    .map(HttpCookie::getValue).findFirst().orElse(null);
        }

        /** Goes to the provider, and signs in there. The address with which the provider sends the browser back. */
        String answered(String subject, String continuation) {
            String start = location(get(ledger.address("/oauth2/authorization/provider?continue=" + encoded(continuation))));
            assertThat(start).startsWith(provider.issuer() + "/oauth2/authorize?").contains("code_challenge=", "code_challenge_method=S256",
                    "nonce=", "state=");
            String next = location(get(start));
            if (next.endsWith("/login")) {
                next = location(post(next, "username=" + subject + "&password=" + encoded(TestProvider.PASSWORD) + "&_csrf="
                        + encoded(first(CSRF, get(next).body()))));
                next = location(get(next));
            }
            assertThat(next).startsWith(ledger.address("/login/oauth2/code/provider?"));
            return next;
        }

        /** Signs in. Where the ledger leads then. */
        String signIn(String subject, String continuation) {
            return location(get(answered(subject, continuation)));
        }

        JsonNode me() {
            return done(send(HttpRequest.newBuilder(URI.create(ledger.address("/api/me"))).build()));
        }

        int asks() {
            return send(HttpRequest.newBuilder(URI.create(ledger.address("/api/grantors"))).build()).statusCode();
        }

        String token() {
            return first(LEDGER_CSRF, get(ledger.address("/account")).body());
        }
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group(1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Someone whom the provider has, with these values in the claim of roles. */
    private String someone(String name, String... values) {
        String subject = "u-" + name + "-" + these;
        provider.has(subject, claims(name + "." + these, values));
        return subject;
    }

    private static Map<String, Object> claims(String username, String... values) {
        return Map.of("preferred_username", username, "name", "Name of " + username, "realm_access", Map.of("roles", List.of(values)),
                "companies", "*");
    }

    private HttpResponse<String> grants(String grantor, String credentials) {
        return send("POST", "/api/grantors/" + grantor + "-" + these + "/powers-of-attorney", """
                {"poaId": "p1", "grantor": {"name": "Ann Vale"}, "issuer": {"issuerId": "acme", "name": "Acme Corp"},
                 "attorneys": [{"attorneyId": "lee", "name": "Lee Moor"}], "powers": [{"clause": "a", "forms": ["4"]}],
                 "executedOn": "2020-01-15"}
                """, credentials);
    }

    private static List<String> changes(String username) {
        List<String> whats = new ArrayList<>();
        done(get("/api/people/changes?userName=" + encoded(username), admin())).path("items")
                .forEach(one -> whats.add(one.path("changedBy").asString() + " " + one.path("what").asString()));
        return whats.reversed();
    }

    private static @Nullable JsonNode person(String username) {
        return done(get("/api/people", admin())).path("items").valueStream()
                .filter(one -> one.path("userName").asString().equals(username)).findFirst().orElse(null);
    }

    @Test
    void without_its_provider_the_ledger_starts_local_people_sign_in_and_the_rest_is_a_clear_problem() {
        assertThat(WITHOUT.get("local")).isEqualTo("200");
        assertThat(WITHOUT.get("token")).startsWith("503").contains("PROVIDER_UNAVAILABLE").containsIgnoringCase("retry-after");
        assertThat(WITHOUT.get("start")).isEqualTo(ledger.address("/login?continue=/people&refused=PROVIDER_UNAVAILABLE"));
        assertThat(new Browser().get(ledger.address("/login?refused=PROVIDER_UNAVAILABLE")).body()).contains(
                "The identity provider cannot be reached", "Sign in with Corp",
                "name=\"password\"");
        assertThat(WITHOUT.get("health")).contains("\"status\":\"DEGRADED\"", "the identity provider cannot be used");
        new Browser().answered(someone("first", "poa-auditors"), "/");
        assertThat(get("/actuator/health", admin()).body()).doesNotContain("the identity provider cannot be used");
    }

    @Test
    void who_signs_in_through_the_provider_arrives_where_they_wanted_with_a_new_session_and_is_a_person_of_the_ledger() {
        String subject = someone("Jane.Doe", "poa-recorders", "everyone in compliance", "else");
        Browser browser = new Browser();
        String answer = browser.answered(subject, "/check?form=FORM_4");
        String before = browser.session();
        assertThat(location(browser.get(answer))).isEqualTo(ledger.address("/check?form=FORM_4"));
        assertThat(browser.session()).isNotNull().isNotEqualTo(before);
        String username = "corp:jane.doe." + these;
        JsonNode me = browser.me();
        assertThat(me.path("userName").asString()).isEqualTo(username);
        assertThat(me.path("displayName").asString()).isEqualTo("Name of Jane.Doe." + these);
        assertThat(me.path("roles").toString()).isEqualTo("[\"AUDITOR\",\"RECORDER\"]");
        JsonNode person = Objects.requireNonNull(person(username));
        assertThat(person.path("issuer").asString()).isEqualTo(provider.issuer());
        assertThat(person.path("subject").asString()).isEqualTo(subject);
        assertThat(changes(username)).containsExactly(username + " PERSON_JOINED");
        new Browser().signIn(subject, "/");
        assertThat(changes(username)).as("only once").hasSize(1);
    }

    @Test
    void a_token_of_a_program_records_in_the_name_of_its_person() {
        String subject = someone("robot", "poa-recorders", "poa-auditors");
        String token = "Bearer " + provider.token(subject);
        JsonNode granted = done(grants("by-token", token));
        assertThat(done(get("/api/events?grantor=by-token-" + these + "&minPosition=" + granted.path("position").asLong(), token))
                .path("items").path(0).path("recordedBy").asString()).isEqualTo("corp:robot." + these);
        assertThat(done(get("/api/access-log?who=corp:robot." + these, admin())).path("items").size()).isPositive();
        refused(send("POST", "/api/me/keys", "{\"name\": \"mine\"}", token), 403, "KEY_NOT_ENOUGH");
        assertThat(changes("corp:robot." + these)).containsExactly("corp:robot." + these + " PERSON_JOINED");
    }

    /** Tokens that are wrong in one way each. */
    private enum Bad {

        EXPIRED {
            @Override
            String token(String subject) {
                return signed(provider.claims(subject).expirationTime(Date.from(Instant.now().minusSeconds(90))));
            }
        },
        WITHOUT_EXPIRY {
            @Override
            String token(String subject) {
                return signed(provider.claims(subject).expirationTime(null));
            }
        },
        NOT_YET_GOOD {
            @Override
            String token(String subject) {
                return signed(provider.claims(subject).notBeforeTime(Date.from(Instant.now().plusSeconds(120))));
            }
        },
        FOR_ANOTHER_AUDIENCE {
            @Override
            String token(String subject) {
                return signed(provider.claims(subject).audience("https://other.example.org"));
            }
        },
        FOR_NO_AUDIENCE {
            @Override
            String token(String subject) {
                return signed(provider.claims(subject).audience((String) null));
            }
        },
        OF_ANOTHER_ISSUER {
            @Override
            String token(String subject) {
                return signed(provider.claims(subject).issuer(provider.issuer() + "/other-tenant"));
            }
        },
        OF_NO_ISSUER {
            @Override
            String token(String subject) {
                return signed(provider.claims(subject).issuer(null));
            }
        },
        OF_NO_ONE {
            @Override
            String token(String subject) {
                return signed(provider.claims(subject).subject(null));
            }
        },
        WITH_AN_IMPOSSIBLE_SUBJECT {
            @Override
            String token(String subject) {
                return signed(provider.claims(subject).subject("a\u0000b"));
            }
        },
        WITH_A_KEY_OF_ANOTHER_TENANT {
            @Override
            String token(String subject) {
                return TestProvider.signed(provider.claims(subject).build(), OTHER);
            }
        },
        WITH_ANOTHER_KEY_OF_THE_SAME_ID {
            @Override
            String token(String subject) {
                return TestProvider.signed(provider.claims(subject).build(), POSING);
            }
        },
        UNSIGNED {
            @Override
            String token(String subject) {
                String token = provider.token(subject);
                return token.substring(0, token.lastIndexOf('.') + 1);
            }
        },
        WITH_ALGORITHM_NONE {
            @Override
            String token(String subject) {
                return new PlainJWT(provider.claims(subject).build()).serialize();
            }
        },
        SIGNED_WITH_THE_PUBLIC_KEY_AS_A_SECRET {
            @Override
            String token(String subject) throws Exception {
                SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(provider.key.getKeyID()).build(),
                        provider.claims(subject).build());
                token.sign(new MACSigner(provider.key.toRSAPublicKey().getEncoded()));
                return token.serialize();
            }
        },
        CHANGED_AFTERWARDS {
            @Override
            String token(String subject) {
                String[] parts = provider.token(subject).split("\\.");
                String[] others = provider.token("u-" + UUID.randomUUID()).split("\\.");
                return parts[0] + "." + others[1] + "." + parts[2];
            }
        },
        OF_A_SIGN_IN_ON_A_PAGE {
            @Override
            String token(String subject) {
                return signed(provider.claims(subject).audience(TestProvider.CLIENT).claim("nonce", "n"));
            }
        },
        NO_TOKEN {
            @Override
            String token(String subject) {
                return "eyJhbGciOiJSUzI1NiJ9.e30";
            }
        };

        private static final RSAKey OTHER = TestProvider.key("of-another-tenant");
        private static final RSAKey POSING = TestProvider.key("of-the-provider");

        abstract String token(String subject) throws Exception;

        private static String signed(JWTClaimsSet.Builder claims) {
            return TestProvider.signed(claims.build(), provider.key);
        }
    }

    @ParameterizedTest
    @EnumSource(Bad.class)
    void a_token_that_is_wrong_is_refused_and_nothing_is_recorded(Bad bad) throws Exception {
        String subject = someone("bad", "poa-recorders", "poa-auditors");
        String token = "Bearer " + bad.token(subject);
        HttpResponse<String> response = grants("bad", token);
        refused(response, 401, "UNAUTHORIZED");
        assertThat(response.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer ").contains("error=\"invalid_token\"");
        refused(get("/api/me", token), 401, "UNAUTHORIZED");
        assertThat(person("corp:bad." + these)).isNull();
        assertThat(get("/api/events?grantor=bad-" + these, admin()).body()).contains("\"items\":[]");
        assertThat(grants("good", "Bearer " + provider.token(subject)).statusCode()).as("and with nothing wrong").isEqualTo(201);
    }

    @Test
    void tokens_with_keys_that_no_one_has_do_not_become_as_many_questions_to_the_provider() {
        String subject = someone("flood", "poa-auditors");
        assertThat(get("/api/grantors", "Bearer " + provider.token(subject)).statusCode()).isEqualTo(200);
        int before = provider.askedForKeys.get();
        for (int n = 0; n < 12; n++) {
            RSAKey unknown = new RSAKey.Builder(Bad.OTHER).keyID("no-one-has-" + n).build();
            refused(get("/api/grantors", "Bearer " + TestProvider.signed(provider.claims(subject).build(), unknown)), 401, "UNAUTHORIZED");
        }
        assertThat(provider.askedForKeys.get() - before).isLessThanOrEqualTo(4);
        assertThat(get("/api/grantors", "Bearer " + provider.token(subject)).statusCode()).isEqualTo(200);
    }

    @Test
    void who_is_disabled_here_is_refused_at_once_with_session_and_token_and_at_the_next_sign_in() {
        String subject = someone("dora", "poa-auditors");
        String username = "corp:dora." + these;
        Browser browser = new Browser();
        browser.signIn(subject, "/");
        String token = "Bearer " + provider.token(subject);
        assertThat(browser.asks()).isEqualTo(200);
        assertThat(get("/api/grantors", token).statusCode()).isEqualTo(200);
        String changed = "{\"displayName\": \"Name of dora." + these + "\", \"roles\": [\"AUDITOR\"], \"disabled\": ";
        done(send("PATCH", "/api/people/" + username, changed + "true}", admin()));
        assertThat(browser.asks()).isEqualTo(401);
        refused(get("/api/grantors", token), 401, "PERSON_DISABLED");
        assertThat(new Browser().signIn(subject, "/")).endsWith("&refused=PERSON_DISABLED");
        done(send("PATCH", "/api/people/" + username, changed + "false}", admin()));
        assertThat(browser.asks()).as("the session has ended").isEqualTo(401);
        assertThat(get("/api/grantors", token).statusCode()).isEqualTo(200);
        assertThat(changes(username)).containsExactly(username + " PERSON_JOINED", "admin PERSON_CHANGED", "admin PERSON_CHANGED");
    }

    @Test
    void roles_are_those_of_the_newest_token_in_open_sessions_too_and_an_older_token_brings_none_back() {
        String subject = someone("rolf", "poa-auditors", "poa-recorders");
        String username = "corp:rolf." + these;
        String old = "Bearer " + TestProvider
                .signed(provider.claims(subject).issueTime(Date.from(Instant.now().minusSeconds(30))).build(), provider.key);
        assertThat(get("/api/grantors", old).statusCode()).isEqualTo(200);
        Browser browser = new Browser();
        browser.signIn(subject, "/");
        assertThat(grants("by-rolf", old).statusCode()).isEqualTo(201);
        provider.has(subject, claims("rolf." + these, "poa-recorders"));
        String newer = "Bearer " + TestProvider
                .signed(provider.claims(subject).issueTime(Date.from(Instant.now().minusSeconds(1))).build(), provider.key);
        refused(get("/api/grantors", newer), 403, "FORBIDDEN");
        refused(get("/api/grantors", old), 403, "FORBIDDEN");
        assertThat(browser.asks()).isEqualTo(403);
        assertThat(grants("by-rolf-again", old).statusCode()).as("a role that both have").isEqualTo(201);
        assertThat(changes(username)).containsExactly(username + " PERSON_JOINED", username + " CLAIMS_CHANGED");
        provider.has(subject, claims("rolf." + these));
        refused(get("/api/grantors", "Bearer " + provider.token(subject)), 403, "NO_ROLE");
        assertThat(Objects.requireNonNull(person(username)).path("roles").isEmpty()).isTrue();
    }

    @Test
    void the_issuers_of_the_newest_token_limit_what_is_seen_in_open_sessions_too_and_an_older_token_widens_nothing() {
        String subject = someone("sven", "poa-auditors", "poa-recorders");
        String username = "corp:sven." + these;
        String old = "Bearer " + TestProvider
                .signed(provider.claims(subject).issueTime(Date.from(Instant.now().minusSeconds(30))).build(), provider.key);
        assertThat(grants("by-sven", old).statusCode()).isEqualTo(201);
        Browser browser = new Browser();
        browser.signIn(subject, "/");
        assertThat(browser.asks()).isEqualTo(200);
        String list = "/api/events?grantor=by-sven-" + these;
        assertThat(done(get(list, old)).path("items").size()).isEqualTo(1);

        provider.has(subject, limited("sven", List.of("another-issuer")));
        String newer = "Bearer " + TestProvider
                .signed(provider.claims(subject).issueTime(Date.from(Instant.now().minusSeconds(1))).build(), provider.key);
        assertThat(done(get(list, newer)).path("items").size()).isZero();
        assertThat(done(get(list, old)).path("items").size()).as("an older token").isZero();
        assertThat(done(get("/api/grantors", newer)).path("items").size()).isZero();
        refused(get("/api/findings", newer), 403, "FORBIDDEN");
        refused(grants("by-sven-again", old), 403, "FORBIDDEN");
        assertThat(browser.get(ledger.address("/api/findings")).statusCode()).as("what is closed in a scope").isEqualTo(403);
        assertThat(changes(username)).containsExactly(username + " PERSON_JOINED", username + " CLAIMS_CHANGED",
                username + " SCOPE_CHANGED");
        assertThat(Objects.requireNonNull(person(username)).path("issuers").path(0).asString()).isEqualTo("another-issuer");

        provider.has(subject, limited("sven", List.of()));
        refused(get(list, "Bearer " + provider.token(subject)), 403, "NO_ROLE");
        refused(get(list, newer), 403, "NO_ROLE");
    }

    private Map<String, Object> limited(String name, List<String> issuers) {
        Map<String, Object> claims = new HashMap<>(claims(name + "." + these, "poa-auditors", "poa-recorders"));
        claims.put("companies", issuers);
        return claims;
    }

    @Test
    void who_has_no_role_is_refused_clearly_and_gets_no_account() {
        String subject = someone("nora", "everyone");
        Browser browser = new Browser();
        String arrived = browser.signIn(subject, "/people");
        assertThat(arrived).isEqualTo(ledger.address("/login?continue=/people&refused=NO_ROLE"));
        assertThat(browser.get(arrived).body()).contains("have no role in this ledger");
        assertThat(browser.asks()).isEqualTo(401);
        refused(get("/api/grantors", "Bearer " + provider.token(subject)), 403, "NO_ROLE");
        assertThat(person("corp:nora." + these)).isNull();
    }

    @Test
    void no_one_outside_becomes_a_local_person_or_another_one_by_an_equal_name() {
        provider.has("admin", claims("admin", "poa-auditors"));
        Browser browser = new Browser();
        browser.signIn("admin", "/");
        assertThat(browser.me().path("userName").asString()).isEqualTo("corp:admin");
        assertThat(browser.me().path("roles").toString()).isEqualTo("[\"AUDITOR\"]");
        String asOutsider = Base64.getEncoder()
                .encodeToString(("corp:admin:" + RunningLedger.PASSWORD).getBytes(StandardCharsets.UTF_8));
        refused(get("/api/grantors", "Basic " + asOutsider), 401, "UNAUTHORIZED");
        Browser form = new Browser();
        String token = first(CSRF, form.get(ledger.address("/login")).body());
        assertThat(location(form.post(ledger.address("/login"),
                "username=corp%3Aadmin&password=" + encoded(RunningLedger.PASSWORD) + "&_csrf=" + encoded(token)))).endsWith("&failed");
        // A second subject with the same name, and the first one called otherwise.
        String twin = someone("twin", "poa-auditors");
        provider.has(twin, claims("Admin", "poa-auditors"));
        assertThat(done(get("/api/me", "Bearer " + provider.token(twin))).path("userName").asString()).isEqualTo("corp:admin-2");
        provider.has("admin", claims("someone.else", "poa-auditors"));
        assertThat(done(get("/api/me", "Bearer " + provider.token("admin"))).path("userName").asString()).isEqualTo("corp:admin");
        // Local usernames have no colon.
        refused(send("POST", "/api/people", "{\"userName\": \"corp:eve\", \"displayName\": \"Eve\", \"roles\": []}", admin()), 400,
                "MALFORMED");
    }

    @Test
    void an_answer_with_another_state_nonce_or_browser_or_a_second_time_signs_no_one_in() {
        String subject = someone("eve", "poa-auditors");
        Browser browser = new Browser();
        String answer = browser.answered(subject, "/");
        assertThat(location(new Browser().get(answer))).as("in another browser").endsWith("&again");
        assertThat(location(browser.get(answer.replaceAll("state=[^&]*", "state=other")))).as("with another state").endsWith("&again");
        assertThat(browser.asks()).isEqualTo(401);
        assertThat(location(browser.get(answer))).isEqualTo(ledger.address("/"));
        assertThat(location(browser.get(answer))).as("a second time").endsWith("&again");
        assertThat(location(browser.get(browser.answered(subject, "/").replaceAll("code=[^&]*", "code=other"))))
                .endsWith("&refused=PROVIDER_REFUSED");
        assertThat(location(browser.get(browser.answered(subject, "/").replaceAll("code=[^&]*", "error=access_denied"))))
                .endsWith("&refused=PROVIDER_REFUSED");
        String stolen = first(Pattern.compile("(code=[^&]*)"), new Browser().answered(subject, "/"));
        Browser victim = new Browser();
        assertThat(location(victim.get(victim.answered(someone("victim", "poa-auditors"), "/").replaceAll("code=[^&]*", stolen))))
                .as("a code that another browser was given").endsWith("&refused=PROVIDER_REFUSED");
        for (String claim : List.of("nonce", "aud", "iss", "sub", "exp")) {
            provider.bends(claims -> claims.claim(claim, switch (claim) {
                case "aud" -> List.of("another-client");
                case "exp" -> Instant.now().minusSeconds(90);
                case "iss" -> provider.issuer() + "/other-tenant";
                case "sub" -> "x".repeat(256);
                default -> "other";
            }));
            try {
                assertThat(new Browser().signIn(subject, "/")).as(claim).endsWith("&refused=PROVIDER_REFUSED");
            } finally {
                provider.bends(claims -> {});
            }
        }
        assertThat(person("corp:eve." + these)).as("but for the one good answer").isNotNull();
        assertThat(victim.asks()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://evil.example", "//evil.example", "/\\evil.example", "/login"})
    void signing_in_leads_nowhere_else(String elsewhere) {
        assertThat(new Browser().signIn(someone("lost", "poa-auditors"), elsewhere)).isEqualTo(ledger.address("/"));
    }

    @Test
    void signing_out_ends_the_session_here_and_there() {
        String subject = someone("olga", "poa-auditors");
        Browser browser = new Browser();
        browser.signIn(subject, "/");
        assertThat(browser.post(ledger.address("/logout"), "").statusCode()).as("without the token against forgery").isEqualTo(403);
        assertThat(browser.asks()).isEqualTo(200);
        HttpResponse<String> out = browser.post(ledger.address("/logout"), "_csrf=" + encoded(browser.token()));
        assertThat(out.statusCode()).isEqualTo(200);
        String there = out.headers().firstValue("Refresh").orElse("").replace("0;url=", "");
        assertThat(there).startsWith(provider.issuer() + "/connect/logout?id_token_hint=").contains("post_logout_redirect_uri=");
        assertThat(browser.asks()).isEqualTo(401);
        assertThat(location(browser.get(there))).isEqualTo(ledger.address("/login?ended"));
        String start = location(browser.get(ledger.address("/oauth2/authorization/provider")));
        assertThat(location(browser.get(start))).as("it asks for the password again").endsWith("/login");
        // Who signed in with a password stays here.
        Browser local = new Browser();
        local.post(ledger.address("/login"), "username=admin&password=" + encoded(RunningLedger.PASSWORD) + "&_csrf="
                + encoded(first(CSRF, local.get(ledger.address("/login")).body())));
        assertThat(location(local.post(ledger.address("/logout"), "_csrf=" + encoded(local.token())))).endsWith("/login?ended");
    }

    private static Optional<Path> chromium() {
        return Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "chromium")).filter(Files::isExecutable).findFirst();
    }

    /** What only a real browser does: it holds every redirect of a form against the policy of the page that has it. */
    @Test
    void in_a_browser_one_signs_in_by_the_button_and_signs_out_there_too() {
        assumeTrue(chromium().isPresent() || "true".equals(System.getenv("CI")), "no chromium on the PATH");
        String subject = someone("bea", "poa-auditors", "poa-admins");
        List<String> complaints = new ArrayList<>();
        try (Playwright playwright = Playwright
                .create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))) {
            Page page = playwright.chromium()
                    .launch(new BrowserType.LaunchOptions().setExecutablePath(chromium().orElseThrow())
                            .setArgs(List.of("--no-sandbox", "--disable-background-networking", "--disable-gpu", "--no-first-run")))
                    .newPage();
            page.onConsoleMessage(message -> {
                // The provider's own pages are its own.
                if (message.type().equals("error") && !message.location().startsWith(provider.issuer())) {
                    complaints.add(message.text() + " at " + message.location());
                }
            });
            page.navigate(ledger.address("/people/corp:bea." + these));
            assertThat(page.url()).contains("/login?continue=");
            screenshot(page, "sign-in-provider");
            page.getByText("Sign in with Corp").click();
            page.waitForURL(url -> url.startsWith(provider.issuer()));
            page.locator("#username").fill(subject);
            page.locator("#password").fill(TestProvider.PASSWORD);
            page.keyboard().press("Enter");
            page.waitForURL(ledger.address("/people/corp:bea." + these));
            assertThat(page.locator("article").innerText()).contains(provider.issuer(), subject, "Signed in for the first time");
            screenshot(page, "person-of-a-provider");
            page.navigate(ledger.address("/account"));
            assertThat(page.locator("article").innerText()).contains("You sign in through an identity provider");
            page.getByText("Sign out").click();
            page.waitForURL(ledger.address("/login?ended"));
            assertThat(page.locator("main").innerText()).contains("You have signed out");
            page.getByText("Sign in with Corp").click();
            page.waitForURL(url -> url.startsWith(provider.issuer() + "/login"));
        }
        assertThat(complaints).isEmpty();
    }

    private static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")).setFullPage(true));
    }

    @Test
    void what_the_provider_decides_of_a_person_cannot_be_decided_here() {
        String subject = someone("paul", "poa-auditors", "poa-admins");
        String username = "corp:paul." + these;
        Browser browser = new Browser();
        browser.signIn(subject, "/");
        String path = "/api/people/" + username;
        refused(send("PATCH", path, "{\"displayName\": \"P\", \"roles\": [\"AUDITOR\", \"ADMIN\"], \"disabled\": false}", admin()), 422,
                "KEPT_BY_PROVIDER");
        refused(send("PATCH", path, "{\"displayName\": \"Name of paul." + these + "\", \"roles\": [\"RECORDER\"], \"disabled\": false}",
                admin()),
                422, "KEPT_BY_PROVIDER");
        refused(send("POST", path + "/password", null, admin()), 422, "PASSWORD_KEPT_ELSEWHERE");
        assertThat(changes(username)).hasSize(1);
        String page = browser.get(ledger.address("/people/" + username)).body();
        assertThat(page).contains(provider.issuer(), subject, "Disabled:").doesNotContain("Give a new password", "Keys of programs");
        assertThat(browser.post(ledger.address("/account/keys"), "name=mine&days=9&roles=AUDITOR&_csrf=" + encoded(browser.token()))
                .statusCode()).isEqualTo(422);
        assertThat(browser.get(ledger.address("/people")).body()).contains("through " + provider.issuer());
        // Someone who may fail to come in must not be the last who administers.
        refused(send("PATCH", "/api/people/admin", "{\"displayName\": \"B\", \"roles\": [\"ADMIN\"], \"disabled\": true}", admin()), 422,
                "LAST_ADMINISTRATOR");
    }

    @Test
    void behind_a_proxy_that_is_trusted_the_client_and_the_address_are_those_that_it_names() {
        String subject = someone("far", "poa-auditors");
        HttpRequest asked = HttpRequest.newBuilder(URI.create(ledger.address("/api/grantors?q=far-" + these)))
                .header("Authorization", "Bearer " + provider.token(subject)).header("X-Forwarded-For", "198.51.100.1, 203.0.113.7")
                .build();
        assertThat(ledger.send(asked).statusCode()).isEqualTo(200);
        JsonNode look = done(get("/api/access-log?about=far-" + these, admin())).path("items").path(0);
        assertThat(look.path("sourceAddress").asString()).as("not what the client itself wrote before").isEqualTo("203.0.113.7");
        HttpResponse<String> begun = new Browser().send(HttpRequest.newBuilder(URI.create(ledger.address("/oauth2/authorization/provider")))
                .header("Accept", "text/html").header("X-Forwarded-Proto", "https").header("X-Forwarded-Host", "poa.example.org").build());
        assertThat(location(begun)).contains("redirect_uri=https://poa.example.org/login/oauth2/code/provider");
        assertThat(begun.headers().firstValue("Set-Cookie").orElse("")).contains("Secure");
        refused(ledger.send(HttpRequest.newBuilder(URI.create(ledger.address("/api/grantors"))).header("X-Forwarded-Host", "evil.example")
                .build()), 421, "UNKNOWN_HOST");
    }

    @Test
    void failed_sign_ins_of_every_kind_are_counted() {
        for (String with : List.of("password", "key", "token", "provider")) {
            double before = failed(with);
            switch (with) {
                case "password" -> get("/api/me", "Basic eDp5");
                case "key" -> get("/api/me", "Bearer alk_x_y");
                case "token" -> get("/api/me", "Bearer a.b.c");
                default -> new Browser().get(ledger.address("/login/oauth2/code/provider?code=x&state=y"));
            }
            assertThat(failed(with)).as(with).isEqualTo(before + 1);
        }
    }

    private static double failed(String with) {
        String line = get("/actuator/prometheus", admin()).body().lines()
                .filter(one -> one.startsWith("ledger_sign_ins_failed_total{") && one.contains("with=\"" + with + "\"")).findFirst()
                .orElseThrow();
        return Double.parseDouble(line.substring(line.lastIndexOf(' ')));
    }
}
