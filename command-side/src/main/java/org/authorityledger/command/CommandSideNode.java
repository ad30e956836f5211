package org.authorityledger.command;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The command side alone, for several nodes on one PostgreSQL, which {@code spring.datasource.*} names. The store migrates its own schema. */
@SpringBootConfiguration
@EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
@Import(CommandSide.class)
public class CommandSideNode {

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(CommandSideNode.class, args);
    }
}
