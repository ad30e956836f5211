package org.authorityledger.inbox.findings;

import java.time.Duration;
import javax.sql.DataSource;
import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.authorityledger.http.ProgressStream;
import org.authorityledger.http.StrictJson;
import org.authorityledger.inbox.Inbox;
import org.authorityledger.inbox.InboxConfiguration;
import org.authorityledger.questions.QuerySide;
import org.authorityledger.questions.check.Checks;
import org.authorityledger.questions.files.RowFiles;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.store.LedgerReader;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Filings and findings as beans, which offer themselves as the inbox does; how many files are read at a time is said as for documents. */
@AutoConfiguration(after = InboxConfiguration.class)
@ConditionalOnBean(QuerySide.class)
public class FindingsConfiguration {

    private static final int MOST_LISTENERS = 64;

    @Bean
    AccessRules findingsRules() {
        return AccessRules.of(AccessRules.get("/api/filings/**", Permission.SEE_DOCUMENTS),
                AccessRules.post("/api/filings/**", Permission.RECORD), AccessRules.get("/api/identities", Permission.SEE_DOCUMENTS),
                AccessRules.post("/api/identities", Permission.RECORD), AccessRules.get("/api/findings", Permission.SEE_DOCUMENTS),
                AccessRules.post("/api/findings", Permission.SEE_DOCUMENTS));
    }

    @Bean
    @DependsOn("documentsMigration")
    FilingStore filingStore(JdbcTemplate jdbc, JsonMapper json) {
        return new FilingStore(jdbc, json);
    }

    @Bean
    FilingIntake filingIntake(@Value("${ledger.documents.at-once:2}") int atOnce,
            @Value("${ledger.documents.longest-wait:10s}") Duration longestWait) {
        return new FilingIntake(atOnce, longestWait);
    }

    @Bean
    @DependsOn("documentsMigration")
    BatchStore batchStore(JdbcTemplate jdbc, PlatformTransactionManager transactions, FilingStore filings) {
        return new BatchStore(jdbc, new TransactionTemplate(transactions), filings);
    }

    @Bean
    FilingBatches filingBatches(BatchStore store, Inbox inbox, DataSource dataSource, QuestionClock clock) {
        return new FilingBatches(store, inbox, dataSource, clock.zone());
    }

    @Bean
    ProgressStream batchProgress() {
        return new ProgressStream("batch-progress", MOST_LISTENERS, null);
    }

    @Bean
    @DependsOn("documentsMigration")
    Identities identities(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        return new Identities(jdbc, new TransactionTemplate(transactions));
    }

    @Bean
    StatedIds statedIds(Identities identities) {
        return new StatedIds(identities);
    }

    @Bean
    @DependsOn("documentsMigration")
    Remedies remedies(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        return new Remedies(jdbc, new TransactionTemplate(transactions));
    }

    @Bean
    Findings findings(Checks checks, JdbcTemplate jdbc, RegisterProgress progress, QuestionClock clock, Identities identities,
            Remedies remedies, FilingStore store) {
        return new Findings(checks, new PartyIndex(jdbc, progress), clock, identities, new JoinedIds(jdbc), remedies, store);
    }

    @Bean
    FindingExport findingExport(FindingList findings, FilingBatches batches, RowFiles files, RegisterProgress progress,
            QuestionClock clock) {
        return new FindingExport(findings, batches, files, progress, clock);
    }

    @Bean
    FindingStatements findingStatements(Remedies remedies, Identities identities, FilingStore store, Findings findings, Checks checks,
            QuestionClock clock, RegisterProgress progress, LedgerReader ledger) {
        return new FindingStatements(remedies, identities, store, findings, new FindingHistory(checks, ledger), clock, progress, ledger);
    }

    @Bean
    RemediesController remediesController(FindingStatements statements, Identities identities, QuestionClock clock,
            RegisterProgress progress, StrictJson json) {
        return new RemediesController(statements, identities, clock, progress, json);
    }

    @Bean
    FilingsController filingsController(FilingBatches batches, FindingList findings, QuestionClock clock, RegisterProgress progress,
            JsonMapper mapper, ProgressStream batchProgress) {
        return new FilingsController(batches, findings, clock, progress, mapper, batchProgress);
    }

    @Bean
    FindingList findingList(FilingStore store, Findings findings) {
        return new FindingList(store, findings);
    }

    @Bean
    FindingsController findingsController(FindingList findings, Findings each, FilingIntake intake, FilingStore store,
            FilingBatches batches, QuestionClock clock, RegisterProgress progress, JsonMapper mapper) {
        return new FindingsController(findings, each, intake, store, batches, clock, progress, mapper);
    }
}
