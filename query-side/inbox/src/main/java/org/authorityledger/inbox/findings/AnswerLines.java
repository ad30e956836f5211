package org.authorityledger.inbox.findings;

import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.authorityledger.documents.filing.FilingProblem;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.listing.ListingConverter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/** The lines of an answer about a file of filings: NDJSON, or CSV. The first problems are held, since they may be all there is. */
final class AnswerLines {

    static final List<String> PROBLEM = List.of("where", "problem");
    /** Problems of a file with no filing in it are the answer itself, up to this many. */
    private static final int MOST_FAULTS = 100;

    private final HttpServletResponse response;
    private final JsonMapper mapper;
    private final ListingConverter cells;
    private final List<String> columns;
    private final List<FilingProblem> held = new ArrayList<>();
    private @Nullable OutputStream out;
    private @Nullable CsvWriter csv;

    /**
     * None yet.
     *
     * @param columns those of CSV; empty: NDJSON
     */
    AnswerLines(HttpServletResponse response, JsonMapper mapper, List<String> columns) {
        this.response = response;
        this.mapper = mapper;
        this.cells = new ListingConverter(mapper);
        this.columns = columns;
    }

    /** A problem, as a line. */
    void problem(FilingProblem problem) {
        if (out == null && held.size() < MOST_FAULTS) {
            held.add(problem);
        } else {
            write(BatchFields.problem(problem));
        }
    }

    /** A line. */
    void write(Map<String, Object> line) {
        try {
            OutputStream begun = begin();
            if (csv == null) {
                begun.write(mapper.writeValueAsBytes(line));
                begun.write('\n');
            } else {
                csv.writeRecord(columns.stream().map(column -> cells.cell(line.get(column))).toList());
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private OutputStream begin() throws IOException {
        OutputStream begun = out;
        if (begun != null) {
            return begun;
        }
        response.setContentType(columns.isEmpty() ? "application/x-ndjson" : "text/csv;charset=UTF-8");
        begun = response.getOutputStream();
        out = begun;
        if (!columns.isEmpty()) {
            Writer text = new OutputStreamWriter(begun, StandardCharsets.UTF_8);
            csv = CsvWriter.builder().build(text);
            csv.writeRecord(columns);
        }
        held.forEach(problem -> write(BatchFields.problem(problem)));
        return begun;
    }

    /**
     * The end of an answer about a file with this many filings.
     *
     * @throws Problem if it has none and nothing was written yet
     */
    void end(long filings) throws IOException {
        if (filings == 0 && out == null) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "NO_FILING", "No filing was found in this file; nothing was kept.",
                    held.stream().map(one -> new Problem.Fault(one.where(), one.what())).toList());
        }
        OutputStream begun = begin();
        if (csv != null) {
            csv.flush();
        }
        begun.flush();
    }
}
