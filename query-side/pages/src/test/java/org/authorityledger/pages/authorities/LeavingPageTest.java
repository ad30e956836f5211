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
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.SignatoryCapacity;
import org.authorityledger.questions.OnAQueryNode;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The page on which someone leaves who signs for others: what ends, what goes on, and who is left without a signer. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LeavingPageTest extends OnAQueryNode {

    private static final Pattern MORE = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"");
    private static final Pattern ROW = Pattern.compile("<tr>(.*?)</tr>", Pattern.DOTALL);

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
        return LedgerForTests.get(port, "/attorneys/" + jane + "/leaving?" + query, "Accept", "text/html");
    }

    private String page(String query) {
        HttpResponse<String> answer = answer(query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String text(String html) {
        return html.replaceAll("<[^>]*>", " ").replace("&nbsp;", " ").replaceAll("[\\s ]+", " ").strip();
    }

    /** The rows of a page as texts. */
    private static List<String> rows(String page) {
        if (!page.contains("<tbody>")) {
            return List.of();
        }
        return ROW.matcher(page.substring(page.indexOf("<tbody>"))).results().map(row -> text(row.group(1))).toList();
    }

    private List<String> rowsOf(String query) {
        return rows(page(query));
    }

    @Test
    void who_signs_alone_leaves_the_grantor_without_a_signer_and_who_has_a_colleague_does_not() {
        Acts alone = acts("alone");
        alone.granted("one", says -> says.appointing(jane).forIssuer(acme));
        Acts shared = acts("shared");
        shared.granted("two", says -> says.appointing(jane, bob).forIssuer(acme));
        record(alone, shared);

        List<String> rows = rowsOf("on=2020-01-01");

        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst()).contains("one", "alone-" + test, "Named", "ends", "no one", acme + ": 3, 4, 5, 13D, 13G");
        assertThat(rows.getLast()).contains("two", "ends", "bob-" + test).doesNotContain(acme + ": ");
        assertThat(rowsOf("on=2020-01-01&show=alone")).hasSize(1).first().asString().contains("one");
    }

    @Test
    void an_instrument_is_listed_through_its_last_day_and_from_the_moment_it_was_recorded() {
        Acts acts = acts("until");
        acts.granted("one", says -> says.appointing(jane).forIssuer(acme).expiresOn("2020-12-31"));
        Instant recorded = record(acts).getFirst().recordedAt();

        assertThat(rowsOf("on=2020-12-31")).hasSize(1);
        assertThat(rowsOf("on=2021-01-01")).isEmpty();
        assertThat(page("on=2021-01-01")).contains("They hold no place on that day or later.");
        assertThat(rowsOf("on=2020-12-31&knownAt=" + recorded)).hasSize(1);
        assertThat(rowsOf("on=2020-12-31&knownAt=" + recorded.minusNanos(1_000))).isEmpty();
    }

    @Test
    void employment_ends_those_alone_whose_instrument_says_so_and_a_resignation_and_a_death_all() {
        Acts acts = acts("employed");
        acts.granted("employed", says -> says.appointing(jane).whileEmployed(jane).forIssuer(acme));
        acts.granted("silent", says -> says.appointing(jane).forIssuer(IssuerId.of("other-" + test)));
        record(acts);

        List<String> rows = rowsOf("on=2020-01-01&by=employment-end");
        assertThat(rows.getFirst()).contains("employed", " ends ", acme + ": 3, 4, 5");
        assertThat(rows.getLast()).contains("silent", " goes on ").doesNotContain("other-" + test + ": ");
        for (String by : List.of("resignation", "death")) {
            assertThat(rowsOf("on=2020-01-01&by=" + by)).as(by).allMatch(row -> row.contains(" ends "));
        }
        // An end of employment before the paper was signed does not concern it.
        assertThat(rowsOf("on=2003-05-07&by=employment-end").getFirst()).contains(" goes on ");
        assertThat(rowsOf("on=2003-05-08&by=employment-end").getFirst()).contains(" ends ");
    }

    @Test
    void a_substitute_falls_with_them_and_a_co_agent_and_a_colleague_do_not() {
        Acts acts = acts("chain");
        acts.granted("one", says -> says.appointing(jane, bob).forIssuer(acme).withSubstitution());
        acts.substituted("one", jane, attorney("sam"), "2019-01-01");
        acts.coAgentAppointed("one", jane, attorney("cora"), "2019-01-01");
        record(acts);

        assertThat(rowsOf("on=2020-01-01").getFirst()).contains("also for sam-" + test, "bob-" + test, "cora-" + test)
                .doesNotContain("also for cora");
    }

    @Test
    void places_as_substitute_and_as_officeholder_are_listed_too() {
        Acts substitute = acts("substitute");
        substitute.granted("one", says -> says.appointing(bob).forIssuer(acme).withSubstitution());
        substitute.substituted("one", bob, jane, "2019-01-01");
        Acts office = acts("office");
        office.granted("two", says -> says.appointing().appointingOffice(attorney("treasurer")).forIssuer(acme));
        office.heldOffice("two", attorney("treasurer"), jane, "2019-01-01", null);
        record(substitute, office);

        List<String> rows = rowsOf("on=2020-01-01");

        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst()).contains("two", "Officeholder for treasurer-" + test, acme + ": 3, 4, 5");
        assertThat(rows.getLast()).contains("one", "Substitute for bob-" + test, "ends").doesNotContain(acme + ": ");
    }

    @Test
    void of_two_who_must_sign_together_one_is_too_few() {
        Acts acts = acts("joint");
        acts.granted("one", says -> says.appointing(jane, bob).atLeast(2).forIssuer(acme));
        record(acts);

        assertThat(rowsOf("on=2020-01-01").getFirst()).contains("bob-" + test, acme + ": 3, 4, 5");
    }

    @Test
    void who_signs_for_an_attorney_that_is_an_entity_leaves_its_grantors_without_a_signer_unless_another_signs_for_it() {
        Acts firm = new Acts(GrantorId.of("firm-" + test), PartyKind.ENTITY);
        firm.signatory(jane.value(), SignatoryCapacity.GENERAL_PARTNER, "2010-01-01", null);
        Acts client = acts("client");
        client.granted("one", says -> says.appointing().appointingEntity(attorney("firm")).forIssuer(acme));
        record(firm, client);

        for (String by : List.of("resignation", "death")) {
            List<String> rows = rowsOf("on=2020-01-01&by=" + by);
            assertThat(rows).as(by).hasSize(2);
            assertThat(rows.getFirst()).as(by).contains("client-" + test, "Signs for firm-" + test, acme + ": 3, 4, 5");
            assertThat(rows.getLast()).as(by).contains("Signs without an instrument", "firm-" + test, "General partner", "ends");
        }
        assertThat(rowsOf("on=2020-01-01&by=employment-end")).hasSize(1).first().asString().contains("goes on");
        assertThat(rowsOf("on=2009-12-31")).as("a signatory to come").hasSize(1);

        Acts second = new Acts(GrantorId.of("second-" + test), PartyKind.ENTITY);
        second.signatory(jane.value(), SignatoryCapacity.GENERAL_PARTNER, "2010-01-01", null);
        second.signatory(bob.value(), SignatoryCapacity.GENERAL_PARTNER, "2010-01-01", null);
        Acts other = acts("other");
        other.granted("two", says -> says.appointing().appointingEntity(attorney("second")).forIssuer(acme));
        record(second, other);
        assertThat(rowsOf("on=2020-01-01")).hasSize(3).noneMatch(row -> row.contains("two"));
    }

    @Test
    void what_is_for_any_issuer_is_tried_at_those_the_grantor_is_known_at_and_at_any_other() {
        Acts acts = acts("any");
        // In a month that no other test asks about: it is for every company of this ledger.
        acts.granted("any", says -> says.appointing(jane).forIssuer(IssuerId.ANY).executedOn("2031-01-01").expiresOn("2031-01-31"));
        acts.granted("here", says -> says.appointing(bob).forIssuer(acme));
        record(acts);

        assertThat(rowsOf("on=2031-01-15").getFirst()).contains("any issuer: 3, 4, 5").doesNotContain(acme + ": ");
    }

    @Test
    void many_instruments_are_paged_with_their_number_and_are_all_in_the_file() {
        int many = 203;
        Acts acts = acts("many");
        IntStream.range(0, many)
                .forEach(n -> acts.granted("p%03d".formatted(n), says -> says.appointing(jane, bob).forIssuer(acme)));
        record(acts);
        List<String> seen = new ArrayList<>();
        int pages = 0;
        for (String next = "/attorneys/" + jane + "/leaving?on=2020-01-01"; next != null; pages++) {
            String page = LedgerForTests.get(port, next, "Accept", "text/html").body();
            assertThat(text(page))
                    .contains("They hold a place under 203 instruments, on that day or later. This page does not show everything");
            rows(page).forEach(row -> seen.add(row.substring(0, 4)));
            Matcher more = MORE.matcher(page);
            next = more.find() ? more.group(1).replace("&amp;", "&") : null;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(many).doesNotHaveDuplicates();

        HttpResponse<String> csv = LedgerForTests.get(port, "/export/leaving.csv?attorney=" + jane + "&on=2020-01-01");
        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.headers().firstValue("Content-Disposition")).hasValueSatisfying(
                name -> assertThat(name).contains("leaving-" + jane + "-resignation-2020-01-01.csv"));
        assertThat(csv.body().lines().count()).isEqualTo(many + 1);
        assertThat(csv.body()).contains(",p202,").contains(",yes,,bob-" + test + ",");
        assertThat(LedgerForTests.get(port, "/export/leaving.xlsx?attorney=" + jane + "&show=alone&on=2020-01-01").body()).startsWith("PK");
    }

    @Test
    void an_unknown_attorney_way_or_choice_is_refused() {
        assertThat(answer("").statusCode()).isEqualTo(404);
        Acts acts = acts("known");
        acts.granted("one", says -> says.appointing(jane).forIssuer(acme));
        record(acts);

        assertThat(answer("").statusCode()).isEqualTo(200);
        assertThat(answer("by=vanishing").statusCode()).isEqualTo(400);
        assertThat(answer("show=some").statusCode()).isEqualTo(400);
        assertThat(answer("on=2020-02-30").statusCode()).isEqualTo(400);
        assertThat(answer("cursor=abc").statusCode()).isEqualTo(400);
        assertThat(LedgerForTests.get(port, "/export/leaving.csv?attorney=unknown-" + test).statusCode()).isEqualTo(404);
        assertThat(LedgerForTests.get(port, "/export/leaving.csv").statusCode()).isEqualTo(400);
    }
}
