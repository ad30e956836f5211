package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The page of threats claims no detection that no test tries. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ThreatsDocumentTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");
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
            Matcher test = TEST.matcher(cells[cells.length - 1]);
            if (cells.length != 5 || !test.find() || !isThere(test.group(1), test.group(2))) {
                wrong.add(row);
            }
        }
        assertThat(rows).hasSizeGreaterThan(20);
        assertThat(wrong).isEmpty();
    }

    private static boolean isThere(String name, @Nullable String method) throws IOException {
        Optional<Path> file = Repository.files().stream().filter(path -> path.endsWith(name + ".java")).findFirst();
        return file.isPresent() && (method == null || Files.readString(file.get()).contains("void " + method + "("));
    }

    @Test
    void every_code_that_the_page_names_is_explained_in_the_glossary() throws IOException {
        String glossary = Files.readString(Repository.ROOT.resolve("GLOSSARY.md"));
        assertThat(CODE.matcher(page()).results().map((MatchResult result) -> result.group(1)).filter(code -> !code.equals("DOWN"))
                .filter(code -> !glossary.contains("`" + code + "`"))).isEmpty();
    }
}
