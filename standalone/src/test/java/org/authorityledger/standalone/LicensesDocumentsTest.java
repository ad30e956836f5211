package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page of licenses against the class path: no library without a line, and no line without a library. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LicensesDocumentsTest {

    private static final String SHIPPED = "## Shipped in `authority-ledger.jar`";
    private static final String OURS = "org.authorityledger";
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| (.+) \\| [^|]+ \\|");
    /** What Maven's repository calls a jar: its group, its artifact, its version, and the two again. */
    private static final Pattern JAR = Pattern.compile(".*/repository/(.+)/([^/]+)/([^/]+)/\\2-\\3[^/]*\\.jar");

    /** By group: the artifacts of the class path, without ours and without those that the platform decides about. */
    private static Map<String, Set<String>> libraries() {
        Map<String, Set<String>> libraries = new TreeMap<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Matcher jar = JAR.matcher(entry.replace(File.separatorChar, '/'));
            if (jar.matches()) {
                String group = jar.group(1).replace('/', '.');
                if (!group.equals(OURS)) {
                    libraries.computeIfAbsent(group, any -> new TreeSet<>()).add(jar.group(2));
                }
            }
        }
        return libraries;
    }

    /** By group: the artifacts that the page names, which may be {@code *}. */
    private static Map<String, Set<String>> listed() {
        return listed(MarkdownPage.read("docs/licenses.md").lines());
    }

    private static Map<String, Set<String>> shipped() {
        return listed(MarkdownPage.read("docs/licenses.md").lines().stream().dropWhile(line -> !line.startsWith(SHIPPED))
                .takeWhile(line -> line.startsWith(SHIPPED) || !line.startsWith("## ")).toList());
    }

    private static Map<String, Set<String>> listed(List<String> lines) {
        Map<String, Set<String>> listed = new TreeMap<>();
        for (String line : lines) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Set<String> artifacts = listed.computeIfAbsent(row.group(1), any -> new TreeSet<>());
                Arrays.stream(row.group(2).split(", ")).map(name -> name.replace("`", "")).forEach(artifacts::add);
            }
        }
        return listed;
    }

    @Test
    void every_library_on_the_class_path_stands_on_the_page_with_its_license() {
        Map<String, Set<String>> listed = listed();
        List<String> missing = new ArrayList<>();
        libraries().forEach((group, artifacts) -> artifacts.forEach(artifact -> {
            Set<String> named = listed.getOrDefault(group, Set.of());
            if (!named.contains("*") && !named.contains(artifact)) {
                missing.add(group + ":" + artifact);
            }
        }));
        assertThat(missing).isEmpty();
    }

    @Test
    void every_library_on_the_page_is_on_the_class_path() {
        Map<String, Set<String>> libraries = libraries();
        assertThat(libraries).isNotEmpty();
        List<String> gone = new ArrayList<>();
        listed().forEach((group, artifacts) -> artifacts.forEach(artifact -> {
            Set<String> there = libraries.getOrDefault(group, Set.of());
            if (artifact.equals("*") ? there.isEmpty() : !there.contains(artifact)) {
                gone.add(group + ":" + artifact);
            }
        }));
        assertThat(gone).isEmpty();
    }

    /** Maven makes the bill of materials, but not with {@code -o}. */
    @Test
    void the_bill_of_materials_lists_what_the_page_says_is_shipped_with_its_license() throws IOException {
        Map<String, Set<String>> billed = new TreeMap<>();
        try (InputStream bill = getClass().getResourceAsStream("/META-INF/sbom/application.cdx.json")) {
            assumeTrue(bill != null || "true".equals(System.getenv("CI")), "Maven makes no bill of materials with -o");
            for (JsonNode part : JsonMapper.shared().readTree(Objects.requireNonNull(bill)).path("components")) {
                assertThat(part.path("licenses").isEmpty()).as(part.path("purl").asString()).isFalse();
                if (!part.path("group").asString().equals(OURS)) {
                    billed.computeIfAbsent(part.path("group").asString(), any -> new TreeSet<>()).add(part.path("name").asString());
                }
            }
        }
        Map<String, Set<String>> shipped = shipped();
        shipped.replaceAll((group, artifacts) -> artifacts.contains("*") ? billed.getOrDefault(group, artifacts) : artifacts);
        assertThat(billed).isEqualTo(shipped);
    }
}
