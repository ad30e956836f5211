package org.authorityledger.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What every page has: its question beneath its title, and a next step where it has nothing to show. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EveryTemplateTest {

    private static final Path TEMPLATES = Path.of("src", "main", "resources", "templates", "pages");
    /** They answer no question: one says what went wrong, the other that someone is signed in again. */
    private static final Set<String> MESSAGES = Set.of("problem.html", "renewed.html");
    private static final Pattern TITLE = Pattern.compile("<h1[^>]*>.*?</h1>\\s*", Pattern.DOTALL);
    private static final Pattern QUESTION = Pattern.compile("<p class=\"lead question\"[^>]*>.*\\?(</th:block>)?</p>");
    private static final Pattern EMPTY = Pattern.compile("<(\\w+) class=\"empty\".*?</\\1>", Pattern.DOTALL);

    private record Template(String name, String text) {}

    private static List<Template> templates() throws IOException {
        try (Stream<Path> files = Files.list(TEMPLATES)) {
            return files.sorted().map(file -> {
                try {
                    return new Template(file.getFileName().toString(), Files.readString(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }).toList();
        }
    }

    @Test
    void every_page_has_its_question_in_one_sentence_beneath_its_title() throws IOException {
        List<Template> pages = templates().stream().filter(one -> one.text().contains("<h1") && !MESSAGES.contains(one.name())).toList();
        assertThat(pages).hasSizeGreaterThan(30).allSatisfy(page -> {
            var title = TITLE.matcher(page.text());
            assertThat(title.find()).as(page.name()).isTrue();
            assertThat(page.text().substring(title.end()).lines().findFirst().orElse("")).as(page.name()).containsPattern("^" + QUESTION);
        });
    }

    @Test
    void every_empty_state_leads_to_what_to_do_next() throws IOException {
        List<String> states = templates().stream()
                .flatMap(page -> EMPTY.matcher(page.text()).results().map(found -> page.name() + ": " + found.group())).toList();
        assertThat(states).hasSizeGreaterThan(30).allSatisfy(state -> assertThat(state).contains("href="));
    }
}
