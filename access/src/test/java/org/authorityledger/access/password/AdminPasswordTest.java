package org.authorityledger.access.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AdminPasswordTest {

    @TempDir
    private Path directory;

    private Path data() {
        return directory.resolve("ledger-data");
    }

    @Test
    void it_is_made_once_and_found_again() throws IOException {
        AdminPassword made = AdminPassword.find("", data());
        AdminPassword found = AdminPassword.find("", data());

        assertThat(made.made()).isTrue();
        assertThat(made.value()).hasSizeGreaterThanOrEqualTo(24);
        assertThat(found).isEqualTo(new AdminPassword(made.value(), false));
    }

    @Test
    void only_its_owner_can_read_the_file_it_is_kept_in() throws IOException {
        AdminPassword made = AdminPassword.find("", data());
        Path file = data().resolve("admin-password");

        assertThat(Files.readString(file).strip()).isEqualTo(made.value());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }

    @Test
    void two_data_directories_have_two_passwords() throws IOException {
        assertThat(AdminPassword.find("", data()).value()).isNotEqualTo(AdminPassword.find("", directory.resolve("other")).value());
    }

    @Test
    void the_environment_wins_and_leaves_no_trace() throws IOException {
        assertThat(AdminPassword.find("from the environment", data())).isEqualTo(new AdminPassword("from the environment", false));
        assertThat(data()).doesNotExist();

        AdminPassword made = AdminPassword.find("", data());

        assertThat(AdminPassword.find("from the environment", data()).value()).isEqualTo("from the environment");
        assertThat(AdminPassword.find("", data()).value()).isEqualTo(made.value());
    }
}
