package org.authorityledger.pages.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.authorityledger.authority.EndCause;
import org.authorityledger.authority.Reason;
import org.authorityledger.authority.Remark;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The glossary of the repository as sections of terms, each with an anchor of its own. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GlossaryTest {

    private static final String SMALL = """
            # Glossary

            Read [ADR 7](docs/adr/0007.md), [the API](docs/api.md#x) and [the end](#the-end).

            ## First *things*

            | term | meaning |
            | --- | --- |
            | cat, tom (of a house), `C, D` | An <b>animal</b>. |
            | dog † | A friend of `cat`. |

            ## The end

            A sentence.

            | term | meaning |
            | --- | --- |
            | `cat` | Another. |
            """;

    private final Glossary packed = Glossary.packed();
    private final Glossary small = Glossary.of(SMALL);

    private static List<Glossary.Row> rows(Glossary glossary) {
        return glossary.sections().stream().flatMap(section -> section.parts().stream()).flatMap(part -> part.rows().stream()).toList();
    }

    private static String row(Glossary glossary, String link) {
        String anchor = link.substring((Glossary.PATH + "#").length());
        return rows(glossary).stream().filter(row -> row.anchors().contains(anchor)).findFirst().orElseThrow().text();
    }

    @Test
    void the_pages_carry_the_text_of_the_repository_as_it_is() throws Exception {
        String packedText = new String(Objects.requireNonNull(getClass().getResourceAsStream("/help/GLOSSARY.md")).readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8);
        assertThat(packedText).isEqualTo(Files.readString(Path.of("..", "..", "GLOSSARY.md")));
    }

    @Test
    void every_anchor_leads_to_one_row_alone() {
        List<String> anchors = Stream
                .concat(rows(packed).stream().flatMap(row -> row.anchors().stream()), packed.sections().stream().map(Glossary.Section::id))
                .toList();
        assertThat(anchors).hasSizeGreaterThan(300).doesNotHaveDuplicates().allMatch(one -> one.matches("[\\p{L}\\p{N}-]+"));
    }

    @Test
    void a_refusal_leads_to_the_row_about_the_refusal_and_not_to_a_remark_of_its_name() {
        String refusal = Objects.requireNonNull(packed.problem("UNKNOWN_GRANTOR"));
        String remark = Objects.requireNonNull(packed.remark(Remark.Code.UNKNOWN_GRANTOR));
        assertThat(refusal).isNotEqualTo(remark);
        assertThat(row(packed, refusal)).contains("404", "nothing is recorded for this grantor");
        assertThat(row(packed, remark)).contains("both", "the ledger knows nothing of the grantor");
    }

    @Test
    void every_cause_reason_remark_and_refusal_is_explained() {
        assertThat(EndCause.values()).allSatisfy(cause -> assertThat(packed.cause(cause)).isNotNull());
        assertThat(Reason.values()).allSatisfy(reason -> assertThat(packed.reason(reason)).isNotNull());
        assertThat(Remark.Code.values()).allSatisfy(code -> assertThat(packed.remark(code)).isNotNull());
        assertThat(List.of("POA_ID_USED", "NAMED_TWICE", "RETRACTION_RETRACTED", "MALFORMED", "FORBIDDEN"))
                .allSatisfy(code -> assertThat(packed.problem(code)).isNotNull());
        assertThat(packed.problem("I_AM_A_TEAPOT")).isNull();
        assertThat(packed.term("capacity")).isNotNull().isNotEqualTo(packed.term("capacity of a signatory"));
        assertThat(packed.term("no such term")).isNull();
    }

    @Test
    void each_term_of_a_cell_has_an_anchor_and_a_term_that_stands_twice_has_two() {
        assertThat(rows(small)).extracting(Glossary.Row::anchors).containsExactly(List.of("term-cat", "term-tom", "term-c", "term-d"),
                List.of("term-dog"), List.of("term-cat-2"));
        assertThat(small.term("Cat")).isEqualTo("/glossary#term-cat");
        assertThat(small.term("dog")).isEqualTo("/glossary#term-dog");
    }

    @Test
    void headings_have_the_anchors_that_documents_link_to() {
        assertThat(small.sections()).extracting(Glossary.Section::id).containsExactly("first-things", "the-end");
        assertThat(packed.sections()).extracting(Glossary.Section::id).contains("what-the-sources-say", "remarks-on-an-answer");
    }

    @Test
    void a_link_to_another_document_becomes_its_words_and_one_within_the_page_stays() {
        assertThat(small.intro()).isEqualTo("<p>Read ADR 7, the API (docs/api.md) and <a href=\"#the-end\">the end</a>.</p>\n");
        assertThat(rows(small).getFirst().cells().get(1)).contains("&lt;b&gt;").doesNotContain("<b>");
    }

    @Test
    void a_filter_leaves_the_rows_that_have_all_its_words() {
        assertThat(small.found(" ")).isEqualTo(small.sections());
        assertThat(small.found("FRIEND cat")).singleElement().satisfies(section -> {
            assertThat(section.id()).isEqualTo("first-things");
            assertThat(section.parts()).singleElement().satisfies(part -> assertThat(part.rows()).hasSize(1));
        });
        assertThat(small.found("cat")).hasSize(2);
        assertThat(small.found("friend another")).isEmpty();
    }
}
