package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.authority.EndCause;
import org.authorityledger.authority.Reason;
import org.authorityledger.authority.Remark;
import org.authorityledger.authority.Role;
import org.authorityledger.command.Refusal;
import org.authorityledger.proof.receipt.Finding;
import org.authorityledger.register.RegisterRefusal;
import org.authorityledger.transparencylog.LogRefusal;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the documents say and a program can check. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DocumentsTest {

    private static final int MOST_WORDS_OF_THE_README = 900;
    private static final Pattern OF_THE_LEDGER = Pattern.compile("(?<![\\w./-])ledger(\\.[a-z]+(-[a-z]+)*)+");
    private static final Pattern OF_THE_ENVIRONMENT = Pattern.compile("\\bLEDGER_[A-Z_]+");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z]+(-[a-z]+)*(?![\\w.-])");
    private static final Pattern DECISION = Pattern.compile("\\bADR[ \n]+(\\d+)");
    /** A class by its name of several words, or a file of code, alone between backticks. */
    private static final Pattern NAMED = Pattern.compile("`@?([A-Z][a-z]+(?:[A-Z][a-z]+)+(?:[.]java)?|[\\w-]+[.](?:java|html|js))`");
    /** Where a problem of the HTTP contract is made, with its code. */
    private static final Pattern PROBLEM = Pattern
            .compile("\\b(?:Problem\\(\\s*(?:HttpStatus[.]\\w+|status),|problem\\(|refused\\(|unknown\\()\\s*\"([A-Z]+(?:_[A-Z]+)*)\"");
    private static final Set<String> SOURCES = Set.of("java", "sql", "yml", "js", "html", "properties");

    private static final List<MarkdownPage> PAGES = MarkdownPage.all();

    /** Everything the modules are made of, and the script, as one text. */
    private static String sources() {
        Stream<Path> script = Stream.of("ledger", "pom.xml").map(Repository.ROOT::resolve);
        Stream<Path> modules = Repository.files().stream()
                .filter(file -> file.toString().contains("/src/main/") && SOURCES.contains(ending(file)));
        return Stream.concat(script, modules).map(DocumentsTest::text).collect(Collectors.joining("\n"));
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_link_to_a_file_of_ours_leads_to_it_and_to_a_heading_that_is_there() {
        List<String> broken = new ArrayList<>();
        for (MarkdownPage page : PAGES) {
            for (String link : page.links()) {
                if (!link.contains("://") && !leadsSomewhere(page, link)) {
                    broken.add(page.name() + " -> " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(MarkdownPage page, String link) {
        int hash = link.indexOf('#');
        Path target = hash == 0
                ? page.path()
                : page.path().resolveSibling(hash < 0 ? link : link.substring(0, hash)).normalize();
        if (hash < 0 || !Files.exists(target)) {
            return Files.exists(target);
        }
        return MarkdownPage.read(Repository.ROOT.relativize(target).toString()).anchors().contains(link.substring(hash + 1));
    }

    @Test
    void every_page_of_the_documents_can_be_reached_from_the_readme() {
        Set<Path> reached = new TreeSet<>();
        reach(MarkdownPage.read("README.md"), reached);
        assertThat(PAGES).filteredOn(page -> page.name().startsWith("docs/")).extracting(MarkdownPage::path)
                .as("pages under docs that no link leads to").allMatch(reached::contains);
    }

    private static void reach(MarkdownPage page, Set<Path> reached) {
        if (reached.add(page.path())) {
            for (String link : page.links()) {
                Path target = page.path().resolveSibling(link.replaceAll("#.*", "")).normalize();
                if (!link.contains("://") && link.contains(".md") && Files.exists(target)) {
                    reach(MarkdownPage.read(Repository.ROOT.relativize(target).toString()), reached);
                }
            }
        }
    }

    @Test
    void every_file_and_class_that_a_page_for_contributors_names_is_there() {
        Set<String> files = Repository.files().stream().map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        String sources = sources();
        List<String> unknown = new ArrayList<>();
        for (MarkdownPage page : PAGES) {
            if (page.name().startsWith("docs/adr/") || List.of("GLOSSARY.md", "docs/licenses.md").contains(page.name())) {
                continue;
            }
            for (MatchResult named : NAMED.matcher(text(page.path())).results().toList()) {
                String name = named.group(1);
                boolean there = name.contains(".")
                        ? files.contains(name)
                        : files.contains(name + ".java") || sources.contains(" " + name + "(") || sources.contains(" " + name + " ")
                                || sources.contains("." + name) || sources.contains("@" + name);
                if (!there) {
                    unknown.add(page.name() + ": " + name);
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void the_readme_is_of_one_screen() {
        String readme = text(Repository.ROOT.resolve("README.md"));
        assertThat(readme.split("\\s+").length).as("words in the README").isLessThan(MOST_WORDS_OF_THE_README);
    }

    @Test
    void every_setting_that_a_page_names_is_one_of_the_program() {
        String sources = sources();
        List<String> unknown = new ArrayList<>();
        for (MarkdownPage page : PAGES) {
            String text = text(page.path());
            for (String name : found(OF_THE_LEDGER, text)) {
                if (!sources.contains(name)) {
                    unknown.add(page.name() + ": " + name);
                }
            }
            for (String name : found(OF_THE_ENVIRONMENT, text)) {
                if (!sources.contains(name)) {
                    unknown.add(page.name() + ": " + name);
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void every_option_of_the_command_line_that_a_page_names_is_one_of_the_program() {
        String sources = sources();
        List<String> unknown = new ArrayList<>();
        for (String name : List.of("README.md", "docs/operations.md", "docs/proof.md", "GLOSSARY.md")) {
            for (String option : found(OPTION, text(Repository.ROOT.resolve(name)))) {
                if (!sources.contains("\"" + option + "\"") && !option.equals("--help")) {
                    unknown.add(name + ": " + option);
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void every_decision_that_is_named_by_its_number_stands_in_the_index() {
        String index = text(Repository.ROOT.resolve("docs/adr/README.md"));
        List<String> unknown = new ArrayList<>();
        Repository.files().stream().filter(file -> SOURCES.contains(ending(file)) || file.toString().endsWith(".md"))
                .forEach(file -> DECISION.matcher(text(file)).results().map(result -> result.group(1))
                        .filter(number -> !index.contains("| " + number + " |") && !index.contains("| [" + number + "]("))
                        .forEach(number -> unknown.add(Repository.ROOT.relativize(file) + ": ADR " + number)));
        assertThat(unknown).isEmpty();
    }

    @Test
    void every_page_of_a_decision_stands_in_the_index() throws IOException {
        Set<String> links = new TreeSet<>(MarkdownPage.read("docs/adr/README.md").links());
        try (Stream<Path> pages = Files.list(Repository.ROOT.resolve("docs/adr"))) {
            assertThat(pages.map(page -> page.getFileName().toString()).filter(name -> !name.equals("README.md")))
                    .allMatch(links::contains);
        }
    }

    @Test
    void every_code_that_a_client_can_meet_stands_in_the_glossary() {
        String glossary = text(Repository.ROOT.resolve("GLOSSARY.md"));
        Set<String> codes = Stream
                .<Enum<?>[]>of(Reason.values(), EndCause.values(), Remark.Code.values(), Role.values(), Finding.Code.values(),
                        Refusal.values(),
                        RegisterRefusal.Code.values(), LogRefusal.Code.values())
                .flatMap(Stream::of).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
        PROBLEM.matcher(sources()).results().map(result -> result.group(1)).forEach(codes::add);

        assertThat(codes).as("found where problems are made").contains("CHAIN_TOO_LARGE", "DATABASE_BUSY", "BEFORE_THE_FIRST_RECORD");
        assertThat(codes).filteredOn(code -> !glossary.contains("`" + code + "`")).isEmpty();
    }
}
