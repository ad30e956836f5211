package org.authorityledger.register.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.authorityledger.events.Position;
import org.authorityledger.register.Incomplete;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.Register;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.store.StoreConfiguration.Migrations;
import org.authorityledger.store.Viewer;
import org.authorityledger.testsupport.LedgerForTests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

/** Parties are read before someone asks, as many as there is room for. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadAheadTest {

    /** Beyond two pages of them. */
    private static final int GRANTORS = 1_203;
    private static final int ATTORNEYS = 7;
    private static final long ENOUGH = 50_000_000;
    private static final long TOO_LITTLE = 100_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DataSource database = LedgerForTests.emptyDatabase("parties_read_ahead");
    private final JdbcTemplate jdbc = new JdbcTemplate(database);

    private static final class At implements RegisterProgress {

        @Override
        public Position position() {
            return Position.of(1);
        }

        @Override
        public Position await(@Nullable Position minimum) {
            return Position.of(1);
        }

        @Override
        public Instant knownUntil() {
            return Instant.EPOCH;
        }

        @Override
        public void awaitKnown(Instant knownAt) {}
    }

    @BeforeAll
    void parties_are_named() {
        Migrations migrations = new Migrations(database, "postgres");
        migrations.migrate("ledger");
        migrations.migrate("ledger_operations");
        migrations.migrate("register", "register");
        jdbc.update("insert into register.party_name (kind, id, name, search_name, last_position) "
                + "select 'GRANTOR', 'g' || n, 'Grantor ' || n, 'grantor ' || n, 1 from generate_series(1, ?) n", GRANTORS);
        jdbc.update("insert into register.party_name (kind, id, name, search_name, last_position) "
                + "select 'ATTORNEY', 'a' || n, 'Attorney ' || n, 'attorney ' || n, 1 from generate_series(1, ?) n", ATTORNEYS);
        jdbc.update("insert into register.party_name (kind, id, name, search_name, last_position) "
                + "values ('ISSUER', 'i1', 'Issuer', 'issuer', 1)");
    }

    private RegisterMemory memory(long bytes) {
        return new RegisterMemory(new Register(jdbc), new At(), Incomplete.NEVER, new MemoryReader(jdbc), bytes);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void everyone_is_remembered_soon_after_the_start_and_named() throws InterruptedException {
        RegisterMemory memory = memory(ENOUGH);
        memory.start();
        try {
            await(() -> memory.size() == GRANTORS + ATTORNEYS);
            await(memory::readAheadOfAll);
            jdbc.update("update register.party_name set name = 'Changed past the ledger ' || id");
            assertThat(Viewer.ALL.see(() -> memory.names(Map.of(PartyKind.GRANTOR, List.of("g1203"), PartyKind.ISSUER, List.of("i1")))))
                    .containsEntry(PartyKind.GRANTOR, Map.of("g1203", "Grantor 1203"))
                    .containsEntry(PartyKind.ISSUER, Map.of("i1", "Issuer"));
        } finally {
            memory.stop();
            jdbc.update("update register.party_name set name = initcap(search_name)");
        }
    }

    @Test
    void where_there_is_no_room_for_all_it_stops_before_it_pushes_anyone_out() throws InterruptedException {
        RegisterMemory memory = memory(TOO_LITTLE);
        memory.start();
        try {
            await(() -> memory.size() > 0 && memory.bytes() > 0);
            Thread.sleep(500);
            assertThat(memory.size()).isLessThan(GRANTORS);
            assertThat(memory.readAheadOfAll()).isFalse();
            assertThat(Viewer.ALL.see(() -> memory.names(Map.of(PartyKind.GRANTOR, Set.of("g7"))))).containsEntry(PartyKind.GRANTOR,
                    Map.of("g7", "Grantor 7"));
        } finally {
            memory.stop();
        }
    }

    @Test
    void switched_off_it_reads_nothing() throws InterruptedException {
        RegisterMemory memory = memory(0);
        memory.start();
        try {
            Thread.sleep(300);
            assertThat(memory.size()).isZero();
        } finally {
            memory.stop();
        }
    }
}
