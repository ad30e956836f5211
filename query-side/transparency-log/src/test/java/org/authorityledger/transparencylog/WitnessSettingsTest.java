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

/** The settings of witnesses: a mistake is reported at the start, with the name of the property and without a stack trace. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WitnessSettingsTest {

    private static final String KEY = SigningKey.generate("witness.example/1", VerifierKey.COSIGNATURE_V1).verifierKey().toString();

    private final MockEnvironment environment = new MockEnvironment();

    private void set(String key, String url) {
        environment.setProperty("ledger.log.witnesses[0].key", key);
        environment.setProperty("ledger.log.witnesses[0].url", url);
    }

    @Test
    void without_settings_there_are_no_witnesses() {
        assertThat(ProofConfiguration.witnesses(environment)).isEmpty();
    }

    @Test
    void a_witness_is_set_by_its_key_and_address() {
        set(KEY, "https://witness.example/");
        assertThat(ProofConfiguration.witnesses(environment)).hasSize(1);
    }

    @Test
    void a_malformed_key_is_reported_with_the_name_of_the_property() {
        set("nonsense", "https://witness.example/");
        assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
                .isThrownBy(() -> ProofConfiguration.witnesses(environment))
                .satisfies(failure -> assertThat(failure.getName()).isEqualTo("ledger.log.witnesses[0]"))
                .satisfies(failure -> assertThat(failure.getReason()).contains("a verifier key is written"));
    }

    @Test
    void a_malformed_address_is_reported_with_the_name_of_the_property() {
        set(KEY, "nowhere");
        assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
                .isThrownBy(() -> ProofConfiguration.witnesses(environment))
                .satisfies(failure -> assertThat(failure.getName()).isEqualTo("ledger.log.witnesses[0]"));
    }
}
