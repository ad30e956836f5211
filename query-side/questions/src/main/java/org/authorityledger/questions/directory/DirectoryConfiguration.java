package org.authorityledger.questions.directory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** The directory as beans. */
@Configuration(proxyBeanMethods = false)
@Import(DirectoryController.class)
public class DirectoryConfiguration {

    @Bean
    Directory directory(JdbcTemplate jdbc) {
        return new Directory(jdbc);
    }
}
