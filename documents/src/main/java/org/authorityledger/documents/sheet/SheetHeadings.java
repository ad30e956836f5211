package org.authorityledger.documents.sheet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The row with the headings, and what each column holds.
 *
 * @param row where they stand
 * @param columns every column, in order
 */
record SheetHeadings(int row, List<SheetColumn> columns) {

    /** Above its headings, a tracker may have a title and a date. */
    static final int FIRST_ROWS = 25;

    /**
     * Finds them among the first rows.
     *
     * @param given what columns hold, by their headings or letters, null where it does not matter what they say; null: guess. A column that
     *     it does not name is not read
     */
    static SheetHeadings find(SheetSource source, @Nullable Map<String, @Nullable SheetField> given) throws IOException {
        List<SheetHeadings> rows = new ArrayList<>();
        source.read((number, cells) -> {
            rows.add(new SheetHeadings(number, columns(cells)));
            return rows.size() < FIRST_ROWS;
        });
        SheetHeadings best = null;
        long most = 0;
        for (SheetHeadings row : rows) {
            long known = given == null
                    ? row.columns.stream().filter(column -> column.field() != null).map(SheetColumn::field).distinct().count()
                    : given.keySet().stream().filter(name -> !row.called(name).isEmpty()).count();
            if (known > most) {
                most = known;
                best = row;
            }
        }
        if (given != null) {
            // Where columns are called by their letters alone, any row would do.
            boolean byLetters = given.keySet().stream().allMatch(name -> name.matches("\\$?[A-Z]{1,2}"));
            return mapped(best == null || byLetters ? likeliest(rows) : best, given);
        }
        return best == null || most < 2 ? likeliest(rows) : best;
    }

    /** Without any heading that is known: the first row with several cells. */
    private static SheetHeadings likeliest(List<SheetHeadings> rows) throws SheetUnreadable {
        SheetHeadings best = null;
        long most = 0;
        for (SheetHeadings row : rows) {
            long known = row.columns.stream().map(SheetColumn::field).filter(java.util.Objects::nonNull).distinct().count();
            if (best == null && row.columns.stream().filter(column -> !column.heading().isEmpty()).count() > 1 || known > most) {
                best = row;
                most = known;
            }
        }
        if (best == null) {
            throw new SheetUnreadable(SheetUnreadable.Reason.NO_HEADINGS, rows.isEmpty()
                    ? "The sheet is empty."
                    : "No row of the sheet has headings. Write above each column what it holds.");
        }
        return best;
    }

    private static SheetHeadings mapped(SheetHeadings row, Map<String, @Nullable SheetField> given) throws SheetUnreadable {
        Map<Integer, SheetField> fields = new LinkedHashMap<>();
        Set<Integer> dismissed = new HashSet<>();
        for (Map.Entry<String, @Nullable SheetField> one : given.entrySet()) {
            List<Integer> places = row.called(one.getKey());
            SheetField field = one.getValue();
            if (field == null) {
                dismissed.addAll(places);
                continue;
            }
            if (places.isEmpty()) {
                throw new SheetUnreadable(SheetUnreadable.Reason.NO_HEADINGS,
                        "The mapping names a column \u201c" + one.getKey() + "\u201d, which the sheet does not have. Its columns: "
                                + String.join(", ", row.columns.stream().map(SheetColumn::shown).toList()) + ".");
            }
            places.forEach(place -> fields.put(place, field));
        }
        Map<SheetField, Integer> first = new EnumMap<>(SheetField.class);
        for (Map.Entry<Integer, SheetField> one : fields.entrySet()) {
            Integer other = first.putIfAbsent(one.getValue(), one.getKey());
            if (other != null && !one.getValue().several()) {
                throw new SheetUnreadable(SheetUnreadable.Reason.NO_HEADINGS, "Two columns, " + row.columns.get(other).shown() + " and "
                        + row.columns.get(one.getKey()).shown() + ", are mapped to \u201c" + one.getValue().label()
                        + "\u201d. Choose one.");
            }
        }
        return new SheetHeadings(row.row, row.columns.stream()
                .map(column -> new SheetColumn(column.letters(), column.heading(), fields.get(column.place()),
                        dismissed.contains(column.place()) && !fields.containsKey(column.place())))
                .toList());
    }

    /** The columns of this heading; or the one of these letters, before which a dollar sign says that no heading is meant. */
    private List<Integer> called(String name) {
        List<Integer> places = columns.stream().filter(column -> column.heading().equalsIgnoreCase(name.strip())).map(SheetColumn::place)
                .toList();
        return places.isEmpty()
                ? columns.stream().filter(column -> column.letters().equals(name) || name.equals("$" + column.letters()))
                        .map(SheetColumn::place).toList()
                : places;
    }

    /** By what each heading says; of two for one field that has one column, the first. */
    private static List<SheetColumn> columns(List<SheetCell> cells) {
        List<SheetColumn> columns = new ArrayList<>();
        Map<SheetField, Boolean> taken = new EnumMap<>(SheetField.class);
        for (int i = 0; i < cells.size(); i++) {
            String heading = cells.get(i).text().replaceAll("\\s+", " ");
            SheetField field = SheetField.guess(heading);
            boolean plain = field == SheetField.GRANTOR && heading.toLowerCase(Locale.ROOT).matches("name|who")
                    && cells.stream().anyMatch(
                            other -> !other.text().equalsIgnoreCase(heading) && SheetField.guess(other.text()) == SheetField.GRANTOR);
            if (field != null && !field.several() && (plain || taken.putIfAbsent(field, true) != null)) {
                field = null;
            }
            columns.add(new SheetColumn(SheetColumn.letters(i), heading, field, false));
        }
        return columns;
    }
}
