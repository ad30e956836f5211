/**
 * Filings and findings: forms are kept as they were filed, and of each signature on them it is said whether it was covered that day.
 *
 * <p>A filing is evidence and no act. A finding is an answer of the law to a question that a signature puts; it is given when it is asked for. No
 * rule of the law and no rule of reading may enter.
 */
@NullMarked
package org.authorityledger.inbox.findings;

import org.jspecify.annotations.NullMarked;
