package org.authorityledger.pages.operations;

import org.authorityledger.access.Permission;
import org.authorityledger.pages.frame.NamedPages;
import org.authorityledger.pages.frame.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The pages of investigations, rebuilds and records that could not be processed. */
@Configuration(proxyBeanMethods = false)
@Import({ InvestigationsPage.class, RebuildsPage.class, DeadLettersPage.class})
public class OperationsConfiguration {

    @Bean
    NamedPages pagesOfOperations() {
        return NamedPages.withoutClocks(Permission.ASK, RebuildsPage.PATH, "Rebuilds");
    }

    @Bean
    NavigationEntry investigationsEntry() {
        return new NavigationEntry("Investigations", InvestigationsPage.PATH, 70, Permission.ASK);
    }
}
