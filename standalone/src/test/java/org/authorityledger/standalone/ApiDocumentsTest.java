package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The page about the API against the description that the running ledger gives of itself. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ApiDocumentsTest extends LedgerTest {

    private static final Pattern PATH = Pattern.compile("`(?:GET|POST|DELETE) (/[^`?\\s]+)");
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");

    /** Without the names of what stands in a path, since the page writes them shorter. */
    private static String plain(String path) {
        return VARIABLE.matcher(path).replaceAll("{}");
    }

    @Test
    void it_has_every_path_there_is_and_no_other() {
        Set<String> served = LEDGER.ask("/v3/api-docs").path("paths").propertyNames().stream().map(ApiDocumentsTest::plain)
                .filter(path -> path.startsWith("/api/")).collect(Collectors.toCollection(TreeSet::new));
        Set<String> documented = PATH.matcher(String.join("\n", MarkdownPage.read("docs/api.md").lines())).results()
                .map(found -> plain(found.group(1))).filter(path -> path.startsWith("/api/")).collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).isEqualTo(served);
    }
}
