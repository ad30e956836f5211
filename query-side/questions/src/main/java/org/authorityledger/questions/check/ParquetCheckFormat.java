package org.authorityledger.questions.check;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.authorityledger.questions.files.Column;
import org.authorityledger.questions.files.RowFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Answers as the rows of a Parquet file: the columns of the CSV, with types. */
final class ParquetCheckFormat implements CheckFormat<List<List<@Nullable Object>>> {

    /** The columns, in order; named in the file as in the CSV. */
    private enum Cell {
        LINE("line", Column.Type.LONG), AUTHORIZED("authorized", Column.Type.TRUTH), REASON("reason", Column.Type.TEXT), EXPLANATION(
                "explanation", Column.Type.TEXT), POA_ID("poaId", Column.Type.TEXT), CLAUSES("clauses", Column.Type.TEXTS), FROM("from",
                        Column.Type.DATE), UNTIL("until", Column.Type.DATE), END_CAUSE("endCause", Column.Type.TEXT), ENDED_BY("endedBy",
                                Column.Type.TEXT), ON("on", Column.Type.DATE), KNOWN_AT("knownAt", Column.Type.INSTANT), POSITION(
                                        "position", Column.Type.LONG), PROBLEM("problem", Column.Type.TEXT), INCOMPLETE("incomplete",
                                                Column.Type.TEXTS), CHAIN("chain", Column.Type.TEXT), REMARKS("remarks",
                                                        Column.Type.TEXTS), CHAINS("chains", Column.Type.TEXTS);

        private final Column column;

        Cell(String name, Column.Type type) {
            this.column = new Column(name, type);
        }
    }

    private final OutputStream out;
    private final JsonMapper mapper;
    private @Nullable RowFile file;

    ParquetCheckFormat(OutputStream out, JsonMapper mapper) {
        this.out = out;
        this.mapper = mapper;
    }

    @Override
    public void begin() throws IOException {
        file = RowFile.Format.PARQUET.begin(out, Arrays.stream(Cell.values()).map(cell -> cell.column).toList(), Map.of(), mapper);
    }

    @Override
    public Batch<List<List<@Nullable Object>>> batch() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        return new Batch<>() {
            @Override
            public void write(CheckLine line, @Nullable CheckAnswer answer) {
                rows.add(row(line, answer));
            }

            @Override
            public List<List<@Nullable Object>> finish() {
                return rows;
            }
        };
    }

    private static List<@Nullable Object> row(CheckLine line, @Nullable CheckAnswer answer) {
        Map<Cell, Object> cells = new EnumMap<>(Cell.class);
        cells.put(Cell.LINE, line.number());
        if (answer == null) {
            cells.put(Cell.PROBLEM, CheckLineWriter.report(line).detail());
        } else {
            fill(cells, answer);
        }
        List<@Nullable Object> row = new ArrayList<>(Cell.values().length);
        for (Cell cell : Cell.values()) {
            row.add(cells.get(cell));
        }
        return row;
    }

    private static void fill(Map<Cell, Object> cells, CheckAnswer answer) {
        cells.put(Cell.AUTHORIZED, answer.authorized());
        cells.put(Cell.REASON, answer.reason().name());
        cells.put(Cell.EXPLANATION, answer.explanation());
        CheckAnswer.ConsideredAuthority decisive = answer.decisive();
        if (decisive != null) {
            put(cells, Cell.POA_ID, decisive.poaId() == null ? null : decisive.poaId().value());
            put(cells, Cell.CLAUSES, decisive.clauses());
            put(cells, Cell.FROM, decisive.from());
            put(cells, Cell.UNTIL, decisive.until());
            if (decisive.endedBy() != null) {
                cells.put(Cell.END_CAUSE, decisive.endedBy().cause().name());
                cells.put(Cell.ENDED_BY, decisive.endedBy().recordId().toString());
            }
            put(cells, Cell.CHAIN, decisive.chain() == null ? null : CsvCheckLineWriter.chain(decisive.chain()));
        }
        cells.put(Cell.ON, answer.on());
        cells.put(Cell.KNOWN_AT, answer.knownAt());
        cells.put(Cell.POSITION, answer.position().value());
        put(cells, Cell.INCOMPLETE, answer.incomplete());
        cells.put(Cell.REMARKS, answer.remarks().stream().map(remark -> remark.code().name()).toList());
        cells.put(Cell.CHAINS, chains(answer).toList());
    }

    private static Stream<String> chains(CheckAnswer answer) {
        return answer.basis().stream().filter(considered -> considered.reason() == answer.reason())
                .map(CheckAnswer.ConsideredAuthority::chains).filter(Objects::nonNull).flatMap(List::stream).map(CsvCheckLineWriter::chain);
    }

    private static void put(Map<Cell, Object> cells, Cell cell, @Nullable Object value) {
        if (value != null) {
            cells.put(cell, value);
        }
    }

    @Override
    public void send(List<List<@Nullable Object>> batch) throws IOException {
        for (List<@Nullable Object> row : batch) {
            Objects.requireNonNull(file).row(row);
        }
    }

    @Override
    public void end() throws IOException {
        Objects.requireNonNull(file).end();
        out.flush();
    }
}
