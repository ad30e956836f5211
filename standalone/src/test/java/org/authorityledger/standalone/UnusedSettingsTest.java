package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class UnusedSettingsTest {

    @Configuration(proxyBeanMethods = false)
    static class Parts {

        @Bean
        String zone(@Value("${ledger.zone:America/New_York}") String zone, @Value("${ledger.access-log.keep:400d}") String keep) {
            return zone + keep;
        }

        @Bean
        @ConditionalOnProperty("ledger.witness.logs")
        String witness(@Value("${ledger.witness.key-file:}") String file) {
            return file;
        }
    }

    private static Iterable<String> unused(Map<String, Object> variables, String... arguments) {
        SpringApplication application = new SpringApplication(Parts.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setDefaultProperties(Map.of("spring.config.name", "no-such-file"));
        UnusedSettings settings = UnusedSettings.of(application);
        application.addInitializers(context -> context.getEnvironment().getPropertySources()
                .addLast(new SystemEnvironmentPropertySource("other-systemEnvironment", variables)));
        try (ConfigurableApplicationContext context = application.run(arguments)) {
            return settings.in(context.getEnvironment()).stream()
                    .filter(name -> !System.getProperties().containsKey(name) && !System.getenv().containsKey(name)).toList();
        }
    }

    @Test
    void aMisspelledSettingIsFound() {
        assertThat(unused(Map.of(), "--ledger.zon=Europe/Berlin", "--ledger.zone=Europe/Berlin")).containsExactly("ledger.zon");
    }

    @Test
    void aSettingOfWhatIsSwitchedOffIsFound() {
        assertThat(unused(Map.of(), "--ledger.witness.key-file=key")).containsExactly("ledger.witness.key-file");
        assertThat(unused(Map.of(), "--ledger.witness.key-file=key", "--ledger.witness.logs=here")).isEmpty();
    }

    @Test
    void environmentVariablesAreSettingsToo() {
        assertThat(unused(Map.of("LEDGER_ACCESSLOG_KEEP", "1d", "LEDGER_ACCESSLOG_KEP", "1d"))).containsExactly("LEDGER_ACCESSLOG_KEP");
    }

    @Test
    void othersSettingsAreNotOurs() {
        assertThat(unused(Map.of("LEDGERS", "1"), "--ledgers.x=1", "--spring.something=1")).isEmpty();
    }
}
