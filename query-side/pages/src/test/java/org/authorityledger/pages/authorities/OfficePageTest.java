package org.authorityledger.pages.authorities;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.questions.OnAQueryNode;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The page of an office: its holders over time, and the instruments that name it, on both clocks. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OfficePageTest extends OnAQueryNode {

    private static final Pattern ROW = Pattern.compile("<tr>(.*?)</tr>", Pattern.DOTALL);

    private final String test = UUID.randomUUID().toString();
    private final AttorneyId office = attorney("treasurer");
    private final AttorneyId jane = attorney("jane");
    private final AttorneyId bob = attorney("bob");
    private final IssuerId acme = IssuerId.of("acme-" + test);

    private AttorneyId attorney(String name) {
        return AttorneyId.of(name + "-" + test);
    }

    private Acts acts(String grantor) {
        return new Acts(GrantorId.of(grantor + "-" + test), null);
    }

    private Acts appoints(String grantor) {
        Acts acts = acts(grantor);
        acts.granted("names-it", says -> says.appointing().appointingOffice(office).forIssuer(acme));
        return acts;
    }

    private HttpResponse<String> answer(AttorneyId id, String query) {
        return LedgerForTests.get(port, "/offices/" + id + "?" + query, "Accept", "text/html");
    }

    private String page(String query) {
        HttpResponse<String> answer = answer(office, query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String text(String html) {
        return html.replaceAll("<[^>]*>", " ").replace("&nbsp;", " ").replaceAll("[\\s\u00a0]+", " ").strip();
    }

    private static List<String> rows(String page, String table) {
        int begin = page.indexOf("id=\"" + table + "\"");
        return begin < 0
                ? List.of()
                : ROW.matcher(page.substring(begin, page.indexOf("</table>", begin))).results().skip(1).map(row -> text(row.group(1)))
                        .toList();
    }

    @Test
    void its_holders_follow_each_other_and_each_holds_it_through_the_last_day() {
        Acts acts = appoints("one");
        acts.heldOffice("names-it", office, jane, "2019-01-01", "2020-03-01");
        acts.heldOffice("names-it", office, bob, "2020-03-01", null);
        record(acts);

        List<String> rows = rows(page("on=2020-02-29"), "holders");

        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst()).contains("jane-" + test, "Jan 1, 2019", "Feb 29, 2020", "Left the office", "names-it of one-" + test,
                "holds it");
        assertThat(rows.getLast()).contains("bob-" + test, "Mar 1, 2020", "open", "not yet");
        assertThat(text(page("on=2020-02-29"))).contains("On February 29, 2020 , by the records: jane-" + test);
        assertThat(text(page("on=2020-03-01"))).contains("by the records: bob-" + test);
        assertThat(rows(page("on=2020-03-01"), "holders").getFirst()).endsWith("no longer");
        assertThat(text(page("on=2018-12-31"))).contains("no holder is recorded, so no one may sign for the office");
    }

    @Test
    void the_same_term_under_several_instruments_is_one_row_and_each_instrument_says_who_signs() {
        Acts one = appoints("one");
        one.heldOffice("names-it", office, jane, "2019-01-01", null);
        Acts two = appoints("two");
        two.heldOffice("names-it", office, jane, "2019-01-01", null);
        Acts vacant = appoints("vacant");
        record(one, two, vacant);

        String page = page("on=2020-01-01");

        assertThat(rows(page, "holders")).singleElement().asString().contains("names-it of one-" + test, "names-it of two-" + test);
        List<String> instruments = rows(page, "instruments");
        assertThat(instruments).hasSize(3);
        assertThat(instruments.stream().filter(row -> row.contains("vacant-" + test))).singleElement().asString().contains("no one");
        assertThat(instruments.stream().filter(row -> row.contains("two-" + test))).singleElement().asString().contains("jane-" + test);
    }

    @Test
    void what_was_recorded_later_was_not_known_before() {
        Acts acts = appoints("clocks");
        acts.heldOffice("names-it", office, jane, "2019-01-01", null);
        List<LedgerRecord> recorded = record(acts);
        Instant granted = recorded.getFirst().recordedAt();
        Instant held = recorded.getLast().recordedAt();

        assertThat(rows(page("on=2020-01-01&knownAt=" + held), "holders")).hasSize(1);
        String before = page("on=2020-01-01&knownAt=" + held.minusNanos(1_000));
        assertThat(rows(before, "holders")).isEmpty();
        assertThat(before).contains("No holder was recorded by this moment.");
        assertThat(rows(before, "instruments")).hasSize(1);
        assertThat(rows(page("on=2020-01-01&knownAt=" + granted), "instruments")).hasSize(1);
        assertThat(page("on=2020-01-01&knownAt=" + granted.minusNanos(1_000))).contains("No instrument that names it was recorded");
    }

    @Test
    void what_ends_the_instrument_ends_the_term_and_the_row_says_so() {
        Acts acts = acts("ends");
        acts.granted("names-it", says -> says.appointing().appointingOffice(office).forIssuer(acme).expiresOn("2019-12-31"));
        acts.heldOffice("names-it", office, jane, "2019-01-01", null);
        record(acts);

        assertThat(rows(page("on=2020-01-01"), "holders")).singleElement().asString().contains("Dec 31, 2019", "Expired", "no longer");
        assertThat(rows(page("on=2020-01-01"), "instruments").getFirst()).contains("no one");
        assertThat(rows(page("on=2019-12-31"), "instruments").getFirst()).contains("jane-" + test);
    }

    @Test
    void a_person_and_no_one_at_all_are_no_office() {
        Acts acts = appoints("known");
        acts.granted("of-a-person", says -> says.appointing(jane).forIssuer(acme));
        record(acts);

        assertThat(answer(office, "").statusCode()).isEqualTo(200);
        assertThat(answer(jane, "").statusCode()).isEqualTo(404);
        assertThat(answer(jane, "").body()).contains("UNKNOWN_OFFICE");
        assertThat(answer(attorney("no-one"), "").statusCode()).isEqualTo(404);
        assertThat(answer(office, "on=2020-02-30").statusCode()).isEqualTo(400);
        assertThat(answer(office, "show=all").statusCode()).isEqualTo(400);
    }

    @Test
    void the_list_the_instrument_and_the_page_of_the_attorney_lead_to_it() {
        Acts acts = appoints("leads");
        acts.heldOffice("names-it", office, jane, "2019-01-01", null);
        record(acts);

        String link = "href=\"/offices/" + office + "?on=2020-01-01\"";
        for (String path : List.of("/grantors/leads-" + test + "/powers-of-attorney/names-it", "/attorneys/" + office)) {
            assertThat(LedgerForTests.get(port, path + "?on=2020-01-01", "Accept", "text/html").body()).as(path).contains(link);
        }
        assertThat(LedgerForTests.get(port, "/attorneys/" + jane + "?on=2020-01-01", "Accept", "text/html").body())
                .contains("/attorneys/" + jane + "/beside?on=2020-01-01").doesNotContain("Holders of this office");
    }
}
