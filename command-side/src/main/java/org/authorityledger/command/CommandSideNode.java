package org.authorityledger.command;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The command side alone, for several nodes on one PostgreSQL, which {@code spring.datasource.*} names. The store migrates its own schema. */
@SpringBootConfiguration
@EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
@Import(CommandSide.class)
public class CommandSideNode {

    /** A browser that opens a node without pages is sent to the description of its API. */
    @Bean
    WebMvcConfigurer opensOnTheDescription() {
        return new WebMvcConfigurer() {
            @Override
            public void addViewControllers(ViewControllerRegistry registry) {
                registry.addRedirectViewController("/", "/swagger-ui.html");
            }
        };
    }

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(CommandSideNode.class, args);
    }
}
