package org.authorityledger.questions.workspaces;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.ZoneId;
import javax.sql.DataSource;
import org.authorityledger.http.StrictJson;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What workspaces of all kinds share, as beans. */
@Configuration(proxyBeanMethods = false)
public class WorkspacesConfiguration {

    @Bean
    ProcessLock processLock(DataSource dataSource) {
        return new ProcessLock(dataSource);
    }

    @Bean
    Workspace.Tools workspaceTools(JdbcTemplate jdbc, StrictJson json, JsonMapper mapper, MeterRegistry meters,
            @Value("${ledger.zone:America/New_York}") ZoneId zone) {
        return new Workspace.Tools(jdbc, zone, json, mapper, meters);
    }
}
