package org.authorityledger.documents.filing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.authorityledger.documents.filing.Filing.Doubt;
import org.authorityledger.documents.instrument.FilingContext.Party;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that an archive gives one filing of each accession number. What says the same again is passed over; what says something else is handed
 * over with that doubt, and named.
 */
final class OneReading implements FilingSink {

    private final FilingSink sink;
    /** By accession number, what its documents said; the tables have each once by themselves. */
    private final Map<String, String> said = new HashMap<>();
    private String where;
    private boolean document;

    OneReading(String archive, FilingSink sink) {
        this.sink = sink;
        this.where = archive;
    }

    /** Of which document the next filings are. */
    void at(String name, boolean isDocument) {
        where = name;
        document = isDocument;
    }

    @Override
    public void filing(Filing filing) {
        String accession = filing.accession();
        if (accession == null) {
            sink.filing(filing);
            return;
        }
        String substance = substance(filing);
        String before = document ? said.putIfAbsent(accession, substance) : said.get(accession);
        if (before == null) {
            sink.filing(filing);
        } else if (!before.equals(substance)) {
            sink.problem(new FilingProblem(where, "The archive has the filing " + accession
                    + " more than once, and not the same: the form, those who report, the issuer or the signatures differ."));
            sink.filing(filing.with(List.of(Doubt.FILED_TWICE)));
        }
    }

    /** What a finding rests on. A table and a document of one filing differ in the rest. */
    private static String substance(Filing filing) {
        List<Object> all = List.of(filing.form(), filing.owners().stream().map(OneReading::who).sorted().toList(), who(filing.issuer()),
                filing.signatures().stream().map(one -> one.signedOn() + " " + one.text().replaceAll("\\s+", " ").strip()).toList());
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String who(@Nullable Party party) {
        return party == null ? "" : party.cik() == null ? party.name() : party.cik();
    }

    @Override
    public void problem(FilingProblem problem) {
        sink.problem(problem);
    }

    @Override
    public void document(String name, byte[] bytes, @Nullable Filing filing) {
        sink.document(name, bytes, filing);
    }
}
