package org.authorityledger.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A stream followed record by record leads to the same as one read at once. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RecordByRecordTest {

    private static final int LIVES = 400;
    private static final int LONGEST = 40;

    @Test
    void what_follows_does_not_depend_on_how_a_stream_is_read() {
        for (long seed = 1; seed <= LIVES; seed++) {
            RandomHistories random = RandomHistories.of(Acts.HEATON, seed);
            List<LedgerRecord> life = new ArrayList<>();
            GrantorRecords known = GrantorRecords.NONE;
            for (int i = 0; i < LONGEST; i++) {
                life.add(new LedgerRecord(new RecordId(new UUID(seed, i)), Position.of(i + 1L), Sequence.of(i), Instant.ofEpochSecond(i),
                        "recorder",
                        random.next(life)));
                known = known.with(life.getLast());
                assertThat(known.authorities()).as("ledger.seed=" + seed + ", record " + i)
                        .isEqualTo(GrantorRecords.of(life).authorities());
            }
        }
    }

    @Test
    void a_superseding_instrument_that_is_corrected_moves_the_end_of_what_it_ended() {
        Acts acts = new Acts();
        acts.granted("earlier", says -> says.appointing(Acts.IRVING));
        acts.granted("later", says -> says.appointing(Acts.FRACTOR).executedOn("2004-01-01").supersedingPrior());
        acts.corrected("later", says -> says.effectiveOn("2004-02-01"));
        GrantorRecords known = GrantorRecords.NONE;
        for (LedgerRecord record : acts.records()) {
            known = known.with(record);
            assertThat(known.authorities()).isEqualTo(GrantorRecords.of(known.records()).authorities());
        }
        assertThat(known.authorities()).extracting(Authority::until).contains(Acts.day("2004-02-01"));
    }
}
