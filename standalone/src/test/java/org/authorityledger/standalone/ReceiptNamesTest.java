package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A receipt is held beside the answer that it certifies: both speak of the same people. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReceiptNamesTest extends LedgerTest {

    private static final String QUESTION = "/api/authority/check?grantor=named-one&issuer=named-issuer&form=4&signer=named-two&on=2020-06-01";

    private static long granted(String grantor, String name, String attorney, String called) {
        var response = LEDGER.tell("grantors/" + grantor + "/powers-of-attorney", """
                {"poaId": "p1", "grantor": {"name": "%s"}, "issuer": {"issuerId": "named-issuer", "name": "Named Corp"},
                 "attorneys": [{"attorneyId": "%s", "name": "%s"}], "powers": [{"clause": "a", "forms": ["4"]}],
                 "executedOn": "2020-01-15"}
                """.formatted(name, attorney, called));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return RunningLedger.json(response.body()).path("position").asLong();
    }

    @Test
    void a_receipt_names_everyone_as_the_check_does_also_someone_whom_her_own_paper_calls_otherwise() {
        granted("named-one", "Nora One", "named-two", "Tess Two");
        long own = granted("named-two", "Two Tess M", "named-three", "Theo Three");

        String plain = LEDGER.ask(QUESTION + "&minPosition=" + own).path("explanation").asString();
        JsonNode receipt = LEDGER.ask(QUESTION + "&receipt=true&minPosition=" + own);

        assertThat(plain).contains("Tess Two", "Nora One", "Named Corp");
        assertThat(receipt.path("answer").path("explanation").asString()).isEqualTo(plain);
        assertThat(receipt.path("names").path("named-two").asString()).isEqualTo("Tess Two");
    }
}
