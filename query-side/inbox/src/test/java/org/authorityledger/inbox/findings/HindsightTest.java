package org.authorityledger.inbox.findings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.Reason;
import org.authorityledger.documents.filing.Filing;
import org.authorityledger.documents.filing.Filing.FiledSignature;
import org.authorityledger.documents.instrument.FilingContext.Party;
import org.authorityledger.documents.signature.SignatureReader;
import org.authorityledger.events.Position;
import org.authorityledger.inbox.OnAnInbox;
import org.authorityledger.inbox.Papers;
import org.authorityledger.questions.check.Checks;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What was known when a form was filed, and what is known since. The zone of these tests has its midnight when it is needed. */
class HindsightTest extends OnAnInbox {

    @Autowired
    private Identities identities;

    @Autowired
    private Remedies remedies;

    @Autowired
    private FilingStore store;

    @Autowired
    Checks checks;

    @Autowired
    RegisterProgress progress;

    /** A zone in which a new day began at this instant. */
    private static ZoneOffset whereADayBegan(Instant instant) {
        int second = instant.atOffset(ZoneOffset.UTC).toLocalTime().toSecondOfDay();
        return ZoneOffset.ofTotalSeconds(second <= 43_200 ? -second : 86_400 - second);
    }

    private static void waitUntil(Instant instant) throws InterruptedException {
        while (!Instant.now().isAfter(instant)) {
            Thread.sleep(20);
        }
    }

    private Finding finding(String grantor, String attorney, String company, Instant midnight) {
        ZoneOffset zone = whereADayBegan(midnight);
        LocalDate filed = midnight.atOffset(zone).toLocalDate().minusDays(1);
        FiledSignature signature = new FiledSignature("", null, null, filed,
                SignatureReader.read("/s/ " + attorney + ", attorney-in-fact for " + grantor, null, List.of(grantor)));
        Filing filing = new Filing("0000000001-24-000001", "4", filed, null, null, new Party(company, null),
                List.of(new Party(grantor, null)),
                null, List.of(), false, List.of());
        QuestionClock clock = new QuestionClock(Clock.systemUTC(), zone, progress);
        Moment now = clock.of(null, null);
        Finding found = new Findings(checks, new PartyIndex(jdbc, progress), clock, identities, new JoinedIds(jdbc), remedies, store)
                .of(List.of(new KeptSignature(new KeptFiling(1, "0", filing, midnight, "admin"), 0, signature)), now).getFirst();
        assertThat(found.knownThen()).isEqualTo(midnight.minus(1, ChronoUnit.MICROS));
        return found;
    }

    @Test
    void a_signature_that_looked_good_when_it_was_filed_and_does_not_now_is_lost() throws InterruptedException {
        JsonNode recorded = accepted(kept(Papers.power("Helga Brun", "Ivar Moen", "Dunlin Rail, Inc.")).path("proposals").path(0), "");
        Instant midnight = Instant.parse(recorded.path("recordedAt").asString()).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        waitUntil(midnight);
        HttpResponse<String> retracted = post("/api/grantors/" + recorded.path("grantorId").asString() + "/retractions",
                "{\"recordId\": \"" + recorded.path("recordId").asString() + "\", \"reason\": \"It was never signed.\"}");
        progress.await(Position.of(LedgerForTests.json(retracted).path("position").asLong()));

        Finding found = finding("Helga Brun", "Ivar Moen", "Dunlin Rail, Inc.", midnight);

        assertThat(found.finding()).isEqualTo(Finding.Kind.NOT_COVERED);
        assertThat(found.then()).isNotNull().extracting(Finding.Judgment::reason).isEqualTo(Reason.IN_FORCE);
        assertThat(found.hindsight()).isEqualTo(Finding.Hindsight.LOST);
    }

    @Test
    void a_power_that_was_recorded_after_the_form_was_filed_is_gained_and_one_before_it_is_the_same() throws InterruptedException {
        Instant midnight = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        waitUntil(midnight.plusMillis(1));
        JsonNode recorded = accepted(kept(Papers.power("Inga Brun", "Ivar Moen", "Dunlin Rail, Inc.")).path("proposals").path(0), "");
        progress.await(Position.of(recorded.path("position").asLong()));
        Instant after = Instant.parse(recorded.path("recordedAt").asString()).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        waitUntil(after);
        JsonNode another = accepted(kept(Papers.power("Jutta Brun", "Ivar Moen", "Dunlin Rail, Inc.")).path("proposals").path(0), "");
        progress.await(Position.of(another.path("position").asLong()));

        Finding late = finding("Inga Brun", "Ivar Moen", "Dunlin Rail, Inc.", midnight);
        assertThat(late.finding()).isEqualTo(Finding.Kind.COVERED);
        assertThat(late.then()).isNotNull().extracting(Finding.Judgment::reason).isEqualTo(Reason.NO_POWER_OF_ATTORNEY);
        assertThat(late.hindsight()).isEqualTo(Finding.Hindsight.GAINED);

        Finding timely = finding("Inga Brun", "Ivar Moen", "Dunlin Rail, Inc.", after);
        assertThat(timely.finding()).isEqualTo(Finding.Kind.COVERED);
        assertThat(timely.hindsight()).isEqualTo(Finding.Hindsight.SAME);
    }
}
