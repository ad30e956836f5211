package org.authorityledger.standalone;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.authorityledger.command.CommandSide;
import org.authorityledger.questions.QuerySide;
import org.authorityledger.standalone.cli.LedgerCommands;
import org.authorityledger.standalone.postgres.EmbeddedDatabase;
import org.authorityledger.store.BackgroundWork;
import org.authorityledger.store.FatalErrors;
import org.authorityledger.store.Pulse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * The whole ledger in one process: both sides, and its own PostgreSQL in {@code ledger.data-dir} unless {@code spring.datasource.url} names
 * another.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
@Import({ CommandSide.class, QuerySide.class})
public class AuthorityLedger {

    private static final Logger LOG = LoggerFactory.getLogger(AuthorityLedger.class);

    /** With this code the process ends when its own PostgreSQL has ended and does not start again. */
    private static final int EXIT_WITHOUT_DATABASE = 4;

    public static void main(String[] arguments) {
        FatalErrors.endThisProcess();
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
        UnusedSettings settings = UnusedSettings.of(ledger);
        ConfigurableApplicationContext started = ledger.run(arguments);
        settings.in(started.getEnvironment()).forEach(
                name -> LOG.warn("The setting {} has no effect: its name is unknown, or what it is for is switched off.", name));
        return started;
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
        int port = environment.getProperty("ledger.postgresql.port", Integer.class, 0);
        CompletableFuture<EmbeddedDatabase> database = CompletableFuture.supplyAsync(() -> {
            EmbeddedDatabase started = EmbeddedDatabase.start(dataDirectory, port);
            started.keepRunning(failure -> FatalErrors.halt(EXIT_WITHOUT_DATABASE, "its PostgreSQL does not start again", failure));
            return started;
        });
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

        private static final String NAME = "the ledger's own database";

        OwnDatabase(CompletableFuture<EmbeddedDatabase> database) {
            super(NAME, database);
        }

        /** The ledger's own database; null where the settings name another. */
        static @Nullable EmbeddedDatabase in(ConfigurableEnvironment environment) {
            return environment.getPropertySources().get(NAME) instanceof OwnDatabase own ? own.getSource().join() : null;
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

    /** The ledger's own PostgreSQL: whether it runs. */
    record OwnServerHealth(@Nullable EmbeddedDatabase database) implements HealthIndicator, BackgroundWork {

        @Override
        public Health health() {
            String trouble = database == null ? null : database.trouble();
            return trouble == null ? Health.up().build() : Health.down().withDetail("reason", trouble).build();
        }

        @Override
        public List<Pulse> pulses() {
            return database == null ? List.of() : database.pulses();
        }
    }

    @Bean
    OwnServerHealth ownServerHealthIndicator(ConfigurableEnvironment environment) {
        return new OwnServerHealth(OwnDatabase.in(environment));
    }

    /** Spring turns an error in the thread of a request into an answer. One that no one survives must not be lost with it. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    HandlerExceptionResolver fatalErrors() {
        return (request, response, handler, failure) -> {
            FatalErrors.report(failure);
            return null;
        };
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
