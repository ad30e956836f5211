/** Rows of any number as a file, written as they come: CSV, NDJSON or Parquet. It holds a few thousand rows at a time, whatever their number. */
@NullMarked
package org.authorityledger.questions.files;

import org.jspecify.annotations.NullMarked;
