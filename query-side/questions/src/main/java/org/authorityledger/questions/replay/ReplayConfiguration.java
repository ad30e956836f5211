package org.authorityledger.questions.replay;

import org.authorityledger.register.RegisterSchema;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** Replaying a grantor's records as beans. */
@Configuration(proxyBeanMethods = false)
@Import(ReplayController.class)
public class ReplayConfiguration {

    @Bean
    Replay replay(JdbcTemplate jdbc) {
        return new Replay(jdbc, RegisterSchema.LIVE);
    }
}
