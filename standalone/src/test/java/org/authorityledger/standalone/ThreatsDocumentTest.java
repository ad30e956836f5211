package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The page of threats claims no detection that no test tries. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ThreatsDocumentTest {

    private static final Pattern CODE = Pattern.compile("`([A-Z]{2,}(?:_[A-Z]+)*)`");

    private static String page() throws IOException {
        return Files.readString(Repository.ROOT.resolve("docs/threats.md"));
    }

    @Test
    void every_row_names_a_test_that_is_there() throws IOException {
        List<String> rows = page().lines().filter(line -> line.startsWith("| ") && !line.startsWith("| ---") && !line.startsWith("| who"))
                .toList();
        List<String> wrong = new ArrayList<>();
        for (String row : rows) {
            String[] cells = row.split("\\|");
            if (cells.length != 5 || !TestNames.areThere(cells[cells.length - 1])) {
                wrong.add(row);
            }
        }
        assertThat(rows).hasSizeGreaterThan(20);
        assertThat(wrong).isEmpty();
    }

    @Test
    void every_code_that_the_page_names_is_explained_in_the_glossary() throws IOException {
        String glossary = Files.readString(Repository.ROOT.resolve("GLOSSARY.md"));
        assertThat(CODE.matcher(page()).results().map((MatchResult result) -> result.group(1)).filter(code -> !code.equals("DOWN"))
                .filter(code -> !glossary.contains("`" + code + "`"))).isEmpty();
    }
}
