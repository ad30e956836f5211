package org.authorityledger.questions.check;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.authorityledger.http.Problem;
import org.authorityledger.http.StrictJson;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Files of checks, of any length: answered as files, or counted. */
public final class CheckFiles {

    private static final int MOST_SHOWN = 100;
    private static final byte[] WORKBOOK = { 'P', 'K', 3, 4};
    private static final byte[] PARQUET_FILE = { 'P', 'A', 'R', '1'};

    private final BulkChecks bulk;
    private final StrictJson json;
    private final JsonMapper mapper;

    public CheckFiles(Checks checks, QuestionClock clock, RegisterProgress progress, StrictJson json, JsonMapper mapper) {
        this.bulk = new BulkChecks(checks, clock, progress);
        this.json = json;
        this.mapper = mapper;
    }

    /** How a file of checks, or of their answers, is written. */
    public enum Format {
        NDJSON("application/x-ndjson", ".ndjson"), CSV("text/csv;charset=UTF-8", ".csv"), PARQUET("application/vnd.apache.parquet",
                ".parquet");

        private final String mediaType;
        private final String ending;

        Format(String mediaType, String ending) {
            this.mediaType = mediaType;
            this.ending = ending;
        }

        /** Its media type, as a header says it. */
        public String mediaType() {
            return mediaType;
        }

        /** How the name of such a file ends. */
        public String ending() {
            return ending;
        }

        /**
         * The format of a file, by how it begins.
         *
         * @param file is still at its beginning afterwards
         * @throws Problem if it is a workbook
         */
        public static Format of(BufferedInputStream file) throws IOException {
            file.mark(PARQUET_FILE.length);
            byte[] first = file.readNBytes(PARQUET_FILE.length);
            file.reset();
            if (Arrays.equals(first, WORKBOOK)) {
                throw Problem.malformed("file", "is a workbook or an archive; save the checks as CSV");
            }
            return Arrays.equals(first, PARQUET_FILE) ? PARQUET : first.length > 0 && first[0] == '{' ? NDJSON : CSV;
        }
    }

    /**
     * An answer in brief.
     *
     * @param line as an editor counts lines, from 1; in Parquet its row
     * @param authorized null: it could not be asked
     * @param explanation why, or what is wrong with it, in a sentence
     */
    public record Brief(long line, @Nullable Boolean authorized, String explanation) {}

    /**
     * The answers to a file in brief.
     *
     * @param authorized how many are
     * @param refused how many are not
     * @param malformed how many could not be asked
     * @param first the first of them, in their order
     */
    public record Summary(long authorized, long refused, long malformed, List<Brief> first) {

        /** How many checks the file has. */
        public long all() {
            return authorized + refused + malformed;
        }
    }

    /**
     * Answers each line of a file, in order.
     *
     * @param out takes nothing before the file is known to be one of checks
     * @throws Problem if it is not
     */
    public void answer(InputStream file, Format in, OutputStream out, Format as) throws IOException {
        if (as == Format.PARQUET) {
            read(file, in, new ParquetCheckFormat(out, mapper));
        } else {
            read(file, in, as == Format.CSV ? TextCheckFormat.csv(out) : TextCheckFormat.ndjson(out, mapper));
        }
    }

    /**
     * Counts the answers to a file.
     *
     * @throws Problem if it is not one of checks
     */
    public Summary summarize(InputStream file, Format in) throws IOException {
        SummaryFormat counted = new SummaryFormat();
        read(file, in, counted);
        return counted.summary();
    }

    private <B> void read(InputStream file, Format in, CheckFormat<B> format) throws IOException {
        switch (in) {
            case PARQUET -> {
                try (ParquetCheckLines lines = new ParquetCheckLines(file)) {
                    bulk.answer(lines, format);
                }
            }
            case CSV -> bulk.answer(new CsvCheckLines(file), format);
            case NDJSON -> bulk.answer(new NdjsonCheckLines(file, json), format);
        }
    }

    /** Answers that are counted, and of which the first are kept. */
    private static final class SummaryFormat implements CheckFormat<SummaryFormat.Part> {

        private final Part whole = new Part();

        /** The answers to some lines. */
        private static final class Part {
            private long authorized;
            private long refused;
            private long malformed;
            private final List<Brief> first = new ArrayList<>();

            private void add(Brief one) {
                if (one.authorized() == null) {
                    malformed++;
                } else if (one.authorized()) {
                    authorized++;
                } else {
                    refused++;
                }
                if (first.size() < MOST_SHOWN) {
                    first.add(one);
                }
            }
        }

        @Override
        public void begin() {
            // Nothing stands before the first.
        }

        @Override
        public Batch<Part> batch() {
            Part part = new Part();
            return new Batch<>() {
                @Override
                public void write(CheckLine line, @Nullable CheckAnswer answer) {
                    part.add(answer == null
                            ? new Brief(line.number(), null, CheckLineWriter.report(line).detail())
                            : new Brief(line.number(), answer.authorized(), answer.explanation()));
                }

                @Override
                public Part finish() {
                    return part;
                }
            };
        }

        @Override
        public void send(Part batch) {
            whole.authorized += batch.authorized;
            whole.refused += batch.refused;
            whole.malformed += batch.malformed;
            whole.first.addAll(batch.first.subList(0, Math.min(batch.first.size(), MOST_SHOWN - whole.first.size())));
        }

        @Override
        public void end() {
            // Nothing stands behind the last.
        }

        Summary summary() {
            return new Summary(whole.authorized, whole.refused, whole.malformed, List.copyOf(whole.first));
        }
    }
}
