package org.authorityledger.questions.gaps;

import org.authorityledger.register.RegisterSchema;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** The question as beans. */
@Configuration(proxyBeanMethods = false)
@Import({ GapsController.class, LeavingController.class, GapExport.class})
public class GapsConfiguration {

    @Bean
    Gaps gaps(JdbcTemplate jdbc) {
        return new Gaps(jdbc, RegisterSchema.LIVE);
    }

    @Bean
    Leaving leaving(JdbcTemplate jdbc) {
        return new Leaving(jdbc, RegisterSchema.LIVE);
    }
}
