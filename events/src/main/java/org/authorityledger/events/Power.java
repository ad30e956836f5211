package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One lettered clause of an instrument.
 *
 * @param clause its letter, such as {@code a}
 * @param forms what it lets the attorneys sign; {@link Form#ALL} among them: every form
 * @param amendments whether it lets them sign amendments ({@code 4/A}) too; absent means yes
 * @param capacities the standings of the grantor it speaks of; empty: any
 * @param text its words, where given
 * @param attorneys the attorneys and offices that have it; empty: all of the instrument
 * @param signing how many must sign together under it; null: as the instrument says
 * @param accessoryTo the clauses to whose forms it adds amendments ("any such form and any amendment"); it then covers no form by itself
 */
public record Power(String clause, Set<Form> forms, @Nullable Boolean amendments, Set<Capacity> capacities, @Nullable String text,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<AttorneyId> attorneys, @Nullable SigningRule signing,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> accessoryTo) {

    public Power {
        forms = inOrder(forms);
        amendments = amendments == null || amendments;
        capacities = stable(Capacity.class, capacities);
        attorneys = attorneys == null ? List.of() : List.copyOf(attorneys);
        accessoryTo = accessoryTo == null ? List.of() : List.copyOf(accessoryTo);
    }

    /** A clause that every attorney has, under the instrument's own signing rule. */
    public Power(String clause, Set<Form> forms, @Nullable Boolean amendments, Set<Capacity> capacities, @Nullable String text) {
        this(clause, forms, amendments, capacities, text, List.of(), null, List.of());
    }

    /** Whether this clause lets its attorneys sign amendments. */
    @JsonProperty("amendments")
    @Override
    public Boolean amendments() {
        return amendments == null || amendments;
    }

    /** Whether it lists a form, by its name or as one of all. */
    public boolean lists(Form form) {
        return forms.contains(form) || forms.contains(Form.ALL);
    }

    /** Whether this attorney or office has it. */
    public boolean isOf(AttorneyId attorneyId) {
        return attorneys.isEmpty() || attorneys.contains(attorneyId);
    }

    /** Whether it only adds to what other clauses cover. */
    public boolean accessory() {
        return !accessoryTo.isEmpty();
    }

    /** Forms in their one order. */
    static Set<Form> inOrder(@Nullable Collection<Form> forms) {
        if (forms == null || forms.isEmpty()) {
            return Set.of();
        }
        return Collections.unmodifiableSet(new LinkedHashSet<>(new TreeSet<>(forms)));
    }

    static <E extends Enum<E>> Set<E> stable(Class<E> type, @Nullable Collection<E> values) {
        EnumSet<E> copy = EnumSet.noneOf(type);
        if (values != null) {
            copy.addAll(values);
        }
        return Collections.unmodifiableSet(copy);
    }
}
