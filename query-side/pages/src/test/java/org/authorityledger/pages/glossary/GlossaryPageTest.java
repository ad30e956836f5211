package org.authorityledger.pages.glossary;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.authorityledger.questions.OnHeatonsLedger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a word on a page means, one click away from where it stands. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GlossaryPageTest extends OnHeatonsLedger {

    private static final Pattern TERM = Pattern.compile("href=\"/glossary#(term-[^\"]+)\"");

    private HttpResponse<String> page(String path) {
        return get(path, "Accept", "text/html");
    }

    @Test
    void every_term_that_a_page_links_is_on_the_page_of_the_glossary() {
        String glossary = page("/glossary").body();
        for (String path : new String[]{ "/grantors/andrew-heaton?on=2006-01-01",
                "/grantors/andrew-heaton/powers-of-attorney/heaton-2003?on=2006-01-01",
                "/check?grantor=andrew-heaton&form=FORM_4&on=2006-01-01", "/grantors/no-such-grantor"}) {
            assertThat(TERM.matcher(page(path).body()).results().map(found -> found.group(1)).toList()).as(path).isNotEmpty()
                    .allSatisfy(anchor -> assertThat(glossary).contains("id=\"" + anchor + "\""));
        }
    }

    @Test
    void the_page_of_a_problem_leads_to_the_row_about_it_and_says_what_to_do() {
        HttpResponse<String> answer = page("/grantors/no-such-grantor");
        assertThat(answer.statusCode()).isEqualTo(404);
        MatchResult link = TERM.matcher(answer.body()).results().findFirst().orElseThrow();
        String glossary = page("/glossary").body();
        int row = glossary.indexOf("id=\"" + link.group(1) + "\"");
        assertThat(glossary.substring(row, glossary.indexOf("</tr>", row))).contains("UNKNOWN_GRANTOR", "404");
    }

    @Test
    void a_filter_is_in_the_address_and_what_matches_nothing_leads_back_to_everything() {
        String found = page("/glossary?q=reporting+regime").body();
        assertThat(found).contains("id=\"term-regime\"").doesNotContain("id=\"term-checkpoint\"");
        assertThat(page("/glossary?q=%3Cscript%3E").body()).contains("No term has", "&lt;script&gt;", "href=\"/glossary\"")
                .doesNotContain("<script>alert");
    }

    @Test
    void what_is_no_filter_is_refused() {
        assertThat(page("/glossary?q=" + "x".repeat(201)).statusCode()).isEqualTo(400);
        assertThat(page("/glossary?q=" + "x".repeat(200)).statusCode()).isEqualTo(200);
        assertThat(page("/glossary?on=2004-03-01").statusCode()).isEqualTo(400);
    }
}
