package org.authorityledger.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.component.VEvent;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Calendars at addresses with a secret. */
class CalendarApiTest extends OnReminders {

    private List<VEvent> events(String path) {
        HttpResponse<String> response = send("GET", path, null, null);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(LedgerForTests.header(response, "Content-Type")).isEqualTo("text/calendar;charset=UTF-8");
        for (String line : response.body().split("\r\n")) {
            assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75);
        }
        return Biweekly.parse(response.body()).first().getEvents();
    }

    @Test
    void an_instrument_that_expires_is_an_event_on_its_last_day_with_an_id_that_stays() {
        String jane = newPerson("AUDITOR");
        grant("cal-" + username(jane), "Cäcilie, Kalender; 大江 健三郎 " + "von und zu ".repeat(8).strip(), today().plusDays(20));
        JsonNode made = done("POST", "/api/reminders/calendars", jane, "{\"name\": \"Ends\", \"days\": 30}");
        String path = made.path("path").asString();
        assertThat(made.path("url").asString()).isEqualTo("https://ledger.example.com" + path);

        VEvent event = events(path).stream().filter(one -> one.getSummary().getValue().contains("Cäcilie, Kalender; 大江 健三郎")).findFirst()
                .orElseThrow();
        assertThat(event.getDateStart().getValue().getRawComponents().getDate()).isEqualTo(today().plusDays(20).getDayOfMonth());
        assertThat(event.getDateStart().getValue().getRawComponents().getMonth()).isEqualTo(today().plusDays(20).getMonthValue());
        assertThat(event.getUrl().getValue()).startsWith("https://ledger.example.com/grantors/cal-");
        assertThat(event.getDescription().getValue()).contains("As of ").contains("(position ");
        grant("cal2-" + username(jane), "Someone Else", today().plusDays(21));
        assertThat(events(path).stream().map(one -> one.getUid().getValue())).contains(event.getUid().getValue()).doesNotHaveDuplicates();
    }

    @Test
    void a_calendar_looks_as_many_days_ahead_as_it_says() {
        String jane = newPerson("AUDITOR");
        grant("ahead-" + username(jane), "Ada Ahead " + username(jane), today().plusDays(9));
        String ten = done("POST", "/api/reminders/calendars", jane, "{\"name\": \"Ten\", \"days\": 10}").path("path").asString();
        String nine = done("POST", "/api/reminders/calendars", jane, "{\"name\": \"Nine\", \"days\": 9}").path("path").asString();

        assertThat(events(ten)).anyMatch(one -> one.getSummary().getValue().contains("Ada Ahead " + username(jane)));
        assertThat(events(nine)).noneMatch(one -> one.getSummary().getValue().contains("Ada Ahead " + username(jane)));
    }

    @Test
    void a_secret_that_is_guessed_revoked_or_of_someone_who_may_not_see_it_now_leads_nowhere() {
        String jane = newPerson("AUDITOR");
        JsonNode made = done("POST", "/api/reminders/calendars", jane, "{\"name\": \"Mine\"}");
        String path = made.path("path").asString();
        String secret = path.substring(path.indexOf('=') + 1);
        events(path);

        assertThat(jdbc.queryForObject("select count(*) from reminders.calendar where encode(hash, 'escape') like ?", Long.class,
                "%" + secret + "%"))
                .isZero();
        assertThat(send("GET", "/api/reminders/calendars", jane, null).body()).contains("lastReadAt").doesNotContain(secret);
        String looks = send("GET", "/api/access-log?who=" + username(jane), admin(), null).body();
        assertThat(looks).contains("calendarId=" + made.path("calendarId").asString()).doesNotContain(secret);

        done("PATCH", "/api/people/" + username(jane), admin(), "{\"disabled\": true}");
        refused("GET", path, null, null, 404, "UNKNOWN_CALENDAR");
        done("PATCH", "/api/people/" + username(jane), admin(), "{\"disabled\": false, \"issuers\": [\"sample\"]}");
        refused("GET", path, null, null, 404, "UNKNOWN_CALENDAR");
        done("PATCH", "/api/people/" + username(jane), admin(), "{\"issuers\": null}");

        String again = newPerson("AUDITOR");
        JsonNode other = done("POST", "/api/reminders/calendars", again, "{\"name\": \"Mine\"}");
        events(other.path("path").asString());
        done("DELETE", "/api/reminders/calendars/" + other.path("calendarId").asString(), again, null);
        refused("GET", other.path("path").asString(), null, null, 404, "UNKNOWN_CALENDAR");
        for (String guess : List.of("", "?token=", "?token=x", "?token=" + secret.substring(1),
                "?token=" + secret.toLowerCase(java.util.Locale.ROOT),
                "?token=%00", "?token=%27")) {
            refused("GET", "/api/reminders/calendar.ics" + guess, null, null, 404, "UNKNOWN_CALENDAR");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"name\": \"n\", \"days\": 0}", "{\"name\": \"n\", \"days\": 731}", "{\"name\": \"n\\nm\"}",
            "{\"name\": \"n\", \"token\": \"mine\"}"})
    void what_is_no_calendar_is_refused(String body) {
        refused("POST", "/api/reminders/calendars", admin(), body, 400, "MALFORMED");
    }
}
