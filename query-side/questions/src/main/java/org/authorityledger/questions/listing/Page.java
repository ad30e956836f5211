package org.authorityledger.questions.listing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Numbers;
import org.authorityledger.http.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The page of a list that a client requests.
 *
 * @param limit the maximum number of rows
 * @param after the key of the last row of the page before; empty for the first page
 */
public record Page(int limit, List<String> after) {

    private static final int USUAL = 100;
    private static final char SEPARATOR = '\n';

    /**
     * Reads the parameters {@code limit} and {@code cursor}.
     *
     * @param parts the number of parts of a row's key
     * @throws Problem if the limit is not from 1 to 1000, or the cursor is not one that this list gave out
     */
    public static Page of(@Nullable Integer limit, @Nullable String cursor, int parts) {
        if (limit != null && (limit < 1 || limit > Limit.PAGE_ROWS.most())) {
            throw Problem.malformed("limit", "is a number from 1 to " + Limit.PAGE_ROWS.most());
        }
        return new Page(limit == null ? USUAL : limit, cursor == null ? List.of() : decode(cursor, parts));
    }

    private static List<String> decode(String cursor, int parts) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            List<String> key = Arrays.asList(text.split(String.valueOf(SEPARATOR), -1));
            if (key.size() == parts && text.indexOf('\0') < 0) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // Refused below, like any other text that is not a cursor.
        }
        throw Problem.malformed("cursor", "is not a cursor from this list");
    }

    /** A part of the key as a number. */
    public long number(int part) {
        try {
            return Numbers.parse(after.get(part));
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("cursor", "is not a cursor from this list");
        }
    }

    /** Whether this is the first page. */
    public boolean first() {
        return after.isEmpty();
    }

    /** The number of rows to read: one more than the limit, to see whether there is a next page. */
    public int toRead() {
        return limit + 1;
    }

    /** The cursor of the next page; null on the last page. */
    public <T> @Nullable String next(List<T> read, Function<T, List<String>> key) {
        if (read.size() <= limit) {
            return null;
        }
        return cursor(key.apply(read.get(limit - 1)));
    }

    /** The cursor of the page after the row with this key. */
    public String cursor(List<String> key) {
        String text = String.join(String.valueOf(SEPARATOR), key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The rows of this page. */
    public <T> List<T> cut(List<T> read) {
        return read.size() <= limit ? read : read.subList(0, limit);
    }
}
