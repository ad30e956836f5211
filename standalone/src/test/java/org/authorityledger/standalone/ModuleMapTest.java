package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * The drawing of the modules in the README is made from the build: each module that is shipped, with an arrow to each module it needs and does not
 * reach through another. What only helps, below {@code tools}, is not drawn. The right drawing is left in {@code target/docs/modules.md}.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ModuleMapTest {

    private static final String BEGIN = "<!-- modules:begin -->";
    private static final String END = "<!-- modules:end -->";
    private static final String TOOLS = "tools";

    /** By artifact: its directory below the root. In the order of the build files. */
    private static final Map<String, Path> DIRECTORIES = new LinkedHashMap<>();
    /** By artifact: the modules of ours that it needs to compile or run. */
    private static final Map<String, Set<String>> NEEDS = new TreeMap<>();

    @BeforeAll
    static void read_the_build() throws Exception {
        readModule(Repository.ROOT);
        NEEDS.values().forEach(needed -> needed.retainAll(DIRECTORIES.keySet()));
        NEEDS.keySet().retainAll(DIRECTORIES.keySet());
    }

    private static void readModule(Path directory) throws Exception {
        Element project = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(directory.resolve("pom.xml").toFile())
                .getDocumentElement();
        List<Element> modules = elements(project, "modules", "module");
        if (modules.isEmpty()) {
            Set<String> needed = new TreeSet<>();
            for (Element dependency : elements(project, "dependencies", "dependency")) {
                boolean lent = text(dependency, "type").equals("test-jar") || text(dependency, "scope").equals("test");
                if (!lent && text(dependency, "groupId").equals("org.authorityledger")) {
                    needed.add(text(dependency, "artifactId"));
                }
            }
            String artifact = text(project, "artifactId");
            DIRECTORIES.put(artifact, Repository.ROOT.relativize(directory));
            NEEDS.put(artifact, needed);
        }
        for (Element module : modules) {
            readModule(directory.resolve(module.getTextContent().strip()).normalize());
        }
    }

    /** Elements of a list of the project, or of one of its profiles; not those of its plugins, nor of what it only manages. */
    private static List<Element> elements(Element project, String list, String name) {
        return stream(project.getElementsByTagName(name)).filter(element -> {
            Node parent = element.getParentNode();
            String owner = parent.getParentNode().getNodeName();
            return parent.getNodeName().equals(list) && (owner.equals("project") || owner.equals("profile"));
        }).toList();
    }

    private static String text(Element element, String child) {
        return stream(element.getElementsByTagName(child)).filter(found -> found.getParentNode() == element)
                .map(found -> found.getTextContent().strip()).findFirst().orElse("");
    }

    private static Stream<Element> stream(NodeList nodes) {
        return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).map(Element.class::cast);
    }

    private static Path directory(String artifact) {
        return Objects.requireNonNull(DIRECTORIES.get(artifact));
    }

    private static Set<String> needs(String artifact) {
        return Objects.requireNonNull(NEEDS.get(artifact));
    }

    private static boolean isTool(String artifact) {
        return directory(artifact).startsWith(TOOLS);
    }

    private static List<String> drawn() {
        return DIRECTORIES.keySet().stream().filter(artifact -> !isTool(artifact)).toList();
    }

    /** Everything a module reaches; a circle is refused with its way. */
    private static Set<String> reached(String artifact, List<String> way) {
        assertThat(way).as("modules in a circle").doesNotContain(artifact);
        List<String> on = new ArrayList<>(way);
        on.add(artifact);
        Set<String> reached = new TreeSet<>();
        for (String needed : needs(artifact)) {
            reached.add(needed);
            reached.addAll(reached(needed, on));
        }
        return reached;
    }

    /** What a module needs and does not reach through another that it needs. */
    private static Set<String> arrows(String artifact) {
        Set<String> arrows = new TreeSet<>(needs(artifact));
        needs(artifact).forEach(needed -> arrows.removeAll(reached(needed, List.of())));
        return arrows;
    }

    /** How many modules stand below it, one upon the other. */
    private static int row(String artifact) {
        return needs(artifact).stream().mapToInt(needed -> row(needed) + 1).max().orElse(0);
    }

    private static List<String> drawing() {
        List<String> lines = new ArrayList<>(List.of("```mermaid", "graph TD"));
        Map<Path, List<String>> rooms = new LinkedHashMap<>();
        for (String artifact : drawn()) {
            Path parent = directory(artifact).getParent();
            if (parent != null) {
                rooms.computeIfAbsent(parent, any -> new ArrayList<>()).add(artifact);
            }
        }
        rooms.forEach((parent, artifacts) -> {
            lines.add("  subgraph " + parent);
            artifacts.forEach(artifact -> lines.add("    " + artifact));
            lines.add("  end");
        });
        drawn().reversed().stream().sorted((a, b) -> row(b) - row(a)).forEach(artifact -> {
            Set<String> arrows = arrows(artifact);
            if (!arrows.isEmpty()) {
                lines.add("  " + artifact + " --> " + String.join(" & ", arrows));
            }
        });
        lines.add("```");
        return lines;
    }

    @Test
    void no_module_needs_itself_by_way_of_others() {
        DIRECTORIES.keySet().forEach(artifact -> assertThat(reached(artifact, List.of())).doesNotContain(artifact));
    }

    @Test
    void a_module_stands_above_all_it_needs_in_the_drawing_and_in_the_order_of_the_build() {
        List<String> order = List.copyOf(DIRECTORIES.keySet());
        for (String artifact : drawn()) {
            for (String needed : needs(artifact)) {
                assertThat(row(artifact)).as("%s above %s", artifact, needed).isGreaterThan(row(needed));
                assertThat(order.indexOf(artifact)).as("%s after %s in the build files", artifact, needed)
                        .isGreaterThan(order.indexOf(needed));
            }
        }
    }

    @Test
    void nothing_that_is_shipped_needs_a_tool() {
        for (String artifact : drawn()) {
            assertThat(needs(artifact)).as(artifact).noneMatch(ModuleMapTest::isTool);
        }
    }

    @Test
    void the_drawing_in_the_readme_is_the_one_the_build_gives() throws Exception {
        List<String> readme = MarkdownPage.read("README.md").lines();
        assertThat(readme).contains(BEGIN, END);
        List<String> right = drawing();
        Path file = Files.createDirectories(Path.of("target", "docs")).resolve("modules.md");
        Files.write(file, right);
        assertThat(readme.subList(readme.indexOf(BEGIN) + 1, readme.indexOf(END)))
                .as("the drawing; the right one is in standalone/%s", file)
                .containsExactlyElementsOf(right);
    }

    @Test
    void the_readme_says_what_each_module_is_for() {
        Set<String> missing = new LinkedHashSet<>(drawn());
        MarkdownPage.read("README.md").lines().stream().filter(line -> line.startsWith("| `")).forEach(
                line -> missing.removeIf(artifact -> line.startsWith("| `" + directory(artifact) + "`")));
        assertThat(missing).isEmpty();
    }
}
