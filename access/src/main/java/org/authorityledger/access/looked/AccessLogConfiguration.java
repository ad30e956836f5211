package org.authorityledger.access.looked;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.authorityledger.store.Worker;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;

/** The log of who looked, and how it is watched. */
@Configuration(proxyBeanMethods = false)
public class AccessLogConfiguration {

    @Bean
    @DependsOn("accessMigration")
    AccessLog accessLog(JdbcTemplate jdbc, @Value("${ledger.access-log.keep:400d}") Duration keep, MeterRegistry meters) {
        AccessLog log = new AccessLog(jdbc, keep).start();
        Gauge.builder("ledger.access.log.waiting", log, AccessLog::waiting).description("Lines of the access log that are not written yet")
                .register(meters);
        FunctionCounter.builder("ledger.access.log.lost", log, AccessLog::lost)
                .description("Lines of the access log that could not be kept").register(meters);
        return log;
    }

    /** For the health of the node's workers. */
    @Bean(destroyMethod = "")
    Worker accessLogWriter(AccessLog log) {
        return log.writer();
    }
}
