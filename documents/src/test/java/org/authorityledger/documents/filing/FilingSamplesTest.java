package org.authorityledger.documents.filing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import org.authorityledger.documents.filing.Filing.Exhibit;
import org.authorityledger.documents.instrument.FilingContext.Party;
import org.authorityledger.documents.signature.Signature.Kind;
import org.junit.jupiter.api.Test;

/** Filings as they were filed, where they are there. */
class FilingSamplesTest {

    private static final Path SAMPLES = Path.of(System.getProperty("ledger.samples", "absent"));

    private static Read read(String file) throws IOException {
        Path path = SAMPLES.resolve(file);
        assumeTrue(Files.isRegularFile(path), () -> path + " is not there");
        Read read = new Read();
        try (InputStream in = Files.newInputStream(path)) {
            FilingReader.read(file, in, read);
        }
        return read;
    }

    @Test
    void the_submission_with_its_exhibit_is_signed_by_an_attorney_for_the_only_owner() throws IOException {
        Filing filing = read("filings/0001127602-25-001055.txt").only();
        assertThat(filing.accession()).isEqualTo("0001127602-25-001055");
        assertThat(filing.filedOn()).isEqualTo(LocalDate.of(2025, 1, 10));
        assertThat(filing.issuer()).isEqualTo(new Party("AAR CORP", "0000001750"));
        assertThat(filing.exhibits()).extracting(Exhibit::type).containsExactly("EX-24");
        assertThat(filing.signatures()).singleElement().satisfies(signature -> {
            assertThat(signature.reading().kind()).isEqualTo(Kind.AGENT);
            assertThat(signature.reading().signers()).containsExactly("Katherine Kwiat");
            assertThat(signature.reading().forWhom()).containsExactly("Garascia Jessica A.");
        });
    }

    @Test
    void each_kind_of_form_is_read() throws IOException {
        assertThat(read("filings/form3-ownership.xml").only().signatures().getFirst().reading().forWhom()).containsExactly("Vinayak Hegde");
        assertThat(read("filings/form4-ownership.xml").only().signatures().getFirst().reading().forWhom())
                .containsExactly("Scarpelli Michael");
        Filing notice = read("filings/sample144.xml").only();
        assertThat(notice.exhibits()).containsExactly(new Exhibit("EX-24", "test3.txt", null));
        assertThat(notice.signatures().getFirst().reading().kind()).isEqualTo(Kind.SELF);
        Filing schedule = read("filings/schedule13d.xml").only();
        assertThat(schedule.owners()).hasSize(2);
        assertThat(schedule.signatures()).extracting(one -> one.reading().kind()).containsExactly(Kind.ENTITY, Kind.SELF);
    }

    @Test
    void the_quarter_is_read_whole_and_few_signatures_stay_unclear() throws IOException {
        Path path = SAMPLES.resolve("insider-2024q3/2024q3_form345.zip");
        assumeTrue(Files.isRegularFile(path), () -> path + " is not there");
        Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
        int[] count = new int[2];
        try (InputStream in = Files.newInputStream(path)) {
            FilingReader.read("quarter", in, new FilingSink() {
                @Override
                public void filing(Filing filing) {
                    count[0]++;
                    filing.signatures().forEach(signature -> kinds.merge(signature.reading().kind(), 1, Integer::sum));
                }

                @Override
                public void problem(FilingProblem problem) {
                    assertThat(problem.what()).contains("is dated");
                    count[1]++;
                }
            });
        }
        assertThat(count[0]).isEqualTo(36_075);
        assertThat(count[1]).isLessThan(100);
        assertThat(kinds.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(39_236);
        assertThat(kinds.get(Kind.AGENT)).isBetween(28_000, 28_800);
        assertThat(kinds.get(Kind.UNCLEAR)).isLessThan(200);
    }
}
