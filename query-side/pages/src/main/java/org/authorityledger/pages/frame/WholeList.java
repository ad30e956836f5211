package org.authorityledger.pages.frame;

import java.util.ArrayList;
import java.util.List;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;

/**
 * A list with all its rows on one page, to be printed: paper has no next page. It has {@link Limit#PRINTED_ROWS} rows at most, and ends where
 * it looked through enough; then it says that it does not have all of them.
 *
 * @param rows all rows, or the first
 * @param cut whether there are more, or may be
 */
public record WholeList<T>(List<T> rows, boolean cut) {

    /** The parameter by which it is asked for, and its only value. */
    public static final String ASKED = "print=all";
    private static final int ROWS_AT_ONCE = 100;
    /** Where few of many are chosen, a part has fewer rows than it may have, or none: so often it may be looked further. */
    private static final int MOST_THIN_PARTS = 25;

    /**
     * A part of a list.
     *
     * @param next where the next part begins; null: this is the last
     */
    public record Part<T, K>(List<T> rows, @Nullable K next) {}

    /** Reads a part of a list. */
    @FunctionalInterface
    public interface Parts<T, K> {

        /**
         * Reads one.
         *
         * @param most how many rows it may have
         * @param from where it begins; null: with the first row
         */
        Part<T, K> read(int most, @Nullable K from);
    }

    /**
     * Whether a list is to have all its rows on one page.
     *
     * @throws Problem if the parameter has another value, or names a page as well
     */
    public static boolean asked(@Nullable String print, @Nullable String cursor) {
        if (print == null || print.isBlank()) {
            return false;
        }
        if (!ASKED.equals("print=" + print)) {
            throw Problem.malformed("print", "must be all, or left out");
        }
        if (cursor != null && !cursor.isBlank()) {
            throw Problem.malformed("cursor", "is of one page, and all rows are printed");
        }
        return true;
    }

    /** The same address with all rows on one page. */
    public static String address(String path) {
        return path + (path.contains("?") ? "&" : "?") + ASKED;
    }

    /** Reads the parts of a list until they are all, or enough. */
    public static <T, K> WholeList<T> of(Parts<T, K> parts) {
        List<T> rows = new ArrayList<>();
        K from = null;
        int thin = 0;
        while (thin < MOST_THIN_PARTS && rows.size() < Limit.PRINTED_ROWS.most()) {
            int most = Math.min(ROWS_AT_ONCE, Limit.PRINTED_ROWS.most() - rows.size());
            Part<T, K> part = parts.read(most, from);
            rows.addAll(part.rows());
            thin += part.rows().size() < most ? 1 : 0;
            from = part.next();
            if (from == null) {
                return new WholeList<>(rows, false);
            }
        }
        return new WholeList<>(rows, true);
    }

    /** Gives the page what it says about them. */
    public void describe(Model model) {
        model.addAttribute("whole", true);
        model.addAttribute("printedCount", rows.size());
        model.addAttribute("printedRows", Limit.PRINTED_ROWS.most());
        model.addAttribute("cut", cut);
    }
}
