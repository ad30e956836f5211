package org.authorityledger.questions.listing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, written as JSON, CSV or NDJSON: the format that the client accepts.
 *
 * @param columns the fields of a row, in the order of CSV
 * @param items the rows
 * @param next the cursor of the next page; null on the last
 * @param total the number of rows of the whole list, where it is known
 * @param about fields about the whole page, such as the position at which it was read
 */
public record Listing(List<String> columns, List<Map<String, Object>> items, @Nullable String next, @Nullable Integer total,
        Map<String, Object> about) {}
