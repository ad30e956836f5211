package org.authorityledger.questions.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.http.Dates;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/** One JSON object a line; what is null is left out. */
final class NdjsonRowFile implements RowFile {

    private static final int BUFFER = 1 << 16;

    private final OutputStream out;
    private final List<Column> columns;
    private final JsonMapper mapper;

    NdjsonRowFile(OutputStream out, List<Column> columns, JsonMapper mapper) {
        this.out = new BufferedOutputStream(out, BUFFER);
        this.columns = columns;
        this.mapper = mapper;
    }

    @Override
    public void row(List<? extends @Nullable Object> values) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            Object value = values.get(i);
            if (value != null) {
                Column column = columns.get(i);
                fields.put(column.name(), switch (column.type()) {
                    case JSON -> new RawValue((String) value);
                    case INSTANT -> Dates.format((Instant) value);
                    default -> value;
                });
            }
        }
        out.write(mapper.writeValueAsBytes(fields));
        out.write('\n');
    }

    @Override
    public void end() throws IOException {
        out.flush();
    }
}
