package org.authorityledger.pages.reports;

import org.authorityledger.inbox.findings.FindingFilter;

/** Makes reports on findings. */
@FunctionalInterface
interface FindingsReports {

    /** A report on the findings that a filter lets through. It is to be closed when it is written. */
    FindingsReport of(FindingFilter filter);
}
