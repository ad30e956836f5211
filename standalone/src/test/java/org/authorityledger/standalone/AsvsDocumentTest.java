package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The page about OWASP ASVS claims nothing that no test tries, and leaves out no chapter. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AsvsDocumentTest {

    private static final Pattern SECTION = Pattern.compile("\\| \\d+\\.\\d+.*");
    private static final List<String> CLAIMS = List.of("met", "partly");
    private static final List<String> NO_CLAIMS = List.of("not met", "does not apply");
    private static final int CHAPTERS = 14;

    /** The rows of the page, each as its cells. */
    private static List<List<String>> rows() {
        return MarkdownPage.read("docs/asvs.md").lines().stream().filter(line -> SECTION.matcher(line).matches())
                .map(line -> List.of(line.substring(2, line.lastIndexOf('|')).split("\\|", -1)).stream().map(String::strip).toList())
                .toList();
    }

    @Test
    void each_row_has_a_state_and_names_a_test_that_is_there_if_it_claims_anything() throws IOException {
        List<List<String>> wrong = new ArrayList<>();
        for (List<String> row : rows()) {
            String state = row.size() == 5 ? row.get(2) : "";
            boolean right = CLAIMS.contains(state)
                    ? TestNames.areThere(row.get(4))
                    : NO_CLAIMS.contains(state) && row.get(4).isEmpty() && !row.get(3).isEmpty();
            if (!right || (state.equals("partly") && row.get(3).isEmpty())) {
                wrong.add(row);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void every_chapter_of_the_standard_has_a_row() {
        for (int chapter = 1; chapter <= CHAPTERS; chapter++) {
            String section = chapter + ".";
            assertThat(rows()).as(section).anyMatch(row -> row.getFirst().startsWith(section));
        }
    }
}
