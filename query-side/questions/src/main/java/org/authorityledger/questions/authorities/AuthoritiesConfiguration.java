package org.authorityledger.questions.authorities;

import org.authorityledger.register.RegisterSchema;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** Lists of authorities as beans. */
@Configuration(proxyBeanMethods = false)
@Import({ AuthoritiesController.class, ChangesController.class})
public class AuthoritiesConfiguration {

    @Bean
    AuthorityQueries authorityQueries(JdbcTemplate jdbc) {
        return new AuthorityQueries(jdbc);
    }

    @Bean
    AuthorityChanges authorityChanges(JdbcTemplate jdbc) {
        return new AuthorityChanges(jdbc, RegisterSchema.LIVE);
    }
}
