package org.authorityledger.pages.wording;

import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The wording of pages, and the search for names. */
@Configuration(proxyBeanMethods = false)
public class WordingConfiguration {

    @Bean
    DisplayText displayText(@Value("${ledger.zone:America/New_York}") ZoneId zone) {
        return new DisplayText(zone);
    }

    @Bean
    ActText actText(DisplayText words) {
        return new ActText(words);
    }

    @Bean
    Glossary glossary() {
        return Glossary.packed();
    }

    @Bean
    NamesDialect namesDialect() {
        return new NamesDialect();
    }

    @Bean
    NameSearch nameSearch(JdbcTemplate jdbc) {
        return new NameSearch(JdbcClient.create(jdbc));
    }
}
