package org.authorityledger.store;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Errors of the Java machine, such as no memory left, after which no one knows which threads and data are still whole. The process then ends, so that
 * whatever runs it starts it again: what was confirmed is on the disk, and a node that is half dead would answer no one.
 *
 * <p>A thread lets such an error end it, and Java hands it to the process's handler of uncaught exceptions. Code that keeps failures of other
 * threads, or whose framework does, hands them here.
 */
public final class FatalErrors {

    /** With this code the process ends; as with Java's own {@code -XX:+ExitOnOutOfMemoryError}. */
    public static final int EXIT = 3;

    private static final Logger LOG = LoggerFactory.getLogger(FatalErrors.class);

    /** Whether this process is the ledger's own; where it is only a guest, others decide when it ends. */
    private static volatile boolean own;

    private FatalErrors() {}

    /** From now on, such an error ends this process. */
    public static void endThisProcess() {
        own = true;
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            Error fatal = in(failure);
            if (fatal != null) {
                halt(EXIT, thread.getName() + " died", fatal);
            }
            LOG.error("{} ended by an exception", thread.getName(), failure);
        });
    }

    /** Ends this process at once, if it is the ledger's own. Shutdown hooks do not run: they might never end. */
    public static void halt(int exit, String why, Throwable cause) {
        if (!own) {
            LOG.error("The ledger cannot go on: {}", why, cause);
            return;
        }
        try {
            // First without what may need memory or a lock.
            System.err.println("The ledger ends (exit code " + exit + "): " + why + ": " + cause);
            LOG.error("The ledger ends (exit code {}): {}", exit, why, cause);
        } finally {
            Runtime.getRuntime().halt(exit);
        }
    }

    /** The fatal error that a failure is, or was caused by; null without one. A stack that is too deep harms no other thread. */
    static @Nullable Error in(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof VirtualMachineError fatal && !(cause instanceof StackOverflowError)) {
                return fatal;
            }
        }
        return null;
    }

    /** Ends the thread that calls if the failure is fatal. */
    static void rethrow(Throwable failure) {
        Error fatal = in(failure);
        if (fatal != null) {
            throw fatal;
        }
    }

    /** Hands a failure that someone else keeps to the process's handler, if it is fatal. */
    public static void report(@Nullable Throwable failure) {
        Error fatal = in(failure);
        Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
        if (fatal != null && handler != null) {
            handler.uncaughtException(Thread.currentThread(), fatal);
        }
    }
}
