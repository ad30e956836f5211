package org.authorityledger.register.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.PartyFacts;
import org.authorityledger.events.PartyKind;
import org.jspecify.annotations.Nullable;

/**
 * All that the register holds of one party, at every moment.
 *
 * @param whole whether it is all: a party with more than may be kept is read from the database, and only this is remembered of it
 * @param authorities given by it, in the order of recording
 * @param facts that follow from its records
 * @param kinds what records say it is, the last recorded first; empty for a party that no record ever said to be an entity
 * @param size about how many bytes these take
 */
record Remembered(boolean whole, List<Known<Authority>> authorities, List<Known<PartyFacts>> facts, List<Known<PartyKind>> kinds,
        int size) {

    private static final int PARTY = 200;
    private static final long MOST_SECONDS = Long.MAX_VALUE / 1_000_000 - 1;

    /**
     * Something, and when it was known, in microseconds since 1970: as precisely as the database has it.
     *
     * @param until the first one at which it was no longer known; {@link Long#MAX_VALUE}: it is known now
     */
    record Known<T>(T value, long from, long until) {

        Known(T value, Instant from, @Nullable Instant until) {
            this(value, micros(from), until == null ? Long.MAX_VALUE : micros(until));
        }

        boolean at(long moment) {
            return from <= moment && moment < until;
        }
    }

    /** A moment between two microseconds counts as the former: nothing became known between them. One out of reach counts as the nearest. */
    static long micros(Instant moment) {
        if (moment.getEpochSecond() > MOST_SECONDS) {
            return Long.MAX_VALUE - 1;
        }
        return moment.getEpochSecond() < -MOST_SECONDS
                ? Long.MIN_VALUE
                : moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1_000;
    }

    static Remembered tooLarge() {
        return new Remembered(false, List.of(), List.of(), List.of(), PARTY);
    }

    /** Those known at a moment that one of these holds, or an entity. */
    List<Authority> authorities(Instant moment, Set<String> signers, Set<String> entities) {
        long micros = micros(moment);
        List<Authority> some = new ArrayList<>(2);
        for (Known<Authority> known : authorities) {
            String attorney = known.value().attorneyId().value();
            if (known.at(micros) && (signers.contains(attorney) || entities.contains(attorney))) {
                some.add(known.value());
            }
        }
        return some;
    }

    PartyFacts facts(Instant moment) {
        long micros = micros(moment);
        for (Known<PartyFacts> known : facts) {
            if (known.at(micros)) {
                return known.value();
            }
        }
        return PartyFacts.NONE;
    }

    PartyKind kind(Instant moment) {
        long micros = micros(moment);
        for (Known<PartyKind> known : kinds) {
            if (known.at(micros)) {
                return known.value();
            }
        }
        return PartyKind.PERSON;
    }

    /** Gathers what is read of one party. */
    static final class Gathering {

        private final List<Known<Authority>> authorities = new ArrayList<>();
        private final List<Known<PartyFacts>> facts = new ArrayList<>();
        private final List<Known<PartyKind>> kinds = new ArrayList<>();
        private long size = PARTY;
        private boolean whole = true;

        void add(Known<Authority> authority, long bytes) {
            authorities.add(authority);
            size += bytes;
        }

        void addFacts(Known<PartyFacts> some, long bytes) {
            facts.add(some);
            size += bytes;
        }

        void addKind(Known<PartyKind> kind, long bytes) {
            kinds.add(kind);
            size += bytes;
        }

        void isTooLarge() {
            whole = false;
        }

        Remembered gathered() {
            return whole
                    ? new Remembered(true, List.copyOf(authorities), List.copyOf(facts), List.copyOf(kinds), Math.toIntExact(size))
                    : tooLarge();
        }
    }
}
