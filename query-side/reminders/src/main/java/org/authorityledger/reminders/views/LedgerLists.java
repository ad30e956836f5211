package org.authorityledger.reminders.views;

import java.util.List;
import java.util.Map;
import org.authorityledger.authority.Difference.Moment;
import org.jspecify.annotations.Nullable;

/** The lists that a view can be of. The pages offer them; a node without pages has none. */
public interface LedgerLists {

    /**
     * What a view asks for.
     *
     * @param list the name of the list, such as {@code instruments}
     * @param filters what is chosen, by the name of the filter
     * @param sort the order, as the list's address has it; null: the usual one
     */
    record Asked(String list, Map<String, String> filters, @Nullable String sort) {

        public Asked {
            filters = Map.copyOf(filters);
        }
    }

    /**
     * A row in words.
     *
     * @param key what it is, whatever else is said of it: the same row has the same key tomorrow, and rows with one key are one thing
     * @param path its page
     */
    record Row(String key, String text, @Nullable String path) {}

    /**
     * Some rows.
     *
     * @param next the place after which the next ones begin; null: these are the last
     */
    record Rows(List<Row> rows, @Nullable List<String> next) {}

    /**
     * Refuses what no list can show.
     *
     * @throws org.authorityledger.http.Problem naming the field: there is no such list, filter, value or order
     */
    void require(Asked asked);

    /** What it shows, such as {@code Instruments: expiring within 30 days}. Only of what is not refused. */
    String title(Asked asked);

    /** The path of the list's page, with what is chosen. */
    String path(Asked asked);

    /**
     * Rows of a list.
     *
     * @param after the place of the last row before them; empty: from the first
     */
    Rows rows(Asked asked, Moment moment, List<String> after, int most);
}
