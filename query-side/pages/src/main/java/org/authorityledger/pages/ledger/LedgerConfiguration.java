package org.authorityledger.pages.ledger;

import org.authorityledger.access.Permission;
import org.authorityledger.pages.frame.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The pages that show what was recorded. */
@Configuration(proxyBeanMethods = false)
@Import({ LedgerPage.class, ReplayPage.class, SearchPage.class})
public class LedgerConfiguration {

    @Bean
    NavigationEntry ledgerEntry() {
        return new NavigationEntry("Ledger", LedgerPage.PATH, 40, Permission.ASK);
    }
}
