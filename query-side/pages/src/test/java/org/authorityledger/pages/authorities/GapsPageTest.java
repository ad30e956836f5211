package org.authorityledger.pages.authorities;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDissolved;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Party;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Regime;
import org.authorityledger.events.Signatory;
import org.authorityledger.events.SignatoryCapacity;
import org.authorityledger.events.SignatoryRecorded;
import org.authorityledger.events.Terms;
import org.authorityledger.questions.OnAQueryNode;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The pages of those for whom no one may sign. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GapsPageTest extends OnAQueryNode {

    private static final Pattern MORE = Pattern.compile("href=\"(/gaps\\?[^\"]*cursor=[^\"]+)\"");

    private final String these = UUID.randomUUID().toString();

    private LedgerRecord granted(String grantor, String name, UnaryOperator<Acts.Writing> says) {
        Acts acts = new Acts();
        acts.granted("first", says);
        Terms terms = ((PowerOfAttorneyGranted) acts.records().getFirst().act()).terms();
        LedgerRecord record = LedgerForTests.record(appender, new RecordId(RecordIds.mint()), 0,
                new PowerOfAttorneyGranted(GrantorId.of(grantor), PoaId.of("first"), new Party(name, null), terms, null));
        awaitRegister(record.position().value());
        return record;
    }

    /** Companies of this test alone. */
    private IssuerId[] companies(String name, int many) {
        return IntStream.range(0, many).mapToObj(n -> IssuerId.of(name + "-%05d-".formatted(n) + these)).toArray(IssuerId[]::new);
    }

    private String page(String path) {
        return LedgerForTests.get(port, path, "Accept", "text/html").body();
    }

    private static String text(String html) {
        String article = html.contains("<article>") ? html.substring(html.indexOf("<article>")) : html;
        return article.replaceAll("<[^>]*>", "").replaceAll("[\\s\u00a0]+", " ");
    }

    private static String more(String page) {
        Matcher more = MORE.matcher(page);
        assertThat(more.find()).as(text(page)).isTrue();
        return more.group(1).replace("&amp;", "&");
    }

    private static int rows(String page) {
        return page.contains("<tbody>") ? page.substring(page.indexOf("<tbody>")).split("<tr>", -1).length - 1 : 0;
    }

    @Test
    void a_grantor_is_listed_from_the_first_day_on_which_no_one_may_sign_with_who_could_last() {
        IssuerId company = companies("company", 1)[0];
        granted("gap-" + these, "Gail Gap", says -> says.appointing(Acts.IRVING).forIssuer(company).expiresOn("2020-12-31"));
        String asked = "/gaps?form=FORM_4&issuer=" + company + "&on=";

        assertThat(text(page(asked + "2020-12-31"))).contains("None. For each of them, someone may sign.").doesNotContain("Gail Gap");
        assertThat(page(asked + "2021-01-01")).as("a day stands on one line").contains("class=\"date nowrap\"");
        assertThat(text(page(asked + "2021-01-01"))).contains("required to report under Section 16 on January 1, 2021",
                "no one but the grantor in person was authorized to sign Form 4", "Gail Gap", "Jan 1, 2021", "Judi Irving", "Expired",
                "presumed to be required").doesNotContain("None.");
        assertThat(page(asked + "2021-01-01"))
                .contains("href=\"/check?grantor=gap-" + these + "&amp;issuer=" + company + "&amp;form=FORM_4");
    }

    @Test
    void a_signatory_who_could_sign_last_is_named_with_their_capacity() {
        IssuerId company = companies("company", 1)[0];
        GrantorId fund = GrantorId.of("fund-" + these);
        granted(fund.value(), "Fay Fund", says -> says.appointing(Acts.IRVING).forIssuer(company).expiresOn("2020-06-30"));
        awaitRegister(LedgerForTests.record(appender, new RecordId(RecordIds.mint()), 1,
                new SignatoryRecorded(fund, null, new Signatory(PartyId.of("pat-" + these), "Pat Partner", null, null),
                        SignatoryCapacity.GENERAL_PARTNER, null, LocalDate.parse("2004-01-01"), LocalDate.parse("2020-08-01"), Set.of(),
                        null, null, null, null))
                .position().value());
        String asked = "form=FORM_4&issuer=" + company + "&on=2021-01-01";

        assertThat(text(page("/gaps?" + asked))).contains("Aug 1, 2020", "Pat Partner, general partner", "Left the office")
                .doesNotContain("Judi Irving");
        assertThat(LedgerForTests.get(port, "/export/gaps.csv?" + asked).body()).contains(
                ",2020-08-01,pat-" + these + ",Pat Partner,SIGNATORY GENERAL_PARTNER,2020-08-01,LEFT_OFFICE,");
    }

    @Test
    void what_ended_it_names_whose_records_say_so_where_they_are_not_those_of_the_grantor() {
        IssuerId company = companies("company", 1)[0];
        GrantorId fund = GrantorId.of("feeder-" + these);
        GrantorId partner = GrantorId.of("gp-" + these);
        granted(fund.value(), "Feeder Fund LP", says -> says.appointing(Acts.IRVING).forIssuer(company).expiresOn("2020-06-30"));
        signs(fund, 1, new Signatory(PartyId.of(partner.value()), "Second GP LLC", null, PartyKind.ENTITY));
        signs(partner, 0, new Signatory(PartyId.of("mae-" + these), "Mae Member", null, null));
        String asked = "/gaps?form=FORM_4&issuer=" + company + "&on=2021-01-01";
        assertThat(text(page(asked))).doesNotContain("Feeder Fund LP");

        awaitRegister(LedgerForTests.record(appender, new RecordId(RecordIds.mint()), 1,
                new GrantorDissolved(partner, LocalDate.parse("2020-08-01"))).position().value());
        assertThat(text(page(asked))).contains("Feeder Fund LP", "Aug 1, 2020",
                "Second GP LLC, general partner (Grantor dissolved, by the records of Second GP LLC)");
    }

    private void signs(GrantorId entity, long sequence, Signatory signatory) {
        awaitRegister(LedgerForTests
                .record(appender, new RecordId(RecordIds.mint()), sequence, new SignatoryRecorded(entity, null, signatory,
                        SignatoryCapacity.GENERAL_PARTNER, null, LocalDate.parse("2004-01-01"), null, Set.of(), null, null, null, null))
                .position().value());
    }

    @Test
    void who_is_no_longer_required_to_report_is_not_listed() {
        IssuerId company = companies("company", 1)[0];
        GrantorId grantorId = GrantorId.of("left-" + these);
        granted(grantorId.value(), "Lee Left", says -> says.forIssuer(company).expiresOn("2020-12-31"));
        awaitRegister(LedgerForTests.record(appender, new RecordId(RecordIds.mint()), 1,
                new GrantorCeasedReporting(grantorId, company, Set.of(Regime.SECTION_16), LocalDate.parse("2021-03-01"), null))
                .position().value());

        assertThat(text(page("/gaps?issuer=" + company + "&on=2021-02-28"))).contains("Lee Left");
        assertThat(text(page("/gaps?issuer=" + company + "&on=2021-03-01"))).doesNotContain("Lee Left");
    }

    @Test
    void a_form_under_no_obligation_has_no_gaps_and_what_is_no_form_or_no_company_is_refused_at_its_field() {
        assertThat(text(page("/gaps?form=FORM_ID"))).contains("Form ID is filed under no obligation to report", "it has no gaps");
        for (String wrong : List.of("/gaps?form=ALL", "/gaps?form=%3Cb%3E", "/gaps?issuer=no-such-company-" + these)) {
            assertThat(LedgerForTests.get(port, wrong, "Accept", "text/html").statusCode()).as(wrong).isEqualTo(400);
            assertThat(page(wrong)).as(wrong).contains("aria-invalid=\"true\"", "class=\"fault\"").doesNotContain("<b>");
        }
        assertThat(LedgerForTests.get(port, "/gaps?cursor=none", "Accept", "text/html").statusCode()).isEqualTo(400);
        assertThat(LedgerForTests.get(port, "/gaps/first?form=ALL", "Accept", "text/html").statusCode()).isEqualTo(400);
        assertThat(LedgerForTests.get(port, "/export/gaps.csv?form=ALL").statusCode()).isEqualTo(400);
    }

    @Test
    void a_long_list_goes_on_after_the_last_row_of_the_page_before_and_the_file_has_all_of_it() {
        IssuerId[] companies = companies("many", 101);
        granted("0003-" + these, "Paul Paged", says -> says.forIssuers(companies).expiresOn("2020-12-31"));
        LedgerRecord last = granted("0004-" + these, "Paula Paged", says -> says.forIssuer(companies[0]).expiresOn("2020-12-31"));

        String first = page("/gaps?form=FORM_3&on=2021-06-01&knownAt=" + last.recordedAt());
        while (!first.contains("0003-" + these)) {
            first = page(more(first));
        }
        String second = page(more(first));
        assertThat(rows(first)).isEqualTo(100);
        assertThat(text(second)).contains("on June 1, 2021", "Paul");
        assertThat(LedgerForTests.get(port, more(first).replace("FORM_3", "FORM_5"), "Accept", "text/html").statusCode())
                .as("the next page of another question").isEqualTo(400);

        String file = LedgerForTests.get(port, "/export/gaps.csv?form=FORM_3&on=2021-06-01&knownAt=" + last.recordedAt()).body();
        assertThat(file)
                .startsWith("\uFEFFgrantorId,grantorName,issuerId,issuerName,since,lastAttorneyIds,lastAttorneyNames,lastBy,lastUntil,");
        assertThat(file.lines().filter(line -> line.startsWith("0003-" + these))).hasSize(101)
                .allMatch(line -> line.contains(",2021-01-01,") && line.contains("Judi Irving"));
        assertThat(LedgerForTests.get(port, "/export/gaps.csv?form=FORM_3&on=2021-06-01&issuer=" + companies[0]).body().lines()).hasSize(3);
    }

    @Test
    void the_overview_asks_for_the_first_gaps_of_one_form_for_each_obligation() {
        LedgerRecord last = granted("0001-" + these, "Nine \u202E<b>Times</b>",
                says -> says.forIssuers(companies("nine", 9)).expiresOn("2020-12-31"));
        String moment = "&on=2021-01-01&knownAt=" + last.recordedAt();
        String overview = page("/?" + moment.substring(1));
        for (String form : List.of("FORM_4", "SCHEDULE_13D", "FORM_144")) {
            assertThat(overview).contains("hx-get=\"/gaps/first?form=" + form + "&amp;on=2021-01-01&amp;knownAt=",
                    "href=\"/gaps?form=" + form);
        }

        String first = page("/gaps/first?form=FORM_4" + moment);
        assertThat(first.split("<li>", -1)).hasSize(1 + FirstGaps.MOST_LISTED);
        assertThat(text(first)).contains("Last authorized: ", "since Jan 1, 2021", "Only the first are shown. All for Form 4",
                "as recorded through");
        assertThat(first).contains("[U+202E]&lt;b&gt;Times").doesNotContain("<b>", "<html");
    }

    @Test
    void where_only_the_first_were_looked_at_the_pages_say_so_and_go_on_from_there() {
        IssuerId[] companies = companies("much", 100);
        for (int n = 0; n < 21; n++) {
            granted("0000-%02d-".formatted(n) + these, "Manny Many",
                    says -> says.appointing(Acts.IRVING).forIssuers(companies).withoutExpiry());
        }
        LedgerRecord last = granted("0000-21-" + these, "Gail Gap",
                says -> says.forIssuer(companies("one", 1)[0]).expiresOn("2020-12-31"));
        String moment = "&on=2021-01-01&knownAt=" + last.recordedAt();

        String first = page("/gaps/first?form=FORM_4" + moment);
        assertThat(text(first)).contains("None so far: only the first grantors were looked at, by id, through 0000-19-" + these)
                .doesNotContain("For every grantor");
        String page = page("/gaps?form=FORM_4" + moment);
        assertThat(text(page)).contains("None among those looked at so far.", "This page ended after the first of them", "Look further")
                .doesNotContain("None. For each");
        assertThat(text(page(more(page)))).contains("Gail Gap");
        assertThat(text(page(more(first)))).contains("Gail Gap");
    }
}
