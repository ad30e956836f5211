package org.authorityledger.documents.sheet;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A file with rows and cells, read as often as needed from its beginning. */
interface SheetSource {

    /** The most columns that are read of a row. */
    int MOST_COLUMNS = 200;
    /** The most characters in all rows together. */
    long MOST_CHARACTERS = 64L << 20;

    /** Takes rows. */
    @FunctionalInterface
    interface Rows {

        /**
         * Takes one row.
         *
         * @param number as a spreadsheet counts it, from 1
         * @return whether the next one is wanted
         */
        boolean take(int number, List<SheetCell> cells) throws IOException;
    }

    /** The names of its sheets; one without a name for CSV. */
    List<String> sheets();

    /** The sheet that is read. */
    String sheet();

    /** What a reader of a preview must know of the file, each as a sentence. */
    default List<String> notes() {
        return List.of();
    }

    /** Hands over all rows that are not empty, in order. */
    void read(Rows rows) throws IOException;

    /**
     * Opens a file by what it holds, whatever it is called.
     *
     * @param sheet the name of the sheet to read; empty: the first that is shown
     */
    static SheetSource open(Path file, String sheet) throws IOException {
        byte[] first;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            first = in.readNBytes(512);
        }
        if (begins(first, 'P', 'K', 3, 4)) {
            return WorkbookSource.open(file, sheet);
        }
        if (begins(first, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw new SheetUnreadable(SheetUnreadable.Reason.LOCKED_WORKBOOK,
                    "The workbook is protected by a password, or of Excel before 2007. Save it as .xlsx without a password.");
        }
        String text = new String(first, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("%pdf") || text.startsWith("<") || text.startsWith("\u00ef\u00bb\u00bf<") || text.startsWith("{\\rtf")) {
            throw new SheetUnreadable(SheetUnreadable.Reason.NOT_A_SHEET,
                    "The file is neither CSV nor an Excel workbook. Save the tracker as .xlsx or .csv.");
        }
        return CsvSource.open(file);
    }

    private static boolean begins(byte[] bytes, int... with) {
        if (bytes.length < with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if ((bytes[i] & 0xFF) != with[i]) {
                return false;
            }
        }
        return true;
    }
}
