package org.authorityledger.reminders;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.authorityledger.events.Position;
import org.jspecify.annotations.Nullable;

/**
 * What a message says. It is kept as JSON until it is sent, and what a webhook receives is made of it.
 *
 * @param title what it is about, such as {@code Expiring within 30 days}
 * @param on the day that it is about
 * @param knownAt the moment of knowledge that it is about
 * @param position the last position of the ledger that it may know of
 * @param fresh how many items are new
 * @param items the first of them
 * @param listPath the page with all of them; null: it has no page
 * @param notes what else must be known, each a sentence
 * @param test whether it only tries the way
 */
record Digest(UUID reminderId, String name, ReminderKind kind, String title, LocalDate on, Instant knownAt, Position position, long fresh,
        List<Line> items, @Nullable String listPath, List<String> notes, boolean test) {

    /** How many items a message lists. */
    static final int MOST_LINES = 50;

    Digest {
        items = List.copyOf(items);
        notes = List.copyOf(notes);
    }

    /** An item in words, with its page. */
    record Line(String text, @Nullable String path) {}

    long more() {
        return fresh - items.size();
    }

    String subject() {
        return test ? "Authority Ledger: test of " + name : "Authority Ledger: " + name + ", " + "%,d".formatted(fresh) + " new";
    }
}
