package org.authorityledger.questions.investigations;

import java.time.Instant;
import java.util.UUID;
import org.authorityledger.events.Position;
import org.authorityledger.register.RegisterOverlay;
import org.authorityledger.register.RegisterSchema;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * An investigation in its present state.
 *
 * @param request the request, in canonical JSON
 * @param position it replays everything up to this position
 * @param knownAt the moment at which that was known
 * @param done the number of records replayed so far
 * @param total the number of records to replay
 * @param closesAt when it expires, unless it is closed before
 * @param digest over the request and the content of the workspace, in hexadecimal; null before it is open
 * @param endedAt when it was closed, expired or failed
 * @param reason why it failed
 * @param process the number of the lock of the process that replays it
 * @param overEdition the edition of the live register that it is laid over; null: everything is replayed
 * @param queuePosition its place in the queue of those to be replayed, from 1; 0: it is not waiting
 */
public record Investigation(UUID id, String name, @Nullable String note, String request, Position position, Instant knownAt, State state,
        long done,
        long total, String openedBy, Instant openedAt, Instant closesAt, @Nullable String digest, @Nullable Instant endedAt,
        @Nullable String endedBy, @Nullable String reason, long process, @Nullable Integer overEdition, int queuePosition) {

    private static final String PREFIX = "investigation_";

    /** What is replayed into the tables of an investigation. */
    public enum Replay {
        /** The streams that a record left out or assumed belongs to; all others are read from the live register as known then. */
        OVERLAY,
        /** Every stream that it answers from. */
        FULL
    }

    /** The states of an investigation. */
    public enum State {
        /** It is being replayed, or is waiting to be. */
        REPLAYING,
        /** It answers questions. */
        OPEN,
        /** It could not be replayed. */
        FAILED,
        /** A user closed it. */
        CLOSED,
        /** Its time is over. */
        EXPIRED;

        /** Whether it has ended, and so answers no more questions. */
        public boolean ended() {
            return this != REPLAYING && this != OPEN;
        }
    }

    /** Whether it waits until others are replayed. */
    public boolean queued() {
        return queuePosition > 0;
    }

    /** What is replayed. */
    public Replay replay() {
        return overEdition == null ? Replay.FULL : Replay.OVERLAY;
    }

    /** The register that its questions are answered from. */
    public RegisterSchema register(JdbcTemplate jdbc) {
        RegisterSchema own = schema(id);
        return replay() == Replay.FULL
                ? own
                : own.with(new RegisterOverlay(position, knownAt,
                        jdbc.queryForList("select grantor_id from " + own.table(RegisterOverlay.STREAMS) + " order by 1", String.class)));
    }

    /**
     * The table of its workspace that names the streams in which it can differ from the live ledger.
     *
     * @param scoped whether it is limited to some grantors
     * @return null: it can differ in any
     */
    @Nullable
    String differing(boolean scoped) {
        return replay() == Replay.OVERLAY
                ? schema(id).table(RegisterOverlay.STREAMS)
                : scoped ? schema(id).table("scope") : null;
    }

    /** The schema of its workspace, with its own tables and the events that it shows. */
    static RegisterSchema schema(UUID id) {
        String name = PREFIX + id.toString().replace("-", "");
        return new RegisterSchema(name, name);
    }
}
