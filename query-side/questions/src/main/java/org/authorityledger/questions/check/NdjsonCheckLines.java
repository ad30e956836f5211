package org.authorityledger.questions.check;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Lines;
import org.authorityledger.http.Problem;
import org.authorityledger.http.StrictJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks in NDJSON: one object on each line, blank lines aside. {@code signer} and {@code capacity} are texts or lists of texts. */
final class NdjsonCheckLines implements CheckLines {

    private final Lines lines;
    private final StrictJson json;
    private long number;

    NdjsonCheckLines(InputStream body, StrictJson json) {
        this.lines = new Lines(body, Limit.CHECK_LINE_BYTES.most());
        this.json = json;
    }

    @Override
    public @Nullable Unread next() throws IOException {
        for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
            number++;
            if (line.tooLong() || !line.blank()) {
                return unread(line, number);
            }
        }
        return null;
    }

    private Unread unread(Lines.Line line, long ofNumber) {
        return new Unread(line.bytes().length, () -> CheckLine.read(ofNumber, () -> {
            if (line.tooLong()) {
                throw Limit.CHECK_LINE_BYTES.tooLarge();
            }
            return request(json.object(line.bytes()));
        }));
    }

    private static CheckRequest request(ObjectNode object) {
        for (String name : object.propertyNames()) {
            if (!FIELDS.contains(name)) {
                throw Problem.malformed(name, "unknown field; known are " + CheckLines.knownFields());
            }
        }
        return CheckRequest.of(text(object, "grantor"), text(object, "issuer"), text(object, "form"), texts(object, "signer"),
                texts(object, "capacity"), text(object, "on"), text(object, "knownAt"));
    }

    private static @Nullable String text(ObjectNode object, String name) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw Problem.malformed(name, "is not text in quotes");
        }
        return value.stringValue();
    }

    private static @Nullable List<String> texts(ObjectNode object, String name) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value.isArray() ? value : List.of(value)) {
            if (!element.isString()) {
                throw Problem.malformed(name, "is not text in quotes, nor a list of such texts");
            }
            texts.add(element.stringValue());
        }
        return texts;
    }
}
