package org.authorityledger.transparencylog;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.authorityledger.events.GrantorId;
import org.authorityledger.proof.note.Checkpoint;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.receipt.Finding;
import org.authorityledger.proof.verify.Progress;
import org.authorityledger.proof.verify.Verification;
import org.authorityledger.proof.witness.Quorum;
import org.authorityledger.store.AdvisoryLock;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.store.LedgerHead;
import org.authorityledger.store.StoreConfiguration.Migrations;
import org.authorityledger.testsupport.LedgerForTests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keys are replaced and lost; nodes work side by side and die: the log stays one history, and verification shows any break. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TransparencyLogTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(100);

    @TempDir
    private Path directory;

    private final List<TransparencyLog> nodes = new ArrayList<>();
    private DataSource database = new PGSimpleDataSource();
    private JdbcTemplate jdbc = new JdbcTemplate();
    private @Nullable LedgerAppender appender;
    private HikariDataSource pool = new HikariDataSource();
    private int grantors;

    @BeforeEach
    void an_empty_ledger(TestInfo test) {
        database = LedgerForTests.emptyDatabase("log_" + Integer.toUnsignedString(test.getDisplayName().hashCode()));
        jdbc = new JdbcTemplate(database);
        Migrations migrations = new Migrations(database, "postgres");
        migrations.migrate("ledger");
        migrations.migrate("proof");
        appender = new LedgerAppender(database, new LedgerHead());
        // As in a node: a new connection for every statement takes longer than most statements.
        pool = new HikariDataSource();
        pool.setDataSource(database);
    }

    @AfterEach
    void stop() {
        nodes.forEach(TransparencyLog::stop);
        Objects.requireNonNull(appender).close();
        pool.close();
    }

    private TransparencyLog node(Path keyFile, String origin, boolean replaceLostKey, DataSource connections) {
        TransparencyLog node = new TransparencyLog(new TransparencyLog.Settings(origin, SHORT, SHORT, replaceLostKey),
                new KeyFiles(keyFile), new JdbcTemplate(connections),
                new TransactionTemplate(new DataSourceTransactionManager(connections)));
        nodes.add(node);
        node.start();
        return node;
    }

    private TransparencyLog node() {
        return node(keyFile(), "", false, pool);
    }

    private Path keyFile() {
        return directory.resolve("log-key");
    }

    private long record(int records) {
        return LedgerForTests.randomHistory(Objects.requireNonNull(appender), GrantorId.of("g-" + grantors++), grantors, records).getLast()
                .position();
    }

    /** Until a checkpoint covers this. */
    private Checkpoint signed(long position) throws InterruptedException {
        return signed(position, null);
    }

    private Checkpoint signed(long position, @Nullable VerifierKey by) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        while (System.nanoTime() < end) {
            SignedNote note = new LogTables(jdbc).latest().map(SignedNote::parse).orElse(null);
            if (note != null && (by == null || note.by(by) == SignedNote.Signed.WELL)) {
                Checkpoint checkpoint = Checkpoint.parse(note.text());
                if (checkpoint.size() >= position) {
                    return checkpoint;
                }
            }
            Thread.sleep(10);
        }
        throw new AssertionError("nothing over " + position + " was signed: " + nodes.stream().map(TransparencyLog::fault).toList());
    }

    private LogFault fault(TransparencyLog node) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        while (node.fault() == null && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        return Objects.requireNonNull(node.fault());
    }

    private List<VerifierKey> keys() {
        return new LogTables(jdbc).keys().stream().map(LogTables.PublicKey::verifierKey).toList();
    }

    private List<Finding> findings(VerifierKey... trusted) {
        return LedgerDatabase.read(database, keyFile(),
                ledger -> Verification.verify(ledger, List.of(trusted), Quorum.NONE, List.of(), Progress.NONE).findings());
    }

    @Test
    void a_rotated_key_signs_from_then_on_and_trust_in_the_old_one_extends_to_it() throws Exception {
        TransparencyLog node = node();
        signed(record(5));
        VerifierKey old = keys().getFirst();

        assertThat(node.rotate(LONG)).isTrue();
        long position = record(5);
        VerifierKey next = keys().getLast();
        signed(position, next);

        assertThat(keys()).containsExactly(old, next).doesNotHaveDuplicates();
        assertThat(SignedNote.parse(new LogTables(jdbc).latest().orElseThrow()).by(old)).isEqualTo(SignedNote.Signed.NOT);
        assertThat(findings(old)).isEmpty();
        assertThat(findings(old, next)).isEmpty();
        // The new key alone proves nothing about what came before it.
        assertThat(findings(next)).extracting(Finding::code).containsOnly(Finding.Code.NOT_SIGNED);
        assertThat(findings(SigningKey.generate(old.name(), VerifierKey.ED25519).verifierKey())).extracting(Finding::code)
                .containsOnly(Finding.Code.NOT_SIGNED);
        // A node that starts later continues with it.
        node.stop();
        node();
        signed(record(1), next);
        assertThat(findings(old)).isEmpty();
    }

    @Test
    void a_lost_key_stops_the_log_until_it_is_replaced_and_verification_shows_that_there_was_no_handover() throws Exception {
        TransparencyLog node = node();
        signed(record(5));
        VerifierKey old = keys().getFirst();
        node.stop();
        Files.delete(keyFile());
        long position = record(5);

        assertThat(fault(node())).isEqualTo(LogFault.NO_KEY);
        node(keyFile(), "", true, database);
        signed(position);

        VerifierKey next = keys().getLast();
        assertThat(next).isNotEqualTo(old);
        assertThat(findings(old)).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo(Finding.Code.NOT_SIGNED);
            assertThat(finding.where()).isEqualTo(next.toString());
        });
        assertThat(findings(old, next)).isEmpty();
    }

    @Test
    void a_node_with_another_key_or_another_origin_signs_nothing() throws Exception {
        TransparencyLog node = node();
        signed(record(5));
        node.stop();
        VerifierKey old = keys().getFirst();
        Path other = directory.resolve("another-key");
        Files.writeString(other, SigningKey.generate(old.name(), VerifierKey.ED25519).secretText());

        assertThat(fault(node(other, "", true, database))).isEqualTo(LogFault.OTHER_KEY);
        assertThat(fault(node(keyFile(), "another.example/log", false, database))).isEqualTo(LogFault.OTHER_ORIGIN);
        assertThat(keys()).containsExactly(old);
        assertThat(findings(old)).isEmpty();
    }

    @Test
    void the_log_does_not_wait_for_the_register_which_follows_the_feed_all_the_time() throws Exception {
        try (Connection follower = database.getConnection(); Statement sql = follower.createStatement()) {
            follower.setAutoCommit(false);
            sql.execute("select pg_advisory_xact_lock_shared(" + AdvisoryLock.REGISTER_SWITCH + ")");
            sql.execute("select pg_advisory_xact_lock_shared(" + AdvisoryLock.REBUILD + ")");

            node();
            long position = record(3);

            assertThat(signed(position).size()).isEqualTo(position);
        }
    }

    @Test
    void nodes_side_by_side_sign_one_history() throws Exception {
        for (int n = 0; n < 4; n++) {
            node();
        }
        long position = 0;
        for (int n = 0; n < 12; n++) {
            position = record(25);
        }
        signed(position);

        assertThat(keys()).hasSize(1);
        assertThat(nodes).extracting(TransparencyLog::fault).containsOnlyNulls();
        assertThat(findings(keys().getFirst())).isEmpty();
    }

    @Test
    void a_node_that_dies_while_it_works_leaves_a_log_that_another_continues() throws Exception {
        PGSimpleDataSource mortal = new PGSimpleDataSource();
        mortal.setUrl(Objects.requireNonNull(database.unwrap(PGSimpleDataSource.class)).getUrl());
        mortal.setUser("postgres");
        mortal.setApplicationName("mortal");
        TransparencyLog first = node(keyFile(), "", false, mortal);
        long position = 0;
        int killed = 0;
        for (int n = 0; n < 12 || killed == 0; n++) {
            position = record(5);
            killed += jdbc.queryForList("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mortal'"
                    + " and state <> 'idle'").size();
        }
        first.stop();
        // The other may find that more was signed than the database kept: it makes that again before it signs.
        node();
        signed(position);

        assertThat(killed).isPositive();
        assertThat(keys()).hasSize(1);
        assertThat(findings(keys().getFirst())).isEmpty();
    }

    @Test
    void a_rotation_that_was_committed_before_the_files_followed_is_finished_by_the_next_start() throws IOException, InterruptedException {
        TransparencyLog node = node();
        signed(record(3));
        assertThat(node.rotate(LONG)).isTrue();
        node.stop();
        // As if the process had ended between the two: the old key in its place, the new one beside it.
        VerifierKey next = keys().getLast();
        Path key = keyFile();
        Files.move(key, key.resolveSibling("log-key.next"));
        Files.writeString(key, SigningKey.generate(next.name(), VerifierKey.ED25519).secretText());

        node();
        signed(record(3), next);

        assertThat(Files.exists(key.resolveSibling("log-key.next"))).isFalse();
        assertThat(findings(keys().getFirst())).isEmpty();
    }
}
