package org.authorityledger.questions.files;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.authorityledger.http.Dates;
import org.jspecify.annotations.Nullable;

/** CSV with the values as they are; several texts are joined by {@code  | }, as in every list. */
final class CsvRowFile implements RowFile {

    private final Writer text;
    private final CsvWriter csv;

    CsvRowFile(OutputStream out, List<Column> columns) {
        this.text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        this.csv = CsvWriter.builder().build(text);
        csv.writeRecord(columns.stream().map(Column::name).toList());
    }

    @Override
    public void row(List<? extends @Nullable Object> values) {
        List<String> cells = new ArrayList<>(values.size());
        values.forEach(value -> cells.add(cell(value)));
        csv.writeRecord(cells);
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Instant instant -> Dates.format(instant);
            case List<?> texts -> texts.stream().map(String::valueOf).collect(Collectors.joining(" | "));
            default -> value.toString();
        };
    }

    @Override
    public void end() throws IOException {
        csv.flush();
        text.flush();
    }
}
