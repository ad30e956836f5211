/**
 * How answers are written: lists in pages, as JSON, CSV or NDJSON.
 */
@NullMarked
package org.authorityledger.questions.answers;

import org.jspecify.annotations.NullMarked;
