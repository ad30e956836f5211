package org.authorityledger.authority;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.authorityledger.events.RecordId;
import org.jspecify.annotations.Nullable;

/**
 * What one moment has and another has not: authorities in force gained, lost and changed, and by which record.
 *
 * @param kind what became of the authority
 * @param before as in force at the first moment; null when gained
 * @param after as in force at the second moment; null when lost
 * @param recordId the record that did it: the one whose recording changed what is known, or, when only the effective date moved, the one that
 *     begins or ends the authority
 */
public record Difference(Kind kind, @Nullable Authority before, @Nullable Authority after, RecordId recordId) {

    /** What became of an authority. */
    public enum Kind {
        GAINED, LOST, CHANGED
    }

    /**
     * A moment on both clocks.
     *
     * @param on the effective date
     * @param knownAt the recorded instant
     */
    public record Moment(LocalDate on, Instant knownAt) {}

    /** Compares two moments, given every version of every authority to be compared, in the order of their beginning to be known. */
    public static List<Difference> between(Moment from, Moment to, List<AuthorityVersion> versions) {
        Map<Authority.Key, List<AuthorityVersion>> lives = new LinkedHashMap<>();
        versions.forEach(version -> lives.computeIfAbsent(version.authority().key(), key -> new ArrayList<>()).add(version));
        return lives.values().stream().map(life -> of(from, to, life)).filter(Objects::nonNull).toList();
    }

    private static @Nullable Difference of(Moment from, Moment to, List<AuthorityVersion> life) {
        Authority before = inForce(life, from);
        Authority after = inForce(life, to);
        if (Objects.equals(before, after)) {
            return null;
        }
        Kind kind = before == null ? Kind.GAINED : after == null ? Kind.LOST : Kind.CHANGED;
        return new Difference(kind, before, after, cause(from, to, life, after));
    }

    private static @Nullable Authority inForce(List<AuthorityVersion> life, Moment moment) {
        return life.stream().filter(version -> version.knownAt(moment.knownAt())).map(AuthorityVersion::authority)
                .filter(authority -> authority.inForceOn(moment.on())).findFirst().orElse(null);
    }

    /** Walks from the second moment's knowledge towards the first's, as long as the answer stays the same. */
    private static RecordId cause(Moment from, Moment to, List<AuthorityVersion> life, @Nullable Authority after) {
        Predicate<Instant> same = knownAt -> Objects.equals(inForce(life, new Moment(to.on(), knownAt)), after);
        List<Turn> turns = turns(life);
        if (to.knownAt().isAfter(from.knownAt())) {
            for (Turn turn : turns.reversed()) {
                boolean between = turn.at().isAfter(from.knownAt()) && !turn.at().isAfter(to.knownAt());
                if (between && !same.test(turn.at().minusNanos(1))) {
                    return turn.recordId();
                }
            }
        } else {
            for (Turn turn : turns) {
                boolean between = turn.at().isAfter(to.knownAt()) && !turn.at().isAfter(from.knownAt());
                if (between && !same.test(turn.at())) {
                    return turn.recordId();
                }
            }
        }
        return after == null ? byDate(to, from, life) : byDate(from, to, life);
    }

    /** Knowledge does not tell the moments apart, so their dates do: the date of beginning or of ending lies between them. */
    private static RecordId byDate(Moment without, Moment with, List<AuthorityVersion> life) {
        Authority authority = knownAt(life, without.knownAt()).or(() -> knownAt(life, with.knownAt())).orElseThrow();
        Ending ending = authority.ending();
        return ending == null || without.on().isBefore(authority.from()) ? authority.source() : ending.recordId();
    }

    private static Optional<Authority> knownAt(List<AuthorityVersion> life, Instant knownAt) {
        return life.stream().filter(version -> version.knownAt(knownAt)).map(AuthorityVersion::authority).findFirst();
    }

    private record Turn(Instant at, RecordId recordId) {}

    private static List<Turn> turns(List<AuthorityVersion> life) {
        List<Turn> turns = new ArrayList<>();
        for (AuthorityVersion version : life) {
            if (turns.isEmpty() || !turns.getLast().at().equals(version.knownFrom())) {
                turns.add(new Turn(version.knownFrom(), version.openedBy()));
            }
            if (version.knownUntil() != null && version.closedBy() != null) {
                turns.add(new Turn(version.knownUntil(), version.closedBy()));
            }
        }
        return turns;
    }
}
