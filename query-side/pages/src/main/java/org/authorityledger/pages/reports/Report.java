package org.authorityledger.pages.reports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report says, before it is known in which format.
 *
 * @param title what it is about
 * @param about what it holds for, line by line
 * @param note the signed checkpoint of the transparency log; null: none was signed
 * @param verifying how to verify the ledger that it comes from
 * @param printed by whom and when it was made, in short
 * @param clocks both clocks, in short
 */
record Report(String title, List<Fact> about, @Nullable String note, String verifying, String printed, String clocks,
        List<Section> sections) {

    /** A line of the heading. */
    record Fact(String name, String value) {}

    /**
     * A table.
     *
     * @param explanation a sentence on what it lists
     * @param empty what is said if it lists nothing
     * @param rows hands over every row, a cell for each column
     * @param drawn whether it is a chart, too: the number in the second cell of each row is drawn as a bar where the format can; few rows
     */
    record Section(String title, String explanation, String empty, List<Column> columns, Rows rows, boolean drawn) {

        Section(String title, String explanation, String empty, List<Column> columns, Rows rows) {
            this(title, explanation, empty, columns, rows, false);
        }
    }

    /**
     * A column.
     *
     * @param width beside the others of its table
     */
    record Column(String name, int width) {}

    /** Hands over rows, as many as there are. */
    @FunctionalInterface
    interface Rows {
        void each(Taker taker);
    }

    /** Takes a row: texts, numbers and days; null: nothing is said. */
    @FunctionalInterface
    interface Taker {
        void row(@Nullable Object... cells);
    }
}
