package org.authorityledger.transparencylog.witness;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.authorityledger.access.SecurityConfiguration;
import org.authorityledger.http.WebConfiguration;
import org.authorityledger.proof.note.Checkpoint;
import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.witness.Witness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The witness as beans, if {@code ledger.witness.name} gives it a name: {@code ledger.witness.logs} are the verifier keys of the logs it
 * witnesses, and {@code ledger.witness.key-file} is the file of its own key.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("ledger.witness.name")
@Import({ WebConfiguration.class, SecurityConfiguration.class})
public class WitnessConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(WitnessConfiguration.class);

    /** Anyone may request a cosignature: a witness checks everything it signs. */
    @Bean
    AccessRules witnessRules() {
        return AccessRules.of(AccessRules.any("/witness/**", Permission.PUBLIC));
    }

    @Bean
    WitnessFiles witnessFiles(@Value("${ledger.witness.key-file:${ledger.data-dir:./ledger-data}/witness-key}") Path keyFile) {
        return new WitnessFiles(keyFile);
    }

    @Bean
    WitnessedLogs witnessedLogs(@Value("${ledger.witness.logs:}") List<String> logs) {
        List<VerifierKey> keys = new ArrayList<>();
        for (String log : logs) {
            try {
                keys.add(VerifierKey.parse(log.strip()));
            } catch (IllegalArgumentException e) {
                throw new InvalidConfigurationPropertyValueException("ledger.witness.logs", log,
                        "is not the verifier key of a log: " + e.getMessage());
            }
        }
        return new WitnessedLogs(keys);
    }

    /** The keys of the logs that are witnessed here. */
    record WitnessedLogs(List<VerifierKey> keys) {

        List<String> origins() {
            return keys.stream().map(VerifierKey::name).distinct().toList();
        }
    }

    @Bean
    Witness witness(WitnessFiles files, WitnessedLogs logs, @Value("${ledger.witness.name}") String name) {
        SigningKey key = files.key(name);
        // The witness must be able to read what it cosigned before it cosigns anything.
        logs.origins().forEach(files::last);
        LOG.info("This node is the witness {} of {}", key.verifierKey(), logs.origins());
        return new Witness(key, logs.keys(), files);
    }

    @Bean
    WitnessController witnessController(Witness witness, WitnessFiles files, MeterRegistry meters) {
        return new WitnessController(witness, files, Clock.systemUTC(), meters);
    }

    @Bean
    HealthIndicator witnessHealthIndicator(WitnessFiles files, WitnessedLogs logs) {
        return () -> {
            Map<String, Object> cosigned = new LinkedHashMap<>();
            List<String> forked = new ArrayList<>();
            for (String origin : logs.origins()) {
                files.last(origin).ifPresent(note -> cosigned.put(origin, Checkpoint.parse(note.text()).size()));
                if (files.forked(origin)) {
                    forked.add(origin);
                }
            }
            Health.Builder health = forked.isEmpty()
                    ? Health.up()
                    : Health.status("DEGRADED")
                            .withDetail("reason", "these logs signed two histories; both are kept beside the witness's key")
                            .withDetail("forked", forked);
            return health.withDetail("cosigned", cosigned).build();
        };
    }
}
