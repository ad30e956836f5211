package org.authorityledger.inbox.findings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.documents.filing.Filing;
import org.authorityledger.documents.filing.FilingProblem;
import org.authorityledger.documents.filing.FilingSink;
import org.jspecify.annotations.Nullable;

/** Finds of each signature in a file whether it was covered, and keeps nothing. Only a few hundred signatures are in memory. */
final class Audit implements FilingSink {

    private static final int BATCH = 500;

    private final FilingStore store;
    private final Findings findings;
    private final Moment moment;
    private final AnswerLines lines;
    private final List<KeptSignature> batch = new ArrayList<>(BATCH);
    private long filings;

    Audit(FilingStore store, Findings findings, Moment moment, AnswerLines lines) {
        this.store = store;
        this.findings = findings;
        this.moment = moment;
        this.lines = lines;
    }

    @Override
    public void filing(Filing filing) {
        filings++;
        KeptFiling whole = new KeptFiling(filings, filing.accession() == null ? store.content(filing) : "",
                filing.withoutSignatures(), Instant.EPOCH, "");
        for (int i = 0; i < filing.signatures().size(); i++) {
            batch.add(new KeptSignature(whole, i, filing.signatures().get(i)));
        }
        if (batch.size() >= BATCH) {
            flush();
        }
    }

    @Override
    public void problem(FilingProblem problem) {
        lines.problem(problem);
    }

    @Override
    public void document(String name, byte[] bytes, @Nullable Filing filing) {
        if (filing == null) {
            problem(FilingIntake.noForm(name));
        }
    }

    private void flush() {
        findings.ofWhole(batch, moment).forEach(finding -> lines.write(FindingFields.row(finding)));
        batch.clear();
    }

    /**
     * Gives what is left.
     *
     * @return how many filings the file has
     */
    long end() {
        flush();
        return filings;
    }
}
