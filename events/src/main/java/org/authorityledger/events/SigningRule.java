package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many must sign together. Either a minimum of all who are appointed, or, where there are groups, a minimum of each group: "Z
 * together with Y1 or Y2".
 *
 * @param minimum 1 is "signing singly", absent means 1; not asked where there are groups
 * @param groups each of them must be met; empty: {@code minimum} is the rule
 */
public record SigningRule(@Nullable Integer minimum, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Group> groups) {

    /** "Signing singly". */
    public static final SigningRule SINGLY = new SigningRule(1, List.of());

    /**
     * Some of the appointments.
     *
     * @param of the attorneys and offices
     * @param minimum how many of them must sign
     */
    public record Group(List<AttorneyId> of, int minimum) {

        public Group {
            of = of == null ? List.of() : List.copyOf(of);
        }
    }

    public SigningRule {
        minimum = minimum == null ? Integer.valueOf(1) : minimum;
        groups = groups == null ? List.of() : List.copyOf(groups);
    }

    /** A minimum of all together. */
    public static SigningRule atLeast(int minimum) {
        return minimum == 1 ? SINGLY : new SigningRule(minimum, List.of());
    }

    @Override
    public Integer minimum() {
        return minimum == null ? Integer.valueOf(1) : minimum;
    }

    /** How many signatures it takes at the least. */
    public int signatures() {
        return groups.isEmpty() ? minimum() : groups.stream().mapToInt(Group::minimum).sum();
    }

    /** Whether one signature is enough, of any one of them. */
    public boolean singly() {
        return groups.isEmpty() && minimum() <= 1;
    }
}
