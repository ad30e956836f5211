package org.authorityledger.standalone;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.authorityledger.command.CommandSide;
import org.authorityledger.query.QuerySide;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * The whole ledger in one process: both sides, and, unless {@code spring.datasource.url} names another, a PostgreSQL of its own in
 * {@code ledger.data-dir}.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
@Import({ CommandSide.class, QuerySide.class})
public class AuthorityLedger {

    private static final Logger LOG = LoggerFactory.getLogger(AuthorityLedger.class);
    private static final String SERVE = "serve";

    public static void main(String[] arguments) {
        if (arguments.length > 0 && !arguments[0].startsWith("-") && !arguments[0].equals(SERVE)) {
            System.err.println("ledger: this build knows one command: serve (the default)");
            System.exit(2);
        }
        start(arguments);
    }

    /** Starts the ledger with arguments as on the command line. */
    static ConfigurableApplicationContext start(String... arguments) {
        SpringApplication ledger = new SpringApplication(AuthorityLedger.class);
        ledger.addListeners((ApplicationListener<ApplicationPreparedEvent>) prepared -> provideDatabase(
                prepared.getApplicationContext().getEnvironment()));
        return ledger.run(arguments);
    }

    /** Starts the ledger's own database where no other is named. It is closed after everything that works on it. */
    private static void provideDatabase(ConfigurableEnvironment environment) {
        if (StringUtils.hasText(environment.getProperty("spring.datasource.url"))) {
            return;
        }
        Path dataDirectory = Path.of(environment.getProperty("ledger.data-dir", "./ledger-data"));
        LOG.info("Starting the ledger's own PostgreSQL in {}", dataDirectory.toAbsolutePath().normalize());
        EmbeddedDatabase database = EmbeddedDatabase.start(dataDirectory);
        SpringApplication.getShutdownHandlers().add(database::close);
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("spring.datasource.url", database.jdbcUrl());
        properties.put("spring.datasource.username", database.applicationUsername());
        properties.put("spring.datasource.password", database.applicationPassword());
        properties.put("ledger.owner.username", database.ownerUsername());
        properties.put("ledger.owner.password", database.ownerPassword());
        environment.getPropertySources().addFirst(new MapPropertySource("embedded database", properties));
    }

    /** Tells a person where to go next. */
    @Bean
    ApplicationListener<WebServerInitializedEvent> welcome(Environment environment) {
        return started -> {
            if (started.getApplicationContext().getServerNamespace() == null) {
                String address = environment.getProperty("server.address", "localhost");
                LOG.info("Authority Ledger is open on http://{}:{}/  (user admin; try /swagger-ui.html)",
                        address.equals("127.0.0.1") ? "localhost" : address,
                        started.getWebServer().getPort());
            }
        };
    }
}
