package org.authorityledger.transparencylog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.note.VerifierKey;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.mock.env.MockEnvironment;

/** What is set of witnesses: a slip is told at the start, by the name of the property and without a stack trace. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WitnessSettingsTest {

    private static final String KEY = SigningKey.generate("witness.example/1", VerifierKey.COSIGNATURE_V1).verifierKey().toString();

    private final MockEnvironment environment = new MockEnvironment();

    private void set(String key, String url) {
        environment.setProperty("ledger.log.witnesses[0].key", key);
        environment.setProperty("ledger.log.witnesses[0].url", url);
    }

    @Test
    void none_are_asked_unless_they_are_named() {
        assertThat(ProofConfiguration.witnesses(environment)).isEmpty();
    }

    @Test
    void one_is_asked_by_its_key_and_address() {
        set(KEY, "https://witness.example/");
        assertThat(ProofConfiguration.witnesses(environment)).hasSize(1);
    }

    @Test
    void a_key_that_is_none_is_told_by_the_name_of_the_property() {
        set("nonsense", "https://witness.example/");
        assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
                .isThrownBy(() -> ProofConfiguration.witnesses(environment))
                .satisfies(told -> assertThat(told.getName()).isEqualTo("ledger.log.witnesses[0]"))
                .satisfies(told -> assertThat(told.getReason()).contains("a verifier key is written"));
    }

    @Test
    void an_address_that_is_none_is_told_by_the_name_of_the_property() {
        set(KEY, "nowhere");
        assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
                .isThrownBy(() -> ProofConfiguration.witnesses(environment))
                .satisfies(told -> assertThat(told.getName()).isEqualTo("ledger.log.witnesses[0]"));
    }
}
