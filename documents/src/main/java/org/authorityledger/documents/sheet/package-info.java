/**
 * Reading trackers: the spreadsheets in which powers of attorney are kept today. From a CSV file or an Excel workbook to rows, and from rows to
 * what each instrument seems to be. What a cell does not say, or says in two ways, stays open and is never guessed.
 */
@NullMarked
package org.authorityledger.documents.sheet;

import org.jspecify.annotations.NullMarked;
