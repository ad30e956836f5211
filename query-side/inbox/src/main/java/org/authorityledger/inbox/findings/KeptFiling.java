package org.authorityledger.inbox.findings;

import java.time.Instant;
import org.authorityledger.documents.filing.Filing;

/**
 * A filing that is kept.
 *
 * @param number in the order of keeping
 * @param content the SHA-256 of all that it says
 * @param filing what it says; without its signatures
 * @param keptAt when it was kept
 * @param keptBy who brought it
 */
public record KeptFiling(long number, String content, Filing filing, Instant keptAt, String keptBy) {

    /** Its accession number, or else the SHA-256 of what it says. */
    public String filingId() {
        return filing.accession() == null ? content : filing.accession();
    }
}
