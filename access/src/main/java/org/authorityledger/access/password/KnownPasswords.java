package org.authorityledger.access.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.authentication.password.CompromisedPasswordDecision;

/**
 * Passwords that attackers know: those of a list within the program, those of a file, and what people make of them, in capitals, with digits and
 * signs around it, or several times in a row. Nothing is asked of the network.
 */
final class KnownPasswords implements CompromisedPasswordChecker {

    private static final String COMMON = "/passwords/common.txt";
    private static final Pattern AROUND = Pattern.compile("^[^\\p{L}]+|[^\\p{L}]+$");

    private final Set<String> known;

    private KnownPasswords(Set<String> known) {
        this.known = known;
    }

    /**
     * Reads the lists.
     *
     * @param more a file in UTF-8 with one password in each line; null: none
     * @throws IOException if the file cannot be read
     */
    static KnownPasswords read(@Nullable Path more) throws IOException {
        Set<String> known = new HashSet<>();
        try (InputStream common = Objects.requireNonNull(KnownPasswords.class.getResourceAsStream(COMMON));
                BufferedReader lines = new BufferedReader(new InputStreamReader(common, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(known::add);
        }
        if (more != null) {
            try (BufferedReader lines = Files.newBufferedReader(more)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    known.add(line.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        known.remove("");
        return new KnownPasswords(known);
    }

    @Override
    public CompromisedPasswordDecision check(@Nullable String password) {
        String plain = String.valueOf(password).strip().toLowerCase(Locale.ROOT);
        return new CompromisedPasswordDecision(isKnown(plain) || isKnown(AROUND.matcher(plain).replaceAll("")));
    }

    private boolean isKnown(String text) {
        for (int length = 1; length <= text.length(); length++) {
            String part = text.substring(0, length);
            if (text.length() % length == 0 && known.contains(part) && part.repeat(text.length() / length).equals(text)) {
                return true;
            }
        }
        return false;
    }
}
