package org.authorityledger.questions.investigations;

import java.time.Instant;
import java.util.UUID;
import org.authorityledger.register.RegisterSchema;
import org.jspecify.annotations.Nullable;

/**
 * One investigation, as it is now.
 *
 * @param request as it was asked, in canonical JSON
 * @param position everything up to here is replayed
 * @param knownAt the moment at which that was known
 * @param done how many records are replayed yet
 * @param total how many there are to replay
 * @param closesAt when it will be closed if nobody does so before
 * @param digest over what was asked and what the workspace holds, in hexadecimal; null before it is open
 * @param endedAt when it was closed, expired or failed
 * @param reason why it failed
 * @param process the name of the lock of the process that replays it
 */
public record Investigation(UUID id, String name, @Nullable String note, String request, long position, Instant knownAt, State state,
        long done,
        long total, String openedBy, Instant openedAt, Instant closesAt, @Nullable String digest, @Nullable Instant endedAt,
        @Nullable String endedBy, @Nullable String reason, long process) {

    private static final String PREFIX = "investigation_";

    /** What can be done with it. */
    public enum State {
        /** It is being replayed, or waits for its turn. */
        REPLAYING,
        /** It can be asked. */
        OPEN,
        /** It could not be replayed. */
        FAILED,
        /** Someone closed it. */
        CLOSED,
        /** Its time was over. */
        EXPIRED;

        /** Whether it has come to an end, so that it cannot be asked. */
        public boolean ended() {
            return this != REPLAYING && this != OPEN;
        }
    }

    /** Where its workspace lies: its tables and the events they are made of are in one schema, and nothing else is. */
    public static RegisterSchema schema(UUID id) {
        String name = PREFIX + id.toString().replace("-", "");
        return new RegisterSchema(name, name);
    }
}
