package org.authorityledger.questions.signatories;

import org.authorityledger.register.RegisterSchema;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** The question as beans. */
@Configuration(proxyBeanMethods = false)
@Import(SignatoriesController.class)
public class SignatoriesConfiguration {

    @Bean
    Signatories signatories(JdbcTemplate jdbc) {
        return new Signatories(jdbc, RegisterSchema.LIVE);
    }
}
