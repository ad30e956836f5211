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
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.proof.note.Checkpoint;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.receipt.Finding;
import org.authorityledger.proof.tree.TreeSize;
import org.authorityledger.proof.verify.Progress;
import org.authorityledger.proof.verify.Verification;
import org.authorityledger.proof.witness.Quorum;
import org.authorityledger.store.AdvisoryLock;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.store.LedgerHead;
import org.authorityledger.store.StoreConfiguration.Migrations;
import org.authorityledger.store.ViewedDataSource;
import org.authorityledger.store.Viewer;
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
        migrations.migrate("approval");
        // As in a node: a new connection for every statement takes longer than most statements.
        pool = new HikariDataSource();
        pool.setDataSource(database);
        appender = new LedgerAppender(pool, new LedgerHead());
    }

    @AfterEach
    void stop() {
        nodes.forEach(TransparencyLog::stop);
        Objects.requireNonNull(appender).close();
        pool.close();
    }

    private TransparencyLog node(Path keyFile, String origin, boolean replaceLostKey, DataSource connections) {
        return node(new TransparencyLog.Settings(origin, SHORT, SHORT, replaceLostKey), keyFile, connections);
    }

    private TransparencyLog continuingFrom(long size) {
        return node(new TransparencyLog.Settings("", SHORT, SHORT, false, TreeSize.of(size)), keyFile(), pool);
    }

    private TransparencyLog node(TransparencyLog.Settings settings, Path keyFile, DataSource connections) {
        TransparencyLog node = new TransparencyLog(settings, new KeyFiles(keyFile), new JdbcTemplate(connections),
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
                .position().value();
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
                if (checkpoint.size().value() >= position) {
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

            assertThat(signed(position).size()).isEqualTo(TreeSize.of(position));
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
    void a_log_whose_beginning_was_lost_by_the_database_but_not_its_key_verifies() throws Exception {
        SigningKey earlier = SigningKey.generate("authority-ledger.local/earlier", VerifierKey.ED25519);
        new KeyFiles(keyFile()).keep(earlier);

        node();
        signed(record(5));

        assertThat(keys()).containsExactly(earlier.verifierKey());
        assertThat(findings(earlier.verifierKey())).isEmpty();
    }

    @Test
    void a_node_that_dies_while_it_works_leaves_a_log_that_another_continues() throws Exception {
        PGSimpleDataSource mortal = new PGSimpleDataSource();
        mortal.setUrl(Objects.requireNonNull(database.unwrap(PGSimpleDataSource.class)).getUrl());
        mortal.setUser("postgres");
        mortal.setApplicationName("mortal");
        // A connection for each record, so that the node has time to work between two of them.
        Objects.requireNonNull(appender).close();
        appender = new LedgerAppender(database, new LedgerHead());
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

    private Path lastSigned() {
        return keyFile().resolveSibling("log-key.last-signed");
    }

    private long newest() {
        return Objects.requireNonNull(jdbc.queryForObject("select max(size) from proof.checkpoint", Long.class));
    }

    /** As someone does who owns the tables: past their guards. */
    private void tamper(String... statements) {
        new TransactionTemplate(new DataSourceTransactionManager(pool)).executeWithoutResult(status -> {
            JdbcTemplate superuser = new JdbcTemplate(pool);
            superuser.execute("set local session_replication_role = replica");
            for (String statement : statements) {
                superuser.execute(statement);
            }
        });
    }

    @Test
    void without_the_checkpoint_signed_last_nothing_is_signed_until_an_operator_names_the_size_to_continue_from() throws Exception {
        TransparencyLog first = node();
        long signed = record(5);
        signed(signed);
        first.stop();
        Files.delete(lastSigned());
        long position = record(3);

        assertThat(fault(node())).isEqualTo(LogFault.LAST_SIGNED_MISSING);
        assertThat(fault(continuingFrom(signed - 1))).isEqualTo(LogFault.LAST_SIGNED_MISSING);
        assertThat(fault(continuingFrom(position))).isEqualTo(LogFault.LAST_SIGNED_MISSING);
        assertThat(newest()).isEqualTo(signed);
        assertThat(LedgerDatabase.read(database, keyFile(), LedgerDatabase::audit)).extracting(Finding::code)
                .containsExactly(Finding.Code.LAST_SIGNED_MISSING);
        nodes.forEach(TransparencyLog::stop);
        TransparencyLog decided = continuingFrom(signed);
        signed(position);
        assertThat(decided.fault()).isNull();
        assertThat(findings(keys().getFirst())).isEmpty();
        // The decision served once: it names a size that is no longer the newest.
        decided.stop();
        Files.delete(lastSigned());
        assertThat(fault(continuingFrom(signed))).isEqualTo(LogFault.LAST_SIGNED_MISSING);
    }

    @Test
    void a_database_without_checkpoints_is_not_continued_either_where_the_last_signed_is_missing() throws Exception {
        TransparencyLog first = node();
        signed(record(5));
        first.stop();
        Files.delete(lastSigned());
        tamper("truncate proof.log, proof.tile, proof.checkpoint, proof.stream_head, proof.stream_node",
                "delete from ledger.event where position > 3");

        // The log gets another name when it begins again without a setting; its key keeps the old one.
        String origin = keys().getFirst().name();
        assertThat(fault(node(keyFile(), origin, false, pool))).isEqualTo(LogFault.LAST_SIGNED_MISSING);
        nodes.forEach(TransparencyLog::stop);
        node(new TransparencyLog.Settings(origin, SHORT, SHORT, false, TreeSize.EMPTY), keyFile(), pool);
        signed(3);
    }

    @Test
    void a_file_that_is_no_checkpoint_of_this_log_stops_it() throws Exception {
        TransparencyLog first = node();
        long position = record(5);
        signed(position);
        first.stop();
        String honest = Files.readString(lastSigned());
        SigningKey stranger = SigningKey.generate(keys().getFirst().name(), VerifierKey.ED25519);
        String text = SignedNote.parse(honest).text();
        String foreign = text.replace(keys().getFirst().name(), "another.example/log");
        for (String content : List.of("", "hello", honest.substring(0, honest.length() / 2),
                new SignedNote(text, List.of(stranger.signNote(text))).toString(),
                new SignedNote(foreign, List.of(stranger.signNote(foreign))).toString())) {
            Files.writeString(lastSigned(), content);
            TransparencyLog node = node();
            assertThat(fault(node)).as(content).isEqualTo(LogFault.LAST_SIGNED_INVALID);
            node.stop();
        }
        record(1);
        assertThat(newest()).isEqualTo(position);
        Files.writeString(lastSigned(), honest);
        node();
        signed(position + 1);
    }

    @Test
    void a_file_that_is_older_than_the_newest_checkpoint_stops_the_log_and_one_that_is_newer_does_not() throws Exception {
        TransparencyLog first = node();
        signed(record(5));
        first.stop();
        String old = Files.readString(lastSigned());
        TransparencyLog second = node();
        long position = record(5);
        signed(position);
        second.stop();
        String newest = Files.readString(lastSigned());
        Files.writeString(lastSigned(), old);

        TransparencyLog behind = node();
        assertThat(fault(behind)).isEqualTo(LogFault.LAST_SIGNED_BEHIND);
        behind.stop();
        Files.writeString(lastSigned(), newest);
        // The database lost what was signed last, as after a crash: it is made again, and compared.
        tamper("delete from proof.checkpoint where size > 5", "delete from proof.log",
                "truncate proof.tile, proof.stream_head, proof.stream_node",
                "insert into proof.log (origin, size) values ('" + keys().getFirst().name() + "', 0)");
        TransparencyLog again = node();
        long more = record(1);
        signed(more);
        assertThat(again.fault()).isNull();
        assertThat(findings(keys().getFirst())).isEmpty();
    }

    private static final List<String> CHANGES = List.of("update proof.stream_head set head = sha256('x') where grantor_id = 'g-0'",
            "update proof.stream_head set count = count + 1 where grantor_id = 'g-0'",
            "update proof.stream_head set grantor_id = 'someone-else' where grantor_id = 'g-0'",
            "delete from proof.stream_head where grantor_id = 'g-0'",
            "insert into proof.stream_head select 7, decode(repeat('0007', 16), 'hex'), 'someone-else', 1, sha256('x')",
            "update proof.stream_node set children = decode(repeat('02' || repeat('ab', 32), 16), 'hex') where depth = 0",
            "update proof.stream_node set children = decode(repeat('00', 528), 'hex') where depth = 12",
            "delete from proof.stream_node where depth = 12", "delete from proof.stream_node", "delete from proof.stream_head",
            "update proof.log set size = size + 1", "update proof.log set size = size - 1",
            "update proof.tile set hashes = overlay(hashes placing sha256('x') from 1 for 32) where level = 0",
            "delete from proof.tile where level = 0",
            "insert into proof.checkpoint select size + 1, replace(note, '=', 'A'), signed_at from proof.checkpoint order by size desc limit 1");

    @Test
    void what_was_changed_in_the_tables_of_the_log_is_noticed_before_anything_is_signed_and_after_a_restart() throws Exception {
        TransparencyLog first = node();
        record(5);
        signed(record(4));
        first.stop();
        long before = newest();
        byte[] file = Files.readAllBytes(lastSigned());
        // Of another grantor than the one whose head will be changed.
        long position = record(2);
        List<String> tables = List.of("log", "tile", "checkpoint", "stream_head", "stream_node");
        jdbc.execute("create schema kept");
        tables.forEach(table -> jdbc.execute("create table kept." + table + " as select * from proof." + table));
        String[] back = tables.stream()
                .flatMap(table -> Stream.of("delete from proof." + table, "insert into proof." + table + " select * from kept." + table))
                .toArray(String[]::new);

        for (String change : CHANGES) {
            tamper(change);
            for (int start = 0; start < 2; start++) {
                TransparencyLog node = node();
                assertThat(fault(node)).as(change).isEqualTo(LogFault.CHANGED);
                node.stop();
            }
            assertThat(Files.readAllBytes(lastSigned())).as(change).isEqualTo(file);
            assertThat(jdbc.queryForObject("select count(*) from proof.checkpoint where size > ?", Long.class, before + 1)).as(change)
                    .isZero();
            tamper(back);
        }
        node();
        signed(position);
        assertThat(findings(keys().getFirst())).isEmpty();
    }

    @Test
    void a_head_that_is_changed_while_the_log_runs_is_noticed_although_nothing_is_recorded() throws Exception {
        TransparencyLog node = node();
        signed(record(5));

        tamper("update proof.stream_head set head = sha256('x')");

        assertThat(fault(node)).isEqualTo(LogFault.CHANGED);
    }

    private DataSource application() {
        jdbc.execute("do $$ begin create role an_application login; exception when duplicate_object then null; end $$");
        for (String grant : List.of("usage on schema ledger", "usage on schema proof", "select on all tables in schema ledger",
                "select, insert, update on all tables in schema proof")) {
            jdbc.execute("grant " + grant + " to an_application");
        }
        PGSimpleDataSource application = new PGSimpleDataSource();
        try {
            application.setUrl(database.unwrap(PGSimpleDataSource.class).getUrl());
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
        application.setUser("an_application");
        return application;
    }

    private static final List<String> REFUSED_TO_ALL = List.of("delete from proof.checkpoint", "truncate proof.checkpoint",
            "update proof.checkpoint set note = replace(note, 'streams ', 'streams A')",
            "update proof.checkpoint set note = split_part(note, E'\n\n', 1) || E'\n\n\u2014 x AAAA\n'",
            "update proof.checkpoint set size = size + 1", "update proof.checkpoint set signed_at = signed_at + interval '1 second'",
            "insert into proof.checkpoint select size - 1, note, signed_at from proof.checkpoint",
            "update proof.stream_head set head = sha256('x')", "update proof.stream_head set count = count - 1",
            "update proof.stream_head set grantor_id = 'someone-else'", "delete from proof.stream_head", "truncate proof.stream_head",
            "delete from proof.stream_node", "truncate proof.stream_node", "update proof.log set size = size - 1",
            "update proof.log set origin = 'another'", "delete from proof.log", "delete from proof.tile", "truncate proof.tile",
            "update proof.tile set hashes = overlay(hashes placing sha256('x') from 1 for 32)",
            "update proof.tile set hashes = substring(hashes from 1 for 32)", "delete from proof.signing_key",
            "update proof.signing_key set verifier_key = 'x'", "update proof.signing_key set from_size = 1");
    private static final List<String> REFUSED_TO_THE_APPLICATION = List.of("alter table proof.checkpoint disable trigger all",
            "drop trigger nothing_is_removed on proof.checkpoint",
            "create or replace function proof.refuse_change() returns trigger language plpgsql as $$ begin return null; end $$");

    @Test
    void the_role_of_the_application_can_only_add_to_what_was_signed_and_the_owner_neither_while_the_guards_stand() throws Exception {
        TransparencyLog node = node();
        signed(record(5));
        node.stop();
        DataSource application = application();

        for (String change : REFUSED_TO_ALL) {
            assertThat(refusal(application, change)).as(change).isIn("23001", "42501");
            assertThat(refusal(pool, change)).as(change).isEqualTo("23001");
        }
        for (String change : REFUSED_TO_THE_APPLICATION) {
            assertThat(refusal(application, change)).as(change).isEqualTo("42501");
        }
        assertThat(findings(keys().getFirst())).isEmpty();
        assertThat(LedgerDatabase.read(database, keyFile(), LedgerDatabase::audit)).isEmpty();
    }

    private static String refusal(DataSource role, String sql) {
        try (Connection connection = role.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return "done";
        } catch (java.sql.SQLException e) {
            return String.valueOf(e.getSQLState());
        }
    }

    @Test
    void a_log_that_works_for_no_one_stops_before_it_signs_that_there_is_nothing() throws Exception {
        record(5);
        TransparencyLog blind = node(keyFile(), "", false, ViewedDataSource.always(Viewer.of(List.of(IssuerId.of("hemacare"))),
                new ViewedDataSource(application())));

        assertThat(fault(blind)).isEqualTo(LogFault.ROWS_HIDDEN);
    }

    @Test
    void a_log_works_as_the_role_of_the_application_and_stops_where_row_policies_hide_records_from_it() throws Exception {
        DataSource application = ViewedDataSource.always(Viewer.ALL, new ViewedDataSource(application()));
        TransparencyLog node = node(keyFile(), "", false, application);
        signed(record(5));
        assertThat(node.rotate(LONG)).isTrue();
        long signed = record(300);
        signed(signed);
        assertThat(findings(keys().getFirst())).isEmpty();
        // The last record, and with it nothing that would leave a gap.
        jdbc.execute("create policy some_rows on ledger.event as restrictive for select using (position < " + (signed + 1) + ")");
        record(1);

        assertThat(fault(node)).isEqualTo(LogFault.ROWS_HIDDEN);
        assertThat(newest()).isEqualTo(signed);
        assertThat(LedgerDatabase.read(database, keyFile(), LedgerDatabase::audit)).extracting(Finding::code)
                .containsOnly(Finding.Code.ROWS_HIDDEN);
    }
}
