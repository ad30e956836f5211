package org.authorityledger.pages.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Cik;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Party;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.RecordId;
import org.authorityledger.questions.OnHeatonsLedger;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.LedgerForTests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a text finds: names in any spelling, numbers and ids. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SearchPageTest extends OnHeatonsLedger {

    private static @Nullable LedgerRecord recorded;

    @BeforeAll
    void someone_is_recorded() {
        synchronized (SearchPageTest.class) {
            if (recorded == null) {
                LedgerForTests.record(appender, new RecordId(RecordIds.mint()), 0,
                        new PowerOfAttorneyGranted(GrantorId.of("sought-too"), PoaId.of("Other_2004"), new Party("王小明", null),
                                ((PowerOfAttorneyGranted) story().granted.act()).terms(), null));
                recorded = LedgerForTests.record(appender, new RecordId(RecordIds.mint()), 0,
                        new PowerOfAttorneyGranted(GrantorId.of("sought-grantor"), PoaId.of("Sought_2004"),
                                new Party("Weiß, Jörg B.", Cik.of("777123")), ((PowerOfAttorneyGranted) story().granted.act()).terms(),
                                null));
            }
        }
        awaitRegister(granted().position().value());
    }

    private static LedgerRecord granted() {
        return Objects.requireNonNull(recorded);
    }

    private String search(String q) {
        return get("/search?q=" + encoded(q), "Accept", "text/html").body();
    }

    @ParameterizedTest
    @ValueSource(strings = { "WEISS", "weiß", "jorg weiss", "Weiss, Jorg", "JÖRG B WEISS", "jörg c. weiss", "joerg-x weiss jorg", "777123",
            "0000777123",
            "CIK 777123", "sought-grantor"})
    void a_party_is_found_by_words_in_any_order_with_or_without_an_initial_and_by_its_numbers(String q) {
        if (q.startsWith("joerg")) {
            assertThat(search(q)).doesNotContain("/grantors/sought-grantor");
        } else {
            assertThat(search(q)).contains("/grantors/sought-grantor", ">Grantors<");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "777124", "weiss peter", "1777123", "%", "_", "'", "💎"})
    void who_is_not_meant_is_not_found(String q) {
        assertThat(search(q)).doesNotContain("/grantors/sought-grantor\"").contains("Nothing matches");
    }

    @ParameterizedTest
    @ValueSource(strings = { "王小明", "王小", "小明", "明"})
    void a_given_name_of_one_character_or_two_is_found_within_the_name(String q) {
        assertThat(search(q)).contains("/grantors/sought-too");
        assertThat(search("朋")).contains("Nothing matches");
    }

    @Test
    void the_character_nul_separates_words() {
        assertThat(get("/search?q=%00", "Accept", "text/html").statusCode()).isEqualTo(200);
        assertThat(search("weiss\0jorg")).contains("/grantors/sought-grantor");
    }

    @Test
    void an_instrument_is_found_by_the_beginning_of_its_id_as_known_then() {
        assertThat(search("sought_2")).contains("/powers-of-attorney/Sought_2004", ">Instruments<");
        assertThat(search("soughtx2")).doesNotContain("/powers-of-attorney/Sought_2004");
        assertThat(get("/search?q=sought_2&knownAt=" + granted().recordedAt().minusNanos(1_000), "Accept", "text/html").body())
                .doesNotContain("/powers-of-attorney/Sought_2004");
    }

    @Test
    void a_record_is_found_by_its_id_and_by_its_position() {
        String path = "/ledger/" + story().revoked.recordId();
        assertThat(search(story().revoked.recordId().toString())).contains(path, ">Records<");
        assertThat(search(story().revoked.position().toString())).contains(path);
        assertThat(search("99999999999999999999")).contains("Nothing matches");
        assertThat(search(AttorneyId.of("judi-irving").value())).contains("/attorneys/judi-irving");
    }

    private String palette(String q) {
        return get("/search/palette?on=2004-03-01&q=" + encoded(q), "Accept", "text/html").body();
    }

    @Test
    void the_palette_offers_pages_by_words_of_their_names_and_then_what_the_search_finds() {
        assertThat(palette("")).contains(">Overview<", ">Who may sign?<", "href=\"/check?on=2004-03-01\"").doesNotContain("sought-grantor");
        assertThat(palette("days within")).contains("/instruments?show=expiring-90&amp;on=2004-03-01").doesNotContain(">Overview<");
        assertThat(palette("account")).as("a page that is of no day").contains("data-href=\"/account\"");
        assertThat(palette("weiss")).contains("/grantors/sought-grantor?on=2004-03-01", ">Grantor <code>");
        assertThat(palette("sought_2")).contains("/powers-of-attorney/Sought_2004");
        assertThat(palette(story().revoked.position().toString())).contains("/ledger/" + story().revoked.recordId());
        assertThat(palette("no such page or name").strip()).isEmpty();
        assertThat(get("/search/palette?q=" + "x".repeat(201), "Accept", "text/html").statusCode()).isEqualTo(400);
    }

    @Test
    void a_day_in_an_address_may_be_written_as_people_write_it_and_the_page_then_has_its_one_address() {
        for (String written : List.of("3/1/2004", "March 1, 2004", "Mar 1 2004", "1 March 2004", " 2004-03-01 ")) {
            assertThat(get("/search?q=weiss&on=" + encoded(written), "Accept", "text/html").headers().firstValue("Location")).as(written)
                    .hasValueSatisfying(to -> assertThat(to).endsWith("/search?q=weiss&on=2004-03-01"));
        }
        assertThat(get("/search?q=weiss&on=2004-03-01", "Accept", "text/html").body()).contains("value=\"March 1, 2004\"");
        for (String wrong : List.of("3/1/04", "1.3.2004", "2/30/2004", "March 2004")) {
            assertThat(get("/search?q=weiss&on=" + encoded(wrong), "Accept", "text/html").statusCode()).as(wrong).isEqualTo(400);
        }
    }
}
