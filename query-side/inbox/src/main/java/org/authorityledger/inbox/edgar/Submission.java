package org.authorityledger.inbox.edgar;

import java.nio.charset.StandardCharsets;
import org.authorityledger.documents.instrument.FilingContext;
import org.authorityledger.inbox.edgar.EdgarTrouble.Kind;

/** What was got in answer to a request for a whole submission is held against what was asked for. */
final class Submission {

    private static final int BEGINNING = 4_096;
    private static final int LONGEST_HEADER = 200_000;
    private static final int END = 400;

    private Submission() {}

    /**
     * Requires that these bytes are the submission of this number, from its first line to its last.
     *
     * @throws EdgarTrouble if they are not
     */
    static byte[] require(String accession, byte[] bytes) {
        String beginning = text(bytes, 0, BEGINNING);
        if (!beginning.contains("<SEC-DOCUMENT>") && !beginning.contains("<SEC-HEADER>")) {
            throw new EdgarTrouble(Kind.NOT_ASKED_FOR, beginning.stripLeading().startsWith("<")
                    ? "What was answered is a page, not a submission."
                    : "What was answered is not a submission.");
        }
        String head = text(bytes, 0, LONGEST_HEADER);
        int end = head.indexOf("<DOCUMENT>");
        String number = FilingContext.of(end < 0 ? head : head.substring(0, end)).accession();
        if (!accession.equals(number)) {
            throw new EdgarTrouble(Kind.NOT_ASKED_FOR, number == null
                    ? "The submission has no accession number."
                    : "The submission has another accession number: " + number.substring(0, Math.min(40, number.length())) + ".");
        }
        if (!text(bytes, Math.max(0, bytes.length - END), END).contains("</SEC-DOCUMENT>")) {
            throw new EdgarTrouble(Kind.BROKEN, "The submission is cut short: it does not end as one does.");
        }
        return bytes;
    }

    private static String text(byte[] bytes, int from, int most) {
        return new String(bytes, from, Math.min(most, bytes.length - from), StandardCharsets.ISO_8859_1);
    }
}
