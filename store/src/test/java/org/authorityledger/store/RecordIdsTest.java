package org.authorityledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
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

        assertThat(IdentifierFactory.getInstance()).isInstanceOf(AxonIds.class);
        assertThat(named.version()).isEqualTo(7);
    }

    @Test
    void an_id_can_be_minted_at_the_moment_at_which_axon_first_looks_for_its_factory() throws Exception {
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        // Each class loader initializes the classes for the first time.
        for (int n = 0; n < 50; n++) {
            try (URLClassLoader classes = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
                CyclicBarrier together = new CyclicBarrier(2);
                List<Thread> threads = Stream.of(RecordIds.class, IdentifierFactory.class)
                        .map(type -> Thread.ofPlatform().daemon().unstarted(() -> initialize(type.getName(), classes, together))).toList();
                threads.forEach(thread -> thread.setContextClassLoader(classes));
                threads.forEach(Thread::start);
                for (Thread thread : threads) {
                    assertThat(thread.join(Duration.ofSeconds(30))).as("the two wait for one another").isTrue();
                }
            }
        }
    }

    private static URL[] classPath() throws Exception {
        List<URL> path = new ArrayList<>();
        for (Class<?> type : List.of(RecordIds.class, IdentifierFactory.class, org.slf4j.Logger.class)) {
            path.add(type.getProtectionDomain().getCodeSource().getLocation());
        }
        return path.toArray(URL[]::new);
    }

    private static void initialize(String name, ClassLoader classes, CyclicBarrier together) {
        try {
            together.await();
            Class.forName(name, true, classes);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
