package org.authorityledger.questions.authorities;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * The place of an authority in a list, which is in the order of recording.
 *
 * @param sourcePosition the position of the record that gave it
 */
public record ListPlace(long sourcePosition, String attorneyId) {

    /** The place of a row with the columns {@code source_position} and {@code attorney_id}. */
    public static ListPlace of(ResultSet row) throws SQLException {
        return new ListPlace(row.getLong("source_position"), row.getString("attorney_id"));
    }

    /** The parts of a cursor. */
    public List<String> cursor() {
        return List.of(Long.toString(sourcePosition), attorneyId);
    }
}
