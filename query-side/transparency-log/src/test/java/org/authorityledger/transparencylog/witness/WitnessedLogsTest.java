package org.authorityledger.transparencylog.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.note.VerifierKey;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** The setting of the logs that a witness cosigns. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WitnessedLogsTest {

    @Test
    void a_log_is_set_by_its_key_and_a_malformed_key_is_reported_with_the_name_of_the_property() {
        String key = SigningKey.generate("log.example", VerifierKey.ED25519).verifierKey().toString();

        assertThat(new WitnessConfiguration().witnessedLogs(List.of(key)).origins()).containsExactly("log.example");
        assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
                .isThrownBy(() -> new WitnessConfiguration().witnessedLogs(List.of(key, "nonsense")))
                .satisfies(failure -> assertThat(failure.getName()).isEqualTo("ledger.witness.logs"))
                .satisfies(failure -> assertThat(failure.getValue()).isEqualTo("nonsense"));
    }
}
