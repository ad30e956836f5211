package org.authorityledger.transparencylog;

/** Stops the log: it signs nothing until the fault is gone. */
final class LogStopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final LogFault fault;

    LogStopped(LogFault fault) {
        super(fault.words());
        this.fault = fault;
    }

    LogFault fault() {
        return fault;
    }
}
