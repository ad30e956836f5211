package org.authorityledger.pages.authorities;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.Regime;
import org.authorityledger.events.SignatoryEnded;
import org.authorityledger.questions.OnAQueryNode;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How an answer changed as records were added is read from all streams on which it rests, and agrees with the answer above it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AnswerHistoryTest extends OnAQueryNode {

    private Recordings ledger;

    @BeforeEach
    void recordings() {
        ledger = new Recordings(appender);
    }

    private String page(LedgerRecord last, String grantor, String signer) {
        awaitRegister(last.position().value());
        return LedgerForTests.get(port, "/check?grantor=" + ledger.id(grantor) + "&issuer=acme&form=4&on=2020-06-02&signer="
                + ledger.id(signer), "Accept", "text/html").body();
    }

    /** Each period: its badge, its sentence, and the record that it begins with, if one is linked. */
    private record Turn(String badge, String text, String record) {}

    private static List<Turn> turns(String page) {
        int from = page.indexOf("<ol class=\"turns\"");
        if (from < 0) {
            return List.of();
        }
        return Arrays.stream(page.substring(from, page.indexOf("</ol>", from)).split("<li", -1)).skip(1)
                .map(item -> new Turn(item.replaceAll("(?s).*?<span class=\"badge[^>]*>(.*?)</span>.*", "$1")
                        .replaceAll("(?s)<svg.*?</svg>", "").replaceAll("<[^>]*>", "").strip(),
                        item.replaceAll("(?s)<svg.*?</svg>", "").replaceAll("<[^>]*>", "").replaceAll("\\s+", " "),
                        item.contains("/ledger/") ? item.replaceAll("(?s).*/ledger/([0-9a-f-]{36}).*", "$1") : ""))
                .toList();
    }

    private static List<String> badges(String page) {
        return turns(page).stream().map(Turn::badge).toList();
    }

    private static List<String> records(String page) {
        return turns(page).stream().map(Turn::record).toList();
    }

    private static String id(LedgerRecord record) {
        return record.recordId().toString();
    }

    @Test
    void a_signatory_of_an_entity_that_has_a_power_of_attorney_too_may_sign_to_date() {
        LedgerRecord granted = ledger.granted("acme", says -> says.appointing(ledger.attorney("cfo")));
        LedgerRecord signs = ledger.signs("acme", "ceo");

        String page = page(signs, "acme", "ceo");
        assertThat(page).contains("\"verdict yes\"");
        assertThat(badges(page)).containsExactly("No record", "No", "Yes");
        assertThat(records(page)).containsExactly("", id(granted), id(signs));
        assertThat(badges(page(signs, "acme", "cfo"))).as("whom the second record does not concern").containsExactly("No record", "Yes");

        LedgerRecord left = ledger.record(new SignatoryEnded(ledger.grantor("acme"), signs.recordId(), LocalDate.parse("2020-06-02")));
        String ended = page(left, "acme", "ceo");
        assertThat(ended).contains("\"verdict no\"");
        assertThat(badges(ended)).containsExactly("No record", "No", "Yes", "No");
    }

    @Test
    void a_death_in_the_attorneys_own_stream_that_was_retracted_is_shown_as_long_as_it_stood() {
        LedgerRecord granted = ledger.granted("zz1", says -> says.appointing(ledger.attorney("yy1")));
        ledger.granted("yy1", says -> says.appointing(ledger.attorney("other")));
        LedgerRecord died = ledger.record(new GrantorDied(ledger.grantor("yy1"), LocalDate.parse("2020-06-02"), List.of(), null, null,
                null));
        LedgerRecord retracted = ledger.record(new RecordRetracted(ledger.grantor("yy1"), died.recordId(), "someone else"));

        String page = page(retracted, "zz1", "yy1");
        assertThat(badges(page)).containsExactly("No record", "Yes", "No", "Yes");
        assertThat(records(page)).containsExactly("", id(granted), id(died), id(retracted));
        assertThat(turns(page).get(2).text()).contains("ended with the");
    }

    @Test
    void the_signatory_of_an_entity_that_is_an_attorney_is_followed_into_the_entitys_stream() {
        LedgerRecord granted = ledger.granted("w", says -> says.appointing().appointingEntity(ledger.attorney("l")));
        LedgerRecord signs = ledger.signs("l", "lp");

        String page = page(signs, "w", "lp");
        assertThat(page).contains("\"verdict yes\"");
        assertThat(badges(page)).containsExactly("No record", "No", "Yes");
        assertThat(records(page)).containsExactly("", id(granted), id(signs));
        assertThat(page).doesNotContain("held no power of attorney of this grantor");
    }

    @Test
    void that_a_third_stream_states_an_attorney_to_be_an_entity_changes_the_answer_too() {
        LedgerRecord granted = ledger.granted("w", says -> says.appointing(ledger.attorney("l")));
        LedgerRecord stated = ledger.granted("third", says -> says.appointing().appointingEntity(ledger.attorney("l")));

        String page = page(stated, "w", "l");
        assertThat(page).contains("\"verdict no\"");
        assertThat(badges(page)).containsExactly("No record", "Yes", "No");
        assertThat(records(page)).containsExactly("", id(granted), id(stated));
    }

    @Test
    void a_grantor_with_signatories_only_has_a_history_too() {
        LedgerRecord first = ledger.signs("fund", "john");
        LedgerRecord second = ledger.signs("fund", "jane");

        String page = page(second, "fund", "jane");
        assertThat(badges(page)).containsExactly("No record", "No", "Yes");
        assertThat(records(page)).containsExactly("", id(first), id(second));
    }

    @Test
    void anyone_known_in_any_part_may_be_asked_about_as_a_signer_the_grantor_too() {
        LedgerRecord granted = ledger.granted("ss1", says -> says.appointing(ledger.attorney("ssa")));
        LedgerRecord other = ledger.granted("another", says -> says.appointing(ledger.attorney("ssa")));

        String own = page(other, "ss1", "ss1");
        assertThat(own).contains("\"verdict yes\"", "in person, which needs no power of attorney");
        assertThat(badges(own)).containsExactly("No record", "Yes");
        assertThat(records(own)).containsExactly("", id(granted));
        assertThat(turns(own).getFirst().text()).contains("Before any record that this answer rests on",
                "The ledger held no record that this answer rests on.");

        assertThat(page(other, "ss1", "another")).as("known as a grantor alone").contains("\"verdict no\"", "Grantor another");
        awaitRegister(other.position().value());
        assertThat(LedgerForTests.get(port, "/check?grantor=" + ledger.id("ss1") + "&form=4&signer=" + ledger.id("no-one"), "Accept",
                "text/html").statusCode()).as("not known at all").isEqualTo(400);
    }

    @Test
    void of_more_records_than_are_shown_the_last_ones_are_and_the_page_says_so() {
        LedgerRecord granted = ledger.granted("many", says -> says.appointing(ledger.attorney("busy")));
        LedgerRecord last = granted;
        List<LedgerRecord> filler = new ArrayList<>();
        for (int n = 1; n < AnswerHistory.MOST_RECORDS; n++) {
            last = ledger.record(new GrantorCeasedReporting(ledger.grantor("many"), IssuerId.of("elsewhere"),
                    Set.of(Regime.SECTION_16), LocalDate.parse("2019-01-01").plusDays(n), null));
            filler.add(last);
        }
        String all = page(last, "many", "busy");
        assertThat(all).doesNotContain("turns-bound");
        assertThat(records(all)).containsExactly("", id(granted));

        LedgerRecord one = ledger.record(new GrantorDied(ledger.grantor("many"), LocalDate.parse("2020-06-02"), List.of(), null, null,
                null));
        String some = page(one, "many", "busy");
        assertThat(some).contains("turns-bound", "Only what the last " + AnswerHistory.MOST_RECORDS + " of them changed is shown");
        assertThat(badges(some)).containsExactly("Yes", "No");
        assertThat(records(some)).as("no record is named for the first that is shown").containsExactly("", id(one));
        assertThat(turns(some).getFirst().text()).contains("As of ").doesNotContain("Before anything");
    }
}
