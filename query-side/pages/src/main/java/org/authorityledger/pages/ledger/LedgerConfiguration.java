package org.authorityledger.pages.ledger;

import java.util.List;
import org.authorityledger.access.Permission;
import org.authorityledger.pages.frame.NamedPages;
import org.authorityledger.pages.frame.NavigationEntry;
import org.authorityledger.pages.wording.ActText;
import org.authorityledger.pages.wording.NameSearch;
import org.authorityledger.register.Register;
import org.authorityledger.store.LedgerReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pages that show what was recorded. */
@Configuration(proxyBeanMethods = false)
@Import({ LedgerPage.class, ReplayPage.class, SearchPage.class})
public class LedgerConfiguration {

    @Bean
    RecordSearch recordSearch(JdbcTemplate jdbc, LedgerReader ledger, Register register, ActText actText) {
        return new RecordSearch(JdbcClient.create(jdbc), ledger, register, actText);
    }

    @Bean
    Palette palette(List<NavigationEntry> navigation, List<NamedPages> named, NameSearch names, RecordSearch records) {
        return new Palette(navigation, named, names, records);
    }

    @Bean
    NamedPages searchPages() {
        return NamedPages.of(Permission.ASK, "/search", "Search");
    }

    @Bean
    NavigationEntry ledgerEntry() {
        return new NavigationEntry("Ledger", LedgerPage.PATH, 40, Permission.ASK);
    }
}
