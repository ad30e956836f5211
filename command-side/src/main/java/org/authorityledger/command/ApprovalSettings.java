package org.authorityledger.command;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.http.Limit;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * The settings of the two-person rule. A rule that is off by a slip would not be missed until it is needed: what cannot be meant refuses the start.
 *
 * @param commands {@code ledger.approval.commands}: names of commands, or {@code ALL}; empty: none waits
 * @param exemptRoles {@code ledger.approval.exempt-roles}: roles whose holders record at once
 * @param mostWaiting {@code ledger.approval.most-waiting}: how many commands of one person may wait
 */
record ApprovalSettings(List<String> commands, List<String> exemptRoles, int mostWaiting) {

    private static final String PREFIX = "ledger.approval";
    private static final Pattern IN_A_FILE = Pattern.compile("\\.([A-Za-z_-]+)(\\[\\d+])?");
    private static final Pattern IN_A_VARIABLE = Pattern.compile("_([A-Za-z_]+?)(_\\d+_?)?");
    /** As an environment variable begins. */
    private static final String VARIABLE = "LEDGER_APPROVAL";
    /** Without hyphens, as environment variables write them too. */
    private static final Set<String> NAMES = Set.of("COMMANDS", "EXEMPTROLES", "MOSTWAITING");

    ApprovalSettings {
        commands = List.copyOf(commands);
        exemptRoles = List.copyOf(exemptRoles);
        if (mostWaiting < 1) {
            throw new IllegalArgumentException(PREFIX + ".most-waiting: must be 1 or more");
        }
    }

    /**
     * Reads them, lists of YAML and text with commas alike.
     *
     * @throws IllegalArgumentException when there is another setting beside them
     * @throws org.springframework.boot.context.properties.bind.BindException when one has the wrong form
     */
    static ApprovalSettings of(ConfigurableEnvironment environment) {
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String name : enumerable.getPropertyNames()) {
                    requireKnown(name);
                }
            }
        }
        Binder binder = Binder.get(environment);
        return new ApprovalSettings(texts(binder, "commands"), texts(binder, "exempt-roles"),
                binder.bind(PREFIX + ".most-waiting", Bindable.of(Integer.class)).orElse(Limit.WAITING_COMMANDS.most()));
    }

    private static List<String> texts(Binder binder, String name) {
        return binder.bind(PREFIX + "." + name, Bindable.listOf(String.class)).orElse(List.of()).stream().map(String::strip)
                .filter(text -> !text.isEmpty()).toList();
    }

    private static void requireKnown(String name) {
        String uniform = name.toUpperCase(Locale.ROOT).replace('.', '_').replace("-", "");
        if (uniform.equals(VARIABLE) || uniform.startsWith(VARIABLE + "_") || uniform.startsWith(VARIABLE + "[")) {
            // A place in a list is written otherwise in a file than in a variable; written wrongly, it is bound to nothing.
            Matcher known = (name.indexOf('.') < 0 ? IN_A_VARIABLE : IN_A_FILE).matcher(name.substring(VARIABLE.length()));
            if (!known.matches() || !NAMES.contains(known.group(1).toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", ""))) {
                throw new IllegalArgumentException(name + ": there is no such setting; there are " + PREFIX + ".commands, " + PREFIX
                        + ".exempt-roles and " + PREFIX + ".most-waiting");
            }
        }
    }
}
