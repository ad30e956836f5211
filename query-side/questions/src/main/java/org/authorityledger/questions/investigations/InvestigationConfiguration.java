package org.authorityledger.questions.investigations;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import javax.sql.DataSource;
import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.authorityledger.authority.CommandPreview;
import org.authorityledger.http.StrictJson;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.register.Register;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoreConfiguration.Migrations;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/**
 * Investigations as beans. {@code ledger.investigations.keep} says for how long one stays open, {@code .most} how many may be open at a time,
 * {@code .most-records} how many records one may replay, {@code .sweep} how often it is looked for those whose time is over.
 */
@Configuration(proxyBeanMethods = false)
public class InvestigationConfiguration {

    @Bean
    @DependsOn({ "ledgerMigration", "registerMigration"})
    Object investigationMigration(Migrations migrations) {
        migrations.migrate("investigation");
        return new Object();
    }

    @Bean
    AccessRules investigationRules() {
        return AccessRules.of(AccessRules.any("/api/investigations/**", Permission.INVESTIGATE),
                AccessRules.get("/api/investigations/**", Permission.ASK),
                AccessRules.post("/api/investigations/*/authority/checks", Permission.ASK));
    }

    @Bean
    @DependsOn("investigationMigration")
    Investigations investigations(Migrations migrations, JdbcTemplate jdbc, DataSource dataSource, PlatformTransactionManager transactions,
            @Value("${ledger.investigations.keep:7d}") Duration keep, @Value("${ledger.investigations.most:20}") int most,
            @Value("${ledger.investigations.most-records:1000000}") long mostRecords,
            @Value("${ledger.investigations.sweep:60s}") Duration sweep) {
        TransactionTemplate template = new TransactionTemplate(transactions);
        return new Investigations(new InvestigationLog(jdbc, template), new Workspaces(migrations, dataSource, jdbc, template),
                new ProcessLock(dataSource),
                jdbc, new Investigations.Limits(keep, most, mostRecords, sweep));
    }

    @Bean
    InvestigationDifference investigationDifference(Investigations investigations, JdbcTemplate jdbc, LedgerReader reader,
            Register register,
            RegisterProgress reach, StrictJson json) {
        return new InvestigationDifference(jdbc, reader, investigations, register, reach, json);
    }

    @Bean
    InvestigationsController investigationsController(Investigations investigations, InvestigationDifference difference, JdbcTemplate jdbc,
            LedgerReader reader, RegisterProgress reach, QuestionClock moments, StrictJson json, ObjectProvider<CommandPreview> judge, JsonMapper mapper,
            @Value("${ledger.zone:America/New_York}") ZoneId zone) {
        InvestigationPlanner premises = new InvestigationPlanner(jdbc, reader, reach, moments, json, judge.getIfAvailable(), Clock.system(zone));
        return new InvestigationsController(investigations, premises, difference, json, mapper);
    }

    @Bean
    InvestigationRoutes investigationRoutes(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping live,
            Investigations investigations, JdbcTemplate jdbc, StrictJson json, JsonMapper mapper, MeterRegistry meters,
            @Value("${ledger.zone:America/New_York}") ZoneId zone) {
        return new InvestigationRoutes(live, investigations, new Workspace.Tools(jdbc, zone, json, mapper, meters));
    }

    @Bean
    InvestigationApi investigationApi(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping live) {
        return new InvestigationApi(live);
    }
}
