package org.authorityledger.pages.frame;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.authority.Difference.Moment;
import org.jspecify.annotations.Nullable;

/**
 * The dates and moments at which something on a page changes. The as-of bar steps and slides over them.
 *
 * @param days on which something begins or ends, as known at the moment of the page, in order
 * @param recorded when something came to be known, in order
 */
public record ChangePoints(List<LocalDate> days, List<Instant> recorded) {

    /** For a page on which nothing changes. */
    public static final ChangePoints NONE = new ChangePoints(List.of(), List.of());

    public ChangePoints {
        days = List.copyOf(days);
        recorded = List.copyOf(recorded);
    }

    /**
     * Of some authorities: the dates on which they begin and end, as known at a moment, and every moment at which knowledge of them
     * changed.
     */
    public static ChangePoints of(Collection<AuthorityVersion> versions, Moment moment) {
        TreeSet<LocalDate> days = new TreeSet<>();
        TreeSet<Instant> recorded = new TreeSet<>();
        for (AuthorityVersion version : versions) {
            recorded.add(version.knownFrom());
            if (version.knownUntil() != null) {
                recorded.add(version.knownUntil());
            }
            if (version.knownAt(moment.knownAt())) {
                Stream.of(version.authority().from(), version.authority().until()).filter(Objects::nonNull).forEach(days::add);
            }
        }
        return new ChangePoints(List.copyOf(days), List.copyOf(recorded));
    }

    /** The last change before a day, or null. */
    public @Nullable LocalDate before(LocalDate day) {
        return new TreeSet<>(days).lower(day);
    }

    /** The first change after a day, or null. */
    public @Nullable LocalDate after(LocalDate day) {
        return new TreeSet<>(days).higher(day);
    }

    /** The last change of knowledge before a moment, or null. */
    public @Nullable Instant before(Instant moment) {
        return new TreeSet<>(recorded).lower(moment);
    }

    /** The first change of knowledge after a moment, or null. */
    public @Nullable Instant after(Instant moment) {
        return new TreeSet<>(recorded).higher(moment);
    }
}
