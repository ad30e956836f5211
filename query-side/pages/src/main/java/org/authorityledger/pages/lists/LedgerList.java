package org.authorityledger.pages.lists;

import java.util.List;
import java.util.Map;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.questions.listing.Page;
import org.jspecify.annotations.Nullable;

/** A list of everything of a kind. */
interface LedgerList {

    /** The number of parts of the place of a row. */
    int KEY = 3;

    /**
     * A column.
     *
     * @param id what its id is called in files; null: it has none
     * @param sort by which name it is sorted; null: it is not
     */
    record Column(String name, @Nullable String id, @Nullable String sort) {

        static Column of(String name) {
            return new Column(name, null, null);
        }
    }

    /**
     * A value of a row.
     *
     * @param value a text, a number, a day or nothing
     * @param path the page that it leads to; null: none
     * @param about what stands below it; null: nothing
     * @param id where its column has ids
     */
    record Cell(@Nullable Object value, @Nullable String path, @Nullable String about, @Nullable String id) {

        static Cell of(@Nullable Object value) {
            return new Cell(value, null, null, null);
        }
    }

    /**
     * A choice that the page offers.
     *
     * @param name of the parameter
     * @param choices value and label of each; empty: any text
     */
    record Filter(String name, String label, Map<String, String> choices) {}

    /**
     * A page of rows.
     *
     * @param next the place after which the next page begins; null: this is the last
     * @param unfinished whether it has fewer rows than it could have, since enough were looked at
     * @param total how many rows there are on all pages; null: counting would take too long
     */
    record Rows(List<List<Cell>> rows, @Nullable List<String> next, boolean unfinished, @Nullable Long total) {}

    /**
     * What is asked for.
     *
     * @param chosen the value of each filter; empty: all
     * @param sort the column's name for it
     */
    record Asked(Map<String, String> chosen, String sort, boolean descending) {

        String chosen(String name) {
            return chosen.getOrDefault(name, "");
        }

        String direction() {
            return descending ? " desc" : "";
        }

        String beyond() {
            return descending ? " < " : " > ";
        }
    }

    /** Its path, and the name of its files. */
    String name();

    String title();

    /** A sentence on what it lists. */
    String explanation();

    /** What it answers, as a question. */
    String question();

    List<Column> columns();

    List<Filter> filters();

    /** The order in which it is listed unless another is asked for, with a minus where the last comes first. */
    String usualSort();

    /** Whether the reader may choose the order of what is asked for. */
    default boolean sortable(Asked asked) {
        return true;
    }

    /**
     * Finds a page.
     *
     * @param look how many may be looked at
     */
    Rows find(Asked asked, Moment moment, AsOf asOf, Page page, int look);
}
