/**
 * Reports for a file or a meeting: all rows about an issuer, a grantor or a span of days, on paper (PDF) or as a workbook. A report says which
 * moment it holds for and how to verify the ledger that it comes from. No rule of the law is here.
 */
@NullMarked
package org.authorityledger.pages.reports;

import org.jspecify.annotations.NullMarked;
