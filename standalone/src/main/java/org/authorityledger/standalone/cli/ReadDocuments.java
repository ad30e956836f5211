package org.authorityledger.standalone.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.authorityledger.documents.instrument.FilingContext;
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

/** {@code ledger read}: shows what papers say, as proposals. Records nothing. */
@Command(name = "read", mixinStandardHelpOptions = true, description = {
        "Reads powers of attorney as filed (text, HTML, PDF with text, or whole EDGAR submissions) and prints what they propose as lines of JSON."
                + " Nothing is recorded.",
        "Exit code: 0 if every file was read, whatever it proposes; 1 if a file cannot be opened."})
final class ReadDocuments implements Callable<Integer> {

    private static final long LARGEST = 25L * 1024 * 1024;

    @Parameters(arity = "1..*", paramLabel = "<file>", description = "A paper, or a submission with all its documents.")
    private List<Path> files = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        boolean all = true;
        for (Path file : files) {
            try {
                if (Files.size(file) > LARGEST) {
                    throw new IOException("is larger than 25 MB");
                }
                byte[] bytes = Files.readAllBytes(file);
                String header = DocumentReader.header(bytes);
                FilingContext filing = header == null ? null : FilingContext.of(header);
                DocumentReader.read(bytes).forEach(document -> print(file, document, filing, out));
            } catch (IOException e) {
                err.println("read: " + file + ": " + e.getMessage());
                all = false;
            }
        }
        return all ? 0 : 1;
    }

    private static void print(Path file, FiledDocument document, @Nullable FilingContext filing, PrintWriter out) {
        Reading reading = InstrumentReader.read(document, filing == null ? null : filing.attached(document));
        for (Proposal proposal : reading.proposals()) {
            Map<String, Object> line = of(file, document);
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
            out.println(JsonMapper.shared().writeValueAsString(line));
        }
        if (reading.noProposal() != null) {
            Map<String, Object> line = of(file, document);
            line.put("noProposal", reading.noProposal());
            out.println(JsonMapper.shared().writeValueAsString(line));
        }
    }

    private static Map<String, Object> of(Path file, FiledDocument document) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("file", file.toString());
        if (document.type() != null) {
            line.put("type", document.type());
        }
        return line;
    }
}
