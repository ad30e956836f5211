package org.authorityledger.pages.reminders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.authorityledger.authority.Acts;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Party;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.RecordId;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.OnAQueryNode;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.reminders.views.LedgerLists;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Saved views against the lists of the pages. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ViewsPageTest extends OnAQueryNode {

    private static final List<String> LISTS = List.of("grantors", "attorneys", "issuers", "instruments", "signatories", "offices");

    @Autowired
    private LedgerLists lists;

    @Autowired
    private QuestionClock clock;

    @Autowired
    private JdbcTemplate database;

    private HttpResponse<String> page(String path) {
        return LedgerForTests.get(port, path, "Accept", "text/html");
    }

    private void grant(String grantor, String poa) {
        Acts writing = new Acts();
        writing.granted("first", says -> says);
        LedgerRecord recorded = LedgerForTests.record(appender, new RecordId(RecordIds.mint()), 0,
                new PowerOfAttorneyGranted(GrantorId.of(grantor), PoaId.of(poa), new Party("Vera View", null),
                        ((PowerOfAttorneyGranted) writing.records().getFirst().act()).terms(), null));
        awaitRegister(recorded.position().value());
    }

    private List<LedgerLists.Row> all(LedgerLists.Asked asked, int atOnce) {
        Moment moment = clock.of(null, null);
        List<LedgerLists.Row> all = new ArrayList<>();
        List<String> after = List.of();
        while (after != null) {
            LedgerLists.Rows rows = lists.rows(asked, moment, after, atOnce);
            all.addAll(rows.rows());
            after = rows.next();
        }
        return all;
    }

    @Test
    void the_rows_of_a_view_are_the_same_however_many_are_read_at_a_time_and_each_has_a_key_of_its_own() {
        grant("viewed-" + UUID.randomUUID(), "one");
        grant("viewed-" + UUID.randomUUID(), "two");
        for (String list : LISTS) {
            LedgerLists.Asked asked = new LedgerLists.Asked(list, Map.of(), null);
            List<LedgerLists.Row> rows = all(asked, 500);
            assertThat(all(asked, 1)).as(list).isEqualTo(rows);
            // Someone may hold an office by one record in several ways, such as for different forms: that is said once.
            if (!list.equals("offices")) {
                assertThat(rows.stream().map(LedgerLists.Row::key)).as(list).doesNotHaveDuplicates();
            }
            assertThat(rows.stream()
                    .collect(Collectors.groupingBy(LedgerLists.Row::key, Collectors.mapping(LedgerLists.Row::path, Collectors.toSet()))))
                    .as(list).allSatisfy((key, paths) -> assertThat(paths).hasSize(1));
            assertThat(page(lists.path(asked)).statusCode()).as(list).isEqualTo(200);
        }
        assertThat(all(new LedgerLists.Asked("instruments", Map.of(), null), 500)).anySatisfy(row -> {
            assertThat(row.text()).startsWith("one (Grantor: Vera View; ").endsWith(")");
            assertThat(row.path()).startsWith("/grantors/viewed-").endsWith("/powers-of-attorney/one");
        });
    }

    @Test
    void what_no_list_can_show_is_refused_with_the_name_of_what_is_wrong() {
        Map<LedgerLists.Asked, String> wrong = Map.of(new LedgerLists.Asked("people", Map.of(), null), "list",
                new LedgerLists.Asked("instruments", Map.of("q", "x"), null), "filters",
                new LedgerLists.Asked("instruments", Map.of("show", "lost"), null), "show",
                new LedgerLists.Asked("instruments", Map.of(), "color"), "sort",
                new LedgerLists.Asked("signatories", Map.of("show", "in-force"), null), "filters",
                new LedgerLists.Asked("signatories", Map.of(), "-entity"), "sort",
                new LedgerLists.Asked("grantors", Map.of("q", "x".repeat(201)), null), "q");
        wrong.forEach((asked, field) -> assertThatThrownBy(() -> lists.require(asked)).as(asked.toString()).isInstanceOfSatisfying(
                Problem.class, problem -> assertThat(problem.report().errors().getFirst().path()).isEqualTo(field)));
        lists.require(new LedgerLists.Asked("grantors", Map.of("q", "x".repeat(200), "show", "none"), "-name"));
    }

    @Test
    void a_view_that_asks_for_what_is_gone_opens_a_page_that_says_so() {
        UUID gone = UUID.randomUUID();
        database.update(
                "insert into reminders.view (view_id, owner, name, list, filters, sort) values (?, 'admin', ?, 'instruments', ?::json, null)",
                gone, "Gone " + gone, "{\"show\": \"ended-CURSED\", \"issuer\": \"<b>\"}");
        UUID lost = UUID.randomUUID();
        database.update("insert into reminders.view (view_id, owner, name, list, filters, sort) values (?, 'admin', ?, 'seals', '{}', 'x')",
                lost,
                "Lost " + lost);

        for (UUID view : List.of(gone, lost)) {
            HttpResponse<String> answer = page("/views/" + view);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("This view can no longer be shown.").doesNotContain("<b>");
        }
        HttpResponse<String> all = page("/reminders");
        assertThat(all.statusCode()).isEqualTo(200);
        assertThat(all.body()).contains("Gone " + gone, "Can no longer be shown.");
    }

    @Test
    void a_name_that_no_one_has_any_more_opens_an_empty_list() {
        HttpResponse<String> saved = LedgerForTests.post(port, "/api/views",
                "{\"name\": \"Empty " + UUID.randomUUID() + "\", \"list\": \"grantors\", \"filters\": {\"q\": \"no such name\"}}",
                "Content-Type",
                "application/json");
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(201);
        String path = LedgerForTests.json(saved).path("path").asString();

        assertThat(path).isEqualTo("/grantors?q=no+such+name");
        assertThat(page(path).body()).contains("Nothing matches.");
    }
}
