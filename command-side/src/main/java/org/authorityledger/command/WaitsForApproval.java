package org.authorityledger.command;

import org.authorityledger.store.WaitingCommand;

/** A command was kept, and has no effect until another person approves it. */
final class WaitsForApproval extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient WaitingCommand waiting;

    WaitsForApproval(WaitingCommand waiting) {
        super(waiting.approvalId() + " waits for approval", null, false, false);
        this.waiting = waiting;
    }

    WaitingCommand waiting() {
        return waiting;
    }
}
