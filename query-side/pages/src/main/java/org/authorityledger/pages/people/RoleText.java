package org.authorityledger.pages.people;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.authorityledger.access.people.Roles;

/** The roles in words. */
final class RoleText {

    private static final List<Role> ALL = List.of(new Role(Roles.AUDITOR, "Auditor", "asks every question, sees the whole ledger"),
            new Role(Roles.RECORDER, "Recorder", "records acts"),
            new Role(Roles.INVESTIGATOR, "Investigator", "asks, replays, opens investigations, rebuilds the register"),
            new Role(Roles.ADMIN, "Administrator", "asks, manages people and the keys of the log; does not record"));

    /** One role. */
    record Role(String name, String title, String about) {}

    /** All of them, in the order of the pages. */
    public List<Role> all() {
        return ALL;
    }

    /** Some of them, in one line. */
    public String of(Set<String> roles) {
        return roles.isEmpty()
                ? "None"
                : ALL.stream().filter(role -> roles.contains(role.name())).map(Role::title).collect(Collectors.joining(", "));
    }
}
