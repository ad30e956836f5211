package org.authorityledger.standalone;

import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Finds settings of the ledger that have no effect: misspelled ones, and those of a part that is switched off. It notes which names are asked
 * for while the ledger starts, and compares them with those that were given.
 */
final class UnusedSettings {

    private static final String PREFIX = "ledger.";

    /** Environment variables of the commands and of the start script, which no part of a ledger that serves asks for. */
    private static final Set<String> OF_COMMANDS = Set.of("LEDGER_DATABASE_PASSWORD", "LEDGER_JAVA_OPTS");

    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    /** Must be called before the application runs. */
    static UnusedSettings of(SpringApplication application) {
        UnusedSettings settings = new UnusedSettings();
        application.addListeners((ApplicationListener<ApplicationEnvironmentPreparedEvent>) prepared -> prepared.getEnvironment()
                .getPropertySources().addFirst(settings.new Listening()));
        return settings;
    }

    /**
     * What was given and not asked for, as it was given ({@code ledger.zon}, {@code LEDGER_ZON}), from any source that can list its names.
     *
     * @param environment of the application, after it has started
     */
    SortedSet<String> in(ConfigurableEnvironment environment) {
        SortedSet<String> unused = new TreeSet<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String name : enumerable.getPropertyNames()) {
                    if (uniform(name).startsWith(uniform(PREFIX)) && !asked.contains(uniform(name)) && !OF_COMMANDS.contains(name)) {
                        unused.add(name);
                    }
                }
            }
        }
        return unused;
    }

    /** Environment variables name a setting in capitals and with underscores. */
    private static String uniform(String name) {
        return name.replace('.', '_').replace("-", "").toUpperCase(Locale.ROOT);
    }

    /** Has no setting itself. */
    private final class Listening extends PropertySource<Object> {

        Listening() {
            super("the names of settings that are asked for", new Object());
        }

        @Override
        public @Nullable Object getProperty(String name) {
            asked.add(uniform(name));
            return null;
        }
    }
}
