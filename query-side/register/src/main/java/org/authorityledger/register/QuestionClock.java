package org.authorityledger.register;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.store.LedgerHead;
import org.jspecify.annotations.Nullable;

/** Fills in the two clocks of a question: without a day it is about today in the ledger's zone, without a moment of knowledge about now. */
public final class QuestionClock {

    private final Clock clock;
    private final ZoneId zone;
    private final LedgerHead head;

    public QuestionClock(Clock clock, ZoneId zone, LedgerHead head) {
        this.clock = clock;
        this.zone = zone;
        this.head = head;
    }

    /** The moment a question is about. */
    public Moment of(@Nullable LocalDate on, @Nullable Instant knownAt) {
        Instant now = clock.instant();
        return new Moment(on == null ? now.atZone(zone).toLocalDate() : on, knownAt == null ? now(now) : knownAt);
    }

    /** Records carry the database's clock. Where it is ahead of this one, now is its last instant: what was recorded is known. */
    private Instant now(Instant here) {
        Instant now = here.truncatedTo(ChronoUnit.MICROS);
        Instant recordedAt = head.recordedAt();
        return recordedAt.isAfter(now) ? recordedAt : now;
    }

    /** For SQL. */
    public static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
