package org.authorityledger.questions.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Answers as lines of text. */
final class TextCheckFormat implements CheckFormat<ByteArrayOutputStream> {

    private static final int USUAL = 1 << 18;

    private final OutputStream out;
    private final String head;
    private final Function<OutputStream, CheckLineWriter> lines;

    private TextCheckFormat(OutputStream out, String head, Function<OutputStream, CheckLineWriter> lines) {
        this.out = out;
        this.head = head;
        this.lines = lines;
    }

    static TextCheckFormat csv(OutputStream out) {
        return new TextCheckFormat(out, CsvCheckLineWriter.HEAD, CsvCheckLineWriter::new);
    }

    static TextCheckFormat ndjson(OutputStream out, JsonMapper mapper) {
        return new TextCheckFormat(out, "", some -> new NdjsonCheckLineWriter(some, mapper));
    }

    @Override
    public void begin() throws IOException {
        out.write(head.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Batch<ByteArrayOutputStream> batch() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL);
        CheckLineWriter writer = lines.apply(bytes);
        return new Batch<>() {
            @Override
            public void write(CheckLine line, @Nullable CheckAnswer answer) throws IOException {
                writer.write(line, answer);
            }

            @Override
            public ByteArrayOutputStream finish() throws IOException {
                writer.flush();
                return bytes;
            }
        };
    }

    @Override
    public void send(ByteArrayOutputStream batch) throws IOException {
        batch.writeTo(out);
    }

    @Override
    public void end() throws IOException {
        out.flush();
    }
}
