package org.authorityledger.command;

import java.time.Instant;
import java.util.UUID;
import org.authorityledger.events.GrantorId;
import org.authorityledger.store.WaitingCommand;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a command that waits, or that was rejected or withdrawn.
 *
 * @param approvalId by which it is approved
 * @param command its name; that of a line of an import
 * @param grantorId null: it is about someone, for every grantor whom it concerns
 * @param decidedBy null: no one has decided yet
 * @param reason why it was rejected; null: it was not
 */
record ApprovalReply(UUID approvalId, WaitingCommand.State state, String command, @Nullable GrantorId grantorId, String submittedBy,
        Instant submittedAt, @Nullable String decidedBy, @Nullable Instant decidedAt, @Nullable String reason) {

    static ApprovalReply of(WaitingCommand command) {
        WaitingCommand.Decision decision = command.decision();
        return new ApprovalReply(command.approvalId(), command.state(), command.command(), command.grantorId(), command.submitted().by(),
                command.submitted().at(), decision == null ? null : decision.by(), decision == null ? null : decision.at(),
                decision == null ? null : decision.reason());
    }
}
