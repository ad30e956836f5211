package org.authorityledger.questions.papers;

import org.authorityledger.register.RegisterSchema;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** The question as beans. */
@Configuration(proxyBeanMethods = false)
@Import(PapersController.class)
public class PapersConfiguration {

    @Bean
    Papers papers(JdbcTemplate jdbc) {
        return new Papers(jdbc, RegisterSchema.LIVE);
    }
}
