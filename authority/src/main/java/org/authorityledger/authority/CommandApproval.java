package org.authorityledger.authority;

import java.util.Optional;
import java.util.UUID;
import org.authorityledger.events.Version;
import org.jspecify.annotations.Nullable;

/**
 * Decides about a command that waits until another person approves it. The command side implements it; pages, which do not know the command
 * side, decide through it.
 */
public interface CommandApproval {

    /** The code of what {@link CommandRecorder#record} answers when a command was kept and waits. */
    String WAITS = "WAITS_FOR_APPROVAL";

    /** Whether this node lets commands wait. Those that wait can be decided in any case. */
    boolean required();

    /**
     * Whether a person may decide about a command that waits, by who they are: it is what {@link #approve} and {@link #reject} begin with.
     *
     * @return why they may not; empty: they may
     */
    Optional<PreviewResult.Rejected> whyNotDecide(UUID approvalId, CommandRecorder.Sender sender);

    /**
     * Whether a person may approve a command that waits, by who they and the one who submitted it are, whatever it says.
     *
     * @return why they may not; empty: they may
     */
    Optional<PreviewResult.Rejected> whyNotApprove(UUID approvalId, CommandRecorder.Sender sender);

    /**
     * Approves a command: it is judged by what is known now, and recorded.
     *
     * @param version at which version of the grantor's stream its consequences were shown; null: at any
     * @return why it was not; empty: it is recorded
     */
    Optional<PreviewResult.Rejected> approve(UUID approvalId, CommandRecorder.Sender sender, @Nullable Version version);

    /**
     * Rejects a command.
     *
     * @return why it was not rejected; empty: it is
     */
    Optional<PreviewResult.Rejected> reject(UUID approvalId, String reason, CommandRecorder.Sender sender);

    /**
     * Withdraws a command that one submitted oneself.
     *
     * @return why it was not withdrawn; empty: it is
     */
    Optional<PreviewResult.Rejected> withdraw(UUID approvalId, CommandRecorder.Sender sender);

    /**
     * Submits a command again that was rejected.
     *
     * @return why it was not; empty: it waits again
     */
    Optional<PreviewResult.Rejected> resubmit(UUID approvalId, CommandRecorder.Sender sender);
}
