package org.authorityledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.authorityledger.events.RecordId;
import org.axonframework.common.IdentifierFactory;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RecordIdsTest {

    @Test
    void a_record_id_is_a_uuid_of_version_7_and_the_variant_of_the_rfc() {
        assertThat(Stream.generate(RecordIds::mint).limit(1000)).allMatch(id -> id.version() == 7 && id.variant() == 2)
                .doesNotHaveDuplicates();
    }

    @Test
    void it_begins_with_the_milliseconds_of_its_minting() {
        long before = System.currentTimeMillis();
        UUID id = RecordIds.mint();
        long after = System.currentTimeMillis();

        assertThat(id.getMostSignificantBits() >>> 16).isBetween(before, after);
    }

    @Test
    void ids_sort_by_the_time_of_their_minting() throws InterruptedException {
        List<RecordId> minted = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            minted.add(new RecordId(RecordIds.mint()));
            Thread.sleep(2);
        }

        assertThat(minted).isSorted();
        assertThat(minted.stream().map(RecordId::toString)).isSorted();
    }

    @Test
    void axon_names_its_events_with_them() {
        UUID named = UUID.fromString(IdentifierFactory.getInstance().generateIdentifier());

        assertThat(IdentifierFactory.getInstance()).isInstanceOf(RecordIds.class);
        assertThat(named.version()).isEqualTo(7);
    }
}
