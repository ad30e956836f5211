package org.authorityledger.questions.authorities;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.authorityledger.events.Position;
import org.authorityledger.questions.listing.Page;

/**
 * The place of an authority in a list, which is in the order of recording.
 *
 * @param sourcePosition the position of the record that gave it
 * @param way what tells it from others that the same record gives the same person: its issuer and segment
 */
public record ListPlace(Position sourcePosition, String attorneyId, String way) {

    /** How many parts of a cursor it takes. */
    public static final int PARTS = 3;

    /** The columns by which lists are sorted, of a table with the alias {@code v}. */
    public static final String ORDER = "v.source_position, v.attorney_id, v.way";

    /** The place of a row with the columns {@code source_position}, {@code attorney_id} and {@code way}. */
    public static ListPlace of(ResultSet row) throws SQLException {
        return new ListPlace(Position.of(row.getLong("source_position")), row.getString("attorney_id"), row.getString("way"));
    }

    /** The parts of a cursor. */
    public List<String> cursor() {
        return List.of(sourcePosition.toString(), attorneyId, way);
    }

    /** Adds the place at which the page before ended, from the parts of its cursor that begin at an index. */
    public static void parameters(Page page, int first, Map<String, Object> parameters) {
        parameters.put("sourcePosition", page.number(first));
        parameters.put("attorneyId", page.after().get(first + 1));
        parameters.put("way", page.after().get(first + 2));
    }
}
