package org.authorityledger.documents.sheet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.documents.instrument.Open;
import org.authorityledger.documents.signature.PartyNames;
import org.jspecify.annotations.Nullable;

/**
 * A tracker: one row for each instrument, or for each attorney of one. It is read twice: once to know which rows belong together, once to hand over
 * each instrument as soon as its last row is read. So only instruments whose rows stand apart are held.
 */
public final class TrackerSheet {

    private final SheetSource source;
    private final SheetHeadings headings;
    private final Map<Integer, SheetField> mapping;
    private final UnreadCells unread;
    private final SheetDefaults defaults;
    private final int mostRows;

    private TrackerSheet(SheetSource source, SheetHeadings headings, SheetDefaults defaults, int mostRows) {
        this.source = source;
        this.headings = headings;
        this.defaults = defaults;
        this.mostRows = mostRows;
        this.unread = new UnreadCells(headings.columns());
        this.mapping = new LinkedHashMap<>();
        headings.columns().stream().filter(column -> column.field() != null).forEach(column -> mapping.put(column.place(), column.field()));
    }

    /** Takes instruments in the order of their last rows. */
    @FunctionalInterface
    public interface Sink {
        void take(SheetInstrument instrument) throws IOException;
    }

    /**
     * Opens a file.
     *
     * @param sheet the name of the sheet of a workbook; empty: the first
     * @param given what its columns hold, by heading or letters, null where it does not matter what they say; null: guess it from the headings
     * @param mostRows below the headings
     * @throws SheetUnreadable if it is no tracker
     */
    public static TrackerSheet open(Path file, String sheet, @Nullable Map<String, @Nullable SheetField> given, SheetDefaults defaults,
            int mostRows)
            throws IOException {
        SheetSource source = SheetSource.open(file, sheet);
        return new TrackerSheet(source, SheetHeadings.find(source, given), defaults, mostRows);
    }

    /** The sheets of the workbook; one without a name for CSV. */
    public List<String> sheets() {
        return source.sheets();
    }

    /** The one that is read. */
    public String sheet() {
        return source.sheet();
    }

    /** What a reader of a preview must know of the file, each as a sentence: which sheets are not read, what is hidden. */
    public List<String> notes() {
        return source.notes();
    }

    /** Its columns, in order. */
    public List<SheetColumn> columns() {
        return headings.columns();
    }

    /**
     * Hands over every row, as part of an instrument.
     *
     * @throws SheetUnreadable if it is too large, or damaged further down; what was handed over was as it stands in the file
     */
    public void read(Sink sink) throws IOException {
        Map<String, Integer> lastRows = new HashMap<>();
        CommonNumbers numbers = new CommonNumbers();
        each((number, cells, row) -> {
            numbers.add(row);
            if (row.key() != null) {
                lastRows.put(row.key(), number);
            }
        });
        Map<String, List<SheetInstrument.Line>> apart = new HashMap<>();
        each((number, cells, read) -> {
            SheetRow row = numbers.judged(read);
            SheetInstrument.Line line = new SheetInstrument.Line(number, cells, row);
            if (row.key() == null) {
                sink.take(SheetInstrument.of(List.of(line)));
                return;
            }
            List<SheetInstrument.Line> lines = apart.computeIfAbsent(row.key(), none -> new ArrayList<>(1));
            lines.add(line);
            if (lastRows.getOrDefault(row.key(), number) == number) {
                apart.remove(row.key());
                sink.take(SheetInstrument.of(lines));
            }
        });
    }

    /** The numbers that several names in the sheet have. */
    private static final class CommonNumbers {
        private final Map<String, String> names = new HashMap<>();
        private final Map<String, String> others = new HashMap<>();

        void add(SheetRow row) {
            add(row.grantor());
            row.issuers().forEach(this::add);
        }

        private void add(SheetRow.@Nullable Party party) {
            String cik = party == null ? null : party.cik();
            if (party != null && cik != null) {
                String first = names.putIfAbsent(cik, party.name());
                if (first != null && !first.equals(party.name()) && !PartyNames.mayBeOne(first, party.name())) {
                    others.putIfAbsent(cik, party.name());
                }
            }
        }

        /** A number with wholly different names is wrong beside one of them, and the sheet does not say beside which. */
        SheetRow judged(SheetRow row) {
            SheetRow judged = judged(row, SheetField.GRANTOR_CIK, row.grantor());
            for (SheetRow.Party issuer : row.issuers()) {
                judged = judged(judged, SheetField.ISSUER_CIK, issuer);
            }
            return judged;
        }

        private SheetRow judged(SheetRow row, SheetField field, SheetRow.@Nullable Party party) {
            String cik = party == null ? null : party.cik();
            String other = cik == null ? null : others.get(cik);
            return other == null
                    ? row
                    : row.and(new Open(field.key(), "stands beside two names, " + names.get(cik) + " and " + other));
        }
    }

    private interface Each {
        void take(int number, List<SheetCell> cells, SheetRow row) throws IOException;
    }

    private void each(Each each) throws IOException {
        long[] counts = new long[2];
        source.read((number, cells) -> {
            if (number <= headings.row()) {
                return true;
            }
            if (++counts[0] > mostRows) {
                throw new SheetUnreadable(SheetUnreadable.Reason.TOO_LARGE,
                        "The sheet has more than %,d rows. Split it into several files.".formatted(mostRows));
            }
            counts[1] += cells.stream().mapToLong(cell -> cell.text().length()).sum();
            if (counts[1] > SheetSource.MOST_CHARACTERS) {
                throw new SheetUnreadable(SheetUnreadable.Reason.TOO_LARGE,
                        "The sheet has more text than is read. Split it into several files.");
            }
            each.take(number, cells, SheetRowReader.read(mapping, defaults, cells, unread.open(cells)));
            return true;
        });
    }
}
