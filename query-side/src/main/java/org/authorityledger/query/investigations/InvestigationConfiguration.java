package org.authorityledger.query.investigations;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import javax.sql.DataSource;
import org.authorityledger.authority.Judge;
import org.authorityledger.http.StrictJson;
import org.authorityledger.query.register.Moments;
import org.authorityledger.query.register.Reach;
import org.authorityledger.query.register.Register;
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
            Reach reach, StrictJson json) {
        return new InvestigationDifference(jdbc, reader, investigations, register, reach, json);
    }

    @Bean
    InvestigationsController investigationsController(Investigations investigations, InvestigationDifference difference, JdbcTemplate jdbc,
            LedgerReader reader, Reach reach, Moments moments, StrictJson json, ObjectProvider<Judge> judge, JsonMapper mapper,
            @Value("${ledger.zone:America/New_York}") ZoneId zone) {
        Premises premises = new Premises(jdbc, reader, reach, moments, json, judge.getIfAvailable(), Clock.system(zone));
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
