package org.authorityledger.questions;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The query side alone, as one of several nodes on one PostgreSQL: set {@code spring.datasource.url},
 * {@code username} and {@code password}.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
@Import(QuerySide.class)
public class QuerySideNode {

    public static void main(String[] arguments) {
        SpringApplication.run(QuerySideNode.class, arguments);
    }
}
