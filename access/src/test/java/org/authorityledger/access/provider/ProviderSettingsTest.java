package org.authorityledger.access.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.mock.env.MockEnvironment;

/** What is refused of the settings of an identity provider, before anyone can sign in by it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProviderSettingsTest {

    private final Map<String, String> given = new HashMap<>(Map.of("issuer-uri", "https://id.example.org/realms/one", "client-id", "ledger",
            "roles.recorder", "poa-recorders, poa-all", "roles.auditor", "poa-all"));

    private ProviderSettings settings() {
        MockEnvironment environment = new MockEnvironment();
        given.forEach((name, value) -> environment.setProperty("ledger.oidc." + name, value));
        return ProviderSettings.of(environment);
    }

    @Test
    void what_is_not_given_is_as_the_page_of_operations_says() {
        ProviderSettings settings = settings();
        assertThat(settings.name()).isEqualTo("sso");
        assertThat(settings.scopes()).containsExactly("openid", "profile");
        assertThat(settings.rolesClaim()).isEqualTo("roles");
        assertThat(settings.usernameClaim()).isEqualTo("preferred_username");
        assertThat(settings.audience()).isNull();
        assertThat(settings.secret()).isNull();
        assertThat(settings.rolesByValue()).containsExactlyInAnyOrderEntriesOf(
                Map.of("poa-recorders", Set.of("RECORDER"), "poa-all", Set.of("RECORDER", "AUDITOR")));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", value = { "issuer-uri, http://id.example.org", "issuer-uri, id.example.org",
            "issuer-uri, https://id.example.org?tenant=1", "issuer-uri, https://id.example.org#x", "issuer-uri, 'https://id example'",
            "client-id, none", "client-id, ' '", "name, 'a:b'", "name, ''", "name, 1234567890123456789012345678901", "audience, ledger",
            "audience, ' '", "scopes, profile", "roles.root, poa-all"})
    void what_cannot_be_meant_is_refused_by_its_name(String name, String value) {
        given.remove(name);
        if (value != null) {
            given.put(name, value);
        }
        assertThatThrownBy(this::settings).isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
                e -> assertThat(e.getName()).isEqualTo("ledger.oidc." + name));
    }

    @ParameterizedTest
    @CsvSource({ "issuer-uri, http://localhost:9000", "issuer-uri, http://127.0.0.1:9000/x", "name, Example-1", "audience, ledger-api",
            "name, 123456789012345678901234567890", "scopes, 'openid,groups'"})
    void what_is_just_right_is_taken(String name, String value) {
        given.put(name, value);
        assertThat(settings()).isNotNull();
    }

    @Test
    void without_roles_no_one_could_do_anything_and_a_misspelt_setting_is_no_setting() {
        given.keySet().removeIf(name -> name.startsWith("roles."));
        assertThatThrownBy(this::settings).isInstanceOf(InvalidConfigurationPropertyValueException.class).hasMessageContaining("roles");
        given.put("roles.auditor", "poa-all");
        given.put("audiance", "https://poa.example.org");
        assertThatThrownBy(this::settings).isInstanceOf(BindException.class).rootCause().hasMessageContaining("audiance");
    }

    @Test
    void a_secret_is_given_or_read_from_its_file_and_not_both(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("secret"), "from the file\n");
        given.put("client-secret-file", file.toString());
        assertThat(settings().secret()).isEqualTo("from the file");
        given.put("client-secret", "given");
        assertThatThrownBy(this::settings).isInstanceOf(InvalidConfigurationPropertyValueException.class);
        given.remove("client-secret-file");
        assertThat(settings().secret()).isEqualTo("given");
        given.remove("client-secret");
        given.put("client-secret-file", directory.resolve("none").toString());
        assertThatThrownBy(() -> settings().secret()).isInstanceOf(InvalidConfigurationPropertyValueException.class);
    }
}
