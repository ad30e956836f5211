package org.authorityledger.questions.listing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, to be written as JSON, CSV or NDJSON by what the client accepts.
 *
 * @param columns the fields of a row in the order of CSV
 * @param items the rows
 * @param next the cursor of the next page, or null on the last
 * @param about what is said of the whole page, such as the position it was read at
 */
public record Listing(List<String> columns, List<Map<String, Object>> items, @Nullable String next, Map<String, Object> about) {}
