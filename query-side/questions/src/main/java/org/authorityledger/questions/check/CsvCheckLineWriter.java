package org.authorityledger.questions.check;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.authorityledger.authority.Link;
import org.authorityledger.http.Dates;
import org.authorityledger.questions.listing.ChainLink;
import org.authorityledger.register.Incomplete;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers as CSV. Of the authorities considered, a row has only the one that gave the reason, and the chains of all that got as far;
 * the JSON has all of them.
 */
final class CsvCheckLineWriter implements CheckLineWriter {

    private static final List<String> COLUMNS = List.of("line", "authorized", "reason", "explanation", "poaId", "clauses", "from", "until",
            "endCause", "endedBy", "on", "knownAt", "position", "problem", "incomplete", "chain", "remarks", "chains");
    /** The line that comes before all answers. */
    static final String HEAD = String.join(",", COLUMNS) + "\r\n";

    private final Writer text;
    private final CsvWriter csv;
    private final Map<String, String> cells = new HashMap<>();
    private final List<String> row = new ArrayList<>(COLUMNS.size());

    CsvCheckLineWriter(OutputStream out) {
        this.text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        this.csv = CsvWriter.builder().build(text);
    }

    @Override
    public void write(CheckLine line, @Nullable CheckAnswer answer) {
        cells.clear();
        cells.put("line", Long.toString(line.number()));
        if (answer == null) {
            cells.put("problem", CheckLineWriter.report(line).detail());
        } else {
            fill(cells, answer);
        }
        row.clear();
        COLUMNS.forEach(column -> row.add(cells.getOrDefault(column, "")));
        csv.writeRecord(row);
    }

    private static void fill(Map<String, String> cells, CheckAnswer answer) {
        cells.put("authorized", Boolean.toString(answer.authorized()));
        cells.put("reason", answer.reason().name());
        cells.put("explanation", answer.explanation());
        CheckAnswer.ConsideredAuthority decisive = answer.decisive();
        if (decisive != null) {
            if (decisive.poaId() != null) {
                cells.put("poaId", decisive.poaId().value());
            }
            cells.put("clauses", String.join(" | ", decisive.clauses()));
            if (decisive.from() != null) {
                cells.put("from", decisive.from().toString());
            }
            if (decisive.chain() != null) {
                cells.put("chain", chain(decisive.chain()));
            }
            if (decisive.until() != null) {
                cells.put("until", decisive.until().toString());
            }
            if (decisive.endedBy() != null) {
                cells.put("endCause", decisive.endedBy().cause().name());
                cells.put("endedBy", decisive.endedBy().recordId().toString());
            }
        }
        cells.put("chains", answer.basis().stream().filter(considered -> considered.reason() == answer.reason())
                .map(CheckAnswer.ConsideredAuthority::chains).filter(Objects::nonNull).flatMap(List::stream).map(CsvCheckLineWriter::chain)
                .collect(Collectors.joining(" | ")));
        cells.put("remarks", answer.remarks().stream().map(remark -> remark.code().name()).collect(Collectors.joining(" | ")));
        cells.put("on", answer.on().toString());
        cells.put("knownAt", Dates.format(answer.knownAt()));
        cells.put("position", answer.position().toString());
        if (answer.incomplete() != null) {
            cells.put("incomplete", answer.incomplete().isEmpty() ? Incomplete.UNNAMED : String.join(" | ", answer.incomplete()));
        }
    }

    /** The parties of a chain, from the entity to the hand that signed. */
    static String chain(List<ChainLink> chain) {
        return chain.stream().filter(link -> link.by() != Link.By.HAND).map(link -> link.partyId().value())
                .collect(Collectors.joining(" > "));
    }

    @Override
    public void flush() throws IOException {
        csv.flush();
        text.flush();
    }
}
