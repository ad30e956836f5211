package org.authorityledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;
import org.authorityledger.events.Version;
import org.authorityledger.history.ActJson;
import org.authorityledger.history.ExampleActs;
import org.authorityledger.store.Provenance.Idempotency;
import org.axonframework.eventhandling.TrackingToken;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerReaderTest {

    private static final String DIGEST = "00ff".repeat(16);
    private static final Provenance FROM_A_REQUEST = new Provenance("corporate.secretary", "192.0.2.7", "request 1",
            new Idempotency("key 1", 0, DIGEST));

    private final LedgerDatabase database = new LedgerDatabase();
    private final LedgerReader reader = database.reader();
    private List<LedgerRecord> story = List.of();

    @BeforeAll
    void every_kind_of_act_is_recorded() {
        try (LedgerAppender appender = new LedgerAppender(database.application(), new LedgerHead())) {
            List<LegalAct> acts = ExampleActs.all();
            story = acts.stream()
                    .map(act -> appender.append(List.of(new NewEvent(new RecordId(RecordIds.mint()), Sequence.of(acts.indexOf(act)), act,
                            acts.indexOf(act) == 0 ? FROM_A_REQUEST : new Provenance("corporate.secretary", null, null, null)))))
                    .map(List::getFirst).toList();
        }
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void an_act_is_read_as_it_was_recorded_with_its_provenance_and_its_payload_to_the_letter() {
        StoredEvent granted = reader.stream(ExampleActs.HEATON, Sequence.FIRST).getFirst();

        assertThat(granted.record()).isEqualTo(story.getFirst());
        assertThat(granted.provenance()).isEqualTo(FROM_A_REQUEST);
        assertThat(granted.json()).isEqualTo(ActJson.write(story.getFirst().act()));
        assertThat(granted.type()).isEqualTo("PowerOfAttorneyGranted");
        assertThat(granted.revision()).isEqualTo("2");
    }

    @Test
    void a_stream_is_read_from_the_place_asked_for_on() {
        assertThat(reader.stream(ExampleActs.HEATON, Sequence.FIRST)).extracting(StoredEvent::record).containsExactlyElementsOf(story);
        assertThat(reader.stream(ExampleActs.HEATON, Sequence.of(12))).extracting(StoredEvent::record)
                .containsExactlyElementsOf(story.subList(12, story.size()));
        assertThat(reader.stream(ExampleActs.HEATON, Sequence.of(story.size()))).isEmpty();
        assertThat(reader.version(ExampleActs.HEATON)).isEqualTo(Version.of(story.size()));
        assertThat(reader.version(GrantorId.of("unknown"))).isEqualTo(Version.NONE);
    }

    @Test
    void what_lies_after_a_position_comes_in_order_and_at_most_as_many_as_asked_for() {
        assertThat(reader.after(Position.START, 3)).extracting(event -> event.record().position().value()).containsExactly(1L, 2L, 3L);
        assertThat(reader.after(Position.of(story.size() - 1), 3)).extracting(event -> event.record().position().value())
                .containsExactly((long) story.size());
        assertThat(reader.after(reader.head(), 3)).isEmpty();
    }

    @Test
    void the_position_at_an_instant_counts_what_was_recorded_at_that_very_microsecond_and_not_what_came_one_later() {
        LedgerRecord third = story.get(2);

        assertThat(reader.positionAt(third.recordedAt())).isEqualTo(Position.of(3));
        assertThat(reader.positionAt(third.recordedAt().minusNanos(1000))).isEqualTo(Position.of(2));
        assertThat(reader.positionAt(third.recordedAt().minusNanos(1))).isEqualTo(Position.of(2));
        assertThat(reader.positionAt(story.getFirst().recordedAt().minusNanos(1000))).isEqualTo(Position.START);
        assertThat(reader.positionAt(Instant.parse("9999-12-31T23:59:59.999999Z"))).isEqualTo(Position.of(story.size()));
    }

    @Test
    void a_feed_opened_at_an_instant_begins_with_what_was_recorded_at_it() throws InterruptedException {
        LedgerHead head = new LedgerHead();
        head.advanceTo(reader.reached());
        LedgerFeed feed = new LedgerFeed(reader, head);
        TrackingToken token = feed.createTokenAt(story.get(2).recordedAt());

        try (var stream = feed.openStream(token)) {
            assertThat(stream.nextAvailable().getIdentifier()).isEqualTo(story.get(2).recordId().toString());
        }
    }

    @Test
    void a_record_is_found_by_its_id_and_by_the_key_of_its_request() {
        assertThat(reader.record(story.get(5).recordId())).extracting(StoredEvent::record).containsExactly(story.get(5));
        assertThat(reader.record(new RecordId(RecordIds.mint()))).isEmpty();
        assertThat(reader.recordedUnder("key 1")).extracting(StoredEvent::record).containsExactly(story.getFirst());
        assertThat(Objects.requireNonNull(reader.recordedUnder("key 1").getFirst().provenance().idempotency()).requestDigest())
                .isEqualTo(DIGEST);
        assertThat(reader.recordedUnder("key 2")).isEmpty();
    }

    @Test
    void the_grantors_of_an_attorney_are_those_for_whom_they_could_ever_sign_also_as_substitute_or_holder_of_an_office() {
        assertThat(reader.grantorsEverNaming(AttorneyId.of("judi-irving"))).containsExactly(ExampleActs.HEATON);
        assertThat(reader.grantorsEverNaming(AttorneyId.of("katherine-kwiat"))).containsExactly(ExampleActs.HEATON);
        assertThat(reader.grantorsEverNaming(AttorneyId.of("andrew-heaton"))).isEmpty();
    }
}
