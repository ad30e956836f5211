/**
 * How answers are written: lists in pages, as JSON, CSV or NDJSON.
 */
@NullMarked
package org.authorityledger.query.answers;

import org.jspecify.annotations.NullMarked;
