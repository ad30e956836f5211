package org.authorityledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.authorityledger.standalone.LedgerTest;
import org.authorityledger.standalone.RunningLedger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AuditFilingsTest extends LedgerTest {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int audit(String url, Path... files) throws IOException {
        Files.writeString(directory.resolve("admin-password"), RunningLedger.PASSWORD);
        List<String> arguments = new ArrayList<>(List.of("audit", "--url", url, "--data-dir", directory.toString()));
        List.of(files).forEach(file -> arguments.add(file.toString()));
        return LedgerCommands.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
    }

    private Path form(String name, String owner) throws IOException {
        return Files.writeString(directory.resolve(name), """
                <ownershipDocument><documentType>4</documentType><periodOfReport>2024-08-09</periodOfReport>
                <issuer><issuerName>Audited Mills, Inc.</issuerName></issuer>
                <reportingOwner><reportingOwnerId><rptOwnerName>%1$s</rptOwnerName></reportingOwnerId></reportingOwner>
                <ownerSignature><signatureName>/s/ %1$s</signatureName><signatureDate>2024-08-12</signatureDate></ownerSignature>
                </ownershipDocument>
                """.formatted(owner));
    }

    @Test
    void each_signature_is_a_row_below_one_header() throws IOException {
        Path one = form("one.xml", "Nora Field");
        Path other = form("other.xml", "Otto Reed");

        assertThat(audit(LEDGER.address(""), one, other)).as(err.toString()).isZero();

        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).startsWith("accession,filingId,form,");
        assertThat(lines.get(1)).contains("Nora Field", "SELF_SIGNED");
        assertThat(lines.get(2)).contains("Otto Reed", "SELF_SIGNED");
        assertThat(LEDGER.ask("/api/findings?issuer=Audited%20Mills").path("items").isEmpty()).as("nothing is kept").isTrue();
    }

    @Test
    void what_is_no_filing_or_not_there_is_named_and_the_rest_goes_on() throws IOException {
        Path none = Files.writeString(directory.resolve("letter.txt"), "Dear Sir");

        assertThat(audit(LEDGER.address(""), none, directory.resolve("absent"), form("one.xml", "Nora Field"))).isOne();

        assertThat(err.toString()).contains("letter.txt", "NO_FILING", "absent");
        assertThat(out.toString()).contains("Nora Field");
    }

    @Test
    void without_a_ledger_it_says_so() throws IOException {
        assertThat(audit("http://localhost:1", form("one.xml", "Nora Field"))).isOne();
        assertThat(err.toString()).contains("no ledger is running");
        assertThat(out.toString()).isEmpty();
    }
}
