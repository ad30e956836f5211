package org.authorityledger.inbox.sheet;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.authorityledger.authority.CommandPreview;
import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.http.StrictJson;
import org.authorityledger.inbox.InboxConfiguration;
import org.authorityledger.inbox.LedgerParties;
import org.authorityledger.questions.QuerySide;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.WaitingCommands;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Trackers as beans, which offer themselves as the inbox does; how many sheets are read at a time is said as for documents. */
@AutoConfiguration(after = InboxConfiguration.class)
@ConditionalOnBean(QuerySide.class)
public class SheetConfiguration {

    private static final int WORKERS = 8;

    @Bean
    AccessRules sheetRules() {
        return AccessRules.of(AccessRules.post("/api/import/sheet", Permission.RECORD));
    }

    @Bean(destroyMethod = "close")
    SheetImport sheetImport(JdbcTemplate jdbc, LedgerReader ledger, RegisterProgress progress, WaitingCommands approvals,
            ObjectProvider<CommandPreview> preview, ObjectProvider<CommandRecorder> recorder,
            @Value("${ledger.zone:America/New_York}") ZoneId zone,
            @Value("${ledger.documents.at-once:2}") int atOnce, @Value("${ledger.documents.longest-wait:10s}") Duration longestWait) {
        return new SheetImport(new LedgerParties(jdbc), ledger, progress, approvals, preview, recorder, Clock.system(zone), atOnce,
                longestWait,
                WORKERS);
    }

    @Bean
    @DependsOn("documentsMigration")
    KeptSheets keptSheets(JdbcTemplate jdbc, SheetImport sheets, JsonMapper json) {
        return new KeptSheets(jdbc, sheets, json);
    }

    @Bean
    SheetController sheetController(SheetImport sheets, StrictJson json, JsonMapper mapper) {
        return new SheetController(sheets, json, mapper);
    }
}
