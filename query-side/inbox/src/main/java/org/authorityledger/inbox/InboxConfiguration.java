package org.authorityledger.inbox;

import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.http.StrictJson;
import org.authorityledger.questions.QuerySide;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoreConfiguration.Migrations;
import org.authorityledger.store.WaitingCommands;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The inbox as beans; it offers itself to every node that answers questions. {@code ledger.documents.at-once} says how many documents a node reads
 * at a time, {@code .longest-wait} how long one waits for its turn, {@code .longest-reading} how long reading one may take.
 */
@AutoConfiguration
@ConditionalOnBean(QuerySide.class)
public class InboxConfiguration {

    @Bean
    AccessRules inboxRules() {
        return AccessRules.of(AccessRules.get("/api/documents/**", Permission.SEE_DOCUMENTS),
                AccessRules.post("/api/documents/**", Permission.RECORD), AccessRules.get("/api/proposals/**", Permission.SEE_DOCUMENTS),
                AccessRules.post("/api/proposals/**", Permission.RECORD));
    }

    @Bean
    @DependsOn({ "ledgerMigration", "registerMigration"})
    Object documentsMigration(Migrations migrations) {
        migrations.migrate("documents");
        return new Object();
    }

    @Bean
    BoundedReading boundedReading(@Value("${ledger.documents.at-once:2}") int atOnce,
            @Value("${ledger.documents.longest-wait:10s}") Duration longestWait,
            @Value("${ledger.documents.longest-reading:20s}") Duration longestReading) {
        return new BoundedReading(atOnce, longestWait, longestReading);
    }

    @Bean
    @DependsOn("documentsMigration")
    Inbox inbox(JdbcTemplate jdbc, PlatformTransactionManager transactions, JsonMapper json, LedgerReader ledger,
            WaitingCommands approvals, RegisterProgress progress, BoundedReading reading, DataSource dataSource,
            ObjectProvider<CommandRecorder> recorder) {
        return new Inbox(new DocumentStore(jdbc, new TransactionTemplate(transactions), json), new LedgerParties(jdbc), ledger, approvals,
                progress, reading, dataSource, recorder, Clock.systemUTC());
    }

    @Bean
    DocumentsController documentsController(Inbox inbox, StrictJson json) {
        return new DocumentsController(inbox, json);
    }

    @Bean
    ProposalsController proposalsController(Inbox inbox, StrictJson json) {
        return new ProposalsController(inbox, json);
    }
}
