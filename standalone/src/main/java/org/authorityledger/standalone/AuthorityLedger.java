package org.authorityledger.standalone;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.authorityledger.command.CommandSide;
import org.authorityledger.questions.QuerySide;
import org.authorityledger.standalone.cli.LedgerCommands;
import org.authorityledger.standalone.postgres.EmbeddedDatabase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The whole ledger in one process: both sides, and its own PostgreSQL in {@code ledger.data-dir} unless {@code spring.datasource.url} names
 * another.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
@Import({ CommandSide.class, QuerySide.class})
public class AuthorityLedger {

    private static final Logger LOG = LoggerFactory.getLogger(AuthorityLedger.class);

    public static void main(String[] arguments) {
        if (LedgerCommands.serves(arguments)) {
            start(arguments);
        } else {
            System.exit(LedgerCommands.run(arguments));
        }
    }

    /** Starts the ledger with arguments as on the command line. */
    static ConfigurableApplicationContext start(String... arguments) {
        SpringApplication ledger = new SpringApplication(AuthorityLedger.class);
        ledger.addListeners(new ClosesDataDirectory());
        ledger.addListeners(
                (ApplicationListener<ApplicationEnvironmentPreparedEvent>) prepared -> provideDatabase(prepared.getEnvironment()));
        return ledger.run(arguments);
    }

    /**
     * Starts the ledger's own database if the settings name no other, while the rest of the ledger gets ready. It closes after everything
     * that uses it.
     */
    private static void provideDatabase(ConfigurableEnvironment environment) {
        if (StringUtils.hasText(environment.getProperty("spring.datasource.url"))) {
            return;
        }
        Path dataDirectory = dataDirectory(environment);
        CompletableFuture<EmbeddedDatabase> database = CompletableFuture.supplyAsync(() -> EmbeddedDatabase.start(dataDirectory));
        SpringApplication.getShutdownHandlers().add(() -> database.whenComplete((started, failure) -> {
            if (started != null) {
                started.close();
            }
        }));
        environment.getPropertySources().addFirst(new OwnDatabase(database));
    }

    private static Path dataDirectory(ConfigurableEnvironment environment) {
        return Path.of(environment.getProperty("ledger.data-dir", "./ledger-data"));
    }

    /** The data directory has secrets, and the log has names: both are closed to other users before the log is opened there. */
    private static final class ClosesDataDirectory implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

        @Override
        public int getOrder() {
            return LoggingApplicationListener.DEFAULT_ORDER - 1;
        }

        @Override
        public void onApplicationEvent(ApplicationEnvironmentPreparedEvent prepared) {
            String log = prepared.getEnvironment().getProperty("logging.file.name");
            EmbeddedDatabase.closeDirectory(dataDirectory(prepared.getEnvironment()), StringUtils.hasText(log) ? Path.of(log) : null);
        }
    }

    /** The settings of the ledger's own database. Reading one waits until the database has started. */
    private static final class OwnDatabase extends EnumerablePropertySource<CompletableFuture<EmbeddedDatabase>> {

        private static final Map<String, Function<EmbeddedDatabase, String>> PROPERTIES = Map.of("spring.datasource.url",
                EmbeddedDatabase::jdbcUrl, "spring.datasource.username", EmbeddedDatabase::applicationUsername,
                "spring.datasource.password", EmbeddedDatabase::applicationPassword, "ledger.owner.username",
                EmbeddedDatabase::ownerUsername,
                "ledger.owner.password", EmbeddedDatabase::ownerPassword);

        OwnDatabase(CompletableFuture<EmbeddedDatabase> database) {
            super("the ledger's own database", database);
        }

        @Override
        public String[] getPropertyNames() {
            return PROPERTIES.keySet().toArray(String[]::new);
        }

        @Override
        public boolean containsProperty(String name) {
            return PROPERTIES.containsKey(name);
        }

        @Override
        public @Nullable Object getProperty(String name) {
            Function<EmbeddedDatabase, String> property = PROPERTIES.get(name);
            return property == null ? null : property.apply(getSource().join());
        }
    }

    /** Says where to go next. */
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
