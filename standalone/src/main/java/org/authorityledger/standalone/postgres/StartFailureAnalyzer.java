package org.authorityledger.standalone.postgres;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports why the ledger's own database did not start, and what to do, without a stack trace. */
final class StartFailureAnalyzer extends AbstractFailureAnalyzer<LedgerStartFailed> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, LedgerStartFailed cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
