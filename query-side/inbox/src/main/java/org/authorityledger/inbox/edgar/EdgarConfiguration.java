package org.authorityledger.inbox.edgar;

import java.time.Duration;
import javax.sql.DataSource;
import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.authorityledger.http.StrictJson;
import org.authorityledger.inbox.findings.FilingBatches;
import org.authorityledger.inbox.findings.FindingsConfiguration;
import org.authorityledger.questions.QuerySide;
import org.authorityledger.register.QuestionClock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What fetches filings, as beans. Without {@code ledger.edgar.user-agent} it answers, and sends nothing. */
@AutoConfiguration(after = FindingsConfiguration.class)
@ConditionalOnBean(QuerySide.class)
public class EdgarConfiguration {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(3);

    /** Who may read and start fetches is said for all of {@code /api/filings}. */
    @Bean
    AccessRules edgarRules() {
        return AccessRules.of(AccessRules.delete("/api/filings/fetches/*", Permission.RECORD));
    }

    @Bean
    @DependsOn("documentsMigration")
    EdgarFetches edgarFetches(Environment environment, JdbcTemplate jdbc, PlatformTransactionManager transactions, JsonMapper json,
            FilingBatches batches, DataSource dataSource, QuestionClock clock) {
        return new EdgarFetches(EdgarSettings.of(environment), new FetchStore(jdbc, new TransactionTemplate(transactions), json), batches,
                dataSource, clock, FIRST_PAUSE, LONGEST_ANSWER);
    }

    @Bean
    FetchesController fetchesController(EdgarFetches fetches, StrictJson json) {
        return new FetchesController(fetches, json);
    }
}
