package org.authorityledger.command;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.authorityledger.access.people.Roles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which commands have no effect until another person approves them, and whose. */
final class TwoPersonRule {

    private static final String ALL = "ALL";

    private static final Logger LOG = LoggerFactory.getLogger(TwoPersonRule.class);

    private final Set<String> commands;
    private final Set<String> exempt;
    private final Function<String, Set<String>> roles;

    /**
     * A rule.
     *
     * @param commands names of commands, as in an import, or {@code ALL}; empty: none waits
     * @param exempt roles whose holders record at once
     * @param roles which roles a person has, or a key of a person
     * @throws IllegalArgumentException when there is no such command or role
     */
    TwoPersonRule(Collection<String> commands, Collection<String> exempt, Function<String, Set<String>> roles) {
        this.commands = Set.copyOf(commands);
        this.exempt = exempt.stream().map(role -> role.toUpperCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        this.roles = roles;
        for (String command : this.commands) {
            if (!command.equals(ALL) && CommandReader.kind(command) == null) {
                throw new IllegalArgumentException("ledger.approval.commands: there is no command " + command
                        + "; name those of an import, such as GrantPowerOfAttorney, or ALL");
            }
        }
        for (String role : this.exempt) {
            if (!Roles.ALL.contains(role)) {
                throw new IllegalArgumentException(
                        "ledger.approval.exempt-roles: there is no role " + role + "; there are " + new TreeSet<>(Roles.ALL));
            }
        }
        if (named() && this.exempt.contains(Roles.ADMIN)) {
            LOG.warn(
                    "ledger.approval.exempt-roles has ADMIN: who makes people and gives roles records alone, too. Exempt no one, or another role.");
        }
    }

    /**
     * Whether a command of a user waits.
     *
     * @param command its name; of one about someone everywhere, the name of the command about one grantor
     * @param user the name of a person, or of a person and their key
     */
    boolean holds(String command, String user) {
        return (commands.contains(ALL) || commands.contains(command))
                && (exempt.isEmpty() || roles.apply(user).stream().noneMatch(exempt::contains));
    }

    /** Whether any command is named. */
    boolean named() {
        return !commands.isEmpty();
    }
}
