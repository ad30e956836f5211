package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keeps the prose of code, pages, messages and documents in plain English, and the lines short enough to read. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TidyTest {

    /** Words of translated prose, each with the usual word in its place. In names of tests they stand between underscores. */
    private static final List<String> BANNED = List.of("told", // said, reported
            "nobody", // no one
            "who(m|so)?ever", // anyone who
            "(anew|afresh)", // again
            "for[ _]ever", // permanently
            "mend(s|ed|ing)?", // fix
            "fares", // status
            "hangs?[ _]on", // depends on
            "(takes?|took|taken)[ _]back", // retracts, revokes
            "so[ _]many", // this many, at most
            "is[ _]none", // is not
            "lies[ _](ahead|in[ _]the[ _]future)", // is in the future
            "in[ _]vain", // without success
            "of[ _]the[ _]kind",
            "(nought|thereof|thereto|hitherto|albeit)");
    private static final Pattern WORDS = Pattern.compile("(?i)(?<![a-z])(" + String.join("|", BANNED) + ")(?![a-z])");
    private static final Pattern TEXT = Pattern.compile(".*[.](java|html|js|css|md|yml|xml|sh|sql|properties)|(.*/)?(ledger|run)");
    /** Released migrations never change, the licence is not ours, this list names the words, and recorded history stays as it was. */
    private static final Pattern EXEMPT = Pattern
            .compile("(.*/)?(V\\d+__.*[.]sql|LICENSE|TidyTest[.]java|golden/.*|db/register_as_first_released/.*)");
    private static final int LONGEST = 150;

    private static Stream<Path> texts() {
        return Repository.files().stream().filter(file -> {
            String name = Repository.ROOT.relativize(file).toString();
            return TEXT.matcher(name).matches() && !EXEMPT.matcher(name).matches();
        });
    }

    @Test
    void no_banned_word_stands_in_code_pages_messages_and_documents() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : texts().toList()) {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                // An account of Unix systems, and a method of the JDK, are called so by others.
                if (WORDS.matcher(ours(file, line).replace("\"nobody\"", "").replace("noBody", "")).find()) {
                    found.add(Repository.ROOT.relativize(file) + ":" + number + ": " + line.strip());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    /** What papers say is in the words of those who wrote them. */
    private static String ours(Path file, String line) {
        return Repository.ROOT.relativize(file).startsWith("documents") ? line.replaceAll("\"(\\\\.|[^\"\\\\])*\"", "\"\"") : line;
    }

    @ParameterizedTest
    @CsvSource({ "it is told, true", "who_is_told, true", "she took it back, false", "what was taken back, true", "toldYou, false",
            "whatever comes, false", "whoever comes, true", "amended, false", "it was mended, true"})
    void the_list_finds_words_and_not_parts_of_words(String text, boolean banned) {
        assertThat(WORDS.matcher(text).find()).isEqualTo(banned);
    }

    @Test
    void no_line_of_code_is_too_long_to_read() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : texts().filter(file -> file.toString().endsWith(".java")).toList()) {
            // Strings over several lines hold what others wrote or read: SQL, JSON, addresses.
            boolean text = false;
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                boolean quotes = line.split("\"\"\"", -1).length % 2 == 0;
                if (line.length() > LONGEST && !text && !quotes && !line.contains("\"")) {
                    found.add(Repository.ROOT.relativize(file) + ":" + number);
                }
                text ^= quotes;
            }
        }
        assertThat(found).isEmpty();
    }
}
