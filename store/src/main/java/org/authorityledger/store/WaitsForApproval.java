package org.authorityledger.store;

/** A command was kept, and has no effect until another person approves it. */
public final class WaitsForApproval extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient WaitingCommand command;

    public WaitsForApproval(WaitingCommand command) {
        super(command.approvalId() + " waits for approval", null, false, false);
        this.command = command;
    }

    /** What waits. */
    public WaitingCommand command() {
        return command;
    }
}
