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

/** Which logs a witness is told to watch. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WitnessedLogsTest {

    @Test
    void a_log_is_named_by_its_key_and_what_is_no_key_is_told_by_the_name_of_the_property() {
        String key = SigningKey.generate("log.example", VerifierKey.ED25519).verifierKey().toString();

        assertThat(new WitnessConfiguration().witnessedLogs(List.of(key)).origins()).containsExactly("log.example");
        assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
                .isThrownBy(() -> new WitnessConfiguration().witnessedLogs(List.of(key, "nonsense")))
                .satisfies(told -> assertThat(told.getName()).isEqualTo("ledger.witness.logs"))
                .satisfies(told -> assertThat(told.getValue()).isEqualTo("nonsense"));
    }
}
