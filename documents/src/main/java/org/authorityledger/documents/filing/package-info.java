/**
 * From forms as they are filed to filings: XML of Forms 3, 4, 5 and 144 and of Schedules 13D and 13G, whole submissions, and the SEC's quarterly
 * data sets of insiders' forms. A filing is evidence; it is no act of the grantor.
 */
@NullMarked
package org.authorityledger.documents.filing;

import org.jspecify.annotations.NullMarked;
