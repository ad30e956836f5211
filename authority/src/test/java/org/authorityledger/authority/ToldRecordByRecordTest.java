package org.authorityledger.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.RecordId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A life told record by record leads to the same as one told at once. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ToldRecordByRecordTest {

    private static final int LIVES = 400;
    private static final int LONGEST = 40;

    @Test
    void what_follows_does_not_depend_on_how_a_life_is_told() {
        for (long seed = 1; seed <= LIVES; seed++) {
            RandomHistories random = RandomHistories.of(Acts.HEATON, seed);
            List<LedgerRecord> life = new ArrayList<>();
            GrantorRecords told = GrantorRecords.NONE;
            for (int i = 0; i < LONGEST; i++) {
                life.add(new LedgerRecord(new RecordId(new UUID(seed, i)), i + 1L, i, Instant.ofEpochSecond(i), "recorder",
                        random.next(life)));
                told = told.with(life.getLast());
                assertThat(told.authorities()).as("ledger.seed=" + seed + ", record " + i).isEqualTo(GrantorRecords.of(life).authorities());
            }
        }
    }

    @Test
    void a_superseding_instrument_that_is_corrected_moves_the_end_of_what_it_ended() {
        Acts acts = new Acts();
        acts.granted("earlier", says -> says.appointing(Acts.IRVING));
        acts.granted("later", says -> says.appointing(Acts.FRACTOR).executedOn("2004-01-01").supersedingPrior());
        acts.corrected("later", says -> says.effectiveOn("2004-02-01"));
        GrantorRecords told = GrantorRecords.NONE;
        for (LedgerRecord record : acts.records()) {
            told = told.with(record);
            assertThat(told.authorities()).isEqualTo(GrantorRecords.of(told.records()).authorities());
        }
        assertThat(told.authorities()).extracting(Authority::until).contains(Acts.day("2004-02-01"));
    }
}
