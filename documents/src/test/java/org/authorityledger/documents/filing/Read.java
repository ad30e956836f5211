package org.authorityledger.documents.filing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What a reading handed over, and archives made for tests. */
final class Read implements FilingSink {

    static final String SUBMISSIONS = "ACCESSION_NUMBER\tFILING_DATE\tPERIOD_OF_REPORT\tDATE_OF_ORIG_SUB\tNOT_SUBJECT_SEC16\tDOCUMENT_TYPE"
            + "\tISSUERCIK\tISSUERNAME\tREMARKS\n";
    static final String SIGNATURES = "ACCESSION_NUMBER\tOWNERSIGNATURENAME\tOWNERSIGNATUREDATE\n";
    static final String OWNERS = "ACCESSION_NUMBER\tRPTOWNERCIK\tRPTOWNERNAME\n";

    final List<Filing> filings = new ArrayList<>();
    final List<FilingProblem> problems = new ArrayList<>();
    final List<String> documents = new ArrayList<>();

    static Read of(String name, byte[] bytes) throws IOException {
        Read read = new Read();
        FilingReader.read(name, new ByteArrayInputStream(bytes), read);
        return read;
    }

    static Read of(String text) throws IOException {
        return of("form.xml", text.getBytes(StandardCharsets.UTF_8));
    }

    /** An archive of these names and contents, by turns. */
    static byte[] zip(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    static String accession(int number) {
        return "0000912345-24-%06d".formatted(number);
    }

    static String submission(int number) {
        return accession(number) + "\t12-AUG-2024\t09-AUG-2024\t\t0\t4\t0000004711\tLarkspur Mills, Inc.\t\n";
    }

    Filing only() {
        if (filings.size() != 1) {
            throw new AssertionError(filings.size() + " filings; " + problems);
        }
        return filings.getFirst();
    }

    List<String> where() {
        return problems.stream().map(FilingProblem::where).toList();
    }

    @Override
    public void filing(Filing filing) {
        filings.add(filing);
    }

    @Override
    public void problem(FilingProblem problem) {
        problems.add(problem);
    }

    @Override
    public void document(String name, byte[] bytes, @org.jspecify.annotations.Nullable Filing filing) {
        documents.add(name);
    }
}
