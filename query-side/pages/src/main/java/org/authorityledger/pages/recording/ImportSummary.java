package org.authorityledger.pages.recording;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes the answers to an import, a line each, and keeps in brief what became of the commands. Templates know it as {@code summary}. */
final class ImportSummary extends OutputStream {

    private static final int MOST_SHOWN = 100;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final List<Refused> first = new ArrayList<>();
    private long recorded;
    private long waiting;
    private long refused;

    /**
     * A line that was not recorded.
     *
     * @param line as an editor counts lines, from 1
     * @param code of the problem
     * @param detail the problem in a sentence
     */
    public record Refused(long line, String code, String detail) {}

    @Override
    public void write(int b) {
        if (b == '\n') {
            add(JsonMapper.shared().readTree(line.toByteArray()));
            line.reset();
        } else {
            line.write(b);
        }
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            write(bytes[i]);
        }
    }

    private void add(JsonNode answer) {
        int status = answer.path("status").asInt();
        if (status == HttpStatus.CREATED.value()) {
            recorded++;
        } else if (status == HttpStatus.ACCEPTED.value()) {
            waiting++;
        } else {
            refused++;
            if (first.size() < MOST_SHOWN) {
                first.add(new Refused(answer.path("line").asLong(), answer.path("code").asString(""), answer.path("detail").asString("")));
            }
        }
    }

    /** How many commands were answered. */
    public long all() {
        return recorded + waiting + refused;
    }

    /** How many are recorded, now or before. */
    public long recorded() {
        return recorded;
    }

    /** How many wait until another person approves them. */
    public long waiting() {
        return waiting;
    }

    /** How many were refused. */
    public long refused() {
        return refused;
    }

    /** The first that were refused. */
    public List<Refused> first() {
        return List.copyOf(first);
    }
}
