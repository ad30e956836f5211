package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One lettered clause of an instrument.
 *
 * @param clause its letter, such as {@code a}
 * @param forms what it lets the attorneys sign
 * @param amendments whether it lets them sign amendments ({@code 4/A}) too; absent means yes
 * @param capacities the standings of the grantor it speaks of; empty: any
 * @param text its words, where given
 */
public record Power(String clause, Set<Form> forms, @Nullable Boolean amendments, Set<Capacity> capacities, @Nullable String text) {

    public Power {
        forms = stable(Form.class, forms);
        amendments = amendments == null || amendments;
        capacities = stable(Capacity.class, capacities);
    }

    /** Whether this clause lets its attorneys sign amendments. */
    @JsonProperty("amendments")
    @Override
    public Boolean amendments() {
        return amendments == null || amendments;
    }

    static <E extends Enum<E>> Set<E> stable(Class<E> type, @Nullable Collection<E> values) {
        EnumSet<E> copy = EnumSet.noneOf(type);
        if (values != null) {
            copy.addAll(values);
        }
        return Collections.unmodifiableSet(copy);
    }
}
