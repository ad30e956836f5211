package org.authorityledger.questions.investigations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import javax.sql.DataSource;
import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.authorityledger.authority.CommandPreview;
import org.authorityledger.http.ProgressStream;
import org.authorityledger.http.StrictJson;
import org.authorityledger.questions.workspaces.ProcessLock;
import org.authorityledger.questions.workspaces.Workspace;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.Register;
import org.authorityledger.register.RegisterProgress;
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
 * Investigations as beans. {@code ledger.investigations.keep} says how long one stays open, {@code .most} how many may be open at a time,
 * {@code .at-once} how many are replayed at a time, {@code .most-records} how many records one may replay, {@code .sweep} how often to look for
 * those that must end.
 */
@Configuration(proxyBeanMethods = false)
public class InvestigationConfiguration {

    private static final int MOST_LISTENERS = 64;

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
            @Value("${ledger.investigations.at-once:2}") int atOnce,
            @Value("${ledger.investigations.most-records:1000000}") long mostRecords,
            @Value("${ledger.investigations.sweep:60s}") Duration sweep, OverlayGround overlayGround, ProcessLock processLock,
            MeterRegistry meters) {
        TransactionTemplate template = new TransactionTemplate(transactions);
        Investigations investigations = new Investigations(new InvestigationLog(jdbc, template, atOnce),
                new Workspaces(migrations, dataSource, jdbc, template),
                processLock, overlayGround, jdbc, new Investigations.Limits(keep, most, atOnce, mostRecords, sweep));
        Gauge.builder("ledger.investigations.waiting", investigations, Investigations::waiting)
                .description("Investigations of this node that wait for their turn to be replayed").register(meters);
        Gauge.builder("ledger.investigations.replaying", investigations, Investigations::replayed)
                .description("Investigations that this node replays").register(meters);
        Gauge.builder("ledger.investigations.still.seconds", investigations, Investigations::stillSeconds)
                .description("For how long the replay that stands still the longest has not got on").register(meters);
        return investigations;
    }

    @Bean
    OverlayGround overlayGround(JdbcTemplate jdbc, RegisterProgress progress) {
        return new OverlayGround(jdbc, progress);
    }

    @Bean
    ProgressStream investigationProgress() {
        return new ProgressStream("investigation-progress", MOST_LISTENERS, null);
    }

    @Bean
    InvestigationDifference investigationDifference(Investigations investigations, JdbcTemplate jdbc, LedgerReader reader,
            Register register, RegisterProgress progress, StrictJson json) {
        return new InvestigationDifference(jdbc, reader, investigations, register, progress, json);
    }

    @Bean
    InvestigationsController investigationsController(Investigations investigations, InvestigationDifference difference, JdbcTemplate jdbc,
            LedgerReader reader, RegisterProgress progress, QuestionClock questionClock, StrictJson json,
            ObjectProvider<CommandPreview> preview,
            JsonMapper mapper, ProgressStream investigationProgress, OverlayGround overlayGround,
            @Value("${ledger.zone:America/New_York}") ZoneId zone) {
        InvestigationPlanner planner = new InvestigationPlanner(jdbc, reader, progress, questionClock, json, preview.getIfAvailable(),
                Clock.system(zone), overlayGround);
        return new InvestigationsController(investigations, planner, difference, json, mapper, investigationProgress);
    }

    @Bean
    InvestigationRoutes investigationRoutes(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping live,
            Investigations investigations, Workspace.Tools workspaceTools) {
        return new InvestigationRoutes(live, investigations, workspaceTools);
    }

    @Bean
    InvestigationApi investigationApi(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping live) {
        return new InvestigationApi(live);
    }
}
