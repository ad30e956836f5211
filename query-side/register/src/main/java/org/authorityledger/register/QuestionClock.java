package org.authorityledger.register;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.authorityledger.authority.Difference.Moment;
import org.jspecify.annotations.Nullable;

/**
 * Settles the two clocks of a question, so that no answer claims a moment that it does not hold for: without a day it is about today in the
 * ledger's zone; without a moment of knowledge about the latest one whose records the register has all seen. A moment that the client names is
 * waited for, and refused if it is in the future. Every question passes here.
 */
public final class QuestionClock {

    /** No append takes this long: the database ends it before. */
    private static final Duration LONGER_THAN_ANY_APPEND = Duration.ofMinutes(1);

    private final Clock clock;
    private final ZoneId zone;
    private final RegisterProgress progress;

    public QuestionClock(Clock clock, ZoneId zone, RegisterProgress progress) {
        this.clock = clock;
        this.zone = zone;
        this.progress = progress;
    }

    /**
     * The moment a question is about. The register holds everything that was known then.
     *
     * @throws RegisterRefusal when {@code knownAt} is in the future, or the register does not hold its records in time
     */
    public Moment of(@Nullable LocalDate on, @Nullable Instant knownAt) {
        return new Moment(on == null ? today() : on, knownAt == null ? latest() : known(knownAt));
    }

    /** The ledger's zone, which says which day it is. */
    public ZoneId zone() {
        return zone;
    }

    /** The current day in the ledger's zone. */
    public LocalDate today() {
        return clock.instant().atZone(zone).toLocalDate();
    }

    private Instant known(Instant knownAt) {
        if (knownAt.isAfter(progress.knownUntil())) {
            progress.awaitKnown(knownAt);
        }
        return knownAt;
    }

    private Instant latest() {
        Instant known = progress.knownUntil();
        // Before the first record there is no instant to name but one that no record being appended now can precede.
        return known.equals(Instant.MIN) ? clock.instant().minus(LONGER_THAN_ANY_APPEND).truncatedTo(ChronoUnit.MICROS) : known;
    }

    /** For SQL. */
    public static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
