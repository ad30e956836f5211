package org.authorityledger.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tests that pages name: {@code SomeTest}, or {@code SomeTest.what_it_shows}. */
final class TestNames {

    private static final Pattern TEST = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

    private TestNames() {}

    /** Whether the text names a test, and the first one it names is there. */
    static boolean areThere(String text) throws IOException {
        Matcher test = TEST.matcher(text);
        if (!test.find()) {
            return false;
        }
        String name = test.group(1);
        String method = test.group(2);
        Optional<Path> file = Repository.files().stream().filter(path -> path.endsWith(name + ".java")).findFirst();
        return file.isPresent() && (method == null || Files.readString(file.get()).contains("void " + method + "("));
    }
}
