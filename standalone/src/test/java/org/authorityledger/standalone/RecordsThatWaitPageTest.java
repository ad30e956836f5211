package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the register cannot process, from the first sign of it until it is fixed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RecordsThatWaitPageTest extends BrowserTest {

    private static final String COLUMNS = "source_position, attorney_id, source, grantor_id, poa_id, issuer_id, role, in_place_of, powers, forms, "
            + "amendable_forms, minimum_signatures, effective_from, effective_until, end_cause, ended_by, way, granted_at, ended_at, place, "
            + "signing, conditions, known_from, known_until, opened_by, "
            + "closed_by";

    @Test
    void records_wait_are_tried_again_without_success_and_are_processed_once_the_register_is_fixed() {
        tell("powers-of-attorney", """
                {"poaId": "w", "grantor": {"name": "Wanda Waits"}, "issuer": {"issuerId": "waiting-inc", "name": "Waiting, Inc."},
                 "attorneys": [{"attorneyId": "wim-signs", "name": "Wim Signs"}], "executedOn": "2011-03-01",
                 "powers": [{"clause": "a", "forms": ["4"]}]}""");
        String row = database().queryForObject(
                "select row_to_json(v)::text from register.authority_version v where grantor_id = 'wanda-waits'",
                String.class);
        database().update("delete from register.authority_version where grantor_id = 'wanda-waits'");
        long last = tell("powers-of-attorney/w/revocations",
                "{\"signedOn\": \"2012-05-02\", \"deliveries\": [{\"attorneyId\": \"wim-signs\", \"deliveredOn\": \"2012-05-03\"}]}");
        last = Math.max(last, tell("death", "{\"on\": \"2013-06-04\"}"));
        LEDGER.ask("/api/grantors/wanda-waits?minPosition=" + last);

        go("/");
        assertThat(page.locator("a[href^='/dead-letters']").count()).as("the overview leads to them").isPositive();
        go("/grantors/wanda-waits");
        assertThat(page.locator("[data-incomplete='wanda-waits']").count()).isEqualTo(1);
        assertGoodInEveryWay("/dead-letters", "records-that-wait");
        assertThat(page.locator("tbody tr").count()).isEqualTo(2);
        Locator again = page.locator("[data-post='/api/dead-letters/wanda-waits/retry']");
        assertThat(again.count()).as("one button for a grantor").isEqualTo(1);

        again.click();
        page.waitForSelector("[data-refusal]:not([hidden])");
        assertThat(page.locator("[data-refusal]").innerText()).contains("still cannot be processed").contains("waiting: 2");
        assertAccessible("a try without success");

        database().update("insert into register.authority_version (" + COLUMNS + ") select " + COLUMNS
                + " from json_populate_record(null::register.authority_version, ?::json)", row);
        again.click();
        page.waitForSelector(".empty");
        assertThat(page.locator("tbody tr").count()).isZero();
        go("/grantors/wanda-waits");
        assertThat(page.locator("[data-incomplete]").count()).isZero();
        assertThat(LEDGER.ask("/api/authority/check?grantor=wanda-waits&issuer=waiting-inc&form=4&signer=wim-signs&on=2012-05-03")
                .path("reason").asString()).isEqualTo("REVOKED");
    }

    /** Tells something about the grantor, and gives its position. */
    private static long tell(String path, String body) {
        var answer = LEDGER.tell("grantors/wanda-waits/" + path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        long position = RunningLedger.json(answer.body()).path("position").asLong();
        LEDGER.ask("/api/events?grantor=wanda-waits&minPosition=" + position);
        return position;
    }
}
