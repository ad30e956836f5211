package org.authorityledger.questions.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.authorityledger.http.ProblemWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Writes answers as NDJSON: the answer of a single check, or a problem, with the number of its line. */
final class NdjsonCheckLineWriter implements CheckLineWriter {

    private final OutputStream out;
    private final JsonMapper mapper;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();

    NdjsonCheckLineWriter(OutputStream out, JsonMapper mapper) {
        this.out = out;
        this.mapper = mapper;
    }

    @Override
    public void write(CheckLine line, @Nullable CheckAnswer answer) throws IOException {
        buffer.reset();
        try (JsonGenerator json = mapper.createGenerator(buffer)) {
            json.writeStartObject();
            json.writeNumberProperty("line", line.number());
            if (answer != null) {
                CheckAnswerJson.members(json, answer);
            } else {
                ProblemWriter.members(CheckLineWriter.report(line)).forEach(json::writePOJOProperty);
            }
            json.writeEndObject();
        }
        buffer.write('\n');
        buffer.writeTo(out);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
