package org.authorityledger.documents.sheet;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What a worksheet says of its cells beside their values and fonts: which rows and columns it hides, and what people commented. */
final class SheetMarks {

    private static final int LAST_ROW = 1 << 20;
    private static final int MOST_NAMED = 20;

    private final BitSet hiddenRows = new BitSet();
    private final BitSet hiddenColumns = new BitSet();
    private final Map<Integer, Map<Integer, String>> comments;
    private boolean strikesByCondition;
    private int row;

    SheetMarks() {
        this(Map.of());
    }

    /** @param comments by row, counted from 1, and column, from 0 */
    SheetMarks(Map<Integer, Map<Integer, String>> comments) {
        this.comments = comments;
    }

    /** Sees the beginning of an element of the worksheet. */
    void see(XMLStreamReader xml, StruckCells.Formats formats) {
        switch (xml.getLocalName()) {
            case "row" -> {
                String number = Objects.toString(xml.getAttributeValue(null, "r"), "");
                row = number.matches("\\d{1,7}") ? Integer.parseInt(number) : row + 1;
                if (hidden(xml) && row <= LAST_ROW) {
                    hiddenRows.set(row);
                }
            }
            case "col" -> {
                String from = Objects.toString(xml.getAttributeValue(null, "min"), "");
                String to = Objects.toString(xml.getAttributeValue(null, "max"), "");
                if (hidden(xml) && from.matches("\\d{1,5}") && to.matches("\\d{1,5}")) {
                    int first = Math.max(1, Integer.parseInt(from));
                    hiddenColumns.set(first - 1, Math.max(first, Math.min(Integer.parseInt(to), SheetSource.MOST_COLUMNS)));
                }
            }
            case "cfRule" -> strikesByCondition |= formats.strikesByCondition(xml.getAttributeValue(null, "dxfId"));
            default -> {
                // Nothing that is asked here.
            }
        }
    }

    private static boolean hidden(XMLStreamReader xml) {
        return Objects.toString(xml.getAttributeValue(null, "hidden"), "").matches("1|true|on")
                || Objects.toString(xml.getAttributeValue(null, "ht"), "").matches("0(?:\\.0*)?");
    }

    /** The cells of a row with what the sheet says of them. */
    List<SheetCell> marked(int number, List<SheetCell> cells) {
        Map<Integer, String> said = comments.getOrDefault(number, Map.of());
        boolean hidden = hiddenRows.get(number);
        if (said.isEmpty() && !hidden) {
            return cells;
        }
        List<SheetCell> marked = new ArrayList<>(cells);
        said.keySet().stream().filter(column -> column < SheetSource.MOST_COLUMNS).max(Integer::compare).ifPresent(last -> {
            while (marked.size() <= last) {
                marked.add(SheetCell.EMPTY);
            }
        });
        for (int i = 0; i < marked.size(); i++) {
            marked.set(i, marked.get(i).marked(hidden && !marked.get(i).empty(), said.get(i)));
        }
        return marked;
    }

    /**
     * What a reader of the preview must know of the workbook, each as a sentence.
     *
     * @param unread the names of its sheets that are not read
     */
    List<String> notes(List<String> unread) {
        List<String> notes = new ArrayList<>();
        if (!unread.isEmpty()) {
            notes.add("Of the workbook only this sheet is read. What others say of the same people does not count: "
                    + String.join(", ", unread.subList(0, Math.min(unread.size(), MOST_NAMED)))
                    + (unread.size() > MOST_NAMED ? " and more." : "."));
        }
        if (!hiddenColumns.isEmpty()) {
            notes.add("The sheet hides columns, which are read like others: "
                    + String.join(", ", hiddenColumns.stream().limit(MOST_NAMED).mapToObj(SheetColumn::letters).toList()) + ".");
        }
        if (strikesByCondition) {
            notes.add("The sheet strikes cells through by a condition, which is not evaluated: look for lines through rows.");
        }
        return notes;
    }

    /** The comments of a workbook, each in a part of its own. */
    static final class Comments {
        private static final int MOST = 100_000;
        private static final int LONGEST = 2_000;
        private static final Pattern RELATIONS = Pattern.compile("xl/worksheets/_rels/([^/]+\\.xml)\\.rels");
        private static final Pattern PART = Pattern.compile("xl/(?:[^/]+/)?comments?\\d*\\.xml");
        private static final Pattern PLACE = Pattern.compile("\\$?([A-Z]{1,3})\\$?(\\d{1,7})");

        private final Map<String, List<String>> parts = new HashMap<>();
        private final Map<String, Map<Integer, Map<Integer, String>>> byPart = new HashMap<>();
        private int count;

        static boolean relations(String entry) {
            return RELATIONS.matcher(entry).matches();
        }

        static boolean comments(String entry) {
            return PART.matcher(entry).matches();
        }

        /** Which parts hold the comments of a worksheet. */
        void readRelations(String entry, XMLStreamReader xml) throws XMLStreamException {
            Matcher of = RELATIONS.matcher(entry);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("Relationship") && of.matches()
                        && Objects.toString(xml.getAttributeValue(null, "Type"), "").endsWith("/comments")) {
                    String target = Objects.toString(xml.getAttributeValue(null, "Target"), "");
                    parts.computeIfAbsent("xl/worksheets/" + of.group(1), none -> new ArrayList<>())
                            .add(target.startsWith("/") ? target.substring(1) : target.replaceFirst("^(?:\\.\\./)+", "xl/"));
                }
            }
        }

        void read(String entry, XMLStreamReader xml) throws XMLStreamException, SheetUnreadable {
            Map<Integer, Map<Integer, String>> rows = byPart.computeIfAbsent(entry, none -> new HashMap<>());
            Matcher place = PLACE.matcher("");
            StringBuilder text = new StringBuilder();
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("comment")) {
                    place = PLACE.matcher(Objects.toString(xml.getAttributeValue(null, "ref"), ""));
                    text.setLength(0);
                } else if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("t")) {
                    text.append(xml.getElementText());
                } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("comment") && place.matches()) {
                    if (++count > MOST) {
                        throw new SheetUnreadable(SheetUnreadable.Reason.TOO_LARGE,
                                "The workbook has more than %,d comments. Save the rows that matter as a file of their own."
                                        .formatted(MOST));
                    }
                    String said = text.toString().replaceAll("\\s+", " ").strip();
                    rows.computeIfAbsent(Integer.parseInt(place.group(2)), none -> new HashMap<>())
                            .put(WorkbookSource.column(place.group(1)), said.substring(0, Math.min(LONGEST, said.length())));
                }
            }
        }

        /** Those of a worksheet, by row and column. */
        Map<Integer, Map<Integer, String>> of(String worksheet) {
            Map<Integer, Map<Integer, String>> all = new HashMap<>();
            parts.getOrDefault(worksheet, List.of()).forEach(part -> byPart.getOrDefault(part, Map.of())
                    .forEach((row, columns) -> all.computeIfAbsent(row, none -> new HashMap<>()).putAll(columns)));
            return all;
        }
    }
}
