package org.authorityledger.pages.overview;

import org.authorityledger.pages.frame.NavigationEntry;
import org.authorityledger.register.DeadLetters;
import org.authorityledger.register.RegisterPosition;
import org.authorityledger.store.LedgerReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** The overview and what it counts. */
@Configuration(proxyBeanMethods = false)
@Import(OverviewPage.class)
public class OverviewConfiguration {

    @Bean
    NavigationEntry overviewEntry() {
        return new NavigationEntry("Overview", "/", 0, false);
    }

    @Bean
    Figures figures(JdbcTemplate jdbc, RegisterPosition position, LedgerReader ledger, DeadLetters letters) {
        return new Figures(jdbc, position, ledger, letters);
    }
}
