package org.authorityledger.reliability;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bodies of powers of attorney. */
final class Grants {

    private Grants() {}

    /** A power of attorney for Form 4 at any issuer, with the given number of attorneys. */
    static String body(String poaId, int attorneys, String note) {
        return """
                {"poaId": "%s", "grantor": {"name": "Ann Vale"}, "issuer": "ANY", "attorneys": [%s],
                 "powers": [{"clause": "a", "forms": ["3", "4", "5"]}], "executedOn": "2020-01-15", "note": "%s"}
                """.formatted(poaId,
                IntStream.range(0, attorneys).mapToObj(n -> "{\"attorneyId\": \"attorney-%d\", \"name\": \"Lee Moor %d\"}".formatted(n, n))
                        .collect(Collectors.joining(", ")),
                note).replace("\n", " ");
    }

    /** The same as a line of an import. */
    static String line(String grantorId, String poaId, int attorneys, String note) {
        return body(poaId, attorneys, note).strip().replaceFirst("\\{",
                "{\"command\": \"GrantPowerOfAttorney\", \"grantorId\": \"" + grantorId + "\", ");
    }
}
