package org.authorityledger.reminders;

import java.util.Collections;
import org.authorityledger.access.Permission;
import org.authorityledger.access.people.People;
import org.authorityledger.access.people.Person;

/** What the owner of a subscription may see now. It is asked at each look and at each sending: a subscription lasts longer than a role. */
final class Owners {

    private final People people;

    Owners(People people) {
        this.people = people;
    }

    /** Whether someone has a permission without limits: is not disabled, has a role for it, and sees all companies. */
    boolean may(String owner, Permission permission) {
        Person person = people.find(owner);
        return person != null && !person.disabled() && !person.mustChange() && person.scope() == null
                && !Collections.disjoint(person.roles(), permission.roles());
    }
}
