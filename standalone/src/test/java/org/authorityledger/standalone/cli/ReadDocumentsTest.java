package org.authorityledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.authorityledger.standalone.RunningLedger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReadDocumentsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private int read(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        return LedgerCommands.run(new PrintWriter(out, true), new PrintWriter(err, true), "read", file.toString());
    }

    @Test
    void a_power_is_proposed_with_the_place_of_each_field_in_the_text() throws IOException {
        String text = """
                POWER OF ATTORNEY

                The undersigned, Nora Field, appoints each of Paul Stone and Rita Wells, signing singly, as attorney-in-fact to sign and file
                Forms 3, 4 and 5 with respect to the securities of Larkspur Mills, Inc. and any amendments to them.

                Dated: March 4, 2019

                /s/ Nora Field
                Nora Field
                """;
        assertThat(read("power.txt", text)).as(err.toString()).isZero();
        JsonNode proposal = RunningLedger.json(out.toString().lines().findFirst().orElseThrow());
        assertThat(proposal.path("kind").asString()).isEqualTo("GRANT");
        assertThat(proposal.path("grantorName").asString()).isEqualTo("Nora Field");
        assertThat(proposal.path("body").path("executedOn").asString()).isEqualTo("2019-03-04");
        assertThat(proposal.path("body").path("attorneys").valueStream().map(one -> one.path("name").asString())).containsExactly(
                "Paul Stone",
                "Rita Wells");
        JsonNode executed = proposal.path("evidence").valueStream().filter(one -> one.path("field").asString().equals("executedOn"))
                .findFirst()
                .orElseThrow();
        assertThat(text.substring(executed.path("start").asInt(), executed.path("end").asInt())).contains("March 4, 2019");
    }

    @Test
    void a_paper_that_is_no_such_power_says_why_and_a_file_that_is_not_there_fails() throws IOException {
        assertThat(read("minutes.txt", "The board met on March 4, 2019 and approved the minutes.")).isZero();
        assertThat(RunningLedger.json(out.toString().lines().findFirst().orElseThrow()).path("noProposal").asString()).isNotBlank();
        assertThat(LedgerCommands.run(new PrintWriter(out, true), new PrintWriter(err, true), "read", directory.resolve("none").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("none").doesNotContain("Exception:");
        assertThat(LedgerCommands.run(new PrintWriter(out, true), new PrintWriter(err, true), "read")).isEqualTo(2);
    }

    @Test
    void a_folder_with_an_archive_prints_filings_with_their_signatures_and_names_what_cannot_be_read() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("inbox"));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("quarter.zip")))) {
            zip.putNextEntry(new ZipEntry("OWNER_SIGNATURE.tsv"));
            zip.write("""
                    ACCESSION_NUMBER\tOWNERSIGNATURENAME\tOWNERSIGNATUREDATE
                    0000912345-24-000017\t/s/ Paul Stone, attorney-in-fact for Nora Field\t12-AUG-2024
                    0000912345-24-000018\t/s/ Nora Field\t12-AUG-2024
                    """.getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("SUBMISSION.tsv"));
            zip.write("""
                    ACCESSION_NUMBER\tFILING_DATE\tDOCUMENT_TYPE\tISSUERCIK\tISSUERNAME
                    0000912345-24-000017\t12-AUG-2024\t4\t4711\tLarkspur Mills, Inc.
                    """.getBytes(StandardCharsets.UTF_8));
        }
        Files.writeString(folder.resolve("letter.txt"), "A letter of no meaning.");

        assertThat(LedgerCommands.run(new PrintWriter(out, true), new PrintWriter(err, true), "read", folder.toString())).as(err.toString())
                .isZero();
        List<JsonNode> lines = out.toString().lines().map(RunningLedger::json).toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst().path("noProposal").asString()).isNotBlank();
        JsonNode filing = lines.get(1).path("filing");
        assertThat(filing.path("accession").asString()).isEqualTo("0000912345-24-000017");
        assertThat(filing.path("filedOn").asString()).isEqualTo("2024-08-12");
        assertThat(filing.path("issuer").path("cik").asString()).isEqualTo("0000004711");
        JsonNode reading = filing.path("signatures").path(0).path("reading");
        assertThat(reading.path("kind").asString()).isEqualTo("AGENT");
        assertThat(reading.path("signers").path(0).asString()).isEqualTo("Paul Stone");
        assertThat(reading.path("forWhom").path(0).asString()).isEqualTo("Nora Field");
        assertThat(lines.get(2).path("where").asString()).isEqualTo("OWNER_SIGNATURE.tsv row 3");
    }
}
