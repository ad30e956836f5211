package org.authorityledger.pages.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.authority.Acts;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.RandomHistories;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Delivery;
import org.authorityledger.events.DeliveryMeans;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Issuer;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Party;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Position;
import org.authorityledger.events.Power;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.RevocationDelivered;
import org.authorityledger.events.Terms;
import org.authorityledger.questions.OnAQueryNode;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.RecordIds;
import org.authorityledger.store.StoredEvent;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the overview counts, on any day as known at any moment. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OverviewTest extends OnAQueryNode {

    private static final long SEED = Long.getLong("ledger.seed", new Random().nextLong());
    private static final Pattern FIGURE = Pattern.compile("class=\"figure\">([\\d,]+)</span><span class=\"what\">(authorit|instrument)");
    private static final PoaId POA = PoaId.of("first");

    @Autowired
    private LedgerReader ledger;

    private String overview(LocalDate on, Instant knownAt) {
        return LedgerForTests.get(port, "/?on=" + on + "&knownAt=" + knownAt, "Accept", "text/html").body();
    }

    private static long figure(String page, String what) {
        Matcher figure = FIGURE.matcher(page);
        while (figure.find()) {
            if (figure.group(2).equals(what)) {
                return Long.parseLong(figure.group(1).replace(",", ""));
            }
        }
        throw new AssertionError("no figure of " + what + " in " + page);
    }

    @Test
    void near_and_far_moments_in_any_order_are_counted_as_the_law_gives() {
        Random random = new Random(SEED);
        LedgerRecord last = null;
        for (int n = 0; n < 12; n++) {
            last = LedgerForTests.randomHistory(appender, GrantorId.of("counted-" + UUID.randomUUID()), random.nextLong(), 20).getLast();
        }
        awaitRegister(Objects.requireNonNull(last).position().value());
        List<StoredEvent> all = ledger.after(Position.START, 1_000_000);
        for (int n = 0; n < 14; n++) {
            // Every other moment is next to the one before, which is counted from there.
            int at = Math.max(0, all.size() - 1 - (n % 2 == 0 ? random.nextInt(all.size()) : random.nextInt(8)));
            Instant knownAt = all.get(at).record().recordedAt();
            LocalDate on = RandomHistories.FIRST_DAY.plusDays(random.nextInt(RandomHistories.DAYS));
            List<Authority> known = law(all.subList(0, at + 1));
            String page = overview(on, knownAt);

            assertThat(figure(page, "authorit")).as("-Dledger.seed=%d, on %s as known at %s", SEED, on, knownAt)
                    .isEqualTo(known.stream().filter(authority -> authority.inForceOn(on)).count());
            assertThat(figure(page, "instrument")).as("-Dledger.seed=%d, on %s as known at %s", SEED, on, knownAt)
                    .isEqualTo(instruments(known, on));
        }
    }

    @Test
    void an_authority_of_a_thousand_years_makes_neither_a_table_of_a_thousand_rows_nor_a_link_that_cannot_be_followed() {
        GrantorId grantorId = GrantorId.of("ages-" + UUID.randomUUID());
        Terms terms = new Terms(new Issuer(IssuerId.of("acme"), "Acme Corp", null),
                List.of(new Attorney(AttorneyId.of("lee"), "Lee Moor", null, null, false, false)),
                List.of(new Power("a", Set.of(Form.FORM_4), true, Set.of(), null)), 1, LocalDate.of(1600, 1, 1), null,
                LocalDate.of(9999, 12, 30), Set.of(), false, false, false, null);
        LedgerRecord grant = LedgerForTests.record(appender, new RecordId(RecordIds.mint()), 0,
                new PowerOfAttorneyGranted(grantorId, POA, new Party("Ann Vale", null), terms, null));
        awaitRegister(grant.position().value());
        Pattern link = Pattern.compile("[?&;]on=([^&\"]+)");
        for (String on : List.of("1600-01-01", "1600-02-01", "2026-01-01", "9999-12-31")) {
            for (String path : List.of("/", "/grantors/" + grantorId, "/grantors/" + grantorId + "/powers-of-attorney/" + POA,
                    "/attorneys/lee", "/check?grantor=" + grantorId + "&form=4&signer=lee", "/difference", "/ledger")) {
                String page = LedgerForTests.get(port, path + (path.contains("?") ? "&" : "?") + "on=" + on + "&knownAt="
                        + grant.recordedAt(), "Accept", "text/html").body();
                assertThat(page).as(path).contains("<main").doesNotContain("+10000", "%2B10000", "1599-");
                link.matcher(page).results().forEach(found -> assertThat(found.group(1)).as(path + " on " + on)
                        .matches("[0-9]{4}-[0-9]{2}-[0-9]{2}"));
                if (path.equals("/")) {
                    assertThat(page.split("<th scope=\"row\">", -1).length - 1).as("rows of the table").isLessThanOrEqualTo(60);
                    assertThat(page.contains("data-earlier-years")).as("years before").isEqualTo(on.compareTo("1700") > 0);
                    assertThat(page.contains("data-later-years")).as("years after").isEqualTo(on.compareTo("9900") < 0);
                }
            }
        }
    }

    private static List<Authority> law(List<StoredEvent> events) {
        Map<GrantorId, List<LedgerRecord>> lives = new HashMap<>();
        events.forEach(event -> lives.computeIfAbsent(event.record().act().grantorId(), one -> new ArrayList<>()).add(event.record()));
        return lives.values().stream().flatMap(life -> GrantorRecords.of(life).authorities().stream())
                .filter(authority -> !authority.neverWas()).toList();
    }

    /** From the first to the last day of any authority under them. */
    private static long instruments(List<Authority> known, LocalDate on) {
        Map<List<Object>, List<Authority>> instruments = new HashMap<>();
        known.forEach(authority -> instruments
                .computeIfAbsent(List.of(authority.grantorId(), authority.poaId()), key -> new ArrayList<>()).add(authority));
        return instruments.values().stream().filter(under -> {
            LocalDate from = under.stream().map(Authority::from).min(Comparator.naturalOrder()).orElseThrow();
            boolean goesOn = under.stream().anyMatch(authority -> {
                LocalDate until = authority.until();
                return until == null || until.isAfter(on);
            });
            return !from.isAfter(on) && goesOn;
        }).count();
    }

    private LedgerRecord recorded(long sequence, LegalAct act) {
        return LedgerForTests.record(appender, new RecordId(RecordIds.mint()), sequence, act);
    }

    /** How many may still sign though revoked, as the list tells of an instrument; 0: it is not on the list. */
    private long missing(GrantorId grantorId, String on, LedgerRecord known) {
        Matcher row = Pattern.compile("/grantors/" + grantorId + "/powers-of-attorney/first[^<]*<(?:(?!</li>).)*<strong>(\\d+) attorney",
                Pattern.DOTALL).matcher(overview(LocalDate.parse(on), known.recordedAt()));
        return row.find() ? Long.parseLong(row.group(1)) : 0;
    }

    @Test
    void a_revocation_has_not_reached_those_who_still_may_sign_from_its_signing_to_its_delivery_also_if_a_fixed_end_follows() {
        GrantorId grantorId = GrantorId.of("revoker-" + UUID.randomUUID());
        Acts acts = new Acts();
        acts.granted("first", says -> says.executedOn("2020-01-02").expiresOn("2022-12-31"));
        Terms terms = ((PowerOfAttorneyGranted) acts.records().getFirst().act()).terms();
        recorded(0, new PowerOfAttorneyGranted(grantorId, POA, new Party("Rita Revoker", null), terms, null));
        LedgerRecord revoked = recorded(1, new PowerOfAttorneyRevoked(grantorId, POA, LocalDate.parse("2021-03-01"), List.of(),
                List.of(new Delivery(Acts.IRVING, LocalDate.parse("2021-03-05"))), null));
        LedgerRecord delivered = recorded(2, new RevocationDelivered(grantorId, POA, revoked.recordId(), Acts.FRACTOR,
                LocalDate.parse("2021-04-01"), DeliveryMeans.NOT_STATED));
        LedgerRecord retracted = recorded(3, new RecordRetracted(grantorId, revoked.recordId(), "signed by no one"));
        awaitRegister(retracted.position().value());

        assertThat(missing(grantorId, "2021-02-28", revoked)).as("the day before it was signed").isZero();
        assertThat(missing(grantorId, "2021-03-01", revoked)).as("the day it was signed").isEqualTo(3);
        assertThat(missing(grantorId, "2021-03-04", revoked)).as("the day before it reached one").isEqualTo(3);
        assertThat(missing(grantorId, "2021-03-05", revoked)).as("the day it reached one").isEqualTo(2);
        assertThat(missing(grantorId, "2021-03-31", delivered)).as("the day before it reached the second").isEqualTo(2);
        assertThat(missing(grantorId, "2021-04-01", delivered)).as("the day it reached the second").isEqualTo(1);
        assertThat(missing(grantorId, "2021-04-01", revoked)).as("before that was recorded").isEqualTo(2);
        assertThat(missing(grantorId, "2022-12-31", delivered)).as("the last day of the instrument").isEqualTo(1);
        assertThat(missing(grantorId, "2023-01-01", delivered)).as("the instrument has expired").isZero();
        assertThat(missing(grantorId, "2021-04-01", retracted)).as("the revocation was retracted").isZero();
    }

    private String overview(String question) {
        return LedgerForTests.get(port, "/" + question, "Accept", "text/html").body();
    }

    /** The moment of the newest record. The overview of that moment counts everything. */
    private Instant newest() {
        return ledger.recordedAt(ledger.head());
    }

    private static String text(String html) {
        return html.replaceAll("<[^>]*>", "").replaceAll("\\s+", " ");
    }

    private GrantorId revoked(boolean delivered) {
        GrantorId grantorId = GrantorId.of("revoker-" + UUID.randomUUID());
        Acts acts = new Acts();
        acts.granted("first", says -> says.executedOn("2020-01-02").withoutExpiry());
        Terms terms = ((PowerOfAttorneyGranted) acts.records().getFirst().act()).terms();
        recorded(0, new PowerOfAttorneyGranted(grantorId, POA, new Party("Rita Revoker", null), terms, null));
        LedgerRecord last = recorded(1, new PowerOfAttorneyRevoked(grantorId, POA, LocalDate.parse("2021-03-01"), List.of(),
                delivered ? List.of(new Delivery(Acts.IRVING, LocalDate.parse("2021-03-05"))) : List.of(), null));
        awaitRegister(last.position().value());
        return grantorId;
    }

    @Test
    void those_who_may_still_sign_though_revoked_are_named() {
        GrantorId grantorId = revoked(true);
        String page = overview("?on=2021-03-05&knownAt=" + newest());
        String row = page.substring(page.indexOf("/grantors/" + grantorId + "/powers-of-attorney/"));

        assertThat(text(row.substring(0, row.indexOf("</li>")))).contains("May still sign: David Fractor, JoAnn Stover", "2 attorneys")
                .doesNotContain("Irving");
        assertThat(text(page)).as("true of every instrument")
                .contains("to each attorney, or to the company if the power of attorney says so");
    }

    @Test
    void what_was_recorded_is_counted_at_once_or_the_page_says_that_it_is_not() throws InterruptedException {
        long before = figure(overview("?knownAt=" + newest()), "authorit");
        revoked(false);
        String page = overview("");
        long counted = figure(page, "authorit");

        assertThat(counted == before + 3 || text(page).contains("not counted yet")).as("%d after %d: %s", counted, before, text(page))
                .isTrue();
        // Counted soon after, and without a second visit: those that follow only look.
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (figure(page, "authorit") != before + 3 && System.nanoTime() < end) {
            Thread.sleep(200);
            page = overview("");
        }
        assertThat(figure(page, "authorit")).isEqualTo(before + 3);
        assertThat(text(overview(""))).contains("recorded through position").doesNotContain("not counted yet");
    }

    @Test
    void the_count_of_what_ended_and_the_list_it_leads_to_agree_also_where_something_began_and_ended_within_the_quarter() {
        GrantorId grantorId = GrantorId.of("brief-" + UUID.randomUUID());
        Acts acts = new Acts();
        acts.granted("first", says -> says.executedOn("2019-11-20").withoutExpiry());
        Terms terms = ((PowerOfAttorneyGranted) acts.records().getFirst().act()).terms();
        recorded(0, new PowerOfAttorneyGranted(grantorId, POA, new Party("Bea Brief", null), terms, null));
        LedgerRecord last = recorded(1, new PowerOfAttorneyRevoked(grantorId, POA, LocalDate.parse("2019-11-22"), List.of(),
                List.of(new Delivery(Acts.IRVING, LocalDate.parse("2019-11-23"))), null));
        awaitRegister(last.position().value());
        String page = overview("?on=2019-11-30&knownAt=" + last.recordedAt());
        Matcher ended = Pattern.compile("class=\"figure\">([\\d,]+)</span><span class=\"what\">authorities ended since").matcher(page);
        Matcher link = Pattern.compile("<a href=\"([^\"]+)\">Which, and why").matcher(page);

        assertThat(ended.find() && link.find()).isTrue();
        String list = LedgerForTests.get(port, link.group(1).replace("&amp;", "&"), "Accept", "text/html").body();
        Matcher total = Pattern.compile("id=\"total\">([\\d,]+)<").matcher(list);
        assertThat(total.find()).isTrue();
        assertThat(total.group(1)).isEqualTo(ended.group(1));
        assertThat(text(list)).contains("Bea Brief", "Judi Irving");
        assertThat(text(overview("?on=2019-11-22&knownAt=" + last.recordedAt()))).as("the day before it ended")
                .contains("authorities in force");
        assertThat(LedgerForTests.get(port, "/changes?from=2019-11-23&through=2019-11-22", "Accept", "text/html").statusCode())
                .isEqualTo(400);
        assertThat(LedgerForTests.get(port, "/changes?change=moved", "Accept", "text/html").statusCode()).isEqualTo(400);
        assertThat(LedgerForTests.get(port, "/changes?cause=BORED", "Accept", "text/html").statusCode()).isEqualTo(400);
        assertThat(LedgerForTests.get(port, "/changes?sort=name", "Accept", "text/html").statusCode()).isEqualTo(400);
        String file = LedgerForTests.get(port, "/export/changes.csv?from=2019-11-20&through=2019-11-23&grantor=" + grantorId).body();
        assertThat(file.lines()).hasSize(4);
        assertThat(file).startsWith("\uFEFFbegan,ended,grantorId");
        assertThat(file.lines().filter(line -> line.startsWith("true,true,"))).hasSize(1);
    }
}
