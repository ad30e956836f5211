package org.authorityledger.standalone.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.authorityledger.documents.filing.Filing;
import org.authorityledger.documents.filing.FilingProblem;
import org.authorityledger.documents.filing.FilingReader;
import org.authorityledger.documents.filing.FilingSink;
import org.authorityledger.documents.instrument.InstrumentReader;
import org.authorityledger.documents.instrument.Proposal;
import org.authorityledger.documents.instrument.Reading;
import org.authorityledger.documents.text.DocumentReader;
import org.authorityledger.documents.text.FiledDocument;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code ledger read}: shows what papers and forms say. Records nothing. */
@Command(name = "read", mixinStandardHelpOptions = true, description = {
        "Reads powers of attorney and forms as filed, and prints what they say as lines of JSON. Nothing is recorded.",
        "Papers: text, HTML, PDF with text. Forms: XML of Forms 3, 4, 5 and 144 and of Schedules 13D and 13G. Whole EDGAR submissions, folders, zip"
                + " archives, and the SEC's quarterly data sets of insiders' forms.",
        "Exit code: 0 if every file was read, whatever it says; 1 if a file cannot be opened."})
final class ReadDocuments implements Callable<Integer> {

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_EMPTY)).build();

    @Parameters(arity = "1..*", paramLabel = "<file>", description = "A paper, a form, a submission, a folder, or a zip archive of these.")
    private List<Path> files = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        boolean all = true;
        for (Path given : files) {
            try {
                for (Path file : within(given)) {
                    all &= read(file);
                }
            } catch (IOException | UncheckedIOException e) {
                all &= failed(given, e);
            }
        }
        return all ? 0 : 1;
    }

    /** The file itself, or all files of a folder, in the order of their names. */
    static List<Path> within(Path given) throws IOException {
        if (!Files.isDirectory(given)) {
            return List.of(given);
        }
        try (Stream<Path> files = Files.walk(given)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private boolean read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            FilingReader.read(file.toString(), in, new Printer(file, spec.commandLine().getOut()));
            return true;
        } catch (IOException e) {
            return failed(file, e);
        }
    }

    private boolean failed(Path file, Exception e) {
        String why = e instanceof NoSuchFileException ? "there is no such file" : e.getMessage();
        spec.commandLine().getErr().println("read: " + file + ": " + why);
        return false;
    }

    /** Prints each thing as a line of JSON. */
    private record Printer(Path file, PrintWriter out) implements FilingSink {

        @Override
        public void filing(Filing filing) {
            Map<String, Object> line = line(null);
            line.put("filing", filing);
            print(line);
        }

        @Override
        public void problem(FilingProblem problem) {
            Map<String, Object> line = line(null);
            line.put("where", problem.where());
            line.put("problem", problem.what());
            print(line);
        }

        @Override
        public void document(String name, byte[] bytes, @Nullable Filing filing) {
            for (FiledDocument document : DocumentReader.read(bytes)) {
                boolean theForm = filing != null && filing.form().equals(document.type());
                if (!theForm) {
                    paper(name, document, filing);
                }
            }
        }

        private void paper(String name, FiledDocument document, @Nullable Filing filing) {
            String exhibit = document.exhibit24() && document.type() != null ? document.type().substring("EX-".length()) : null;
            Reading reading = InstrumentReader.read(document, filing == null ? null : filing.context(exhibit));
            for (Proposal proposal : reading.proposals()) {
                Map<String, Object> line = line(document);
                line.put("kind", proposal.kind());
                if (proposal.grantorName() != null) {
                    line.put("grantorName", proposal.grantorName());
                }
                if (proposal.appointedByName() != null) {
                    line.put("appointedByName", proposal.appointedByName());
                }
                line.put("body", proposal.body());
                line.put("evidence", proposal.evidence());
                line.put("open", proposal.open());
                entry(name, line);
            }
            if (reading.noProposal() != null) {
                Map<String, Object> line = line(document);
                line.put("noProposal", reading.noProposal());
                entry(name, line);
            }
        }

        /** Says which document of an archive it was. */
        private void entry(String name, Map<String, Object> line) {
            if (!name.equals(file.toString())) {
                line.put("entry", name);
            }
            print(line);
        }

        private Map<String, Object> line(@Nullable FiledDocument document) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("file", file.toString());
            if (document != null && document.type() != null) {
                line.put("type", document.type());
            }
            return line;
        }

        private void print(Map<String, Object> line) {
            out.println(JSON.writeValueAsString(line));
        }
    }
}
