package org.authorityledger.documents.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.authorityledger.documents.WatchedStream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;

/**
 * An Excel workbook, read row by row. A formula counts by the value that was saved with it. Rows that one merged cell spans all have its value.
 *
 * <p>Before the workbook is read, it is unpacked once to nowhere: so its size is known, and where cells are merged, which stands behind the rows.
 */
final class WorkbookSource implements SheetSource {

    private static final int MOST_ENTRIES = 2_000;
    private static final long LARGEST = 600L << 20;
    private static final long LARGEST_STRINGS = 128L << 20;
    private static final long RATIO_FROM = 64L << 20;
    private static final int RATIO = 200;
    private static final int MOST_MERGED = 100_000;
    private static final Pattern WORKSHEET = Pattern.compile("xl/worksheets/[^/]+\\.xml");
    private static final Pattern MERGED = Pattern.compile("([A-Z]{1,3})(\\d{1,7}):([A-Z]{1,3})(\\d{1,7})");
    /** What a format says about text, in it or beside it. */
    private static final Pattern NOT_OF_FORMAT = Pattern.compile("\"[^\"]*\"|\\\\.|\\[[^]]*]|_.|\\*.");
    private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);
    private static final LocalDate DAY_ZERO_BEFORE_MARCH_1900 = LocalDate.of(1899, 12, 31);
    private static final LocalDate DAY_ZERO_1904 = LocalDate.of(1904, 1, 1);
    private static final int FEBRUARY_29_1900 = 60;
    /** A number without the format of a date is taken for a day from 1954 to 2119 only: 2004 is a year. */
    private static final int FIRST_BARE_SERIAL = 20_000;
    private static final int LAST_BARE_SERIAL = 80_000;
    private static final int LAST_SERIAL = 2_958_465;

    private final Path file;
    private final List<String> sheets;
    private final List<String> notes;
    private final String sheet;
    private final Layout layout;
    private final ReadingOptions options;
    private final boolean from1904;

    /** Rows from one to another that share the cell of a column. */
    private record Merged(int column, int first, int last) {}

    /** What a worksheet says beside its values. */
    private record Layout(List<Merged> merged, StruckCells struck, SheetMarks marks) {

        static final Layout NONE = new Layout(List.of(), new StruckCells(), new SheetMarks());
    }

    private WorkbookSource(Path file, List<String> sheets, List<String> notes, String sheet, Layout layout, ReadingOptions options,
            boolean from1904) {
        this.notes = notes;
        this.file = file;
        this.sheets = sheets;
        this.sheet = sheet;
        this.layout = layout;
        this.options = options;
        this.from1904 = from1904;
    }

    static WorkbookSource open(Path file, String wanted) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.getEntry("xl/workbook.xml") == null) {
                throw new SheetUnreadable(SheetUnreadable.Reason.NOT_A_SHEET, zip.getEntry("xl/workbook.bin") == null
                        ? "The archive is no Excel workbook. Save the tracker as .xlsx or .csv."
                        : "The workbook is a binary one (.xlsb). Save it as .xlsx.");
            }
            Map<String, Layout> layouts = measured(zip, file.toFile().length());
            // A workbook without styles has no formats, and so no dates.
            ReadingOptions options = new ReadingOptions(zip.getEntry("xl/styles.xml") != null, false);
            try (ReadableWorkbook workbook = new ReadableWorkbook(file.toFile(), options)) {
                List<Sheet> shown = workbook.getSheets().filter(sheet -> sheet.getVisibility() == SheetVisibility.VISIBLE).toList();
                Sheet sheet = shown.stream().filter(one -> wanted.isEmpty() || one.getName().equals(wanted)).findFirst()
                        .orElseThrow(() -> new SheetUnreadable(SheetUnreadable.Reason.NO_HEADINGS, wanted.isEmpty()
                                ? "The workbook shows no sheet."
                                : "The workbook has no sheet of this name. Its sheets: "
                                        + String.join(", ", shown.stream().map(Sheet::getName).toList()) + "."));
                Layout layout = layouts.getOrDefault(part(zip, sheet), Layout.NONE);
                List<String> unread = workbook.getSheets().filter(one -> one.getIndex() != sheet.getIndex())
                        .map(one -> shown.contains(one) ? one.getName() : one.getName() + " (hidden)").toList();
                return new WorkbookSource(file, shown.stream().map(Sheet::getName).toList(), layout.marks().notes(unread), sheet.getName(),
                        layout, options, from1904(zip));
            }
        } catch (SheetUnreadable | UncheckedIOException e) {
            throw e;
        } catch (IOException | RuntimeException | XMLStreamException e) {
            throw broken(e);
        }
    }

    private static SheetUnreadable broken(Exception why) {
        if (why.getCause() instanceof SheetUnreadable unreadable) {
            return unreadable;
        }
        SheetUnreadable broken = new SheetUnreadable(SheetUnreadable.Reason.NOT_A_SHEET,
                "The workbook is damaged and cannot be read. Open it in Excel and save it again.");
        broken.initCause(why);
        return broken;
    }

    /** Where the rows of a sheet are in the archive. */
    private static String part(ZipFile zip, Sheet sheet) throws IOException, XMLStreamException {
        ZipEntry relations = zip.getEntry("xl/_rels/workbook.xml.rels");
        if (relations == null) {
            return "";
        }
        try (InputStream in = zip.getInputStream(relations)) {
            XMLStreamReader xml = factory().createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("Relationship")
                        && sheet.getId().equals(xml.getAttributeValue(null, "Id"))) {
                    String target = Objects.toString(xml.getAttributeValue(null, "Target"), "");
                    return target.startsWith("/") ? target.substring(1) : "xl/" + target;
                }
            }
        }
        return "";
    }

    /** Whether its days are counted from 1904, as Excel for the Macintosh did. */
    private static boolean from1904(ZipFile zip) throws IOException, XMLStreamException {
        try (InputStream in = zip.getInputStream(zip.getEntry("xl/workbook.xml"))) {
            XMLStreamReader xml = factory().createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("workbookPr")) {
                    return Objects.toString(xml.getAttributeValue(null, "date1904"), "").matches("1|true|on");
                }
            }
        }
        return false;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /**
     * Unpacks everything to nowhere, and notes by part which cells are merged or struck through. Formats and texts come first: cells refer to
     * them.
     */
    private static Map<String, Layout> measured(ZipFile zip, long packed) throws IOException, XMLStreamException {
        Map<String, Layout> layouts = new HashMap<>();
        Budget budget = new Budget(packed);
        List<ZipEntry> entries = new ArrayList<>();
        for (Iterator<? extends ZipEntry> all = zip.entries().asIterator(); all.hasNext();) {
            entries.add(all.next());
            if (entries.size() > MOST_ENTRIES) {
                throw tooLarge("has more than " + MOST_ENTRIES + " parts");
            }
        }
        entries.sort(Comparator.comparing((ZipEntry entry) -> WORKSHEET.matcher(entry.getName()).matches()));
        StruckCells.Formats formats = new StruckCells.Formats();
        SheetMarks.Comments comments = new SheetMarks.Comments();
        for (ZipEntry entry : entries) {
            boolean strings = entry.getName().endsWith("sharedStrings.xml");
            try (InputStream in = new Guarded(zip.getInputStream(entry), budget, strings)) {
                if (WORKSHEET.matcher(entry.getName()).matches()) {
                    layouts.put(entry.getName(), layout(in, formats, comments.of(entry.getName())));
                } else if (strings) {
                    formats.readTexts(factory().createXMLStreamReader(in));
                } else if (entry.getName().equals("xl/styles.xml")) {
                    formats.readStyles(factory().createXMLStreamReader(in));
                } else if (SheetMarks.Comments.relations(entry.getName())) {
                    comments.readRelations(entry.getName(), factory().createXMLStreamReader(in));
                } else if (SheetMarks.Comments.comments(entry.getName())) {
                    comments.read(entry.getName(), factory().createXMLStreamReader(in));
                } else {
                    in.transferTo(java.io.OutputStream.nullOutputStream());
                }
            }
        }
        return layouts;
    }

    private static SheetUnreadable tooLarge(String how) {
        return new SheetUnreadable(SheetUnreadable.Reason.TOO_LARGE,
                "The workbook " + how + ". Save the rows that matter as a file of their own.");
    }

    private static Layout layout(InputStream in, StruckCells.Formats formats, Map<Integer, Map<Integer, String>> comments)
            throws IOException, XMLStreamException {
        List<Merged> merged = new ArrayList<>();
        StruckCells.Scan scan = new StruckCells.Scan(formats);
        SheetMarks marks = new SheetMarks(comments);
        XMLStreamReader xml = factory().createXMLStreamReader(in);
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.DTD) {
                throw new SheetUnreadable(SheetUnreadable.Reason.NOT_A_SHEET,
                        "The workbook has a document type, which no Excel workbook has.");
            }
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("mergeCell")) {
                Matcher matcher = MERGED.matcher(Objects.toString(xml.getAttributeValue(null, "ref"), ""));
                if (matcher.matches() && !matcher.group(2).equals(matcher.group(4))) {
                    merged.add(
                            new Merged(column(matcher.group(1)), Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(4))));
                }
                if (merged.size() > MOST_MERGED) {
                    throw tooLarge("has more than " + MOST_MERGED + " merged cells");
                }
            } else {
                if (event == XMLStreamConstants.START_ELEMENT) {
                    marks.see(xml, formats);
                }
                scan.see(xml, event);
            }
        }
        merged.sort(Comparator.comparingInt(Merged::first));
        return new Layout(merged, scan.cells(), marks);
    }

    static int column(String letters) {
        int column = 0;
        for (int i = 0; i < letters.length(); i++) {
            column = column * 26 + letters.charAt(i) - 'A' + 1;
        }
        return column - 1;
    }

    @Override
    public List<String> sheets() {
        return sheets;
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public String sheet() {
        return sheet;
    }

    @Override
    public void read(Rows rows) throws IOException {
        try (ReadableWorkbook workbook = new ReadableWorkbook(file.toFile(), options);
                Stream<Row> stream = workbook.findSheet(sheet).orElseThrow(() -> new IOException("the sheet is gone")).openStream()) {
            MergedCells spans = new MergedCells(layout.merged());
            int before = 0;
            for (Iterator<Row> all = stream.iterator(); all.hasNext();) {
                Row row = all.next();
                if (row.getRowNum() <= before) {
                    throw new SheetUnreadable(SheetUnreadable.Reason.NOT_A_SHEET,
                            "The rows of the workbook are not in their order. Open it in Excel and save it again.");
                }
                before = row.getRowNum();
                List<SheetCell> cells = layout.marks().marked(row.getRowNum(), spans.filled(row.getRowNum(), cells(row)));
                if (!cells.stream().allMatch(SheetCell::empty) && !rows.take(row.getRowNum(), cells)) {
                    return;
                }
            }
        } catch (SheetUnreadable e) {
            throw e;
        } catch (ExcelReaderException | IllegalArgumentException | IndexOutOfBoundsException | UncheckedIOException e) {
            throw broken(e);
        }
    }

    private List<SheetCell> cells(Row row) {
        List<SheetCell> cells = new ArrayList<>(Collections.nCopies(Math.min(row.getCellCount(), MOST_COLUMNS), SheetCell.EMPTY));
        for (Cell cell : row) {
            if (cell != null && cell.getColumnIndex() >= 0 && cell.getColumnIndex() < cells.size()) {
                cells.set(cell.getColumnIndex(),
                        cell(cell, from1904).struck(layout.struck().at(row.getRowNum(), cell.getColumnIndex())));
            }
        }
        return cells;
    }

    private static SheetCell cell(Cell cell, boolean from1904) {
        Object value = cell.getValue();
        if (cell.getType() == CellType.ERROR
                || value != null && value.toString().matches("#(?:N/A|REF!|NAME\\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)")) {
            return SheetCell.unusable(String.valueOf(cell.getRawValue()), "has the error " + cell.getRawValue());
        }
        if (cell.getType() == CellType.FORMULA && (value == null || value.toString().isEmpty() && cell.getRawValue() == null)) {
            return SheetCell.unusable("=" + cell.getFormula(),
                    "is a formula without a saved value: open the workbook in Excel and save it, or write the value");
        }
        if (value instanceof BigDecimal number) {
            return number(cell, number, from1904);
        }
        return value == null ? SheetCell.EMPTY : SheetCell.of(value.toString());
    }

    private static SheetCell number(Cell cell, BigDecimal number, boolean from1904) {
        boolean dated = isDate(cell);
        String plain = number.stripTrailingZeros().toPlainString();
        if (!dated && (number.stripTrailingZeros().scale() > 0 || number.compareTo(BigDecimal.valueOf(FIRST_BARE_SERIAL)) < 0
                || number.compareTo(BigDecimal.valueOf(LAST_BARE_SERIAL)) > 0)) {
            return SheetCell.of(plain);
        }
        LocalDate day = day(number, from1904);
        if (!dated) {
            return day == null ? SheetCell.of(plain) : SheetCell.on(plain, day);
        }
        return day == null
                ? SheetCell.unusable(plain, "has the format of a date, and its number is no day")
                : SheetCell.on(day.toString(), day);
    }

    /** The day of a number, counted as Excel does: its year 1900 has a February 29. */
    private static @Nullable LocalDate day(BigDecimal number, boolean from1904) {
        if (number.signum() <= 0 && !from1904 || number.signum() < 0 || number.compareTo(BigDecimal.valueOf(LAST_SERIAL)) > 0) {
            return null;
        }
        int days = number.intValue();
        try {
            if (from1904) {
                return DAY_ZERO_1904.plusDays(days);
            }
            return days == FEBRUARY_29_1900 ? null : (days < FEBRUARY_29_1900 ? DAY_ZERO_BEFORE_MARCH_1900 : DAY_ZERO).plusDays(days);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean isDate(Cell cell) {
        String format = cell.getDataFormatString();
        if (format != null) {
            String plain = NOT_OF_FORMAT.matcher(format).replaceAll("");
            return !plain.equalsIgnoreCase("General") && plain.toLowerCase(java.util.Locale.ROOT).matches("[^;]*[dy][^;]*(?:;.*)?");
        }
        Integer id = cell.getDataFormatId();
        return id != null && (id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 36 || id >= 50 && id <= 58);
    }

    /** The cells that span the rows at hand. */
    private static final class MergedCells {
        private final List<Merged> merged;
        private final Map<Merged, SheetCell> open = new HashMap<>();
        private int next;

        MergedCells(List<Merged> merged) {
            this.merged = merged;
        }

        List<SheetCell> filled(int number, List<SheetCell> cells) {
            open.keySet().removeIf(one -> one.last() < number);
            List<SheetCell> filled = cells;
            for (Map.Entry<Merged, SheetCell> one : open.entrySet()) {
                int column = one.getKey().column();
                if (column >= MOST_COLUMNS) {
                    continue;
                }
                while (filled.size() <= column) {
                    filled.add(SheetCell.EMPTY);
                }
                if (filled.get(column).empty()) {
                    filled.set(column, one.getValue());
                }
            }
            for (; next < merged.size() && merged.get(next).first() <= number; next++) {
                Merged one = merged.get(next);
                if (one.first() == number && one.column() < cells.size()) {
                    open.put(one, cells.get(one.column()));
                }
            }
            return filled;
        }
    }

    /** How much more may be unpacked. */
    private static final class Budget {
        private final long packed;
        private long unpacked;

        Budget(long packed) {
            this.packed = packed;
        }

        void spend(int count) throws SheetUnreadable {
            unpacked += count;
            if (unpacked > LARGEST || unpacked > RATIO_FROM && unpacked > RATIO * packed) {
                throw tooLarge("expands beyond all proportion");
            }
        }
    }

    /** Counts what is unpacked, and stops when it is too much. */
    private static final class Guarded extends WatchedStream {
        private final Budget budget;
        private final boolean strings;
        private long own;

        Guarded(InputStream in, Budget budget, boolean strings) {
            super(in);
            this.budget = budget;
            this.strings = strings;
        }

        @Override
        protected void taken(byte[] bytes, int from, int count) throws SheetUnreadable {
            own += count;
            budget.spend(count);
            if (strings && own > LARGEST_STRINGS) {
                throw tooLarge("has more text than is read");
            }
        }
    }
}
