package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.authorityledger.documents.text.DocumentReader;
import org.junit.jupiter.api.Test;

class SamplesTest {

    private static final Path SAMPLES = Path.of(System.getProperty("ledger.samples", "absent"));

    @Test
    void print() throws IOException {
        assumeTrue(Files.isDirectory(SAMPLES));
        try (Stream<Path> files = Stream.concat(Files.list(SAMPLES.resolve("poa")), Stream.of(SAMPLES.resolve("filings/0001127602-25-001055.txt")))) {
            files.sorted().forEach(file -> {
                try {
                    System.out.println("=== " + file.getFileName());
                    DocumentReader.read(Files.readAllBytes(file)).forEach(document -> {
                        Reading reading = InstrumentReader.read(document, null);
                        System.out.println(document.type() + " " + reading.noProposal());
                        reading.proposals().forEach(p -> {
                            System.out.println(p.kind() + " " + p.grantorName());
                            p.body().forEach((k, v) -> System.out.println("    " + k + " = " + v.toString().replaceAll("text=[^}]{60,}}", "text=..}")));
                            System.out.println("    OPEN " + p.open());
                        });
                    });
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
        }
        assertThat(1).isEqualTo(1);
    }
}
