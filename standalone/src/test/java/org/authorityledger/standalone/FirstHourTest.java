package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** The first hour with an empty ledger, without scripts. */
@Tag("ledger")
@DisplayNameGeneration(ReplaceUnderscores.class)
class FirstHourTest {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private static HttpResponse<String> get(RunningLedger ledger, String path, String... headers) {
        HttpRequest.Builder request = ledger.request(path).header("Accept", "text/html");
        return ledger.send((headers.length == 0 ? request : request.headers(headers)).GET().build());
    }

    private static HttpResponse<String> post(RunningLedger ledger, String path, String form, String... headers) {
        HttpRequest.Builder request = ledger.request(path).header("Accept", "text/html").header("Content-Type",
                "application/x-www-form-urlencoded");
        return ledger
                .send((headers.length == 0 ? request : request.headers(headers)).POST(HttpRequest.BodyPublishers.ofString(form)).build());
    }

    private static List<String> links(String page) {
        List<String> links = new ArrayList<>();
        Matcher link = Pattern.compile("class=\"button\" href=\"([^\"]+)\"").matcher(page);
        while (link.find()) {
            if (!link.group(1).startsWith("/login")) {
                links.add(link.group(1).replace("&amp;", "&"));
            }
        }
        return links;
    }

    @Test
    void where_commands_wait_for_another_person_no_example_is_offered_or_recorded() throws Exception {
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "ledgers").toAbsolutePath()), "waits");
        var context = (ServletWebServerApplicationContext) AuthorityLedger.start("--server.port=0", "--ledger.data-dir=" + directory,
                "--LEDGER_ADMIN_PASSWORD=" + RunningLedger.PASSWORD, "--ledger.approval.commands=RecordGrantorDeath");
        try {
            RunningLedger ledger = new RunningLedger(Objects.requireNonNull(context.getWebServer()).getPort());
            for (String path : List.of("/", "/start")) {
                assertThat(get(ledger, path).body())
                        .contains("Not here: commands wait until another person approves them.")
                        .doesNotContain("Load the Heaton example", "Try it with 3,000 instruments");
            }
            HttpResponse<String> first = get(ledger, "/inbox");
            Matcher token = TOKEN.matcher(first.body());
            assertThat(token.find()).isTrue();
            String cookie = first.headers().firstValue("Set-Cookie").map(all -> all.substring(0, all.indexOf(';'))).orElseThrow();
            for (String path : List.of("/start/example", "/start/trial")) {
                HttpResponse<String> refused = post(ledger, path, "_csrf=" + token.group(1) + "&confirmed=true", "Cookie", cookie);
                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
                assertThat(refused.body()).contains("EXAMPLES_WOULD_WAIT");
            }
            assertThat(ledger.ask("/api/approvals").path("items")).isEmpty();
            assertThat(ledger.ask("/api/events").path("items")).isEmpty();
        } finally {
            context.close();
        }
    }

    @Test
    void an_empty_ledger_offers_an_example_and_walks_through_it() throws Exception {
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "ledgers").toAbsolutePath()), "first");
        var context = (ServletWebServerApplicationContext) AuthorityLedger.start("--server.port=0", "--ledger.data-dir=" + directory,
                "--LEDGER_ADMIN_PASSWORD=" + RunningLedger.PASSWORD);
        try {
            int port = Objects.requireNonNull(context.getWebServer()).getPort();
            RunningLedger ledger = new RunningLedger(port);
            HttpResponse<String> first = get(ledger, "/");
            assertThat(first.body()).contains("Nothing has been recorded yet", "Load the Heaton example", "Try it with 3,000 instruments",
                    "http://localhost:" + port + "/api/import", "/import/sheet");
            Matcher token = TOKEN.matcher(first.body());
            assertThat(token.find()).isTrue();
            String csrf = "_csrf=" + token.group(1);
            String[] session = { "Cookie",
                    first.headers().firstValue("Set-Cookie").map(all -> all.substring(0, all.indexOf(';'))).orElseThrow()};

            assertThat(post(ledger, "/start/example", "confirmed=true").statusCode()).isEqualTo(403);
            assertThat(post(ledger, "/start/example", csrf, session).statusCode()).isEqualTo(422);
            assertThat(get(ledger, "/start/walk").statusCode()).isEqualTo(404);
            assertThat(ledger.ask("/api/events").path("items")).isEmpty();

            HttpResponse<String> loaded = post(ledger, "/start/example", csrf + "&confirmed=true", session);
            assertThat(loaded.statusCode()).as(loaded.body()).isEqualTo(302);
            assertThat(post(ledger, "/start/example", csrf + "&confirmed=true", session).statusCode()).isEqualTo(302);
            assertThat(ledger.ask("/api/events").path("items").size()).isEqualTo(6);

            HttpResponse<String> walk = get(ledger, "/start/walk");
            assertThat(walk.body().replace('\u00a0', ' ')).contains("Judi Irving, David Fractor and JoAnn Stover.",
                    "No: David Fractor could not sign Form 4", "No: JoAnn Stover could not sign Form 4",
                    "Yes: JoAnn Stover was allowed to sign Form 4");
            List<String> links = links(walk.body());
            assertThat(links).hasSize(6);
            for (String link : links) {
                assertThat(get(ledger, link).statusCode()).as(link).isEqualTo(200);
            }

            // Pages take dates as people write them.
            HttpResponse<String> written = get(ledger, "/grantors/andrew-heaton?on=March+1,+2004");
            assertThat(written.statusCode()).isEqualTo(302);
            assertThat(written.headers().firstValue("Location").orElseThrow()).endsWith("/grantors/andrew-heaton?on=2004-03-01");
            assertThat(get(ledger, "/grantors/andrew-heaton?on=2004-03-01").body()).contains("/attorneys/judi-irving?on=2004-03-01");
            assertThat(get(ledger, "/grantors/andrew-heaton?on=13/13/2004").statusCode()).isEqualTo(400);

            HttpResponse<String> trial = post(ledger, "/start/trial", csrf + "&confirmed=true", session);
            assertThat(trial.statusCode()).isEqualTo(409);
            assertThat(ledger.ask("/api/events").path("items").size()).isEqualTo(6);
            assertThat(get(ledger, "/start").body()).contains("This ledger has records");
        } finally {
            context.close();
        }
    }

    @Test
    void a_fictitious_set_is_recorded_in_an_empty_ledger_with_progress() throws Exception {
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "ledgers").toAbsolutePath()), "trial");
        var context = (ServletWebServerApplicationContext) AuthorityLedger.start("--server.port=0", "--ledger.data-dir=" + directory,
                "--LEDGER_ADMIN_PASSWORD=" + RunningLedger.PASSWORD);
        try {
            RunningLedger ledger = new RunningLedger(Objects.requireNonNull(context.getWebServer()).getPort());
            HttpResponse<String> first = get(ledger, "/start");
            Matcher token = TOKEN.matcher(first.body());
            assertThat(token.find()).isTrue();
            String cookie = first.headers().firstValue("Set-Cookie").map(all -> all.substring(0, all.indexOf(';'))).orElseThrow();
            HttpResponse<String> begun = post(ledger, "/start/trial", "_csrf=" + token.group(1) + "&confirmed=true", "Cookie", cookie);
            assertThat(begun.statusCode()).as(begun.body()).isEqualTo(302);
            assertThat(post(ledger, "/start/trial", "_csrf=" + token.group(1) + "&confirmed=true", "Cookie", cookie).statusCode())
                    .as("a second click").isEqualTo(302);

            long deadline = System.nanoTime() + 120_000_000_000L;
            String page = get(ledger, "/start").body();
            assertThat(page).contains("<progress");
            while (!page.contains(">Recorded<") && System.nanoTime() < deadline) {
                Thread.sleep(500);
                page = get(ledger, "/start").body();
            }
            assertThat(page).contains(">Recorded<").doesNotContain("It stopped");
            long recorded = ledger.ask("/api/events?order=newest&limit=1").path("items").path(0).path("position").asLong();
            assertThat(recorded).isGreaterThan(3_000);
            assertThat(post(ledger, "/start/trial", "_csrf=" + token.group(1) + "&confirmed=true", "Cookie", cookie).statusCode())
                    .isEqualTo(302);
            while (!get(ledger, "/start").body().contains(">Recorded<") && System.nanoTime() < deadline) {
                Thread.sleep(500);
            }
            assertThat(ledger.ask("/api/events?order=newest&limit=1").path("items").path(0).path("position").asLong())
                    .as("what is there is not recorded again").isEqualTo(recorded);
            assertThat(ledger.ask("/api/grantors?limit=1000").path("items").size()).isEqualTo(900);
            assertThat(ledger.ask("/api/grantors?limit=1000").path("items").valueStream().map(one -> one.path("name").asString()))
                    .allMatch(name -> name.endsWith("(fictitious)"));
        } finally {
            context.close();
        }
    }
}
