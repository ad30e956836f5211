package org.authorityledger.register.reporting;

import java.time.ZoneId;
import org.authorityledger.store.StoreConfiguration.Migrations;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.util.StringUtils;

/** What dashboards read, as beans. {@code ledger.reporting.password} lets them sign in to the database; without it no one does. */
@Configuration(proxyBeanMethods = false)
public class ReportingConfiguration {

    @Bean
    @DependsOn({ "registerMigration", "ledgerMigration"})
    ReportingViews reportingViews(Migrations migrations, @Value("${ledger.zone:America/New_York}") ZoneId zone,
            @Value("${ledger.reporting.password:}") String password) {
        // The views are granted to the role: it comes first.
        new ReportingRole(migrations).prepare(StringUtils.hasText(password) ? password : null);
        ReportingViews views = new ReportingViews(migrations, zone);
        views.prepare();
        return views;
    }
}
