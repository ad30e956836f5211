package org.authorityledger.pages.authorities;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.questions.OnAQueryNode;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** One attorney beside another: what each may sign, since when, by which instrument, and what only one of them may. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BesidePageTest extends OnAQueryNode {

    private static final Pattern MORE = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"");
    private static final Pattern ROW = Pattern.compile("<tr>(.*?)</tr>", Pattern.DOTALL);
    private static final Pattern CELL = Pattern.compile("<t[dh][^>]*>(.*?)</t[dh]>", Pattern.DOTALL);

    private final String test = UUID.randomUUID().toString();
    private final AttorneyId jane = attorney("jane");
    private final AttorneyId bob = attorney("bob");
    private final IssuerId acme = IssuerId.of("acme-" + test);

    private AttorneyId attorney(String name) {
        return AttorneyId.of(name + "-" + test);
    }

    private Acts acts(String grantor) {
        return new Acts(GrantorId.of(grantor + "-" + test), null);
    }

    private HttpResponse<String> answer(String query) {
        return LedgerForTests.get(port, "/attorneys/" + jane + "/beside?" + query, "Accept", "text/html");
    }

    private String page(String query) {
        HttpResponse<String> answer = answer("other=" + bob + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String text(String html) {
        return html.replaceAll("<[^>]*>", " ").replace("&nbsp;", " ").replaceAll("[\\s\u00a0]+", " ").strip();
    }

    /** The cells of each row: grantor, company, the one, the other, only the one, only the other. */
    private static List<List<String>> rows(String page) {
        if (!page.contains("<tbody>")) {
            return List.of();
        }
        return ROW.matcher(page.substring(page.indexOf("<tbody>"))).results()
                .map(row -> CELL.matcher(row.group(1)).results().map(cell -> text(cell.group(1))).toList()).toList();
    }

    @Test
    void what_each_may_sign_stands_side_by_side_with_since_when_and_by_which_instrument() {
        Acts both = acts("both");
        both.granted("early", says -> says.appointing(jane).forIssuer(acme));
        both.granted("late",
                says -> says.appointing(bob).forIssuer(acme).onlyPower("a", Form.FORM_4, Form.FORM_144).executedOn("2010-02-01"));
        Acts hers = acts("hers");
        hers.granted("alone", says -> says.appointing(jane).forIssuer(acme));
        record(both, hers);

        String page = page("&on=2012-01-01");
        List<List<String>> rows = rows(page);

        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst().get(0)).isEqualTo("both-" + test);
        assertThat(rows.getFirst().get(2)).contains("since May 8, 2003", "by early");
        assertThat(rows.getFirst().get(3)).isEqualTo("4, 144 since Feb 1, 2010 by late");
        assertThat(rows.getFirst().get(4)).isEqualTo("3, 5, ID, 13D, 13G");
        assertThat(rows.getFirst().get(5)).isEqualTo("144");
        assertThat(rows.getLast().get(3)).isEqualTo("nothing");
        assertThat(rows.getLast().get(5)).isEqualTo("– nothing");
        assertThat(page).contains("id=\"both\">1<", "id=\"only-one\">1<", "id=\"only-two\">0<");
    }

    @Test
    void an_authority_counts_from_its_first_day_through_its_last_and_from_the_moment_it_was_recorded() {
        Acts acts = acts("days");
        acts.granted("one", says -> says.appointing(jane).forIssuer(acme).executedOn("2010-02-01").expiresOn("2010-02-28"));
        acts.granted("two", says -> says.appointing(bob).forIssuer(acme));
        Instant recorded = record(acts).getFirst().recordedAt();

        assertThat(rows(page("&on=2010-01-31")).getFirst().get(2)).isEqualTo("nothing");
        assertThat(rows(page("&on=2010-02-01")).getFirst().get(2)).contains("by one");
        assertThat(rows(page("&on=2010-02-28")).getFirst().get(2)).contains("by one");
        assertThat(rows(page("&on=2010-03-01")).getFirst().get(2)).isEqualTo("nothing");
        assertThat(rows(page("&on=2010-02-01&knownAt=" + recorded))).hasSize(1);
        assertThat(page("&on=2010-02-01&knownAt=" + recorded.minusNanos(1_000)))
                .contains("No authority of either is in force on this day.");
    }

    @Test
    void what_is_for_any_issuer_is_for_each_company_too() {
        Acts acts = acts("any");
        acts.granted("any", says -> says.appointing(jane).forIssuer(IssuerId.ANY));
        acts.granted("here", says -> says.appointing(bob).forIssuer(acme));
        record(acts);

        List<List<String>> rows = rows(page("&on=2012-01-01"));

        assertThat(rows).extracting(row -> row.get(1)).containsExactly("any issuer", acme.value());
        assertThat(rows.getFirst().get(3)).isEqualTo("nothing");
        assertThat(rows.getLast().get(2)).contains("by any");
        assertThat(rows.getLast().get(4)).isEqualTo("– nothing");
        assertThat(rows(page("&on=2012-01-01&show=different"))).extracting(row -> row.get(1)).containsExactly("any issuer");
    }

    @Test
    void a_power_of_every_form_has_more_than_one_of_seven() {
        Acts acts = acts("all");
        acts.granted("all", says -> says.appointing(jane).forIssuer(acme).onlyPower("a", Form.ALL));
        acts.granted("one", says -> says.appointing(bob).forIssuer(acme).onlyPower("a", Form.FORM_4));
        record(acts);

        List<String> row = rows(page("&on=2012-01-01")).getFirst();

        assertThat(row.get(4)).contains("3, 5, 144, ID, 13D, 13G", "every form").doesNotContain("4,  ");
        assertThat(row.get(5)).isEqualTo("– nothing");
    }

    @Test
    void a_substitute_and_who_signs_with_others_say_so() {
        Acts acts = acts("joint");
        acts.granted("one", says -> says.appointing(jane, attorney("ann")).atLeast(2).forIssuer(acme).withSubstitution());
        acts.substituted("one", attorney("ann"), bob, "2009-01-01");
        record(acts);

        List<String> row = rows(page("&on=2012-01-01")).getFirst();

        assertThat(row.get(2)).contains("by one with others").doesNotContain("substitute");
        assertThat(row.get(3)).contains("substitute for ann-" + test + ", with others");
    }

    @Test
    void many_grantors_are_paged_and_each_is_seen_once() {
        Acts[] many = IntStream.range(0, 53).mapToObj(n -> {
            Acts acts = acts("g%02d".formatted(n));
            acts.granted("p", says -> says.appointing(jane, bob).forIssuer(acme));
            return acts;
        }).toArray(Acts[]::new);
        record(many);
        List<String> seen = new ArrayList<>();
        for (String next = "/attorneys/" + jane + "/beside?other=" + bob + "&on=2012-01-01"; next != null;) {
            String page = LedgerForTests.get(port, next, "Accept", "text/html").body();
            assertThat(page).contains("id=\"both\">53<");
            rows(page).forEach(row -> seen.add(row.getFirst()));
            Matcher more = MORE.matcher(page);
            next = more.find() ? more.group(1).replace("&amp;", "&") : null;
        }
        assertThat(seen).hasSize(53).doesNotHaveDuplicates();
        assertThat(page("&on=2012-01-01&show=different")).contains("They do not differ on this day.");
    }

    @Test
    void without_the_other_it_asks_for_them_and_a_name_that_is_not_enough_is_refused() {
        assertThat(answer("").statusCode()).isEqualTo(404);
        Acts acts = acts("known");
        acts.granted("one", says -> says.appointing(jane, bob).forIssuer(acme));
        record(acts);

        assertThat(answer("").statusCode()).isEqualTo(200);
        assertThat(answer("").body()).contains("Name the other attorney above").doesNotContain("<tbody>");
        assertThat(answer("other=no-such-attorney-" + test).statusCode()).isEqualTo(400);
        assertThat(answer("other=no-such-attorney-" + test).body()).contains("No one by this name is in the ledger.");
        assertThat(answer("other=" + jane).statusCode()).isEqualTo(400);
        assertThat(answer("other=" + jane).body()).contains("Name someone else than");
        assertThat(answer("other=" + bob + "&show=some").statusCode()).isEqualTo(400);
        assertThat(answer("other=" + bob + "&cursor=abc").statusCode()).isEqualTo(400);
        assertThat(answer("other=" + bob + "&on=2020-02-30").statusCode()).isEqualTo(400);
    }
}
