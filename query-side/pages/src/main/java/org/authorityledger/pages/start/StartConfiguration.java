package org.authorityledger.pages.start;

import javax.sql.DataSource;
import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.authorityledger.authority.CommandApproval;
import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.pages.frame.NamedPages;
import org.authorityledger.store.LedgerReader;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Where to begin. */
@Configuration(proxyBeanMethods = false)
@Import(StartPage.class)
public class StartConfiguration {

    @Bean
    NamedPages startPages() {
        return NamedPages.withoutClocks(Permission.ASK, StartPage.PATH, "Start");
    }

    @Bean
    AccessRules startRules() {
        return AccessRules.of(AccessRules.post(StartPage.PATH + "/**", Permission.RECORD));
    }

    @Bean
    FirstRecords firstRecords(ObjectProvider<CommandRecorder> recorder, ObjectProvider<CommandApproval> approval, LedgerReader ledger,
            DataSource dataSource) {
        return new FirstRecords(recorder, approval, ledger, dataSource);
    }
}
