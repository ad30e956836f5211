package org.authorityledger.questions.check;

import java.io.IOException;
import java.io.OutputStream;
import org.authorityledger.http.ProblemWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes answers as NDJSON: the answer of a single check, or a problem, with the number of its line. */
final class NdjsonCheckLineWriter implements CheckLineWriter {

    private final OutputStream out;
    private final JsonMapper mapper;

    NdjsonCheckLineWriter(OutputStream out, JsonMapper mapper) {
        this.out = out;
        this.mapper = mapper;
    }

    @Override
    public void write(CheckLine line, @Nullable CheckAnswer answer) throws IOException {
        ObjectNode object = mapper.createObjectNode();
        object.put("line", line.number());
        object.setAll((ObjectNode) mapper.valueToTree(answer != null ? answer : ProblemWriter.members(CheckLineWriter.report(line))));
        out.write(mapper.writeValueAsBytes(object));
        out.write('\n');
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
