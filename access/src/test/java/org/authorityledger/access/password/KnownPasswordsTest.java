package org.authorityledger.access.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which passwords are refused because attackers know them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KnownPasswordsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private static boolean refused(KnownPasswords known, String password) {
        return known.check(password).isCompromised();
    }

    @ParameterizedTest
    @ValueSource(strings = { "password", "Password1234", "PASSWORD-2026!", "1234password", "passwordpassword", "Passwordpassword12",
            "123456789012", "qwertyuiop12", "1Q2W3E4R5T6Y", "Welcome2026!!", "correct horse battery staple", "123123123123123123"})
    void a_common_one_is_refused_however_it_is_dressed_up(String password) throws IOException {
        assertThat(refused(KnownPasswords.read(null), password)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "four words of mine", "passwordless horse", "wordpassing12", "mfzqo-83kfl-rr", "parolaXsenha", "", "2741902"})
    void one_that_only_has_parts_of_them_is_not(String password) throws IOException {
        assertThat(refused(KnownPasswords.read(null), password)).isFalse();
    }

    @Test
    void those_of_a_file_are_refused_too() throws IOException {
        Path file = Files.write(directory.resolve("leaked"), List.of("Hampelmann am Draht", "", "  ringelnatz  "));
        KnownPasswords known = KnownPasswords.read(file);
        assertThat(refused(known, "hampelmann am draht")).isTrue();
        assertThat(refused(known, "Ringelnatz1883")).isTrue();
        assertThat(refused(known, "hampelmann am seil")).isFalse();
        assertThat(refused(known, "Password1234")).isTrue();
        assertThat(refused(KnownPasswords.read(null), "hampelmann am draht")).isFalse();
        assertThatIOException().isThrownBy(() -> KnownPasswords.read(directory.resolve("none")));
    }
}
