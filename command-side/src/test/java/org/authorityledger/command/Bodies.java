package org.authorityledger.command;

import java.util.concurrent.atomic.AtomicInteger;

/** Bodies as clients send them, and ids that were never used before. */
final class Bodies {

    private static final AtomicInteger USED = new AtomicInteger();

    private Bodies() {}

    /** A grantor the ledger has never heard of. */
    static String newGrantor() {
        return "heaton-" + USED.incrementAndGet() + "-" + System.nanoTime();
    }

    /** A grant to Judi Irving and David Fractor for Form 4; {@code more} adds fields, each with a comma before it. */
    static String grant(String more) {
        return """
                {"grantor": {"name": "Andrew Heaton", "cik": "1234"}, "issuer": {"issuerId": "hemacare", "name": "HemaCare Corporation"},
                 "attorneys": [{"attorneyId": "judi-irving", "name": "Judi Irving"}, {"attorneyId": "david-fractor", "name": "David Fractor"}],
                 "powers": [{"clause": "a", "forms": ["4", "FORM_5"]}], "executedOn": "2020-03-01" %s}
                """
                .formatted(more).replace("\n", " ").strip();
    }

    static String grants(String grantorId) {
        return "/api/grantors/" + grantorId + "/powers-of-attorney";
    }
}
