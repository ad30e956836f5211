package org.authorityledger.documents.sheet;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.authorityledger.documents.sheet.SheetCell.Strike;
import org.jspecify.annotations.Nullable;

/**
 * Which cells of a worksheet are struck through: by their format, or by that of their text or of a part of it. Which cells a condition strikes
 * through is not seen, since conditions are not evaluated; that one may is.
 */
final class StruckCells {

    private static final int MOST_ROWS = 200_000;

    private final Map<Integer, BitSet> whole = new HashMap<>();
    private final Map<Integer, BitSet> part = new HashMap<>();

    Strike at(int row, int column) {
        return has(whole, row, column) ? Strike.WHOLE : has(part, row, column) ? Strike.PART : Strike.NONE;
    }

    private static boolean has(Map<Integer, BitSet> cells, int row, int column) {
        BitSet columns = cells.get(row);
        return columns != null && columns.get(column);
    }

    /**
     * Notes a cell.
     *
     * @param row as a spreadsheet counts it, from 1
     * @param column from 0; beyond those that are read, it is passed over
     */
    void add(int row, int column, Strike strike) throws SheetUnreadable {
        if (strike != Strike.NONE && column >= 0 && column < SheetSource.MOST_COLUMNS) {
            (strike == Strike.WHOLE ? whole : part).computeIfAbsent(row, none -> new BitSet()).set(column);
            if (whole.size() + part.size() > MOST_ROWS) {
                throw new SheetUnreadable(SheetUnreadable.Reason.TOO_LARGE,
                        "The workbook has more than %,d rows that are struck through. Save the rows that matter as a file of their own."
                                .formatted(MOST_ROWS));
            }
        }
    }

    /** What the formats and the texts of a workbook say, to which its cells refer by number. */
    static final class Formats {
        private final Set<String> styles = new HashSet<>();
        private final Set<String> conditional = new HashSet<>();
        private final BitSet wholeTexts = new BitSet();
        private final BitSet partTexts = new BitSet();

        /** Whether the format of this number strikes through. */
        boolean strikes(@Nullable String style) {
            return style != null && styles.contains(style);
        }

        /** Whether the format of a condition of this number strikes through. */
        boolean strikesByCondition(@Nullable String format) {
            return format != null && conditional.contains(format);
        }

        /** How the shared text of this number is struck through. */
        Strike ofText(String number) {
            if (!number.matches("\\d{1,9}")) {
                return Strike.NONE;
            }
            int text = Integer.parseInt(number);
            return wholeTexts.get(text) ? Strike.WHOLE : partTexts.get(text) ? Strike.PART : Strike.NONE;
        }

        /** Reads {@code styles.xml}: cells name formats, and formats name fonts. */
        void readStyles(XMLStreamReader xml) throws XMLStreamException {
            BitSet fonts = new BitSet();
            String list = "";
            int place = -1;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    switch (xml.getLocalName()) {
                        case "fonts", "cellXfs", "cellStyleXfs", "dxfs" -> {
                            list = xml.getLocalName();
                            place = -1;
                        }
                        case "font" -> place += list.equals("fonts") ? 1 : 0;
                        case "dxf" -> place += list.equals("dxfs") ? 1 : 0;
                        case "strike" -> {
                            if (list.equals("dxfs") && on(xml)) {
                                conditional.add(Integer.toString(place));
                            }
                            fonts.set(Math.max(0, place), list.equals("fonts") && on(xml) || fonts.get(Math.max(0, place)));
                        }
                        case "xf" -> {
                            place += list.equals("cellXfs") ? 1 : 0;
                            String font = Objects.toString(xml.getAttributeValue(null, "fontId"), "");
                            if (list.equals("cellXfs") && font.matches("\\d{1,9}") && fonts.get(Integer.parseInt(font))) {
                                styles.add(Integer.toString(place));
                            }
                        }
                        default -> {
                            // Nothing that strikes through.
                        }
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals(list)) {
                    list = "";
                }
            }
        }

        /** Reads {@code sharedStrings.xml}. */
        void readTexts(XMLStreamReader xml) throws XMLStreamException {
            Runs runs = new Runs();
            int text = -1;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("si")) {
                    runs = new Runs();
                    text++;
                } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("si")) {
                    switch (runs.strike()) {
                        case WHOLE -> wholeTexts.set(text);
                        case PART -> partTexts.set(text);
                        case NONE -> {
                            // As most are.
                        }
                    }
                } else {
                    runs.see(xml, event);
                }
            }
        }
    }

    private static boolean on(XMLStreamReader xml) {
        return !Objects.toString(xml.getAttributeValue(null, "val"), "1").matches("0|false|off");
    }

    /** A text that is made of runs, each with a format of its own. */
    private static final class Runs {
        private boolean inRun;
        private boolean struckRun;
        private boolean struck;
        private boolean plain;

        void see(XMLStreamReader xml, int event) throws XMLStreamException {
            if (event == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "r" -> {
                        inRun = true;
                        struckRun = false;
                    }
                    case "strike" -> struckRun = inRun && on(xml);
                    case "t" -> {
                        boolean blank = xml.getElementText().isBlank();
                        struck |= struckRun && !blank;
                        plain |= !struckRun && !blank;
                    }
                    default -> {
                        // Another property of the run.
                    }
                }
            } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("r")) {
                inRun = false;
                struckRun = false;
            }
        }

        Strike strike() {
            return !struck ? Strike.NONE : plain ? Strike.PART : Strike.WHOLE;
        }
    }

    /** A worksheet on its way through a reader of XML. */
    static final class Scan {
        private final Formats formats;
        private final StruckCells cells = new StruckCells();
        private int row;
        private int column = -1;
        private Strike strike = Strike.NONE;
        private boolean shared;
        private Runs runs = new Runs();

        Scan(Formats formats) {
            this.formats = formats;
        }

        StruckCells cells() {
            return cells;
        }

        /** Sees one event; it may read on to the end of a value. */
        void see(XMLStreamReader xml, int event) throws IOException, XMLStreamException {
            if (event == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "row" -> {
                        row = number(Objects.toString(xml.getAttributeValue(null, "r"), ""), row + 1);
                        column = -1;
                    }
                    case "c" -> begin(xml);
                    case "v" -> {
                        if (shared) {
                            struck(formats.ofText(xml.getElementText().strip()));
                        }
                    }
                    default -> runs.see(xml, event);
                }
            } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("c")) {
                struck(runs.strike());
                cells.add(row, column, strike);
            } else {
                runs.see(xml, event);
            }
        }

        private void begin(XMLStreamReader xml) {
            String place = Objects.toString(xml.getAttributeValue(null, "r"), "");
            column = place.matches("[A-Z]{1,3}\\d{1,7}") ? WorkbookSource.column(place.replaceAll("\\d", "")) : column + 1;
            strike = formats.strikes(xml.getAttributeValue(null, "s")) ? Strike.WHOLE : Strike.NONE;
            shared = "s".equals(xml.getAttributeValue(null, "t"));
            runs = new Runs();
        }

        private void struck(Strike more) {
            strike = strike == Strike.NONE ? more : strike;
        }

        private static int number(String text, int otherwise) {
            return text.matches("\\d{1,7}") ? Integer.parseInt(text) : otherwise;
        }
    }
}
