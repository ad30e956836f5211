package org.authorityledger.questions.check;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.authorityledger.http.Dates;
import org.authorityledger.http.Lines;
import org.authorityledger.http.Problem;
import org.authorityledger.http.ProblemWriter;
import org.authorityledger.http.StrictJson;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.register.QuestionAsKnownAt;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Many checks at once, streamed in and out, one line each, in order. A line that cannot be read is answered with its problem and stops nothing.
 */
@RestController
@Tag(name = "Check")
public class BulkCheckController {

    private static final int AT_ONCE = 500;
    private static final Set<String> FIELDS = Set.of("grantor", "issuer", "form", "signer", "capacity", "on", "knownAt");
    private static final List<String> COLUMNS = List.of("line", "authorized", "reason", "explanation", "poaId", "clauses", "from", "until",
            "endCause", "endedBy", "on", "knownAt", "position", "problem", "incomplete");

    private final Checks checks;
    private final QuestionClock moments;
    private final RegisterProgress position;
    private final StrictJson json;
    private final JsonMapper mapper;

    public BulkCheckController(Checks checks, QuestionClock moments, RegisterProgress position, StrictJson json, JsonMapper mapper) {
        this.checks = checks;
        this.moments = moments;
        this.position = position;
        this.json = json;
        this.mapper = mapper;
    }

    /** One line: a question, or what is wrong with it. */
    private record Line(long number, @Nullable QuestionAsKnownAt asked, @Nullable Problem problem) {}

    /** Where lines come from. */
    private interface Source {

        @Nullable
        Line next() throws IOException;
    }

    /** Where answers go. */
    private interface Sink {

        void write(Line line, @Nullable CheckAnswer answer) throws IOException;

        void flush() throws IOException;
    }

    @PostMapping(path = "/api/authority/checks", consumes = { "application/x-ndjson", "text/csv"}, produces = { "application/x-ndjson",
            "text/csv"})
    @Operation(summary = "Many checks at once: NDJSON or CSV in, NDJSON or CSV out, one line each, in order", description = "Fields of a line: grantor, issuer, form, signer, capacity, on, knownAt. In NDJSON signer and capacity may be lists; in CSV "
            + "several are joined by ' | '.")
    void check(@RequestParam(required = false) @Nullable Long minPosition, @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response) throws IOException {
        position.await(minPosition);
        MediaType in = MediaType.parseMediaType(Objects.requireNonNullElse(request.getContentType(), "application/x-ndjson"));
        boolean csvIn = in.getSubtype().equals("csv");
        boolean csvOut = csvOut(request.getHeader("Accept"), csvIn);
        InputStream body = new BufferedInputStream(request.getInputStream(), 1 << 16);
        Source source = csvIn ? csvSource(body) : ndjsonSource(body);
        response.setContentType(csvOut ? "text/csv;charset=UTF-8" : "application/x-ndjson");
        OutputStream out = response.getOutputStream();
        Sink sink = csvOut ? csvSink(out) : ndjsonSink(out);
        List<Line> lines = new ArrayList<>(AT_ONCE);
        for (Line line = source.next(); line != null; line = source.next()) {
            lines.add(line);
            if (lines.size() == AT_ONCE) {
                answer(lines, sink);
                lines.clear();
            }
        }
        answer(lines, sink);
        sink.flush();
    }

    private static boolean csvOut(@Nullable String accept, boolean csvIn) {
        if (accept == null) {
            return csvIn;
        }
        for (MediaType type : MediaType.parseMediaTypes(accept)) {
            if (type.getSubtype().equals("csv")) {
                return true;
            } else if (type.getSubtype().equals("x-ndjson")) {
                return false;
            }
        }
        return csvIn;
    }

    private void answer(List<Line> lines, Sink sink) throws IOException {
        List<QuestionAsKnownAt> asked = lines.stream().map(Line::asked).filter(Objects::nonNull).toList();
        Iterator<CheckAnswer> answers = (asked.isEmpty() ? List.<CheckAnswer>of() : checks.answer(asked, position.position())).iterator();
        for (Line line : lines) {
            sink.write(line, line.asked() == null ? null : answers.next());
        }
    }

    private Source ndjsonSource(InputStream body) {
        Lines lines = new Lines(body, StrictJson.LARGEST);
        return new Source() {
            private long number;

            @Override
            public @Nullable Line next() throws IOException {
                for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
                    number++;
                    if (line.tooLong()) {
                        return new Line(number, null, StrictJson.tooLarge());
                    }
                    if (!line.blank()) {
                        return read(line.bytes());
                    }
                }
                return null;
            }

            private Line read(byte[] bytes) {
                try {
                    return new Line(number, question(json.object(bytes)).read(moments), null);
                } catch (Problem problem) {
                    return new Line(number, null, problem);
                }
            }
        };
    }

    private static CheckRequest question(ObjectNode object) {
        for (String name : object.propertyNames()) {
            if (!FIELDS.contains(name)) {
                throw Problem.malformed(name, "unknown field; known are " + FIELDS.stream().sorted().toList());
            }
        }
        return new CheckRequest(text(object, "grantor"), text(object, "issuer"), text(object, "form"), texts(object, "signer"),
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
                throw Problem.malformed(name, "is not text in quotes, nor a list of such");
            }
            texts.add(element.stringValue());
        }
        return texts;
    }

    private Source csvSource(InputStream body) {
        CsvReader<NamedCsvRecord> reader = CsvReader.builder().maxBufferSize(StrictJson.LARGEST).detectBomHeader(false)
                .allowMissingFields(true).allowExtraFields(true).ofNamedCsvRecord(new InputStreamReader(body, StandardCharsets.UTF_8));
        Iterator<NamedCsvRecord> records = reader.iterator();
        return new Source() {
            private long last;
            private boolean broken;

            @Override
            public @Nullable Line next() throws IOException {
                try {
                    if (broken || !records.hasNext()) {
                        return null;
                    }
                    NamedCsvRecord record = records.next();
                    if (last == 0) {
                        requireKnown(record.getHeader());
                    }
                    last = record.getStartingLineNumber();
                    return read(record);
                } catch (CsvParseException e) {
                    Problem problem = Problem.malformed("", "is not well-formed CSV: " + e.getMessage());
                    if (last == 0) {
                        throw problem;
                    }
                    // What was answered stands; where the next line begins cannot be told any more.
                    broken = true;
                    return new Line(last + 1, null, problem);
                }
            }

            private Line read(NamedCsvRecord record) {
                try {
                    if (record.getFieldCount() > record.getHeader().size()) {
                        throw Problem.malformed("", "has more cells than the header");
                    }
                    CheckRequest request = new CheckRequest(cell(record, "grantor"), cell(record, "issuer"), cell(record, "form"),
                            cells(record, "signer"), cells(record, "capacity"), cell(record, "on"), cell(record, "knownAt"));
                    return new Line(record.getStartingLineNumber(), request.read(moments), null);
                } catch (Problem problem) {
                    return new Line(record.getStartingLineNumber(), null, problem);
                }
            }
        };
    }

    private static void requireKnown(List<String> header) {
        for (String name : header) {
            if (!FIELDS.contains(name)) {
                throw Problem.malformed(name, "unknown column; known are " + FIELDS.stream().sorted().toList());
            }
        }
    }

    private static @Nullable String cell(NamedCsvRecord record, String name) {
        return record.findField(name).map(String::strip).filter(text -> !text.isEmpty()).orElse(null);
    }

    private static @Nullable List<String> cells(NamedCsvRecord record, String name) {
        String cell = cell(record, name);
        if (cell == null) {
            return null;
        }
        List<String> cells = new ArrayList<>();
        for (String part : cell.split("\\|", -1)) {
            cells.add(part.strip());
        }
        return cells;
    }

    private Sink ndjsonSink(OutputStream out) {
        return new Sink() {
            @Override
            public void write(Line line, @Nullable CheckAnswer answer) throws IOException {
                ObjectNode object = mapper.createObjectNode();
                object.put("line", line.number());
                if (answer != null) {
                    object.setAll((ObjectNode) mapper.valueToTree(answer));
                } else {
                    object.setAll((ObjectNode) mapper.valueToTree(ProblemWriter.members(report(line))));
                }
                out.write(mapper.writeValueAsBytes(object));
                out.write('\n');
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }
        };
    }

    private static Problem.Report report(Line line) {
        return line.problem() == null ? ProblemWriter.ofStatus(HttpStatus.INTERNAL_SERVER_ERROR) : line.problem().report();
    }

    private static Sink csvSink(OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        CsvWriter csv = CsvWriter.builder().build(text);
        csv.writeRecord(COLUMNS);
        return new Sink() {
            @Override
            public void write(Line line, @Nullable CheckAnswer answer) {
                Map<String, String> cells = new LinkedHashMap<>();
                cells.put("line", Long.toString(line.number()));
                if (answer == null) {
                    cells.put("problem", report(line).detail());
                } else {
                    fill(cells, answer);
                }
                csv.writeRecord(COLUMNS.stream().map(column -> cells.getOrDefault(column, "")).toList());
            }

            @Override
            public void flush() throws IOException {
                csv.flush();
                text.flush();
            }
        };
    }

    private static void fill(Map<String, String> cells, CheckAnswer answer) {
        cells.put("authorized", Boolean.toString(answer.authorized()));
        cells.put("reason", answer.reason().name());
        cells.put("explanation", answer.explanation());
        // The one that gave the reason; the others are in the JSON.
        answer.basis().stream().filter(basis -> basis.reason() == answer.reason()).findFirst().ifPresent(basis -> {
            cells.put("poaId", basis.poaId().value());
            cells.put("clauses", String.join(" | ", basis.clauses()));
            cells.put("from", basis.from().toString());
            if (basis.until() != null) {
                cells.put("until", basis.until().toString());
            }
            if (basis.endedBy() != null) {
                cells.put("endCause", basis.endedBy().cause().name());
                cells.put("endedBy", basis.endedBy().recordId().toString());
            }
        });
        cells.put("on", answer.on().toString());
        cells.put("knownAt", Dates.format(answer.knownAt()));
        cells.put("position", Long.toString(answer.position()));
        if (answer.incomplete() != null) {
            cells.put("incomplete", String.join(" | ", answer.incomplete()));
        }
    }
}
