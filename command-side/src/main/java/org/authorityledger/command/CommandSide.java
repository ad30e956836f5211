package org.authorityledger.command;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.authorityledger.access.SecurityConfiguration;
import org.authorityledger.access.people.People;
import org.authorityledger.http.StrictJson;
import org.authorityledger.http.WebConfiguration;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.store.LedgerEventStorageEngine;
import org.authorityledger.store.LedgerHead;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoreConfiguration;
import org.authorityledger.store.Viewer;
import org.authorityledger.store.WaitingCommands;
import org.authorityledger.store.Worker;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command side as beans. {@code ledger.zone} says in which time zone today is determined; {@code ledger.cache.records} how many records the
 * grantors kept in memory may have together.
 */
@Configuration(proxyBeanMethods = false)
@Import({ StoreConfiguration.class, WebConfiguration.class, SecurityConfiguration.class})
public class CommandSide {

    @Bean
    AccessRules commandRules() {
        return AccessRules.of(AccessRules.post("/api/grantors/**", Permission.RECORD),
                AccessRules.post("/api/attorneys/**", Permission.RECORD),
                AccessRules.post("/api/import", Permission.RECORD), AccessRules.post("/api/consequences", Permission.RECORD),
                AccessRules.post(ApprovalController.PATH + "/**", Permission.RECORD));
    }

    @Bean
    CommandReader commandReader(StrictJson json) {
        return new CommandReader(json);
    }

    @Bean
    StatedKinds statedKinds(LedgerReader reader) {
        return reader::statedKind;
    }

    @Bean
    Grantors grantors(LedgerEventStorageEngine storage, StatedKinds kinds,
            @Value("${ledger.cache.records:100000}") long mostRecordsCached) {
        return new Grantors(storage, kinds, mostRecordsCached);
    }

    @Bean
    ApprovalSettings approvalSettings(ConfigurableEnvironment environment) {
        return ApprovalSettings.of(environment);
    }

    @Bean
    TwoPersonRule twoPersonRule(ApprovalSettings settings, People people) {
        return new TwoPersonRule(settings.commands(), settings.exemptRoles(), people::roles);
    }

    @Bean
    Recorder recorder(Grantors grantors, LedgerReader reader, LedgerAppender appender, CommandReader commands, StatedKinds kinds,
            TwoPersonRule rule, ApprovalSettings approval, WaitingCommands waiting, MeterRegistry meters,
            @Value("${ledger.zone:America/New_York}") ZoneId zone) {
        TimeGauge.builder("ledger.append.under-way", appender, TimeUnit.NANOSECONDS, writing -> writing.underWay().toNanos())
                .description("For how long the append under way has been so; seconds mean that a transaction elsewhere holds the ledger")
                .register(meters);
        return new Recorder(grantors, reader, appender, commands, kinds, rule, waiting, approval.mostWaiting(), Clock.system(zone), meters);
    }

    @Bean
    CommandController commandController(StrictJson json, CommandReader commands, Recorder recorder) {
        return new CommandController(json, commands, recorder);
    }

    @Bean
    CommandDryRun judgements(StrictJson json, CommandReader commands, StatedKinds kinds) {
        return new CommandDryRun(json, commands, kinds);
    }

    @Bean
    JsonCommandRecorder jsonCommandRecorder(StrictJson json, CommandReader commands, Recorder recorder) {
        return new JsonCommandRecorder(json, commands, recorder);
    }

    @Bean
    Approvals approvals(WaitingCommands waiting, LedgerReader reader, JsonCommandRecorder commands, TwoPersonRule rule, People people) {
        return new Approvals(waiting, reader, commands, rule, people);
    }

    @Bean
    ApprovalController approvalController(StrictJson json, Approvals approvals) {
        return new ApprovalController(json, approvals);
    }

    @Bean
    ApprovalController.Waiting answersOfCommandsThatWait() {
        return new ApprovalController.Waiting();
    }

    @Bean
    ConsequencesController consequencesController(StrictJson json, CommandReader commands, CommandDryRun judgements, LedgerReader reader,
            @Value("${ledger.zone:America/New_York}") ZoneId zone) {
        return new ConsequencesController(json, commands, judgements, reader, Clock.system(zone));
    }

    /** The threads that record the lines of all imports together: enough to share commits, few enough to leave room for other requests. */
    @Bean(destroyMethod = "shutdown")
    ExecutorService importWorkers(@Value("${ledger.import.workers:64}") int workers) {
        return Executors.newFixedThreadPool(workers, Viewer.ALL.threads(Thread.ofPlatform().name("import-", 0).daemon(true).factory()));
    }

    @Bean
    BatchRecorder batchRecorder(LedgerReader reader, LedgerAppender appender, WaitingCommands waiting, Grantors grantors, Recorder recorder,
            StatedKinds kinds,
            @Value("${ledger.zone:America/New_York}") ZoneId zone, @Value("${ledger.cache.records:100000}") long mostRecordsCached) {
        return new BatchRecorder(reader, appender, waiting, grantors, recorder, kinds, Clock.system(zone), mostRecordsCached);
    }

    @Bean
    LineImport lineImport(StrictJson json, CommandReader commands, BatchRecorder batches, Recorder recorder, JsonMapper mapper,
            @Qualifier("importWorkers") ExecutorService workers) {
        return new LineImport(json, commands, batches, recorder, mapper, workers);
    }

    @Bean
    ImportController importController(LineImport lines) {
        return new ImportController(lines);
    }

    @Bean
    CommandApi commandApi() {
        return new CommandApi();
    }

    @Bean
    ClockHealth ledgerClockHealthIndicator(LedgerReader reader, LedgerHead head) {
        return new ClockHealth(reader, head);
    }

    @Bean
    Worker clockWatch(ClockHealth clock) {
        return new Worker("ledger-clock-watch", Duration.ofSeconds(10), clock::look).start();
    }
}
