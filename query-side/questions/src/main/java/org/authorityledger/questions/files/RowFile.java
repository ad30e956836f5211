package org.authorityledger.questions.files;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.authorityledger.http.Accepts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** A file that is written row by row. It is complete once {@link #end} has returned, and not before: a failure leaves it without its end. */
public interface RowFile {

    /** Writes a row: a value for each column. */
    void row(List<? extends @Nullable Object> values) throws IOException;

    /** Writes what is held back, and the end. */
    void end() throws IOException;

    /** The formats there are; a client that does not care gets the first. */
    enum Format {
        CSV("text/csv", "csv"), NDJSON("application/x-ndjson", "ndjson"), PARQUET("application/vnd.apache.parquet", "parquet");

        private final String type;
        private final String ending;

        Format(String type, String ending) {
            this.type = type;
            this.ending = ending;
        }

        /** The format that a request accepts. */
        public static Format of(HttpServletRequest request) {
            List<MediaType> offered = Arrays.stream(values()).map(format -> MediaType.parseMediaType(format.type)).toList();
            return values()[offered.indexOf(Accepts.preferred(request, offered))];
        }

        /** Of the header {@code Content-Type}. */
        public String contentType() {
            return this == CSV ? type + ";charset=UTF-8" : type;
        }

        /** How the name of such a file ends, without the dot. */
        public String ending() {
            return ending;
        }

        /**
         * Begins a file.
         *
         * @param about what it holds for; Parquet keeps it within the file
         */
        public RowFile begin(OutputStream out, List<Column> columns, Map<String, String> about, JsonMapper mapper) throws IOException {
            return switch (this) {
                case CSV -> new CsvRowFile(out, columns);
                case NDJSON -> new NdjsonRowFile(out, columns, mapper);
                case PARQUET -> new ParquetRowFile(out, columns, about);
            };
        }
    }
}
