package org.authorityledger.authority;

import java.util.Optional;
import org.authorityledger.events.Version;
import org.jspecify.annotations.Nullable;

/**
 * Records one command. The command side implements it; pages, which do not know the command side, record through it.
 */
public interface CommandRecorder {

    /** How the keys begin under which accepted proposals are recorded. No client may choose such a key. */
    String PROPOSALS = "proposal:";

    /**
     * Who records.
     *
     * @param user the authenticated user
     * @param address the network address the request came from
     * @param correlationId ties together what belongs to one request
     */
    record Sender(String user, @Nullable String address, String correlationId) {}

    /**
     * Records a command, or refuses it and records nothing. The same command under the same key is recorded once.
     *
     * @param command JSON text in the form of a line of an import; {@code RecordEmploymentEndedEverywhere} is understood too
     * @param idempotencyKey makes the request safe to repeat
     * @param version at which version the grantor's stream must be; null: at any
     * @return why it was refused; empty: it is recorded
     */
    Optional<PreviewResult.Rejected> record(String command, Sender sender, String idempotencyKey, @Nullable Version version);
}
