package org.authorityledger.pages.reports;

import org.authorityledger.inbox.findings.FilingBatches;
import org.authorityledger.inbox.findings.FindingList;
import org.authorityledger.pages.authorities.InstrumentTexts;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.questions.authorities.AuthorityChanges;
import org.authorityledger.questions.authorities.AuthorityQueries;
import org.authorityledger.questions.gaps.Gaps;
import org.authorityledger.register.Register;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Reports as beans. */
@Configuration(proxyBeanMethods = false)
@Import(ReportsController.class)
public class ReportsConfiguration {

    @Bean
    Reports reports(JdbcTemplate jdbc, AuthorityQueries authorities, AuthorityChanges changes, Gaps gaps, Register register,
            InstrumentTexts instruments, DisplayText words) {
        return new Reports(new ReportRows(jdbc), authorities, changes, gaps, register, instruments, words);
    }

    @Bean
    FindingsReports findingsReports(FindingList findings, FilingBatches batches, DisplayText words, JsonMapper json) {
        return filter -> new FindingsReport(filter, findings, batches, words, json);
    }
}
