package org.authorityledger.documents.sheet;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** CSV as spreadsheets save it: in UTF-8, or in UTF-16 with its mark, with commas, semicolons or tabs. */
final class CsvSource implements SheetSource {

    /** The apostrophe by which exported sheets keep a text from being a formula. */
    private static final Pattern DEFUSED = Pattern.compile("'[=+\\-@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20].*", Pattern.DOTALL);

    private final Path file;
    private final Charset charset;
    private final char separator;

    private CsvSource(Path file, Charset charset, char separator) {
        this.file = file;
        this.charset = charset;
        this.separator = separator;
    }

    static CsvSource open(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Charset charset = charset(bytes);
        String text = text(bytes, charset);
        return new CsvSource(file, charset, separator(text));
    }

    private static Charset charset(byte[] bytes) {
        if (bytes.length > 1 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE
                || bytes.length > 1 && (bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF) {
            return StandardCharsets.UTF_16;
        }
        return StandardCharsets.UTF_8;
    }

    private static String text(byte[] bytes, Charset charset) throws IOException {
        String text;
        try {
            text = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new SheetUnreadable(SheetUnreadable.Reason.NOT_A_SHEET,
                    "The file is neither an Excel workbook nor CSV in UTF-8. In Excel, save it as \u201cCSV UTF-8\u201d or as .xlsx.");
        }
        if (text.indexOf('\0') >= 0) {
            throw new SheetUnreadable(SheetUnreadable.Reason.NOT_A_SHEET,
                    "The file is neither CSV nor an Excel workbook. Save the tracker as .xlsx or .csv.");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** The sign at which most headings come apart. A comma or semicolon may stand within cells too, so it is not merely counted. */
    private static char separator(String text) {
        char best = ',';
        long most = 0;
        for (char sign : new char[]{ ',', ';', '\t'}) {
            long headings = text.lines().limit(SheetHeadings.FIRST_ROWS)
                    .mapToLong(line -> Arrays.stream(line.split(Pattern.quote(String.valueOf(sign))))
                            .filter(cell -> SheetField.guess(cell.replace("\"", "")) != null).count())
                    .max().orElse(0);
            if (headings > most) {
                best = sign;
                most = headings;
            }
        }
        return best;
    }

    @Override
    public List<String> sheets() {
        return List.of("");
    }

    @Override
    public String sheet() {
        return "";
    }

    @Override
    public void read(Rows rows) throws IOException {
        String text = text(Files.readAllBytes(file), charset);
        int number = 0;
        try (CsvReader<CsvRecord> reader = CsvReader.builder().fieldSeparator(separator).skipEmptyLines(false).allowUnclosedQuote(false)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE).ofCsvRecord(text)) {
            for (CsvRecord record : reader) {
                number++;
                List<SheetCell> cells = record.getFields().stream().limit(MOST_COLUMNS).map(CsvSource::cell).toList();
                if (cells.stream().allMatch(SheetCell::empty)) {
                    continue;
                }
                if (!rows.take(number, cells)) {
                    return;
                }
            }
        } catch (CsvParseException e) {
            throw new SheetUnreadable(SheetUnreadable.Reason.NOT_A_SHEET,
                    "The CSV cannot be read after row " + number + ": a quotation mark is not closed, or stands within a cell.");
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static SheetCell cell(String text) {
        return SheetCell.of(DEFUSED.matcher(text).matches() ? text.substring(1) : text);
    }
}
