package org.authorityledger.register.rebuild;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row in which the live register and the rebuilt one differ.
 *
 * @param key the columns that identify the row
 * @param before as it was; null where it was missing
 * @param after as it is rebuilt; null where it should not have been there
 * @param recordIds the records behind it
 */
public record RegisterDifference(Kind kind, String table, Map<String, Object> key, @Nullable Map<String, Object> before,
        @Nullable Map<String, Object> after, List<String> recordIds) {

    /** How they differ. */
    public enum Kind {
        /** The row was not there. */
        MISSING,
        /** The row was there although it follows from no event. */
        SURPLUS,
        /** The row had other values. */
        CHANGED
    }
}
