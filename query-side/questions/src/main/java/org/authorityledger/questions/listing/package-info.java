/**
 * The form in which questions with many rows are answered: a page of a list, written as JSON, CSV or NDJSON. No question is answered here.
 */
@NullMarked
package org.authorityledger.questions.listing;

import org.jspecify.annotations.NullMarked;
