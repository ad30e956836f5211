package org.authorityledger.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.authorityledger.reminders.views.LedgerLists;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reminders over HTTP: what is said, once, to whom, and by which way. */
class RemindersApiTest extends OnReminders {

    private static final String EXPIRING = "\"kind\": \"EXPIRING\", \"days\": 30";

    @Test
    void what_is_new_comes_by_mail_once_with_its_page_and_both_clocks() throws Exception {
        String jane = newPerson("AUDITOR");
        grant("erin-" + username(jane), "Erin Ōe 大江", today().plusDays(10));
        JsonNode reminder = remind(jane, "Soon 大", EXPIRING, "EMAIL", username(jane) + "@example.com");

        now(jane, reminder);
        awaitState(jane, reminder, "DELIVERED");
        now(jane, reminder);

        assertThat(outcome(reminder)).isEqualTo("NOTHING_NEW");
        List<MimeMessage> mails = mailTo(username(jane) + "@example.com");
        assertThat(mails).hasSize(1);
        assertThat(mails.getFirst().getSubject()).startsWith("Authority Ledger: Soon 大, ").endsWith(" new");
        String text = mails.getFirst().getContent().toString();
        assertThat(text).contains("Expiring within 30 days")
                .contains("Erin Ōe 大江: power of attorney erin-" + username(jane) + "-poa, last day ")
                .contains("https://ledger.example.com/grantors/erin-" + username(jane) + "/powers-of-attorney/erin-" + username(jane)
                        + "-poa")
                .contains("https://ledger.example.com/instruments?show=expiring-30").contains("As of ").contains("(position ")
                .contains("https://ledger.example.com/reminders");

        grant("later-" + username(jane), "Lara Later", today().plusDays(5));
        tomorrow(reminder);
        await("the second mail", () -> mailTo(username(jane) + "@example.com").size() == 2);
        String second = mailTo(username(jane) + "@example.com").get(1).getContent().toString();
        assertThat(second).contains("1 new.").contains("Lara Later").doesNotContain("Erin");
        // Not a second time on the same day.
        assertThat(jdbc.queryForObject("select count(*) from reminders.message where subscription_id = ?::uuid", Long.class, id(reminder)))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({ "29, true", "30, false"})
    void an_instrument_is_said_from_the_day_on_that_its_end_is_within_the_days(int daysAhead, boolean said) {
        String jane = newPerson("AUDITOR");
        String grantor = "edge-" + daysAhead + "-" + username(jane);
        // The last day is one day before the first day on which it is in force no more.
        grant(grantor, "Edda Edge", today().plusDays(daysAhead));
        JsonNode reminder = remind(jane, "Edge " + daysAhead, EXPIRING, "WEBHOOK", HOOK.address("edge"));

        now(jane, reminder);

        long items = Objects.requireNonNull(
                jdbc.queryForObject("select count(*) from reminders.message where subscription_id = ?::uuid and content::text like ?",
                        Long.class, id(reminder), "%" + grantor + "%"));
        assertThat(items > 0).isEqualTo(said);
    }

    @Test
    void a_webhook_gets_json_signed_as_standard_webhooks_says() throws Exception {
        String jane = newPerson("AUDITOR");
        grant("hook-" + username(jane), "Hanna Hook", today().plusDays(3));
        JsonNode reminder = remind(jane, "Hooked " + username(jane), EXPIRING, "WEBHOOK", HOOK.address("a"));
        String secret = reminder.path("secret").asString();
        assertThat(secret).startsWith("whsec_");
        assertThat(send("GET", "/api/reminders", jane, null).body()).doesNotContain("whsec_").doesNotContain(secret.substring(6));

        now(jane, reminder);
        awaitState(jane, reminder, "DELIVERED");

        Hook.Received received = HOOK.about("Hooked " + username(jane)).getFirst();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256"));
        String signed = received.header("webhook-id") + "." + received.header("webhook-timestamp") + "." + received.body();
        assertThat(received.header("webhook-signature"))
                .isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
        JsonNode body = JsonMapper.shared().readTree(received.body());
        assertThat(body.path("type").asString()).isEqualTo("reminder.digest");
        assertThat(body.path("data").path("items").valueStream().map(one -> one.path("text").asString()))
                .anyMatch(one -> one.contains("Hanna Hook"));
        assertThat(body.path("data").path("on").asString()).isEqualTo(today().toString());
        assertThat(body.path("data").path("position").asLong()).isPositive();
        assertThat(received.header("webhook-id")).isEqualTo(deliveries(jane, reminder).path(0).path("messageId").asString());
    }

    @Test
    void a_webhook_that_fails_is_tried_for_more_than_a_day_then_it_waits_for_someone_and_readiness_does_not_care() {
        String jane = newPerson("AUDITOR");
        String name = "Failing " + username(jane);
        JsonNode reminder = remind(jane, name, EXPIRING, "WEBHOOK", HOOK.address("failing"));
        HOOK.status.set(500);
        try {
            done("POST", "/api/reminders/" + id(reminder) + "/test", jane, null);
            int attempts = Outbox.PAUSES.size() + 1;
            for (int n = 1; n <= attempts; n++) {
                int tried = n;
                await("attempt " + n, () -> deliveries(jane, reminder).path(0).path("attempts").size() == tried);
                if (n < attempts) {
                    assertThat(deliveries(jane, reminder).path(0).path("state").asString()).isEqualTo("WAITING");
                    JsonNode health = done("GET", "/actuator/health", admin(), null);
                    assertThat(health.path("components").path("reminders").path("status").asString()).isEqualTo("DEGRADED");
                    assertThat(health.path("components").path("reminders").path("details").path("failing").asLong()).isPositive();
                    assertThat(done("GET", "/actuator/health/readiness", admin(), null).path("status").asString()).isEqualTo("UP");
                    jdbc.update("update reminders.message set next_at = now() where subscription_id = ?::uuid", id(reminder));
                }
            }
            awaitState(jane, reminder, "DEAD");
            assertThat(done("GET", "/api/reminders/" + id(reminder), jane, null).path("dead").asLong()).isEqualTo(1);
            assertThat(done("GET", "/actuator/metrics/ledger.reminders.dead", admin(), null).toString()).contains("1.0");
        } finally {
            HOOK.status.set(204);
        }
        String messageId = deliveries(jane, reminder).path(0).path("messageId").asString();
        done("POST", "/api/reminders/" + id(reminder) + "/deliveries/" + messageId + "/again", jane, null);
        awaitState(jane, reminder, "DELIVERED");
        assertThat(HOOK.about(name)).hasSize(Outbox.PAUSES.size() + 2).allMatch(one -> one.header("webhook-id").equals(messageId));
        refused("POST", "/api/reminders/" + id(reminder) + "/deliveries/" + messageId + "/again", jane, null, 404, "NO_DEAD_DELIVERY");
    }

    @Test
    void the_pauses_are_more_than_a_day_together() {
        assertThat(Outbox.PAUSES.stream().reduce(java.time.Duration.ZERO, java.time.Duration::plus))
                .isGreaterThan(java.time.Duration.ofDays(1));
        java.time.Instant now = java.time.Instant.EPOCH;
        assertThat(Outbox.next(0, now)).isEqualTo(now.plusSeconds(60));
        assertThat(Outbox.next(Outbox.PAUSES.size() - 1, now)).isNotNull();
        assertThat(Outbox.next(Outbox.PAUSES.size(), now)).isNull();
    }

    @Test
    void of_ten_thousand_that_are_new_a_message_lists_the_first_and_says_how_many_more() {
        String jane = newPerson("AUDITOR");
        lists.rows.clear();
        IntStream.range(0, 10_000).forEach(n -> lists.rows.add(new LedgerLists.Row("row-" + n, "Instrument <b>" + n + "</b>", "/x/" + n)));
        String view = done("POST", "/api/views", jane, "{\"name\": \"All\", \"list\": \"instruments\"}").path("viewId").asString();
        JsonNode reminder = remind(jane, "Many", "\"kind\": \"VIEW\", \"viewId\": \"" + view + "\"", "EMAIL",
                username(jane) + "@example.com");

        now(jane, reminder);
        awaitState(jane, reminder, "DELIVERED");

        String text = content(mailTo(username(jane) + "@example.com").getFirst());
        assertThat(text).contains("10,000 new.").contains("and 9,950 more:").contains("https://ledger.example.com/instruments")
                .contains("- Instrument <b>49</b>").doesNotContain("<b>50</b>");
        assertThat(text.length()).isLessThan(10_000);
        lists.rows.add(new LedgerLists.Row("row-new", "The one that came", null));
        tomorrow(reminder);
        await("the second mail", () -> mailTo(username(jane) + "@example.com").size() == 2);
        assertThat(content(mailTo(username(jane) + "@example.com").get(1))).contains("1 new.").contains("The one that came");
    }

    @Test
    void of_more_than_can_be_looked_at_it_is_said_that_there_is_more() {
        String jane = newPerson("AUDITOR");
        lists.rows.clear();
        IntStream.rangeClosed(0, Sources.MOST_ITEMS).forEach(n -> lists.rows.add(new LedgerLists.Row("r" + n, "Row " + n, null)));
        String view = done("POST", "/api/views", jane, "{\"name\": \"All\", \"list\": \"instruments\"}").path("viewId").asString();
        JsonNode reminder = remind(jane, "Too many", "\"kind\": \"VIEW\", \"viewId\": \"" + view + "\"", "EMAIL",
                username(jane) + "@example.com");

        now(jane, reminder);
        awaitState(jane, reminder, "DELIVERED");

        assertThat(content(mailTo(username(jane) + "@example.com").getFirst())).contains("20,000 new.")
                .contains("more than could be looked at");
    }

    private static String content(MimeMessage mail) {
        try {
            return mail.getContent().toString().replace("\r\n", "\n");
        } catch (java.io.IOException | jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_revocation_on_its_way_a_gap_and_a_proposal_that_waits_are_said() {
        String jane = newPerson("AUDITOR");
        String grantor = "gone-" + username(jane);
        String poa = grant(grantor, "Greta Gone", today().plusDays(400));
        known(done("POST", "/api/grantors/" + grantor + "/powers-of-attorney/" + poa + "/revocations", admin(),
                "{\"signedOn\": \"" + today().minusDays(1) + "\"}"));
        JsonNode undelivered = remind(jane, "Undelivered", "\"kind\": \"UNDELIVERED\"", "WEBHOOK", HOOK.address("u"));
        now(jane, undelivered);
        assertThat(said(undelivered)).contains("Greta Gone: the revocation of " + poa).contains("has not reached 1 person");

        JsonNode gaps = remind(jane, "Gaps", "\"kind\": \"GAP\", \"form\": \"144\"", "WEBHOOK", HOOK.address("g"));
        now(jane, gaps);
        assertThat(said(gaps)).contains("Greta Gone, Sample Corp: no one else may sign Form 144");

        String paper = "POWER OF ATTORNEY\n\nI, Piet Paper, hereby appoint Nora Field as my attorney-in-fact to sign and file Forms 3, 4 and 5 "
                + "as to the securities of Sample Corp.\n\nDated: March 15, 2017\n\n/s/ Piet Paper\nPiet Paper\n";
        assertThat(LedgerForTests
                .post(port, "/api/documents", paper.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/octet-stream")
                .statusCode()).isEqualTo(201);
        JsonNode waiting = remind(jane, "Waiting", "\"kind\": \"WAITING\"", "WEBHOOK", HOOK.address("w"));
        now(jane, waiting);
        assertThat(said(waiting)).contains("Proposed: a grant, of Piet Paper").contains("/inbox/");
    }

    private long count(String table) {
        return Objects.requireNonNull(jdbc.queryForObject("select count(*) from " + table, Long.class));
    }

    private String said(JsonNode reminder) {
        return String
                .valueOf(jdbc.queryForObject("select string_agg(content::text, ' ') from reminders.message where subscription_id = ?::uuid",
                        String.class, id(reminder)));
    }

    @Test
    void what_someone_may_not_see_now_is_neither_looked_for_nor_sent() {
        String jane = newPerson("AUDITOR");
        String other = newPerson("AUDITOR", "RECORDER");
        grant("secret-" + username(jane), "Sina Secret", today().plusDays(2));
        JsonNode reminder = remind(jane, "Disabled " + username(jane), EXPIRING, "WEBHOOK", HOOK.address("d"));
        JsonNode scoped = remind(other, "Scoped " + username(other), EXPIRING, "WEBHOOK", HOOK.address("s"));
        // Made before, and not sent yet.
        HOOK.status.set(500);
        try {
            now(jane, reminder);
            await("an attempt", () -> deliveries(jane, reminder).path(0).path("attempts").size() == 1);
        } finally {
            HOOK.status.set(204);
        }
        done("PATCH", "/api/people/" + username(jane), admin(), "{\"disabled\": true}");
        jdbc.update("update reminders.message set next_at = now() where subscription_id = ?::uuid", id(reminder));
        await("it is withheld", () -> "WITHHELD".equals(
                jdbc.queryForObject("select state from reminders.message where subscription_id = ?::uuid", String.class, id(reminder))));
        tomorrow(reminder);
        assertThat(outcome(reminder)).isEqualTo("NOT_ALLOWED");
        assertThat(HOOK.about("Disabled " + username(jane))).hasSize(1);

        done("PATCH", "/api/people/" + username(other), admin(), "{\"roles\": [\"RECORDER\"]}");
        tomorrow(scoped);
        assertThat(outcome(scoped)).isEqualTo("NOT_ALLOWED");
        done("PATCH", "/api/people/" + username(other), admin(), "{\"roles\": [\"AUDITOR\"], \"issuers\": [\"sample\"]}");
        tomorrow(scoped);
        assertThat(outcome(scoped)).isEqualTo("NOT_ALLOWED");
        refused("GET", "/api/reminders", other, null, 403, "FORBIDDEN");
        assertThat(HOOK.about("Scoped " + username(other))).isEmpty();
    }

    @Test
    void a_role_that_may_not_ask_is_reminded_of_what_waits_and_of_nothing_else() {
        String recorder = newPerson("RECORDER");

        refused("POST", "/api/reminders", recorder,
                "{\"name\": \"n\", " + EXPIRING + ", \"channel\": \"EMAIL\", \"to\": \"a@example.com\"}", 403,
                "KIND_NOT_ALLOWED");
        refused("POST", "/api/reminders/calendars", recorder, "{\"name\": \"n\"}", 403, "KIND_NOT_ALLOWED");
        refused("GET", "/api/views", recorder, null, 403, "FORBIDDEN");
        remind(recorder, "n", "\"kind\": \"WAITING\"", "EMAIL", "a@example.com");
    }

    @Test
    void a_paused_reminder_says_nothing_and_afterwards_what_came_meanwhile() {
        String jane = newPerson("AUDITOR");
        JsonNode reminder = remind(jane, "Paused " + username(jane), EXPIRING, "WEBHOOK", HOOK.address("p"));
        done("PATCH", "/api/reminders/" + id(reminder), jane, "{\"paused\": true, \"name\": \"Rested " + username(jane) + "\"}");
        refused("POST", "/api/reminders/" + id(reminder) + "/now", jane, null, 409, "REMINDER_PAUSED");
        grant("paused-" + username(jane), "Paula Paused", today().plusDays(2));
        jdbc.update("update reminders.subscription set looked_on = looked_on - 1 where subscription_id = ?::uuid", id(reminder));
        assertThat(store.find(username(jane), UUID.fromString(id(reminder)))).isNotNull().matches(Subscription::paused);

        done("PATCH", "/api/reminders/" + id(reminder), jane, "{\"paused\": false}");
        awaitState(jane, reminder, "DELIVERED");
        assertThat(HOOK.about("Rested " + username(jane)).getFirst().body()).contains("Paula Paused");
    }

    @Test
    void a_view_that_asks_for_what_is_gone_is_said_so_and_sends_nothing() {
        String jane = newPerson("AUDITOR");
        JsonNode saved = done("POST", "/api/views", jane,
                "{\"name\": \"Old\", \"list\": \"instruments\", \"filters\": {\"show\": \"gone-one-day\"}}");
        String view = saved.path("viewId").asString();
        assertThat(done("GET", "/api/views/" + view, jane, null)).as("with the moment at which it was made").isEqualTo(saved);
        JsonNode reminder = remind(jane, "Old", "\"kind\": \"VIEW\", \"viewId\": \"" + view + "\"", "WEBHOOK", HOOK.address("v"));
        assertThat(done("GET", "/api/views/" + view, jane, null).path("path").asString()).isEqualTo("/instruments");
        lists.choices = List.of("in-force");
        try {
            JsonNode now = done("GET", "/api/views/" + view, jane, null);
            assertThat(now.path("fault").asString()).contains("must be one of");
            assertThat(now.has("path")).isFalse();
            now(jane, reminder);
            assertThat(outcome(reminder)).isEqualTo("VIEW_OUTDATED");
        } finally {
            lists.choices = List.of("in-force", "gone-one-day");
        }
        refused("DELETE", "/api/views/" + view, jane, null, 409, "VIEW_IN_USE");
        done("DELETE", "/api/reminders/" + id(reminder), jane, null);
        done("DELETE", "/api/views/" + view, jane, null);
        refused("GET", "/api/views/" + view, jane, null, 404, "UNKNOWN_VIEW");
    }

    @Test
    void what_is_of_someone_else_is_not_there() {
        String jane = newPerson("AUDITOR");
        String eve = newPerson("AUDITOR", "ADMIN");
        String view = done("POST", "/api/views", jane, "{\"name\": \"Mine\", \"list\": \"instruments\"}").path("viewId").asString();
        JsonNode reminder = remind(jane, "Mine", EXPIRING, "WEBHOOK", HOOK.address("m"));
        String calendar = done("POST", "/api/reminders/calendars", jane, "{\"name\": \"Mine\"}").path("calendarId").asString();
        String message = UUID.randomUUID().toString();

        refused("GET", "/api/views/" + view, eve, null, 404, "UNKNOWN_VIEW");
        refused("PATCH", "/api/views/" + view, eve, "{\"name\": \"Hers\"}", 404, "UNKNOWN_VIEW");
        refused("DELETE", "/api/views/" + view, eve, null, 404, "UNKNOWN_VIEW");
        for (String path : List.of("", "/deliveries")) {
            refused("GET", "/api/reminders/" + id(reminder) + path, eve, null, 404, "UNKNOWN_REMINDER");
        }
        for (String path : List.of("/now", "/test", "/deliveries/" + message + "/again")) {
            refused("POST", "/api/reminders/" + id(reminder) + path, eve, null, 404, "UNKNOWN_REMINDER");
        }
        refused("PATCH", "/api/reminders/" + id(reminder), eve, "{\"paused\": true}", 404, "UNKNOWN_REMINDER");
        refused("DELETE", "/api/reminders/" + id(reminder), eve, null, 404, "UNKNOWN_REMINDER");
        refused("DELETE", "/api/reminders/calendars/" + calendar, eve, null, 404, "UNKNOWN_CALENDAR");
        refused("POST", "/api/reminders", eve,
                "{\"name\": \"n\", \"kind\": \"VIEW\", \"viewId\": \"" + view + "\", \"channel\": \"EMAIL\", \"to\": \"a@example.com\"}",
                404,
                "UNKNOWN_VIEW");
        assertThat(done("GET", "/api/views", eve, null).path("items").size()).isZero();
        assertThat(done("GET", "/api/reminders", eve, null).path("items").size()).isZero();
    }

    @Test
    void a_program_with_a_key_reads_reminders_and_makes_none() {
        String jane = newPerson("AUDITOR");
        String key = "Bearer " + done("POST", "/api/me/keys", jane, "{\"name\": \"walk\"}").path("key").asString();
        JsonNode reminder = remind(jane, "Mine", EXPIRING, "WEBHOOK", HOOK.address("k"));

        assertThat(done("GET", "/api/reminders", key, null).path("items").size()).isEqualTo(1);
        done("POST", "/api/views", key, "{\"name\": \"By key\", \"list\": \"instruments\"}");
        assertThat(done("GET", "/api/views", jane, null).path("items").path(0).path("name").asString()).isEqualTo("By key");
        refused("POST", "/api/reminders", key, "{\"name\": \"n\", " + EXPIRING + ", \"channel\": \"EMAIL\", \"to\": \"a@example.com\"}",
                403,
                "KEY_NOT_ENOUGH");
        refused("POST", "/api/reminders/" + id(reminder) + "/test", key, null, 403, "KEY_NOT_ENOUGH");
        refused("POST", "/api/reminders/calendars", key, "{\"name\": \"n\"}", 403, "KEY_NOT_ENOUGH");
        refused("DELETE", "/api/reminders/" + id(reminder), key, null, 403, "KEY_NOT_ENOUGH");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "[]", "{\"name\": \"n\"}",
            "{\"name\": \"a\\r\\nBcc: b\", \"kind\": \"WAITING\", \"channel\": \"EMAIL\", \"to\": \"a@example.com\"}",
            "{\"name\": \"n\", \"kind\": \"OTHER\", \"channel\": \"EMAIL\", \"to\": \"a@example.com\"}",
            "{\"name\": \"n\", \"kind\": \"WAITING\", \"channel\": \"PIGEON\", \"to\": \"a@example.com\"}",
            "{\"name\": \"n\", \"kind\": \"WAITING\", \"days\": 30, \"channel\": \"EMAIL\", \"to\": \"a@example.com\"}",
            "{\"name\": \"n\", \"kind\": \"EXPIRING\", \"channel\": \"EMAIL\", \"to\": \"a@example.com\"}",
            "{\"name\": \"n\", \"kind\": \"EXPIRING\", \"days\": 29, \"channel\": \"EMAIL\", \"to\": \"a@example.com\"}",
            "{\"name\": \"n\", \"kind\": \"EXPIRING\", \"days\": 91, \"channel\": \"EMAIL\", \"to\": \"a@example.com\"}",
            "{\"name\": \"n\", \"kind\": \"GAP\", \"channel\": \"EMAIL\", \"to\": \"a@example.com\"}",
            "{\"name\": \"n\", \"kind\": \"GAP\", \"form\": \"nothing\", \"channel\": \"EMAIL\", \"to\": \"a@example.com\"}",
            "{\"name\": \"n\", \"kind\": \"GAP\", \"form\": \"ALL\", \"channel\": \"EMAIL\", \"to\": \"a@example.com\"}",
            "{\"name\": \"n\", \"kind\": \"VIEW\", \"channel\": \"EMAIL\", \"to\": \"a@example.com\"}",
            "{\"name\": \"n\", \"kind\": \"VIEW\", \"viewId\": \"x\", \"channel\": \"EMAIL\", \"to\": \"a@example.com\"}",
            "{\"name\": \"n\", \"kind\": \"WAITING\", \"channel\": \"EMAIL\", \"to\": \"a@example.com\\r\\nBcc: b@example.com\"}",
            "{\"name\": \"n\", \"kind\": \"WAITING\", \"channel\": \"WEBHOOK\", \"to\": \"ftp://example.com/\"}",
            "{\"name\": \"n\", \"kind\": \"WAITING\", \"channel\": \"EMAIL\", \"to\": \"a@example.com\", \"secret\": \"mine\"}"})
    void what_is_no_reminder_is_refused_and_nothing_is_kept(String body) {
        long before = count("reminders.subscription");

        refused("POST", "/api/reminders", admin(), body, 400, "MALFORMED");

        assertThat(count("reminders.subscription")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"name\": \"n\", \"list\": \"nothing\"}", "{\"name\": \"n\\nm\", \"list\": \"instruments\"}",
            "{\"name\": \"\\u202Eevil\", \"list\": \"instruments\"}", "{\"name\": \" \", \"list\": \"instruments\"}",
            "{\"name\": \"n\", \"list\": \"instruments\", \"filters\": {\"show\": \"nothing\"}}",
            "{\"name\": \"n\", \"list\": \"instruments\", \"filters\": {\"other\": \"in-force\"}}",
            "{\"name\": \"n\", \"list\": \"instruments\", \"filters\": [1]}",
            "{\"name\": \"n\", \"list\": \"instruments\", \"owner\": \"eve\"}"})
    void what_is_no_view_is_refused_and_nothing_is_kept(String body) {
        long before = count("reminders.view");

        refused("POST", "/api/views", admin(), body, 400, "MALFORMED");

        assertThat(count("reminders.view")).isEqualTo(before);
    }

    @Test
    void a_name_is_taken_once_by_each_person_and_has_a_hundred_characters_at_most() {
        String jane = newPerson("AUDITOR");
        String other = newPerson("AUDITOR");
        String name = "<b>é</b>" + "x".repeat(92);
        String body = "{\"name\": \"%s\", \"list\": \"instruments\"}";
        done("POST", "/api/views", jane, body.formatted(name));
        done("POST", "/api/views", other, body.formatted(name));

        refused("POST", "/api/views", jane, body.formatted(name), 409, "VIEW_NAME_TAKEN");
        refused("POST", "/api/views", jane, body.formatted(name + "y"), 400, "MALFORMED");
        String second = done("POST", "/api/views", jane, body.formatted("second")).path("viewId").asString();
        refused("PATCH", "/api/views/" + second, jane, "{\"name\": \"" + name + "\"}", 409, "VIEW_NAME_TAKEN");
        assertThat(done("PATCH", "/api/views/" + second, jane, "{\"name\": \"third\"}").path("name").asString()).isEqualTo("third");
    }

    @Test
    void by_hand_a_reminder_is_sent_ten_times_a_day() {
        String jane = newPerson("AUDITOR");
        JsonNode reminder = remind(jane, "Often", EXPIRING, "WEBHOOK", HOOK.address("o"));
        for (int n = 0; n < Reminders.MOST_BY_HAND; n++) {
            done("POST", "/api/reminders/" + id(reminder) + "/test", jane, null);
        }

        refused("POST", "/api/reminders/" + id(reminder) + "/test", jane, null, 429, "SENT_TOO_OFTEN");
    }

    @Test
    void what_someone_was_reminded_of_is_in_the_log_of_who_looked() {
        String jane = newPerson("AUDITOR");
        JsonNode reminder = remind(jane, "Noted", EXPIRING, "WEBHOOK", HOOK.address("n"));
        now(jane, reminder);

        String looks = send("GET", "/api/access-log?who=" + username(jane), admin(), null).body();
        assertThat(looks).contains("/reminders/" + id(reminder)).contains("REMINDER");
    }
}
