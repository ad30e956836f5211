package org.authorityledger.pages.overview;

import org.authorityledger.access.Permission;
import org.authorityledger.pages.frame.NavigationEntry;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.register.follow.DeadLetters;
import org.authorityledger.register.follow.Generation;
import org.authorityledger.register.follow.RegisterPosition;
import org.authorityledger.store.LedgerReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The overview, with what it counts and lists. */
@Configuration(proxyBeanMethods = false)
@Import(OverviewPage.class)
public class OverviewConfiguration {

    @Bean
    NavigationEntry overviewEntry() {
        return new NavigationEntry("Overview", "/", 0, Permission.ASK);
    }

    @Bean
    OverviewCounts overviewCounts(JdbcTemplate jdbc, RegisterPosition position, LedgerReader ledger, DeadLetters letters) {
        return new OverviewCounts(JdbcClient.create(jdbc), position, ledger, letters, new Generation(jdbc, RegisterSchema.LIVE));
    }

    @Bean
    OverviewLists overviewLists(JdbcTemplate jdbc, LedgerReader ledger) {
        return new OverviewLists(JdbcClient.create(jdbc), ledger);
    }
}
