package org.authorityledger.reminders;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message of a subscription, and what became of it.
 *
 * @param subject as it was or will be sent
 * @param nextAt when it is tried next; null: not any more
 * @param attempts the latest first
 */
public record Delivery(UUID messageId, Instant madeAt, String subject, State state, @Nullable Instant nextAt, @Nullable Instant endedAt,
        List<Attempt> attempts) {

    /** Whether a message still waits, and if not, what became of it. */
    public enum State {
        WAITING("waiting"), DELIVERED("delivered"),
        /** Every attempt failed. It can be tried again by hand. */
        DEAD("failed"),
        /** When it should have been sent, its owner was not allowed to see it. */
        WITHHELD("withheld");

        private final String words;

        State(String words) {
            this.words = words;
        }

        /** In a word. */
        public String words() {
            return words;
        }
    }

    /** One try. */
    public record Attempt(Instant at, boolean delivered, String result) {}

    public Delivery {
        attempts = List.copyOf(attempts);
    }
}
