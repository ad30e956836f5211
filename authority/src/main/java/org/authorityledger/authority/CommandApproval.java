package org.authorityledger.authority;

import java.util.Optional;
import java.util.UUID;

/**
 * Decides about a command that waits until another person approves it. The command side implements it; pages, which do not know the command
 * side, decide through it.
 */
public interface CommandApproval {

    /** The code of what {@link CommandRecorder#record} answers when a command was kept and waits. */
    String WAITS = "WAITS_FOR_APPROVAL";

    /**
     * Approves a command: it is judged by what is known now, and recorded.
     *
     * @return why it was not; empty: it is recorded
     */
    Optional<PreviewResult.Rejected> approve(UUID approvalId, CommandRecorder.Sender sender);

    /**
     * Rejects a command.
     *
     * @return why it was not rejected; empty: it is
     */
    Optional<PreviewResult.Rejected> reject(UUID approvalId, String reason, CommandRecorder.Sender sender);

    /**
     * Takes back a command that one submitted oneself.
     *
     * @return why it was not taken back; empty: it is
     */
    Optional<PreviewResult.Rejected> withdraw(UUID approvalId, CommandRecorder.Sender sender);
}
