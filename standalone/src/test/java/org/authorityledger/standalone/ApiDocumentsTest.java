package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The pages about the API and about operations against what a running ledger says of itself. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ApiDocumentsTest extends LedgerTest {

    private static final Pattern PATH = Pattern.compile("`(?:GET|PUT|POST|PATCH|DELETE) (/[^`?\\s]+)");
    private static final Pattern METRIC = Pattern.compile("`(ledger_[a-z_]+)` *[,|]");
    private static final String BELOW_AN_INVESTIGATION = "/api/investigations/{}/";
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");

    /** Without the names of what stands in a path, since the page writes them shorter. */
    private static String plain(String path) {
        return VARIABLE.matcher(path).replaceAll("{}");
    }

    @Test
    void it_has_every_path_there_is_and_no_other() {
        Set<String> served = LEDGER.ask("/v3/api-docs").path("paths").propertyNames().stream().map(ApiDocumentsTest::plain)
                .filter(path -> path.startsWith("/api/")).collect(Collectors.toCollection(TreeSet::new));
        // A question that can be asked of an investigation too stands on the page once.
        Set<String> questions = Set.copyOf(served);
        served.removeIf(
                path -> questions.contains(path.replace(BELOW_AN_INVESTIGATION, "/api/")) && path.startsWith(BELOW_AN_INVESTIGATION));
        Set<String> documented = PATH.matcher(String.join("\n", MarkdownPage.read("docs/api.md").lines())).results()
                .map(found -> plain(found.group(1))).filter(path -> path.startsWith("/api/"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).isEqualTo(served);
    }

    @Test
    void the_metrics_that_the_page_about_operations_names_are_measured() {
        LEDGER.tell("grantors/never-granted/death", "{\"on\": \"2004-01-01\"}");
        String metrics = LEDGER.send(LEDGER.request("/actuator/prometheus").GET().build()).body();
        Set<String> named = METRIC.matcher(String.join("\n", MarkdownPage.read("docs/operations.md").lines())).results()
                .map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isNotEmpty().allSatisfy(name -> assertThat(metrics).contains("\n" + name));
    }
}
